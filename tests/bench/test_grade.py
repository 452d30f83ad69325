"""The bench grades real classes of the size it says, and says of every figure whether it was reached."""

import pytest
from click.testing import CliRunner

from toolkit.bench import grade, grade_page
from toolkit.bench.assignment import PATTERNS, QUESTIONS, handed_in, points
from toolkit.bench.command import command
from toolkit.bench.cost import Cost


def slope(name, each, *, figure=False):
    return grade.Slope(name, figure, (20, 220), each)


def figures():
    found = grade.Graded(
        2, [slope("toolkit", [0.05, 0.09]), slope("nbgrader", [1.0, 1.08]), slope("otter-grader", [0.5, 0.9])]
    )
    found.sizes = [grade.Size("toolkit", 1000, 2, Cost(80.0, 130.0, 200.0))]
    found.private, found.agreed = 22.0, {"nbgrader": (44, 45)}
    return found


def test_a_figure_that_is_missed_is_said_to_be_missed():
    reached = {what: good for what, *_, good in grade_page.goals(figures())}
    assert reached["one more hand-in, 20 → 220"]
    assert reached["nbgrader's"]  # 20 and 12 times: the median of the pairs
    assert not reached["otter-grader's"]
    assert not reached["1,000 hand-ins, 2 jobs"]
    assert not reached["agreement with nbgrader"]
    assert reached["private memory of a child"]


def test_the_page_holds_every_figure(tmp_path):
    grade_page.write(figures(), tmp_path / "grade.md")
    text = (tmp_path / "grade.md").read_text(encoding="utf-8")
    assert "| 1,000 | 2 | 130.0 | 80.0 | 0.080 | 200 |" in text
    assert "| nbgrader | no | 20 → 220 | 1.040 | 1.000 | 1.080 |" in text
    assert "not yet" in text


def test_of_eight_hand_ins_each_has_other_questions_right():
    deserved = [tuple(points(number).values()) for number in range(PATTERNS)]
    assert len(set(deserved)) == PATTERNS == 2 ** len(QUESTIONS)
    assert len(handed_in(0, [], figure=True)["cells"]) == len(handed_in(0, [], figure=False)["cells"]) + 1


@pytest.mark.thorough
def test_the_bench_grades_a_real_class_and_gives_each_what_it_deserves(tmp_path):
    took, found = grade.ours(PATTERNS, tmp_path / "class", figure=True)
    assert found == {f"s{at:05}": points(at) for at in range(PATTERNS)}
    assert took.cpu > 0


def test_help_shows_what_is_measured():
    assert "nbgrader" in CliRunner().invoke(command, ["grade", "--help"]).output
