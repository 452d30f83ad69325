"""A learner's first hour with lesson 04, in a real browser: wrong, told why, right, a hint, the lever; nothing else."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import driver
from toolkit.exercises.practice import load
from toolkit.exercises.worked import worked_solution

pytestmark = pytest.mark.browser

LESSON = "lessons/2-data-reading/04-is-this-normal.ipynb"
EXERCISE = load("is-this-normal").exercises["usual_visitors"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory):
    with driver.served(tmp_path_factory.mktemp("lab")) as address, driver.browser() as window:
        lesson = driver.open_lesson(window, address, LESSON)
        lesson.run_all()
        yield lesson


@pytest.fixture
def lesson(opened):
    yield opened
    assert opened.trouble == []


def fragment(words: str) -> str:
    """The longest stretch of a reply that is neither computed nor set as code."""
    return max(re.split(r"\{[^}]*\}|`", words), key=len).strip()


def test_the_untouched_lesson_runs_and_says_not_yet(lesson):
    expect(lesson.cell('lesson.check("usual_visitors"').locator(".jp-OutputArea").last).to_contain_text("not yet")
    assert lesson.page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert lesson.page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0


def test_nobody_is_asked_about_news(lesson):
    lesson.page.wait_for_timeout(2000)
    assert lesson.page.locator("text=official Jupyter news").count() == 0


@pytest.mark.parametrize("mistake", EXERCISE.mistakes, ids=lambda mistake: mistake.name)
def test_a_wrong_method_is_told_in_its_own_words(lesson, mistake):
    checked = lesson.answer(EXERCISE.name, worked_solution(EXERCISE.name, mistake.run))
    reply = checked.locator(".jp-OutputArea").last
    expect(reply).to_contain_text("not quite")
    expect(reply).to_contain_text(fragment(mistake.words))


def test_the_right_method_is_told_yes(lesson):
    checked = lesson.answer(EXERCISE.name, EXERCISE.solution())
    expect(checked.locator(".jp-OutputArea").last).to_contain_text("yes, and")


def test_a_hint_is_one_key_away(lesson):
    checked = lesson.answer(EXERCISE.name, f"{EXERCISE.name} = 1")
    button = checked.get_by_role("button", name=re.compile("hint", re.IGNORECASE)).first
    button.focus()
    lesson.page.keyboard.press("Enter")
    expect(checked.locator(".jp-OutputArea").last).to_contain_text(fragment(EXERCISE.hints[0]))


def test_the_lever_moves_by_keyboard_and_the_chart_follows(lesson):
    slider = lesson.page.get_by_role("slider").first
    slider.scroll_into_view_if_needed()
    cell = lesson.page.locator(".jp-CodeCell", has=slider)
    before, picture = slider.get_attribute("aria-valuenow"), cell.locator("img").first.get_attribute("src")
    slider.focus()
    lesson.page.keyboard.press("ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuenow", before)
    expect(cell.locator("img").first).not_to_have_attribute("src", picture)
