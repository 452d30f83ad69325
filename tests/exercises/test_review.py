"""A review sheet: every number is recomputed, every cause points at rows, a name is no cause, a slogan no next step."""

from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises.kinds import REVIEW, SHOP, ask, evidence, sheet
from toolkit.exercises.answer import Misread, Untouched
from toolkit.exercises.claims import loose_numbers
from toolkit.exercises.compare import Known, judge, speak
from toolkit.exercises.exercise import LessonPlan
from toolkit.exercises.filters import measure_of, rows_of
from toolkit.exercises.rubric import blames, is_slogan

plan = LessonPlan(slug="reviews", number="11", title="")


@plan.exercise(answer=REVIEW, asks="The sheet", hints=("a", "b"))
def review(shop, case):
    return sheet()


KNOWN = Known(REVIEW.read(sheet()))


def told(value):
    verdict = judge(review, value, KNOWN, REVIEW, ask=ask)
    return verdict.outcome, speak(review, verdict, KNOWN, REVIEW, ask)


def cause(says="a film", **changes):
    return [{"cause": says, **evidence(), **changes}]


def after(**changes):
    return {"action": "A coupon", "owner": "Xiao Tang", "date": "2025-06-16"} | changes


def test_a_sheet_that_holds_is_a_yes_with_the_machines_proposal():
    outcome, words = told(sheet())
    assert outcome == "yes"
    assert "A 3 · B 3 · C 3" in words
    assert "Xiao Tang is due on 2025-06-16" in words


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"causes": cause("Xiao Tang forgot the coupon")}, "a name is not a cause"),
        ({"causes": cause("The warehouse was careless")}, "a name is not a cause"),
        ({"causes": cause("小唐 forgot")}, "a name is not a cause"),
        ({"next": after(action="We must work harder")}, "Which number will be where, by when?"),
        ({"next": after(action="Improve conversion as soon as possible")}, "Which number will be where, by when?"),
        ({"causes": cause("the market was weak")}, "The market explains a part"),
        ({"causes": cause(number=700)}, "cause 1: you say 700, and shop_daily gives 610"),
        ({"causes": cause(filter="uv > 2000")}, "cause 1: no row of shop_daily passes"),
        ({"causes": cause(filter="uvs > 200")}, "no column uvs"),
        ({"causes": cause("a film brought 999 guests")}, "nothing stands behind 999"),
        ({"result": {"says": "It fell by 44 %", **evidence()}}, "nothing stands behind 44 %"),
    ],
)
def test_what_a_machine_can_hold_against_a_sheet_gets_its_own_reply(change, said):
    outcome, words = told(sheet(**change))
    assert outcome == "not quite"
    assert said in words


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"causes": [{"cause": "a film"}]}, "cause 1 has no table yet"),
        ({"causes": []}, "0 causes arrived"),
        ({"causes": ["a film"]}, "cause 1 is a dict"),
        ({"causes": cause(table="secrets")}, "no table secrets to point at"),
        ({"causes": cause(table="__class__")}, "no table __class__"),
        ({"causes": cause(filter="__import__('os').remove('x')")}, "This filter is not read"),
        ({"causes": cause(measure="sum(uv).__class__")}, "This measure is not read"),
        ({"causes": cause(number="610")}, "quotation marks"),
        ({"next": {"action": "a coupon", "owner": "Xiao Tang"}}, "A next step has a day"),
        ({"next": {"action": "a coupon", "date": "2025-06-16"}}, "next, owner is due in words"),
        ({"rule": ""}, "rule is due in words"),
        ({"goal": 5}, "goal is due in words"),
        ({"result": "It was good."}, "result is a dict"),
        ({"normal": {"range": (5, 3)}}, "low end lies above"),
    ],
)
def test_a_sheet_of_another_form_is_told_what_is_due(change, said):
    with pytest.raises(Misread) as odd:
        REVIEW.read(sheet(**change))
    assert said in str(odd.value)


@pytest.mark.parametrize("part", ["goal", "result", "causes", "rule", "next"])
def test_dots_in_any_part_are_not_yet(part):
    with pytest.raises(Untouched, match=part):
        REVIEW.read(sheet(**{part: ...}))


def test_a_machine_proposes_rows_a_to_c_of_the_rubric():
    bound = REVIEW.asking(ask)

    def marks(**changes):
        without = [name for name, value in changes.items() if value is None]
        given = {name: value for name, value in sheet(**changes).items() if name not in without}
        return tuple(bound.marks(REVIEW.read(given)).values())

    assert marks() == (3, 3, 3)
    assert marks(goal="Grow") == (2, 3, 3)
    assert marks(result={"says": "good", **evidence()}) == (2, 3, 3)
    assert marks(result={"says": "good", **evidence(number=1)}) == (1, 3, 3)
    assert marks(normal=None) == (3, 0, 3)
    assert marks(normal={"range": (80, 130)}) == (3, 2, 3)
    assert marks(normal={"witness": evidence()}) == (3, 1, 3)
    assert marks(causes=cause()) == (3, 3, 2)
    assert marks(causes=cause(number=1)) == (3, 3, 1)
    assert marks(causes=cause(table="ops_log", filter="note == 'a'", measure="rows", number=1)) == (3, 3, 1)
    assert marks(causes=cause("the market")) == (3, 3, 0)


def test_the_rule_and_the_next_step_are_kept_for_the_next_lesson():
    kept = REVIEW.kept(REVIEW.read(sheet()))
    assert kept["next"] == "A film-only coupon"
    assert (kept["owner"], kept["date"], kept["stop"]) == ("Xiao Tang", "2025-06-16", "< 2 %")


def test_a_number_may_be_rounded_and_no_more():
    assert told(sheet(causes=cause(number=612)))[0] == "yes"
    assert told(sheet(causes=cause(number=610 * 1.0075)))[0] == "not quite"


@pytest.mark.parametrize("text", ["Xiao Tang's film brought them", "the film of June", "Fangs of the market"])
def test_a_persons_plan_or_tool_is_no_blame(text):
    assert not blames(text)


@pytest.mark.parametrize(
    "text", ["Bring conversion back to 3.2 % by Monday", "Order 200 pots", "Improve carts to 400 a day"]
)
def test_a_step_with_a_number_is_no_slogan(text):
    assert not is_slogan(text)


def test_numbers_in_a_sentence_stand_when_something_was_recomputed_behind_them():
    assert loose_numbers("1,200 came, 12 % more, on 2025-06-04, in week 23, twice in 14 days", [1200, 0.12]) == []
    assert loose_numbers("about 1.2 million, or 120万", [1_203_441]) == []
    assert loose_numbers("1,300 came", [1200]) == ["1,300"]
    assert loose_numbers("it fell by 13 %", [0.12]) == ["13 %"]


# --- filters and measures -----------------------------------------------------------------------------

UNSAFE = [
    "__import__('os').system('x')",
    "uv.sum() > 3",
    "uv > 200 if 1 else 0",
    "[x for x in (1,)]",
    "lambda: 1",
    "uv > 10 ** 10 ** 10",
    "f'{uv}' == 'x'",
    "uv",
    "1 < 2",
    "uv in 'abc'",
    "uv in (uv, 3)",
    "uv[0] == 1",
    "(uv := 3) > 2",
    "True and uv > 3",
    "uv >",
    "not " * 60 + "uv > 3",
    "(" * 300 + "uv > 3" + ")" * 300,
    "uv > 3 or " * 50 + "uv > 3",
    "uv == b'x'",
    "uv == 1j",
    "\0",
]


@pytest.mark.parametrize("text", UNSAFE)
def test_a_filter_is_read_and_never_run(text):
    with pytest.raises(Misread, match="filter is not read"):
        rows_of(SHOP.shop_daily, text)


@pytest.mark.parametrize("text", ["uv > 'x'", "date > 3", "date > 'never'"])
def test_a_comparison_of_unlike_things_is_told_so(text):
    with pytest.raises(Misread, match="does not go together"):
        rows_of(SHOP.shop_daily, text)


@pytest.mark.parametrize(
    "text",
    [
        "uv > 100 and date < '2025-06-05'",
        "not (uv > 100) or paid_amount == 1000",
        "100 <= uv <= 120",
        "date in ['2025-06-01', '2025-06-03']",
        "date == '2025-06-02'",
        "uv not in (100, 120)",
        "uv > -1",
    ],
)
def test_a_filter_passes_the_rows_that_pandas_query_passes(text):
    stamped = text.replace("['2025-06-01', '2025-06-03']", "@days").replace("== '2025-06-02'", "== @day")
    days = [pd.Timestamp("2025-06-01"), pd.Timestamp("2025-06-03")]
    names = {"days": days, "day": pd.Timestamp("2025-06-02")}  # text days match nothing in `query`; here they do
    expected = SHOP.shop_daily.query(stamped, local_dict=names)
    assert rows_of(SHOP.shop_daily, text).equals(expected)
    assert len(expected) > 0


def test_categories_and_missing_values_compare_as_a_learner_expects():
    table = pd.DataFrame({"c": pd.Categorical(["a", "b", "a"]), "n": pd.array([1, None, 3], dtype="Int64")})
    assert len(rows_of(table, "c == 'a' and n > 1")) == 1
    assert len(rows_of(table, "n != 1")) == 1
    assert len(rows_of(table, "c in ('b',)")) == 1


def test_a_measure_joins_sums_and_never_calls_anything_else():
    assert measure_of(SHOP.shop_daily, "sum(paid_amount) / sum(uv)") == pytest.approx(8000 / 1200)
    assert measure_of(SHOP.shop_daily, "rows - 1") == 7
    for text in ("uv.sum()", "eval('1')", "sum(uv, 3)", "sum(uv + 1)", "max", "2 ** 9", "sum(axis=uv)", "'x'", "True"):
        with pytest.raises(Misread):
            measure_of(SHOP.shop_daily, text)


@given(st.text(max_size=60))
def test_any_text_as_filter_or_measure_is_read_or_told_why_not(text):
    for read in (rows_of, measure_of):
        with suppress(Misread):
            read(SHOP.shop_daily, text)
