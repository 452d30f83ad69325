"""A general misreading has its name, never near a right value, and never where a modelled mistake speaks."""

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.exercises import Choice, Count, Date, Interval, LessonPlan, Number, Parts, Range, Ranking, Set, Several
from toolkit.exercises.compare import NAMED_FROM, Known, judge


def told(answer, right, value, *, neighbours=None, **known):
    own = LessonPlan(slug="general", number="99", title="")

    @own.exercise(answer=answer, asks="?", hints=("a", "b"))
    def asked(shop, case):
        return right

    return judge(asked, value, Known(answer.read(right), **known), answer, neighbours=neighbours)


@pytest.mark.parametrize(
    ("answer", "right", "value", "code"),
    [
        (Number(within=0.0001), 0.0312, 3.12, "GEN-PCT"),
        (Number(within=0.01), 3.12, 0.0312, "GEN-FRAC"),
        (Number(within=1), 46_200, 46.2, "GEN-1000"),
        (Number(within=0.1), 46.2, 46_200, "GEN-1000"),
        (Number(within=1), -512, 512, "GEN-SIGN"),
        (Number(within=0.01), 4, 0.25, "GEN-RECIP"),
        (Number(within=1, n=7), 700, 4900, "GEN-SUM"),
        (Number(within=1, n=7), 4900, 700, "GEN-MEAN"),
        (Count(), 731, 730, "GEN-ONE"),
        (Count(), 731, 732, "GEN-ONE"),
        (Count(within=2), 731_000, 731, "GEN-1000"),
        (Date(), "2025-11-11", "2025-11-12", "GEN-DAY"),
        (Date(days=1), "2025-11-11", "2025-11-04", "GEN-WEEK"),
        (Date(days=1), "2025-11-11", "2024-11-11", "GEN-YEAR"),
        (Interval(), ["2025-06-01", "2025-06-07"], ["2025-06-01", "2025-06-08"], "GEN-END"),
        (Interval(), ["2025-06-01", "2025-06-07"], ["2025-06-08", "2025-06-14"], "GEN-WEEK"),
        (Interval(), ["2025-06-01", "2025-06-07"], ["2025-06-03", "2025-06-09"], "GEN-SHIFT"),
        (Range(), [0.02, 0.04], [2, 4], "GEN-PCT"),
        (Ranking(), ["a", "b", "c"], ["c", "b", "a"], "GEN-TURNED"),
        (Several(rate=Number(within=0.001), n=Count()), {"rate": 0.03, "n": 9}, {"rate": 3, "n": 9}, "GEN-PCT"),
        (Parts(names=("a", "b"), within=1), {"a": 60, "b": 40}, {"a": 0.6, "b": 0.4}, "GEN-SHARE"),
        (Parts(names=("a", "b"), within=1), {"a": 600, "b": -400}, {"a": -600, "b": 400}, "GEN-SIGN"),
    ],
)
def test_a_misreading_that_befalls_any_value_has_its_name(answer, right, value, code):
    verdict = told(answer, right, value)
    assert (verdict.way, verdict.code, verdict.outcome) == ("misread", code, "not quite")
    assert verdict.words
    assert "…" not in verdict.words


@given(
    right=st.floats(-1e6, 1e6, allow_subnormal=False),
    share=st.floats(1e-5, 0.5),
    steps=st.floats(-2, 2),
    n=st.integers(2, 400),
)
def test_within_two_tolerances_of_right_no_misreading_is_named(right, share, steps, n):
    answer = Number(within_share=share, n=n)
    near = right + 0.999 * steps * answer.tolerance(right)
    verdict = told(answer, right, near)
    assert verdict.way in ("right", "off")
    assert (verdict.way == "right") == (answer.off(near, right) <= 1)


@given(right=st.floats(0.001, 1e6), value=st.floats(-1e7, 1e7), share=st.floats(1e-5, 0.3), other=st.floats(0.001, 1e6))
def test_no_right_value_of_any_kind_is_called_a_misreading(right, value, share, other):
    answer = Number(within_share=share, n=7)
    verdict = told(answer, right, value, true=other)
    if verdict.way == "misread":
        assert min(answer.apart(value, one) for one in (right, other)) >= NAMED_FROM
    assert told(answer, right, other, true=other).outcome == "yes"


def test_a_wide_tolerance_does_not_find_a_name_for_everything():
    answer = Number(within_share=0.2)
    assert told(answer, 100.0, 12_000).way == "off"
    assert told(answer, 100.0, 10_050).code == "GEN-PCT"


def test_near_one_two_neighbours_are_not_called_each_other_upside_down():
    assert told(Number(within=0.001), 1.02, 0.98).way == "off"
    assert told(Number(within=0.001), 1.6, 0.625).code == "GEN-RECIP"


def test_a_modelled_mistake_is_named_before_a_general_one():
    own = LessonPlan(slug="order", number="99", title="")

    @own.exercise(answer=Number(within=0.001), asks="?", hints=("a", "b"))
    def asked(shop, case):
        return 0.03

    @asked.mistake("OWN-NAME")
    def per_cent(shop, case):
        "{given} is the dashboard's way of writing it. Divide by 100."

    assert judge(asked, 3.0, Known(0.03, mistakes={"per_cent": 3.0})).code == "OWN-NAME"


def test_the_wider_circle_is_yes_before_anything_has_a_general_name():
    own = LessonPlan(slug="order", number="99", title="")

    @own.exercise(answer=Count(), asks="?", hints=("a", "b"), fine=1)
    def asked(shop, case):
        return 14

    assert judge(asked, 15, Known(14)).way == "fine"


@pytest.mark.parametrize("text", ["0.0312", "3.12%", " 3.12 % ", "0.03120"])
def test_the_right_number_in_quotation_marks_is_told_so_and_is_no_yes(text):
    verdict = told(Number(within=0.0001), 0.0312, text)
    assert (verdict.way, verdict.code, verdict.outcome) == ("form", "GEN-TEXT", "not quite")
    assert "number fits" in verdict.words


@pytest.mark.parametrize("text", ["5,120", "¥5,120", "5120 yuan"])
def test_commas_and_units_do_not_hide_the_right_number(text):
    assert told(Number(within=1), 5120, text).code == "GEN-TEXT"


@pytest.mark.parametrize("text", ["5,121.9", "five", "", "1e999", "-", "5120 5120"])
def test_any_other_text_is_told_to_become_a_number(text):
    verdict = told(Number(within=1), 5120, text)
    assert verdict.way == "form"
    assert verdict.code == ""


def test_the_right_answer_to_a_neighbouring_exercise_is_recognised():
    visits, buyers, day = Number(within=1), Count(), Date()
    neighbours = {"visits": (visits, Known(12_503.0)), "day": (day, Known("2025-11-11")), "few": (buyers, Known(7))}
    assert "`visits`" in told(Number(within=1), 10_000, 12_503, neighbours=neighbours).words
    assert told(Date(), "2025-06-18", "2025-11-11", neighbours=neighbours).code == "GEN-NEXT"
    assert told(Count(), 300, 7, neighbours=neighbours).way == "off", "a small count says nothing"
    assert told(Choice("a", "b"), "a", "b", neighbours={"x": (Choice("a", "b"), Known("b"))}).way == "off"
    assert told(Number(within=1), 12_503.2, 12_503, neighbours=neighbours).way == "right"


def test_a_neighbours_wide_tolerance_makes_no_neighbour():
    neighbours = {"rough": (Number(within_share=0.2), Known(1_003.0))}
    assert told(Number(within=1), 5_000, 1_100, neighbours=neighbours).way == "off"


def test_a_neighbour_of_another_make_is_passed_over():
    given = {"x": 5.0}
    neighbours = {
        "other": (Several(y=Number(within=1)), Known({"y": 512.0})),
        "set": (Set(of="names"), Known(["a", "b"])),
    }
    assert told(Several(x=Number(within=1)), {"x": 900.0}, given, neighbours=neighbours).way == "off"


@given(right=st.floats(1, 1e6), n=st.integers(2, 60))
def test_added_up_and_averaged_are_told_apart_on_any_number(right, n):
    answer = Number(within_share=0.001, n=n)
    assume(n not in (10, 100, 1000) and not 0.97 < right * right * n < 1.03 and not 0.97 < right * right / n < 1.03)
    assume(not any(0.95 < right * right * k < 1.05 for k in (n, 1 / n)))
    assert told(answer, right, right * n).code == "GEN-SUM"
    assert told(answer, right, right / n).code == "GEN-MEAN"


def test_how_many_are_brought_together_may_stand_in_the_case():
    assert Number(n="case.days").on({"days": ["2025-06-01", "2025-06-02"]}).n == 2
    assert Number(n="case.weeks").on({"weeks": 13}).n == 13
    assert pd.notna(Number(n=4).on({}).n)
