"""A table is compared at its grain, whatever pandas wore, and the reply names the first rows that differ and why."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises.kinds import RIGHT_TABLE, TABLE
from toolkit.exercises import Choice, Count, Date, Number, Table
from toolkit.exercises.answer import Misread, Untouched
from toolkit.exercises.compare import Known, judge
from toolkit.exercises.exercise import LessonPlan

RIGHT = TABLE.read(RIGHT_TABLE)


def told(value, answer=TABLE, right=RIGHT_TABLE):
    own = LessonPlan(slug="tables", number="99", title="")

    @own.exercise(answer=answer, asks="?", hints=("a", "b"))
    def asked(shop, case):
        return right

    verdict = judge(asked, value, Known(answer.read(right)), answer)
    return verdict.outcome, verdict.words or answer.nudge(
        verdict.given, answer.read(right)
    ) if verdict.way != "right" else ""


DRESSES = {
    "as it is": lambda t: t,
    "the grain in the index": lambda t: t.set_index("band"),
    "an index without a name": lambda t: t.set_index("band").rename_axis(None),
    "shuffled": lambda t: t.sample(frac=1, random_state=3),
    "further columns": lambda t: t.assign(note="x"),
    "columns the other way round": lambda t: t[t.columns[::-1]],
    "nullable": lambda t: t.convert_dtypes(),
    "object": lambda t: t.astype(object),
    "categorical": lambda t: t.assign(band=pd.Categorical(t["band"], ordered=True)),
    "an index of categories": lambda t: t.assign(band=pd.Categorical(t["band"])).set_index("band"),
    "Decimal": lambda t: t.assign(share=[Decimal(str(each)) for each in t["share"]]),
    "whole numbers as floats": lambda t: t.assign(customers=t["customers"].astype(float)),
    "float32": lambda t: t.assign(share=t["share"].astype("float32")),
    "python strings": lambda t: t.assign(band=t["band"].astype(object)),
    "rounded": lambda t: t.assign(share=t["share"] + 0.0009),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_the_same_table_in_another_dress_is_the_same_table(dress):
    assert told(DRESSES[dress](RIGHT_TABLE.copy())) == ("yes", "")


def test_a_series_and_a_frame_of_one_column_are_the_same_answer():
    answer = Table(key=("band",), columns={"customers": Count()})
    series = RIGHT_TABLE.set_index("band")["customers"]
    for same in (series, series.rename("n"), series.to_frame(), series.rename(None), series.reset_index()):
        assert told(same, answer, series)[0] == "yes"


def test_days_and_several_keys_and_choices_are_read_as_well():
    answer = Table(key=("day", "place"), columns={"what": Choice("act", "leave"), "since": Date()})
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(["2025-06-01"] * 2),
            "place": ["a", "b"],
            "what": ["act", "leave"],
            "since": ["2025-01-01"] * 2,
        }
    )
    same = frame.assign(since=pd.to_datetime(frame["since"])).set_index(["day", "place"])
    assert told(same, answer, frame)[0] == "yes"
    assert told(same.iloc[:1], answer, frame)[0] == "not quite"


def test_a_missing_value_is_right_where_ours_is_missing_too_and_told_where_it_is_not():
    answer = Table(key=("band",), columns={"share": Number(within=0.1)})
    right = pd.DataFrame({"band": ["a", "b"], "share": [0.5, np.nan]})
    assert told(right.convert_dtypes(), answer, right)[0] == "yes"
    assert "has a value where ours has none" in told(right.fillna(0), answer, right)[1]
    assert "share at a is empty" in told(right.assign(share=[pd.NA, pd.NA]), answer, right)[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda t: t.head(2), "1 of our rows are not in your table: asleep"),
        (lambda t: pd.concat([t, t.head(1).assign(band="never")]), "1 of your rows are not in ours: never"),
        (lambda t: t.assign(band=["x", "y", "z"]), "None of your rows (x, y, …)"),
        (lambda t: t.assign(share=t["share"] * 100), "a hundred times ours: a per cent figure"),
        (lambda t: t.assign(share=-t["share"]), "opposite sign"),
        (lambda t: t.assign(customers=t["customers"].to_numpy()[::-1]), "customers holds the right values in other rows, first at new"),
        (lambda t: t.assign(customers=[40, 13, 55]), "customers differs first at often, asleep"),
        (lambda t: t.assign(customers=[40, 10, 51]), "one more than ours"),
        (lambda t: t.rename(columns={"share": "shares"}), "no column share. Yours are band, customers, shares. Did you mean shares?"),
        (lambda t: pd.concat([t, t.head(1)]), "new stands there more than once"),
        (lambda t: t.assign(customers=["40", "10", "50"]), "quotation marks"),
        (lambda t: t.assign(customers=[40.5, 10, 50]), "whole number is due"),
        (lambda t: t.head(0), "no row passed your filter"),
        (lambda t: t.set_index("band").T, "no column customers"),
        (lambda t: t.set_axis(pd.MultiIndex.from_product([["a"], t.columns]), axis=1), "two levels"),
        (lambda t: t.to_dict(), "this is a dict"),
        (lambda t: 5, "a table, one row per band"),
        (lambda t: pd.concat([t] * 2000), "far more than are due"),
    ],
)  # fmt: skip
def test_the_reply_says_where_and_why(change, said):
    outcome, words = told(change(RIGHT_TABLE))
    assert outcome == "not quite"
    assert said in words


def test_where_order_counts_an_unsorted_table_is_told_to_sort():
    answer = Table(key=("band",), columns={"customers": Count()}, order=True)
    right = RIGHT_TABLE.sort_values("customers", ascending=False)
    assert told(right, answer, right)[0] == "yes"
    assert "often stands before asleep" in told(RIGHT_TABLE, answer, right)[1]
    assert told(RIGHT_TABLE)[0] == "yes"


def test_dots_in_a_cell_are_not_yet():
    with pytest.raises(Untouched, match="customers"):
        TABLE.read(RIGHT_TABLE.astype(object).assign(customers=[40, ..., 50]))


@given(row=st.integers(0, 2), steps=st.floats(1.5, 1e3), sign=st.sampled_from([-1, 1]))
def test_one_cell_a_tolerance_and_a_half_away_is_never_right(row, steps, sign):
    off = RIGHT_TABLE.copy()
    off.loc[row, "share"] += sign * steps * 0.001
    assert TABLE.off(TABLE.read(off), RIGHT) > 1


@given(st.lists(st.text(max_size=3), min_size=1, max_size=6, unique_by=lambda name: name.strip()), st.randoms())
def test_names_of_rows_may_be_any_text(names, random):
    answer = Table(key=("band",), columns={"n": Count()})
    frame = pd.DataFrame({"band": names, "n": range(len(names))})
    try:
        right = answer.read(frame)
    except Misread:
        return  # two names that normalise to one
    shuffled = list(range(len(names)))
    random.shuffle(shuffled)
    assert answer.off(answer.read(frame.iloc[shuffled]), right) == 0


class Sulky(pd.DataFrame):
    """A frame whose own methods raise."""

    @property
    def _constructor(self):
        raise RuntimeError

    def __len__(self):
        raise RuntimeError

    def __getitem__(self, _):
        raise RuntimeError

    iloc = shape = size = property(__len__)


def test_a_subclass_of_a_frame_is_read_as_the_frame_it_is():
    assert told(Sulky(RIGHT_TABLE)) == ("yes", "")
