"""Any value whatever gets a reply within a second: no traceback, no yes that is none.

Hypothesis draws the values (10,000 in a thorough run, each handed in to every answer type); the ones that hang, lie or never end are
written by hand.
"""

import datetime as dt
import sys
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.exercises.kinds import TYPES, ask, exercise_of, outcome
from toolkit.exercises import Count, Date, Number, Parts, Range, Table, compare
from toolkit.exercises.compare import Known, judge, speak
from toolkit.exercises.patience import SECONDS, Hangs, patiently

KINDS = sorted(TYPES)
QUICK, FULL = 100, 10_000


class Lying:
    """Says that it is whatever it is asked, and raises at every touch."""

    def __init__(self, kind):
        object.__setattr__(self, "kind", kind)

    @property
    def __class__(self):
        return object.__getattribute__(self, "kind")

    def _no(self, *_, **__):
        raise RuntimeError

    __eq__ = __float__ = __int__ = __len__ = __iter__ = __array__ = __getitem__ = __bool__ = __index__ = __str__ = _no
    __format__ = __getattr__ = __contains__ = __call__ = __lt__ = __hash__ = _no

    def __repr__(self):
        return "Lying()"


class Meta(type):
    """A metaclass that hangs when its classes are compared, named or looked at."""

    def __eq__(cls, other):
        raise RuntimeError

    def __instancecheck__(cls, other):
        raise RuntimeError

    __hash__ = type.__hash__


class OfMeta(metaclass=Meta):
    pass


class IntOfMeta(int, metaclass=Meta):
    pass


class FramesChild(pd.DataFrame):
    """A subclass of DataFrame whose every shortcut raises."""

    def _no(self, *_, **__):
        raise RuntimeError

    __len__ = __getitem__ = __array__ = __iter__ = to_frame = reset_index = items = _no
    iloc = loc = columns_ = values = size = shape = property(_no)


class ArrayChild(np.ndarray):
    """A subclass of an array that raises when it is used."""

    def _no(self, *_, **__):
        raise RuntimeError

    __getitem__ = __array_ufunc__ = ravel = tolist = __eq__ = _no
    __hash__ = None


class IntChild(int):
    def _no(self, *_):
        raise RuntimeError

    __sub__ = __rsub__ = __eq__ = __lt__ = __gt__ = __abs__ = __index__ = __format__ = __repr__ = __mul__ = _no
    __hash__ = None


class Made:
    """Stands for a value that hypothesis could not hold: it is made when it is handed in."""

    def __init__(self, make, *facts):
        self.make, self.facts = make, facts

    def __repr__(self):
        return f"Made({self.make}, {self.facts})"


def made(value):
    """The drawn value with every stand-in replaced by the thing itself."""
    if type(value) is Made:
        return value.make(*value.facts)
    if type(value) is list or type(value) is tuple:
        return type(value)([made(one) for one in value])
    return {name: made(one) for name, one in value.items()} if type(value) is dict else value


def recursive_list():
    held = [1]
    held.append(held)
    return held


def recursive_dict():
    held = {"uv": 1, "choice": "act"}
    held["rules"] = held["x"] = held["causes"] = held["goal"] = held
    return held


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([10**400, 2**63, -0.0]),
    st.floats(),
    st.floats().map(np.float64),
    st.floats(width=32).map(np.float32),
    st.text(max_size=12),
    st.sampled_from(["5,120", "3.2 %", "act", "video", "a", "2025-03-12", "nan", "{given}", "<b>", "new"]),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2200, 1, 1)).map(pd.Timestamp),
    st.complex_numbers(),
    st.decimals(),
    st.fractions(),
    st.binary(max_size=4),
    st.just(...),
    st.sampled_from([pd.NA, pd.NaT, np.ma.masked, np.datetime64("NaT"), pd.Interval(0, 1), pd.Period("2025-03")]),
    st.sampled_from([print, len, int, object, type, sys, Made(lambda: spin), Made(lambda: OfMeta), Made(OfMeta)]),
    st.builds(Made, st.sampled_from([IntOfMeta, IntChild]), st.integers()),
    st.builds(Made, st.just(Lying), st.sampled_from([float, int, str, list, dict, pd.DataFrame, pd.Series])),
    st.just(Made(lambda: (one for one in [1]))),
)
NAMES = st.sampled_from(["x", "y", "uv", "rules", "choice", "evidence", "look_again", "change_mind", "goal", "result"])
MORE_NAMES = st.sampled_from(
    ["visitors", "conversion", "value", "all", "causes", "next", "rule", "band", "says", "table"]
)
NESTED = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.tuples(inner, inner),
        st.dictionaries(st.one_of(NAMES, MORE_NAMES), inner, max_size=8),
        st.builds(Made, st.just(iter), st.lists(inner, max_size=3)),
    ),
    max_leaves=12,
)
COLUMN = st.lists(SCALARS, min_size=3, max_size=3)
COLUMNS = st.dictionaries(st.sampled_from(["band", "customers", "share", "day", "what"]), COLUMN, max_size=4)


def frame_of(columns, kind=pd.DataFrame):
    """A table of objects; what pandas itself cannot hold was never handed in."""
    boxed = {name: np.empty(3, dtype=object) for name in columns}
    for name, values in columns.items():
        for at, value in enumerate(values):
            boxed[name][at] = made(value)
    try:
        return kind({name: pd.Series(values, dtype=object) for name, values in boxed.items()})
    except RuntimeError:
        return reject()


FLOATS, WORDS = st.lists(st.floats(), max_size=4), st.lists(st.text(max_size=2), max_size=4)
TYPED = st.one_of(
    st.builds(Made, st.just(frame_of), COLUMNS),
    st.builds(Made, st.just(frame_of), COLUMNS, st.just(FramesChild)),
    FLOATS.map(lambda values: pd.Series(values, dtype=float)),
    st.lists(st.integers(-9, 9), max_size=4).map(lambda values: pd.Series(values, dtype="Int64")),
    WORDS.map(pd.Categorical),
    WORDS.map(lambda values: pd.Index(values, dtype=object)),
    st.builds(Made, st.just(lambda values: np.array(values).view(ArrayChild)), FLOATS),
    st.lists(st.booleans(), max_size=4).map(np.array),
    st.just(Made(recursive_list)),
    st.just(Made(recursive_dict)),
)
VALUES = st.one_of(NESTED, TYPED)


def test_any_value_drawn_gets_a_reply_from_every_kind_and_only_a_right_one_a_yes(thorough):
    due = [(kind, exercise_of(kind), Known(answer.read(right)), answer) for kind, (answer, right, _) in TYPES.items()]

    @settings(
        max_examples=FULL if thorough else QUICK, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(drawn=VALUES)
    def each(drawn):
        for kind, exercise, known, answer in due:
            value = made(drawn)
            verdict = judge(exercise, value, known, answer, ask=ask)
            assert verdict.outcome in ("yes", "not quite", "not yet"), kind
            assert speak(exercise, verdict, known, answer, ask), kind
            if verdict.outcome == "yes":
                assert type(value) is not Lying, kind
                assert answer.asking(ask).off(answer.read(made(drawn)), known.ref) <= 1, kind

    each()


NEAR = {
    "number": lambda right, sign: right + sign * 1.5,
    "share": lambda right, sign: right * (1 + sign * 0.015),
    "count": lambda right, sign: right + sign,
    "date": lambda right, sign: str((pd.Timestamp(right) + pd.Timedelta(days=2 * sign)).date()),
    "several": lambda right, sign: right | {"uv": right["uv"] + sign * 1.5},
    "decision": lambda right, sign: right | {"evidence": right["evidence"] + sign * 0.15},
    "parts": lambda right, sign: right | {"value": right["value"] + sign * 1.5},
    "table": lambda right, sign: right.assign(share=right["share"] + sign * 0.0015),
    "plan": lambda right, sign: type(right)(budgets={"video": 900 - sign * (1.5 * 500 * 100) ** 0.5}),
    "range": lambda right, sign: (
        [right[0] - 15 * 1.5, right[1] + 15 * 1.5] if sign > 0 else [right[0] + 21, right[1] + 41]
    ),
    "interval": lambda right, sign: ["2025-03-05", "2025-03-19" if sign > 0 else "2025-03-10"],
}


@pytest.mark.parametrize("kind", sorted(NEAR))
@pytest.mark.parametrize("sign", [1, -1])
def test_a_near_miss_at_one_and_a_half_tolerances_is_no_yes(kind, sign):
    assert outcome(kind, NEAR[kind](TYPES[kind][1], sign)).outcome == "not quite"


WRONG_DRESS = {
    "number": [str, lambda v: f"{v} ", lambda v: [v, v], lambda v: {"a": v}, lambda v: complex(v), lambda v: lambda: v],
    "count": [str, lambda v: [v] * 2, lambda v: v + 0.5, bytes, range],
    "date": [lambda v: pd.Timestamp(v).value, lambda v: [v, v], lambda v: v.replace("-", "/"), lambda v: {v: v}],
    "choice": [lambda v: [v, v], lambda v: {v: 1}, lambda v: v.encode()],
    "set": [lambda v: ", ".join(v), lambda v: dict.fromkeys(v, 1), lambda v: iter(v)],
    "ranking": [lambda v: ">".join(v), lambda v: iter(v), lambda v: dict(enumerate(v))],
    "sorting": [lambda v: list(v.items()), lambda v: str(v)],
    "several": [lambda v: list(v.values()), str],
    "range": [str, lambda v: v[0], lambda v: [*v, v[1]]],
    "interval": [str, lambda v: v[0], lambda v: [*v, v[1]]],
    "table": [lambda v: v.to_dict(), lambda v: v.to_numpy(), lambda v: v.to_csv(), lambda v: [v, v], lambda v: v.T],
    "parts": [lambda v: list(v.values()), str, lambda v: pd.DataFrame([v, v])],
    "chart": [lambda v: v.get_lines(), lambda v: v.patches, lambda v: str(v), lambda v: v.plot],
    "review": [str, lambda v: list(v), lambda v: [v]],
    "plan": [str, lambda v: v.budgets, lambda v: [v], lambda v: type(v)],
}


@pytest.mark.parametrize("kind", sorted(WRONG_DRESS))
def test_a_right_value_of_another_type_is_no_yes(kind):
    for dress in WRONG_DRESS[kind]:
        if kind == "count" and dress in (bytes, range):
            continue  # 14 zero bytes and range(14) hold fourteen things, not the number
        verdict = outcome(kind, dress(TYPES[kind][1]))
        assert verdict.outcome == "not quite", (kind, dress)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (Number(within=1), 5.0),
        (Count(), 5),
        (Range(), [4, 6]),
        (Date(), "2025-03-12"),
        (Parts(names=("a",), within=1), {"a": 5}),
    ],
)
def test_an_integer_too_long_to_print_gets_a_reply(answer, right):
    for huge in (10**5000, -(10**5000), [10**5000], {"a": 10**5000}, (10**5000, 10**5001)):
        assert judge(exercise_of("number"), huge, Known(answer.read(right)), answer).outcome == "not quite"


# --- what hangs ----------------------------------------------------------------------------------------


def spin(*_, **__):
    while True:
        pass


def sleep(*_, **__):
    time.sleep(30)


class Endless(dt.tzinfo):
    """A time zone that never answers: a real Timestamp asks it."""

    def utcoffset(self, _):
        spin()

    dst = tzname = utcoffset


class SlowArray(pd.api.extensions.ExtensionArray):
    """An extension array whose every answer takes for ever."""

    dtype = pd.CategoricalDtype()
    __len__ = __getitem__ = isna = take = copy = sleep


class SpinningFrame(pd.DataFrame):
    """A frame whose manager never comes."""

    @property
    def _mgr(self):
        spin()


HANGING = {
    "an extension array": lambda: SlowArray.__new__(SlowArray),
    "a frame without an end": lambda: SpinningFrame.__new__(SpinningFrame),
    "a datetime with a time zone that never answers": lambda: dt.datetime(2025, 3, 12, tzinfo=Endless()),
    "a list of arrays that never answer": lambda: [SlowArray.__new__(SlowArray)] * 3,
}


def says_so_in_time(kind, value):
    start = time.perf_counter()
    verdict = outcome(kind, value)
    assert verdict.outcome == "not quite"
    assert verdict.words
    assert time.perf_counter() - start < 2 * SECONDS


@pytest.mark.parametrize("what", sorted(HANGING))
def test_a_value_that_never_answers_gets_its_reply_within_a_second(what):
    for kind in ("number", "table"):
        says_so_in_time(kind, HANGING[what]())


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", sorted(HANGING))
def test_a_value_that_never_answers_gets_its_reply_from_every_kind(kind, what):
    says_so_in_time(kind, HANGING[what]())


def test_patience_ends_and_what_was_read_in_time_comes_back():
    assert patiently(lambda: 5) == 5
    with pytest.raises(ZeroDivisionError):
        patiently(lambda: 1 / 0)
    with pytest.raises(Hangs):
        patiently(spin, 0.05)
    with pytest.raises(Hangs):
        patiently(lambda: sys.exit(3))


def test_ten_million_rows_are_not_read():
    table = Table(key=("uv",), columns={"n": Count()})
    frame = pd.DataFrame({"uv": np.zeros(10_000_000), "n": 1})
    start = time.process_time()
    for value in (frame, frame.astype({"uv": "category"}), frame["uv"].astype("Int64")):
        assert judge(exercise_of("table"), value, Known({"key": [], "rows": {}}), table).outcome == "not quite"
    assert time.process_time() - start < 3


def test_values_that_cannot_hang_are_read_at_once_however_busy_the_machine_is(monkeypatch):
    def too_late(*_):
        raise Hangs

    monkeypatch.setattr(compare, "patiently", too_late)
    for kind in ("number", "count", "choice", "set", "range", "several", "decision", "parts", "sorting"):
        assert outcome(kind, TYPES[kind][1]).outcome == "yes", kind
    assert outcome("number", pd.Series([600.5])).outcome == "yes"
    assert outcome("number", Lying(float)).code == compare.HANGS
