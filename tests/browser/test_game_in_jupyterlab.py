"""The game's panel in a real browser: a week by keyboard, a refusal that moves nothing, and a page that is loaded again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import driver

pytestmark = pytest.mark.browser

LESSON = "lessons/4-review-practice/12-run-the-shop.ipynb"
AN_ORDER = re.compile(r"^P\d+ of S\d+, lasts \d+ days$")


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory):
    with driver.served(tmp_path_factory.mktemp("lab")) as address, driver.browser() as window:
        made = driver.open_lesson(window, address, LESSON)
        made.run_all()
        yield made


def panel(lesson):
    return lesson.cell("game.play()").locator(".jp-OutputArea").first


def write(lesson, name, value, place=0):
    """Type a number into a lever, found by the name that a screen reader says."""
    panel(lesson).get_by_label(name, exact=isinstance(name, str)).nth(place).focus()
    lesson.page.keyboard.press("ControlOrMeta+a")
    lesson.page.keyboard.type(str(value))
    lesson.page.keyboard.press("Tab")


def press(lesson, name):
    panel(lesson).get_by_role("button", name=name).focus()
    lesson.page.keyboard.press("Enter")


def say_what_is_expected(lesson):
    write(lesson, "from", 120000)
    write(lesson, "to", 180000)
    write(lesson, "than", 90000)


def test_every_lever_has_a_name_that_is_said(lesson):
    boxes = panel(lesson).locator("input:visible, select:visible")
    assert boxes.count() > 35
    assert (
        panel(lesson).get_by_role("spinbutton").count() + panel(lesson).get_by_role("combobox").count() == boxes.count()
    )


def test_a_week_without_a_range_does_not_move(lesson):
    press(lesson, "Next week")
    expect(panel(lesson).get_by_role("alert")).to_contain_text("No week moves without one")
    expect(panel(lesson)).to_contain_text("Report for week 1")


def test_a_decision_beyond_the_shop_is_refused_with_its_reason(lesson):
    say_what_is_expected(lesson)
    for place in range(4):
        write(lesson, AN_ORDER, 5000, place)
    press(lesson, "Next week")
    expect(panel(lesson).get_by_role("alert")).to_contain_text(re.compile("the bank lends|The store-room holds"))
    expect(panel(lesson)).to_contain_text("Report for week 1")
    for place in range(4):
        write(lesson, AN_ORDER, 0, place)


def test_a_week_is_played_by_keyboard_alone(lesson):
    write(lesson, "video ×", 0.8)
    press(lesson, "Next week")
    expect(panel(lesson)).to_contain_text("Report for week 2")
    expect(panel(lesson).get_by_role("status")).to_contain_text("Week 1 is over")
    assert lesson.page.evaluate("document.activeElement.innerText") == "Next week"


def test_a_page_that_is_loaded_again_goes_on_where_it_stood(lesson):
    lesson.page.reload()
    lesson.page.wait_for_selector(".jp-Notebook .jp-Cell")
    lesson.page.wait_for_selector("#jp-main-statusbar >> text=/\\| Idle/")
    lesson.run_all()
    expect(panel(lesson)).to_contain_text("Report for week 2")
    expect(panel(lesson).get_by_label("video ×", exact=True)).to_have_value("0.8")
    assert lesson.trouble == []
