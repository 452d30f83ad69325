"""A record is believed in nothing but its form."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises.little_shop import TYPES
from toolkit.exercises import Chart, Several
from toolkit.grading.records import MOST_LINES, read_all, read_line
from toolkit.grading.reread import Forged, reread

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def answer(**more):
    return json.dumps({"t": "answer", "cell": 1, "name": "visitors", "kind": "read", "value": 5} | more).encode()


@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_line_whatever_stops_the_reading(line):
    assert read_line(line) is None or read_line(line)["t"] in ("answer", "cell", "done")


@given(JSON)
def test_an_answer_with_any_value_is_read_or_passed_over(value):
    handed = read_all([answer(value=value)])
    assert len(handed.answers) + handed.spoiled == 1


@pytest.mark.parametrize(
    "line",
    [
        answer(value=float("nan")), answer(value=float("inf")), answer(value="x" * 5000), answer(name="\ud800"),
        answer(name=["visitors"]), answer(kind="right"), answer(cell="1"), answer(cell=True), b"[" * 50_000, b"{}",
        answer(value=[[[[[[[[[[[[[1]]]]]]]]]]]]]), b'{"t":"answer","cell":0,"name":"v","kind":"read","value":1e999}',
    ],
)  # fmt: skip
def test_a_line_of_another_form_is_passed_over(line):
    assert read_line(line) is None


def test_a_record_cannot_bring_points_a_verdict_or_a_name():
    assert set(read_line(answer(points=9, outcome="yes", way="right", id="other"))) == {
        "t", "cell", "name", "kind", "value", "what",
    }  # fmt: skip


def test_the_last_answer_counts_and_untouched_dots_do_not_take_it_away():
    handed = read_all([answer(value=1), answer(value=2), answer(kind="dots", value=None)])
    assert handed.answers["visitors"]["value"] == 2


def test_lines_beyond_the_bound_are_counted_only():
    assert read_all([answer()] * (MOST_LINES + 3)).spoiled == 3


@pytest.mark.parametrize("kind", TYPES)
def test_what_a_type_wrote_it_reads_again(kind):
    kind, right, _ = TYPES[kind]
    written = json.loads(json.dumps(kind.read(right)))
    assert reread(kind, written) == written


@given(JSON)
def test_a_forged_value_is_refused_or_read_like_any_other_by_every_type(value):
    forged = json.dumps(value)
    for kind, _, _ in TYPES.values():
        try:
            read = reread(kind, json.loads(forged))
        except Exception:
            continue
        again = json.dumps(read)
        assert json.loads(again) == reread(kind, json.loads(again)), kind


@pytest.mark.parametrize("value", [{}, {"panels": []}, {"panels": [{}]}, {"panels": [{"series": []}]}, 7, None])
def test_a_chart_that_nobody_drew_is_refused(value):
    with pytest.raises((Forged, KeyError, TypeError)):
        reread(Chart(), value)
    with pytest.raises((Forged, KeyError, TypeError)):
        reread(Several({"picture": Chart()}), {"picture": value})


@pytest.mark.parametrize("name", ["ImpossibleDecision", "dataclass", "__builtins__", "field", "open", 5])
def test_a_plan_names_nothing_but_decisions(name):
    from toolkit.exercises import Plan

    with pytest.raises(Forged):
        reread(Plan(), {"type": name})


def test_a_plan_among_other_parts_is_read_with_them():
    from toolkit.exercises import Choice, Number, Plan
    from toolkit.shop.decisions import Decisions, times

    kind = Several(plan=Plan(), watch=Choice("sales", "visits"), stop=Number(within=1))
    written = kind.read({"plan": Decisions(budgets={"video": times(0.5)}), "watch": "sales", "stop": 7})
    assert reread(kind, json.loads(json.dumps(written))) == written
