"""Findings: each of its kind, on its days, in its place; an echo and an extra are told apart."""

import pandas as pd
import pytest

from tests.exercises.kinds import FINDINGS, FOUND
from toolkit.exercises.answer import FAR, Misread, Untouched

RIGHT = FOUND.read(FINDINGS)


def test_a_table_and_a_list_of_dicts_read_alike():
    table = pd.DataFrame(FINDINGS).astype({"start": "datetime64[us]", "end": "datetime64[us]"})
    assert FOUND.read(table) == FOUND.read(FINDINGS) == FOUND.read(RIGHT)


def test_the_order_of_the_findings_does_not_count():
    assert FOUND.off(RIGHT[::-1], RIGHT) == 0


def test_a_day_at_either_end_is_forgiven_and_a_week_is_not():
    def moved(days):
        start = pd.Timestamp(RIGHT[0]["start"]) + pd.Timedelta(days, "D")
        return [{**RIGHT[0], "start": f"{start:%Y-%m-%d}"}, RIGHT[1]]

    assert FOUND.off(moved(-1), RIGHT) == 0
    assert FOUND.off(moved(-7), RIGHT) > 1


def test_what_is_missing_and_what_is_too_much_is_counted():
    assert FOUND.off(RIGHT[:1], RIGHT) > 1
    assert FOUND.off([*RIGHT, RIGHT[0]], RIGHT) > 1
    assert "there is more" in FOUND.nudge(RIGHT[:1], RIGHT)
    assert "elsewhere" in FOUND.nudge([{**RIGHT[0], "where": "crm"}, RIGHT[1]], RIGHT)
    assert "not among the causes" in FOUND.nudge([{**RIGHT[0], "kind": "note"}, RIGHT[1]], RIGHT)


def test_a_mistake_may_leave_fields_open_and_ask_for_two_on_the_same_days():
    echo = FOUND.model([{"start": RIGHT[0]["start"], "end": RIGHT[0]["end"], "times": 2}])
    assert FOUND.like([*RIGHT, {**RIGHT[0], "kind": "note"}], echo) == 0
    assert FOUND.like(RIGHT, echo) == FOUND.apart(echo, RIGHT) == FAR
    note = FOUND.model([{"kind": "note"}])
    assert FOUND.like([{**RIGHT[0], "kind": "note"}], note) == 0
    assert FOUND.apart(FOUND.model([{"kind": "film"}]), RIGHT) == 0


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ([], "0 findings"),
        ([{"kind": "film"}], "Finding 1 has no start"),
        ([{**FINDINGS[0], "kind": "films"}], "kind (1)"),
        ([{**FINDINGS[0], "start": "June"}], "start (1)"),
        ([{**FINDINGS[0], "start": "2025-07-01"}], "Swap the two"),
        ({"kind": "film"}, "this is a dict"),
    ],
)
def test_another_form_is_told_what_is_due(value, said):
    with pytest.raises(Misread, match=said.replace("(", r"\(").replace(")", r"\)")):
        FOUND.read(value)


def test_dots_anywhere_are_not_yet():
    with pytest.raises(Untouched):
        FOUND.read(...)
    with pytest.raises(Untouched, match="end"):
        FOUND.read([{**FINDINGS[0], "end": ...}])
