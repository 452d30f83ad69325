"""What a class's answers say: where it split, which exercises tell learners apart, whose code is alike, what was expected."""

import pytest

from toolkit.course.roster import Student
from toolkit.exercises import Choice, Count, Number, Several
from toolkit.grading.expected import rule
from toolkit.grading.gradebook import Row
from toolkit.grading.likeness import alike, fingerprints, lines_of
from toolkit.grading.report.items import distribution, items


def a_class(*earned, code="AVG-RATE"):
    rows = []
    for at, points in enumerate(earned):
        marks = [
            {"exercise": f"e{i}", "asks": "?", "points": p, "of": 1, "code": "" if p else code, "given": "7"}
            for i, p in enumerate(points)
        ]
        rows.append(Row(Student(f"s{at}"), "f", {"id": f"s{at}", "marks": marks}))
    return rows


def test_difficulty_discrimination_and_splits_come_exercise_by_exercise():
    easy, apart, backwards = items(a_class((1, 1, 0), (1, 1, 0), (1, 0, 1), (1, 0, 1)))
    assert (easy.solved, easy.splits) == (1, False)
    assert (apart.solved, apart.splits) == (0.5, True)
    assert easy.tells != easy.tells  # never varies: not a number
    assert backwards.tells < 0
    assert backwards.mistakes == {"AVG-RATE": ["s0", "s1"]}
    assert backwards.often == ("7", 2)


def test_points_that_nobody_has_stand_in_the_distribution_with_none():
    assert distribution(a_class((1, 1, 1), (0, 0, 0), (0, 0, 1))) == {0: 1, 1: 1, 2: 0, 3: 1}


LESSON = ["lesson = open_lesson('goods')\nshop = lesson.shop"]
OWN = "total = shop.orders.groupby('channel')['paid'].sum() / shop.visits.groupby('channel')['uv'].sum()\nbest = total[total > {}]"
OTHER = (
    "for week in range(13):\n    print(week, [line for line in lines if line.week == week and line.kind != 'x'])\n{}"
)


def test_renamed_code_is_alike_and_the_lessons_own_lines_do_not_count():
    own = lines_of(LESSON)
    renamed = OWN.format(5).replace("total", "rate").replace("best", "top")
    prints = {
        "anna": fingerprints([*LESSON, OWN.format(4)], own),
        "berta": fingerprints([*LESSON, renamed], own),
        "carl": fingerprints([*LESSON, OTHER.format("x = 1")], own),
        "dora": fingerprints(LESSON, own),
    }
    assert prints["dora"] == []
    assert alike(prints) == [("anna", "berta", 1.0)]


def test_what_a_fifth_of_the_class_wrote_tells_nothing():
    same = fingerprints([OWN.format(4)], frozenset())
    assert alike({f"s{at}": same for at in range(4)}) == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Number(within=0.5), "number, within 0.5"),
        (Count(), "count"),
        (Choice("a", "b"), "choice"),
        (Several({"x": Number(within=1), "y": Choice("a", "b")}), "several, x: number, within 1, y: choice"),
    ],
)
def test_the_rule_of_an_answer_is_said_in_words(answer, said):
    assert rule(answer.form()) == said
