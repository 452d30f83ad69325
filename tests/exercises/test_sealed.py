"""A sealed desk knows forms and nothing else, and what stands in for the rest stops no lesson."""

import json

import numpy as np
import pandas as pd
import pytest

from tests.exercises.little_shop import TYPES
from toolkit.exercises.answer import Answer, Misread
from toolkit.exercises.forms import KINDS, from_form
from toolkit.exercises.stand_in import StandIn


def through_json(answer):
    return from_form(json.loads(json.dumps(answer.form())))


@pytest.mark.parametrize("kind", TYPES)
def test_an_answer_type_comes_back_from_its_form(kind):
    answer, right, _ = TYPES[kind]
    back = through_json(answer)
    assert type(back) is type(answer)
    assert back.form() == answer.form()
    assert back.read(right) == answer.read(right)
    assert back.show(back.read(right)) == answer.show(answer.read(right))


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("value", [None, "no", [], {}, object(), float("nan"), pd.DataFrame({"a": [1, 2]}), print])
def test_a_sealed_form_is_tested_as_strictly_as_in_practice(kind, value):
    def outcome(answer):
        try:
            return answer.read(value)
        except Misread as said:
            return str(said)

    answer = TYPES[kind][0]
    assert outcome(through_json(answer)) == outcome(answer)


def test_every_answer_type_of_the_engine_is_known_by_its_kind():
    found = list(Answer.__subclasses__())
    for one in found:
        found += one.__subclasses__()
    assert {one.kind for one in found} <= set(KINDS)


STAND_IN = StandIn("This shop is sealed.")


@pytest.mark.parametrize(
    "use",
    [
        lambda one: one.query("driver == 'visitors'")[["id", "kind"]].head(3),
        lambda one: one.orders["uv"].sum() / 3 + 1 - one,
        lambda one: 5 * (one > 3) & ~one | (one == 3),
        lambda one: round(abs(-one), 2) ** 2 % 7 // 2,
        lambda one: one(one, key=one).loc[1:3, "x"],
    ],
)
def test_whatever_a_lesson_does_to_a_stand_in_it_stays_one(use):
    assert isinstance(use(STAND_IN), StandIn)
    assert repr(STAND_IN) == "This shop is sealed."


def test_a_stand_in_counts_as_empty_wherever_a_collection_or_number_is_due():
    assert (list(STAND_IN), len(STAND_IN), bool(STAND_IN), int(STAND_IN)) == ([], 0, False, 0)
    assert np.isnan(float(STAND_IN))
    assert f"{STAND_IN:,.2f} of {STAND_IN}" == "… of …"
    assert not pd.Series([1, 2]).isin(STAND_IN).any()
    STAND_IN.a = STAND_IN["b"] = 3
    assert STAND_IN.a is STAND_IN


def test_a_stand_in_shows_its_sentence_and_no_html_of_anybody():
    assert StandIn("a < b")._repr_html_() == "<p>a &lt; b</p>"
    assert repr(StandIn()) == ""
