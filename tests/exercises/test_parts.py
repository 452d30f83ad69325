"""Parts that add up, things in order and in drawers, and decisions that are kept for the next lesson."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises.kinds import PARTS, RIGHT_PARTS, TYPES, ask
from toolkit.exercises import Choice, Decision, Line, Number, Parts, Ranking, Several, Sorting
from toolkit.exercises.answer import Misread, Untouched
from toolkit.exercises.forms import from_form
from toolkit.exercises.places import out_of_place


def said(answer, value, right):
    return answer.nudge(answer.read(value), answer.read(right))


# --- parts that add up ----------------------------------------------------------------------------------


def test_parts_come_as_a_dict_a_series_or_one_row():
    series = pd.Series(RIGHT_PARTS)
    for dress in (RIGHT_PARTS, series, series.to_frame("yuan"), series.to_frame().T, RIGHT_PARTS | {"all": 7680.0}):
        assert PARTS.off(PARTS.read(dress), PARTS.read(RIGHT_PARTS)) == 0


def test_the_reply_speaks_of_the_sum_first_and_then_of_the_first_part_that_is_off():
    short = said(PARTS, RIGHT_PARTS | {"conversion": -9862.0}, RIGHT_PARTS)
    assert "add up to 6,680: 1,000 belong to nobody" in short
    assert "Begin with conversion" in short
    assert "500 more than there is" in said(PARTS, RIGHT_PARTS | {"value": 3679.0}, RIGHT_PARTS)
    moved = said(PARTS, RIGHT_PARTS | {"conversion": -8000.0, "value": 2317.0}, RIGHT_PARTS)
    assert moved.startswith("They add up. conversion")


def test_a_total_must_be_the_sum_of_ones_own_parts():
    with pytest.raises(Misread, match="your total says 8,000"):
        PARTS.read(RIGHT_PARTS | {"all": 8000.0})


@pytest.mark.parametrize(
    ("value", "reply"),
    [
        ({"visitors": 1.0}, "still to come: conversion"),
        (RIGHT_PARTS | {"weather": 5.0}, "weather is not among"),
        (RIGHT_PARTS | {"value": "3179"}, "value: This is text"),
        (5, "a dict with the parts"),
    ],
)
def test_parts_of_another_form_are_told_what_to_do(value, reply):
    with pytest.raises(Misread, match=reply):
        PARTS.read(value)


def test_dots_in_a_part_name_it():
    with pytest.raises(Untouched, match="value"):
        PARTS.read(RIGHT_PARTS | {"value": ...})


@given(st.lists(st.floats(-1e5, 1e5), min_size=2, max_size=6), st.integers(0, 5), st.sampled_from([-1.5, 1.5]))
def test_one_part_a_tolerance_and_a_half_away_is_never_right(values, at, steps):
    answer = Parts(names=tuple(f"p{i}" for i in range(len(values))), within=1)
    right = dict(zip(answer.names, values, strict=True))
    name = answer.names[at % len(values)]
    allowed = answer.tolerance(sum(values))
    assert answer.off(right | {name: right[name] + steps * allowed}, right) > 1
    assert answer.off(dict(reversed(right.items())), right) < 1e-6


def test_the_names_may_stand_in_the_case():
    assert Parts(names=("case.channels",)).on({"channels": ["video", "crm"]}).names == ("video", "crm")


# --- in order, in drawers -----------------------------------------------------------------------------


def test_a_ranking_names_what_stands_out_of_order_and_where_to_begin():
    answer = Ranking(items=tuple("abcde"))
    reply = said(answer, list("baced"), list("abcde"))
    assert reply.startswith(("2 out of order: a, d.", "2 out of order: b, e."))
    assert "Begin with b and a" in reply


@given(st.permutations(list("abcdefg")))
def test_moving_what_is_out_of_place_leaves_the_rest_in_order(order):
    astray = out_of_place(order, list("abcdefg"))
    rest = [item for item in order if item not in astray]
    assert rest == sorted(rest)
    assert (astray == []) == (order == sorted(order))


DRAWERS = Sorting(
    drawers=("people", "goods", "place"),
    either={"visitors by channel": ("people",)},
    because={"price": "It travels with what is sold.", "age": "It is said of somebody."},
)
IN_DRAWERS = {"price": "goods", "visitors by channel": "place", "age": "people", "shelf": "place"}


def test_a_sorting_names_the_first_two_misplaced_and_why():
    reply = said(DRAWERS, IN_DRAWERS | {"price": "place", "age": "goods", "shelf": "goods"}, IN_DRAWERS)
    assert "price (place) + age (goods)" in reply
    assert "It travels with what is sold. It is said of somebody." in reply
    assert "shelf" not in reply
    assert said(DRAWERS, IN_DRAWERS | {"shelf": "goods"}, IN_DRAWERS).startswith("Look at shelf (goods) again")


def test_a_thing_that_belongs_in_two_drawers_is_right_in_both():
    right = DRAWERS.read(IN_DRAWERS)
    assert DRAWERS.off(DRAWERS.read(IN_DRAWERS | {"visitors by channel": "people"}), right) == 0
    assert DRAWERS.off(DRAWERS.read(IN_DRAWERS | {"visitors by channel": "goods"}), right) > 1


# --- decisions ----------------------------------------------------------------------------------------

DECISION = Decision(choice=Choice("act", "leave"), evidence=Number(within=0.1, shown=".1f")).on({"today": "2025-06-10"})
TAKEN = {"choice": "leave", "evidence": 1.53, "look_again": "2025-06-17", "change_mind": "two days in a row"}


def test_all_four_fields_of_a_decision_are_kept_as_they_were_shown():
    kept = {"choice": "leave", "evidence": "1.5", "look_again": "2025-06-17", "change_mind": "two days in a row"}
    assert DECISION.kept(DECISION.read(TAKEN)) == kept


def test_to_look_again_lies_ahead():
    with pytest.raises(Misread, match="lies before 2025-06-10"):
        DECISION.read(TAKEN | {"look_again": "2025-06-09"})


def test_choice_and_evidence_are_checked_and_the_rest_is_ones_own():
    right = DECISION.read(TAKEN)
    assert DECISION.off(DECISION.read(TAKEN | {"look_again": "2025-12-01", "change_mind": "nothing"}), right) < 1
    assert DECISION.off(DECISION.read(TAKEN | {"choice": "act"}), right) > 1
    assert DECISION.off(DECISION.read(TAKEN | {"evidence": 1.53 + 0.15}), right) > 1


HANDED_OVER = Decision(
    choice=Choice("act", "leave"),
    evidence=Number(within=0.1, shown=".1f"),
    hands=Line(roles=("Fang", "Xiao He", "Lu jie"), either=("Lu jie",)),
).on({"today": "2025-06-10"})
LINE = ("find two people", "Xiao He", pd.Timestamp("2025-06-12"))


def test_a_line_of_a_hand_over_is_kept_with_its_owner_and_its_day():
    kept = HANDED_OVER.kept(HANDED_OVER.read(TAKEN | {"hands": LINE}))
    assert kept["hands"] == "find two people: Xiao He, by 2025-06-12"
    assert kept["look_again"] == "2025-06-17"


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        (("find two people",), "Whose, by when?"),
        ("find two people", "Whose, by when?"),
        (("find two people", "the market", "2025-06-12"), "not among the options"),
        (("find two people", "Xiao He", "soon"), "By when?"),
        (("work harder", "Xiao He", "2025-06-12"), "one lever that a person can pull"),
        ((7, "Xiao He", "2025-06-12"), "due in words"),
    ],
)
def test_a_line_needs_a_task_a_role_and_a_day(line, reply):
    with pytest.raises(Misread, match=reply.replace("?", r"\?")):
        HANDED_OVER.read(TAKEN | {"hands": line})


def test_a_line_may_be_done_earlier_and_by_whoever_can():
    right = HANDED_OVER.read(TAKEN | {"hands": LINE})
    for role, day, off in (("Lu jie", "2025-06-01", 0), ("Fang", "2025-06-01", 1), ("Xiao He", "2025-06-13", 1)):
        given = HANDED_OVER.read(TAKEN | {"hands": ("teach them", role, day)})
        assert (HANDED_OVER.off(given, right) > 1) == bool(off)
    assert "too late for it to help" in HANDED_OVER.nudge(given, right)


def test_the_wider_circle_of_parts_is_that_of_its_numbers():
    several = Several(batch=Choice("a", "b"), yuan=Number(within_share=0.02))
    wide = several.wider(None, 0.15)
    assert several.off({"batch": "a", "yuan": 110}, {"batch": "a", "yuan": 100}) > 1
    assert wide.off({"batch": "a", "yuan": 110}, {"batch": "a", "yuan": 100}) <= 1
    assert wide.off({"batch": "b", "yuan": 100}, {"batch": "a", "yuan": 100}) > 1
    assert Several(batch=Choice("a", "b")).wider(None, 0.15) is None


# --- forms ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_form_goes_through_json_and_reads_values_as_the_definition_does(kind):
    answer, right, others = TYPES[kind]
    form = answer.form()
    back = from_form(json.loads(json.dumps(form)))
    assert type(back) is type(answer)
    assert back.form() == form
    for value in (right, *others):
        assert back.read(value) == answer.read(value)
    with pytest.raises(Untouched):
        back.read(...)


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_read_answer_is_plain_json_and_means_the_same_afterwards(kind):
    answer, right, others = TYPES[kind]
    known = answer.read(right)
    for value in (right, *others):
        given = answer.read(value)
        stored = json.loads(json.dumps(given, allow_nan=False))
        assert stored == given
        assert (answer.asking(ask).off(stored, known) <= 1) == (value is right)


def test_a_form_gives_no_answer_away():
    form = json.dumps(DRAWERS.form())
    assert "either" not in form
    assert "travels" not in form
