"""Each rule finds the one thing that was spoilt, and nothing in a lesson that is fine."""

import copy

import pytest

from tests.course.small import material, plan
from toolkit.course import form, prose, teaching
from toolkit.course.check_lessons import RULES
from toolkit.course.rehearse import solution_is_fresh


def whats(rule, lesson):
    return [finding.what for finding in rule(lesson)]


def test_a_lesson_that_is_fine_gives_no_finding(tmp_path):
    lesson = material(tmp_path)
    assert [what for rule in RULES if rule is not solution_is_fresh for what in whats(rule, lesson)] == []


def test_a_missing_solution_is_a_finding(tmp_path):
    assert whats(solution_is_fresh, material(tmp_path)) == ["its solution is stale or missing"]


def test_a_finding_says_where_what_and_what_to_do(tmp_path):
    lesson = material(tmp_path, ("long", "markdown", "word " * 61))
    (finding,) = form.short_enough(lesson)
    assert str(finding) == (
        "lessons/1-first/04-small-talk.ipynb · long · 61 words in one cell · At most 60: cut, or split at a step."
    )


def test_outputs_counts_and_metadata_are_refused(tmp_path):
    lesson = material(tmp_path)
    cell = lesson.book.cells[1]
    cell.outputs, cell.execution_count, cell.metadata = [{"output_type": "stream"}], 3, {"trusted": True, "tags": []}
    lesson.book.metadata["widgets"] = {}
    assert len(whats(form.nothing_computed, lesson)) == 4


@pytest.mark.parametrize(
    ("names", "count"),
    [(("a1b2c3d4", "b-check"), 1), (("same", "same"), 2), (("", "b-check"), 1), (("Big Name", "b-check"), 1)],
)
def test_cells_need_names_of_their_own(tmp_path, names, count):
    lesson = material(tmp_path, *((name, "markdown", "Text.") for name in names))
    assert len(whats(form.cells_keep_their_names, lesson)) == count


def test_long_code_is_refused_but_blank_lines_are_free(tmp_path):
    lesson = material(tmp_path, ("long", "code", "x = 1\n\n" * 12), ("longer", "code", "x = 1\n" * 13))
    assert whats(form.short_enough, lesson) == ["13 lines in one cell"]


@pytest.mark.parametrize(
    "fact",
    ["Friday brought 18 orders.", "Visitors fell by 12 %.", "On 2025-11-11 they came.", "It cost ¥5.",
     "The mean is 27.9 here.", "Of 4,310 people", "INC rose 300 times"],
)  # fmt: skip
def test_a_fact_of_one_shop_does_not_belong_in_prose(tmp_path, fact):
    assert len(whats(prose.holds_for_every_shop, material(tmp_path, ("fact", "markdown", fact)))) >= 1


@pytest.mark.parametrize(
    "prose_",
    [
        "The last 8 Fridays.",
        "11.11 is known.",
        "Exercise 4.1 asks.",
        "See `x[300]`.",
        "Times 1.4826.",
        "20 %",
        "80 min",
    ],
)
def test_a_number_of_the_method_may_stand_in_prose(tmp_path, prose_):
    lesson = material(tmp_path, ("fact", "markdown", prose_), ("code", "code", "k, share = 1.4826, 0.2"))
    assert whats(prose.holds_for_every_shop, lesson) == []


def test_a_week_worked_on_paper_may_have_numbers(tmp_path):
    lesson = material(tmp_path, ("paper", "markdown", "Monday: 300 visitors."))
    lesson.book.cells[-1].metadata["tags"] = ["paper-week"]
    assert whats(prose.holds_for_every_shop, lesson) == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("show(figure)", "a chart without its sentence"),
        ('show(figure, says="It fell by 12 %.")', "the chart's sentence has a typed number"),
    ],
)
def test_a_chart_has_a_computed_sentence(tmp_path, source, what):
    assert whats(prose.sentences_are_computed, material(tmp_path, ("chart", "code", source))) == [what]


def test_dead_links_and_links_to_the_network_are_found(tmp_path):
    text = "[a](../nowhere.md) [b](../glossary.md) [c](https://example.org/) [d](#Part-two) [e](#None)\n\n## Part two"
    found = whats(prose.links_lead_somewhere, material(tmp_path, ("links", "markdown", text)))
    assert found == ["a dead link: ../nowhere.md", "a link to the network: https://example.org/", "a dead link: #None"]


def test_dead_links_in_pages_are_found(tmp_path):
    material(tmp_path)
    (tmp_path / "README.md").write_text("[a](lessons/glossary.md) [b](lessons/nowhere.md) [c](#here)", encoding="utf-8")
    assert [finding.what for finding in prose.pages_lead_somewhere(tmp_path)] == ["a dead link: lessons/nowhere.md"]


def test_a_term_of_the_trade_is_in_the_glossary(tmp_path):
    lesson = material(tmp_path, ("terms", "markdown", "week (周) and return (退货)"))
    assert whats(prose.terms_are_in_the_glossary, lesson) == ['"退货" is not in the glossary']


def spoilt(**changes):
    exercise = copy.copy(plan.exercises["week"])
    for name, value in changes.items():
        setattr(exercise, name, value)
    return {"week": exercise}


def test_an_exercise_has_two_hints_and_two_mistakes(tmp_path):
    exercises = spoilt(hints=("Count them.", " "), mistakes=plan.exercises["week"].mistakes[:1])
    found = whats(teaching.helps_and_explains, material(tmp_path, exercises=exercises))
    assert found == ["fewer than two hints", "fewer than two mistakes"]


def a_proud_yes():
    return "You just did it."


CHANGES = [{"hints": ("Simply count.", "b")}, {"asks": "What is wrong?"}, {"yes_says": a_proud_yes}]


@pytest.mark.parametrize("change", CHANGES)
def test_words_of_shame_are_found_wherever_they_are_said(tmp_path, change):
    assert len(whats(teaching.speaks_kindly, material(tmp_path, exercises=spoilt(**change)))) == 1


def test_a_check_of_an_unknown_name_is_found(tmp_path):
    lesson = material(tmp_path, ("more", "code", 'lesson.check("weak", 1)\nlesson.hint("week")'))
    assert whats(teaching.asks_what_is_defined, lesson) == ['check of "weak", which the definitions do not know']


def test_an_exercise_that_no_cell_asks_is_found(tmp_path):
    exercises = {"week": plan.exercises["week"], "month": plan.exercises["week"]}
    found = whats(teaching.asks_what_is_defined, material(tmp_path, exercises=exercises))
    assert found == ["an exercise is never checked", "an exercise has no blank"]


def in_front(tmp_path, *cell):
    lesson = material(tmp_path, cell)
    lesson.book.cells.insert(1, lesson.book.cells.pop())
    return lesson


def test_a_line_of_the_solution_after_its_check_is_no_leak(tmp_path):
    lesson = material(tmp_path, ("later", "code", "list(range(case.first, case.first + 7))"))
    assert whats(teaching.gives_nothing_away, lesson) == []


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("code", "span = list(range(case.first,\n    case.first + 7))"),
        ("markdown", "Try `list(range(case.first, case.first+7))`."),
    ],
)
def test_a_line_of_the_solution_in_the_lesson_is_a_leak(tmp_path, kind, source):
    (what,) = whats(teaching.gives_nothing_away, in_front(tmp_path, "leak", kind, source))
    assert "list(range(case.first, case.first + 7))" in what
