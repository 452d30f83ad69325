"""What counts as right, what is named as a wrong method, and that odd, huge and endless values get a reply."""

import datetime as dt
import decimal
import fractions
import gc
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercises.kinds import TYPES, ask, exercise_of, outcome
from tests.exercises.little_shop import little_shop, plan
from toolkit.exercises import Count, Date, LessonPlan, Number, Range, Set
from toolkit.exercises.compare import Known, is_named, judge, speak
from toolkit.exercises.papers import Papers, work_out

KINDS = sorted(TYPES)


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_value_is_always_a_yes(kind):
    assert outcome(kind, TYPES[kind][1]).outcome == "yes"


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_that_is_off_is_never_a_yes_and_the_nudge_keeps_the_answer_to_itself(kind):
    answer, right, others = TYPES[kind]
    for other in others:
        verdict = outcome(kind, other)
        assert verdict.outcome == "not quite"
        if verdict.way == "off":
            said = answer.asking(ask).nudge(verdict.given, answer.read(right))
            assert said
            assert answer.show(answer.read(right)) not in said


@pytest.mark.parametrize("kind", KINDS)
def test_three_dots_are_not_yet(kind):
    verdict = outcome(kind, ...)
    assert verdict.outcome == "not yet"
    assert "three dots" in verdict.words


def test_dots_inside_a_dict_name_their_part():
    verdict = outcome("several", {"uv": 5, "rules": ...})
    assert verdict.outcome == "not yet"
    assert "rules" in verdict.words
    later = {"choice": "leave", "evidence": 1.5, "look_again": ..., "change_mind": "x"}
    assert outcome("decision", later).outcome == "not yet"


class Hostile:
    """Raises at every touch."""

    def __getattribute__(self, name):
        raise RuntimeError(name)

    def _no(self, *args):
        raise RuntimeError

    __eq__ = __float__ = __int__ = __index__ = __len__ = __iter__ = __repr__ = __str__ = __bool__ = __array__ = _no
    __hash__ = _no


class LyingFloat(float):
    """A float whose own methods raise."""

    def __sub__(self, other):
        raise RuntimeError

    __rsub__ = __repr__ = __eq__ = __format__ = __abs__ = __float__ = __lt__ = __sub__
    __hash__ = None


class LyingText(str):
    """Text whose own methods raise."""

    __slots__ = ()

    def strip(self, *_):
        raise RuntimeError

    __repr__ = __str__ = __eq__ = strip
    __hash__ = None


BOX = np.empty(1, dtype=object)
BOX[0] = Hostile()

ODD = [
    None, True, False, float("nan"), float("inf"), -0.0, 10**400, 1j, "", "5,120", "…", b"5", print, len, object(), object,
    Hostile(), LyingFloat(3.0), LyingText("leave"), [Hostile()], {"a": Hostile()}, {Hostile: 1}, [], {}, (), set(), [[1]],
    np.float32(3), np.nan, np.array([]), np.array([1, 2]), np.array(5.0), BOX,
    np.datetime64("NaT", "D"), np.longdouble(2), np.ma.masked, np.array(["2025-01-01"], dtype="M8[D]"),
    pd.NA, pd.NaT, pd.Series(dtype=float), pd.Series([1.0, 2.0]), pd.Series([True, False]), pd.DataFrame(), pd.Index([1]),
    pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1], "b": [2]}), pd.Series([1], index=[None]), pd.Categorical(["a"]),
    pd.Timestamp("2025-03-12", tz="Asia/Shanghai"), pd.Period("2025-03", "M"), dt.date(1, 1, 1), dt.datetime.max,
    dt.time(1), decimal.Decimal("NaN"), decimal.Decimal("1e999"), fractions.Fraction(10**400, 3), (x for x in [1]), range(10**9),
    pd.Series(range(100_000)), list(range(100_000)), {"x": ["act"]}, {"choice": None}, (1, 2, 3), (2, 1), (None, None),
    pd.Series([1, 2], dtype="Int64"), pd.Series(["a", None]), pd.MultiIndex.from_tuples([(1, 2)]),
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", range(len(ODD)), ids=[type(value).__name__ for value in ODD])
def test_any_odd_value_gets_a_reply(kind, at):
    verdict = outcome(kind, ODD[at])
    assert verdict.outcome in ("not yet", "not quite", "yes")
    assert verdict.words or verdict.given is not None


@given(right=st.floats(-1e9, 1e9), within=st.floats(1e-6, 1e3), steps=st.floats(-1, 1))
def test_a_number_within_its_tolerance_is_right_and_well_outside_it_is_not(right, within, steps):
    answer = Number(within=within)
    edge = answer.tolerance(right)
    assert answer.off(right + 0.99 * steps * edge, right) <= 1
    assert answer.off(right + 1.5 * edge, right) > 1
    assert answer.off(right - 1.5 * edge, right) > 1


@given(st.integers(-(10**9), 10**9))
def test_the_same_number_in_another_dress_is_the_same_number(whole):
    read = Number(within=0).read
    dresses = [float(whole), np.int64(whole), np.float64(whole), [whole], pd.Series([whole]), np.array([[whole]]),
               decimal.Decimal(whole), fractions.Fraction(whole), pd.DataFrame({"a": [whole]}), np.array(whole)]  # fmt: skip
    assert all(read(dress) == whole for dress in dresses)


@given(st.sets(st.dates(dt.date(2024, 1, 1), dt.date(2025, 12, 31)), min_size=1, max_size=20), st.randoms())
def test_a_set_of_days_may_come_in_any_dress_and_order(days, random):
    mixed = list(days)
    random.shuffle(mixed)
    read, right = Set().read, sorted(day.isoformat() for day in days)
    stamps = pd.to_datetime(mixed)
    for dress in (
        mixed,
        set(days),
        stamps,
        pd.Series(stamps),
        stamps.to_numpy(),
        [str(day) for day in mixed],
        tuple(stamps),
    ):
        assert read(dress) == right


def test_a_set_needs_both_precision_and_recall():
    answer, right = Set(of="names", precision=0.8, recall=0.8), list("abcde")
    assert answer.off(list("abcd"), right) <= 1
    assert answer.off(list("abcdef"), right) <= 1
    assert answer.off(list("abc"), right) > 1
    assert answer.off(list("abcdefgh"), right) > 1


def test_a_day_is_read_from_every_kind_of_day():
    days = ["2025-03-12", dt.date(2025, 3, 12), dt.datetime(2025, 3, 12, 9), np.datetime64("2025-03-12"),
            pd.Timestamp("2025-03-12", tz="Asia/Shanghai"), pd.Period("2025-03-12"), pd.Series(pd.to_datetime(["2025-03-12"]))]  # fmt: skip
    assert {Date().read(day) for day in days} == {"2025-03-12"}


def test_a_range_must_hold_the_truth_and_stay_narrow():
    answer = Range(times=1.5)
    ours = answer.true(500, [480, 520])
    assert answer.off([470, 515], ours) <= 1
    assert answer.off([400, 600], ours) > 1
    assert answer.off([505, 530], ours) > 1


def test_a_range_that_holds_what_came_is_not_told_that_it_misses():
    answer = Range(times=1.5)
    known = Known([200, 240], true=answer.true(500, [200, 240]))
    verdict = judge(exercise_of("range"), [400, 600], known, answer)
    assert "too wide" in speak(exercise_of("range"), verdict, known, answer, ask)


# --- mistakes -----------------------------------------------------------------------------------------


@pytest.fixture
def papers(tmp_path):
    shop = little_shop()
    names = {"shop": shop, "truth": None}
    names["lesson"] = papers = Papers(plan, tmp_path, names)
    return papers


def verdict_on(papers, name, value):
    exercise = plan.exercises[name]
    return judge(exercise, value, papers.known(exercise), exercise.answer.on(papers.case))


def test_a_wrong_method_is_recognised_on_the_shops_own_numbers(papers):
    mean = papers.names["shop"].shop_daily["uv"].mean()
    assert verdict_on(papers, "usual_visitors", mean).mistake.code == "AVG-MEAN"
    assert verdict_on(papers, "usual_visitors", round(mean)).mistake.code == "AVG-MEAN"


def test_the_nearest_mistake_wins():
    one = LessonPlan(slug="near", number="99", title="")

    @one.exercise(answer=Number(within=1), asks="?", hints=("a", "b"))
    def asked(shop, case):
        return 0

    @asked.mistake("AT-10")
    def at_ten(shop, case):
        "Ten is the first column. Take the second."

    @asked.mistake("AT-11.5")
    def at_eleven(shop, case):
        "Eleven is the third column. Take the second."

    known = Known(0, mistakes={"at_ten": 10, "at_eleven": 11.5})
    assert judge(asked, 10.7, known).mistake.code == "AT-10"
    assert judge(asked, 10.8, known).mistake.code == "AT-11.5"
    assert judge(asked, 12.6, known).way == "off"


def test_a_mistake_nearer_than_two_tolerances_is_never_named(papers):
    verdict = verdict_on(papers, "usual_visitors", papers.known(plan.exercises["usual_visitors"]).ref + 1.5)
    assert verdict.mistake is None
    assert verdict.way == "fine"


def test_a_mistake_that_falls_together_with_another_right_way_is_not_named():
    answer = Number(within=1)
    assert is_named(answer, 10, Known(0))
    assert not is_named(answer, 10, Known(0, also={"other": 10.5}))
    assert not is_named(answer, 10, Known(0, true=9))


def test_another_right_way_and_the_wider_circle_are_yes(papers):
    ref = papers.known(plan.exercises["usual_visitors"]).ref
    trimmed = papers.names["shop"].shop_daily.query("uv < 1000")["uv"].mean()
    assert verdict_on(papers, "usual_visitors", trimmed).way == "also"
    assert verdict_on(papers, "usual_visitors", ref - 15).way == "fine"
    assert verdict_on(papers, "usual_visitors", ref - 50).way == "off"


def test_a_modelled_mistake_inside_the_wider_circle_is_still_named():
    own = LessonPlan(slug="circle", number="99", title="")

    @own.exercise(answer=Number(within=1), asks="?", hints=("a", "b"), fine=20)
    def asked(shop, case):
        return 100

    @asked.mistake("INSIDE")
    def inside(shop, case):
        "{given} came from the other column. Take the first."
        return 110

    known = Known(100, mistakes={"inside": 110})
    assert judge(asked, 110, known).mistake.code == "INSIDE"
    assert judge(asked, 115, known).way == "fine"


def test_a_mistake_of_a_decision_may_speak_about_the_choice_alone(papers):
    given = {"choice": "act", "evidence": 77, "look_again": "2025-04-01", "change_mind": "x"}
    assert verdict_on(papers, "tonight", given).mistake.code == "SPIKE-GLAD"


def test_a_mistake_that_cannot_be_worked_out_here_costs_nothing(papers):
    known = papers.known(plan.exercises["usual_visitors"])
    assert "breaks_on_this_shop" not in known.mistakes
    assert {"the_mean", "the_last_day"} <= set(known.mistakes)


def test_what_the_worked_solution_does_is_never_told_no():
    own = LessonPlan(slug="truth", number="99", title="")

    @own.exercise(answer=Number(within=1), asks="?", hints=("a", "b"), truth=lambda truth: truth)
    def estimated(shop, case):
        return 106

    known = work_out(estimated, lambda function, **_: function(*[100] * function.__code__.co_argcount), {})
    assert (known.ref, known.true) == (106, 100)
    assert judge(estimated, 106, known).way == "right"
    assert judge(estimated, 100.5, known).way == "true"
    assert judge(estimated, 103, known).outcome == "not quite"


def test_a_whole_number_is_due_where_things_are_counted():
    verdict = judge(exercise_of("count"), 13.5, Known(14), Count())
    assert verdict.way == "form"
    assert "whole number" in verdict.words


@pytest.mark.parametrize(
    ("kind", "value", "part_of_the_reply"),
    [
        ("number", "5,120", "quotation marks"),
        ("number", float("nan"), "nan"),
        ("number", float("inf"), "divided by 0"),
        ("number", None, "None"),
        ("number", True, "True or False"),
        ("number", pd.Series([1, 2, 3]), "whole column of 3"),
        ("number", pd.DataFrame({"a": [1, 2]}), "table with 2 rows"),
        ("number", pd.Series(dtype=float), "no row passed"),
        ("number", len, "recipe"),
        ("date", float("nan"), "nan"),
        ("date", "11.11", "pd.Timestamp"),
        ("date", 20251111, "pd.Timestamp"),
        ("interval", ("2025-03-14", "2025-03-05"), "Swap"),
        ("interval", "2025-03-14", "1 arrived"),
        ("range", (520, 480), "Swap"),
        ("choice", "leav", "Did you mean leave"),
        ("set", pd.Series([True, False]), "where it is True"),
        ("set", pd.Series([1.0], index=pd.to_datetime(["2025-01-01"])), ".index"),
        ("set", pd.DataFrame({"date": [1], "uv": [2]}), "several columns"),
        ("ranking", ["a", "b", "b"], "twice"),
        ("ranking", ["a", "b"], "c has no place"),
        ("ranking", ["a", "b", "d"], "d is not among"),
        ("sorting", {"x": "acct", "y": "leave"}, "Did you mean act"),
        ("several", {"uv": 5}, "still to come: rules"),
        ("several", {"uv": "5", "rules": ["a", "b"]}, "uv: This is text"),
        ("decision", {"choice": "leave", "evidence": 1.5, "change_mind": "x"}, "look again"),
        (
            "decision",
            {"choice": "leave", "evidence": 1.5, "look_again": "2025-04-01", "change_mind": ""},
            "change your mind",
        ),
    ],
)
def test_a_form_that_is_off_is_told_what_to_do(kind, value, part_of_the_reply):
    verdict = outcome(kind, value)
    assert verdict.way == "form"
    assert part_of_the_reply in verdict.words


def test_a_sorting_names_the_first_two_that_lie_elsewhere():
    answer = TYPES["sorting"][0]
    said = answer.nudge({"x": "leave", "y": "act"}, {"x": "act", "y": "leave"})
    assert "x (leave)" in said
    assert "y (act)" in said


@pytest.fixture
def no_sweeping():
    """No garbage collector: in a worker that holds many shops one sweep takes longer than a reply may."""
    gc.disable()
    yield
    gc.enable()


AT_ONCE = 0.4  # CPU s; looking at each of ten million values takes longer on any machine
HUGE = [
    pd.DataFrame({"uv": np.zeros(10_000_000)}),
    pd.Series(np.zeros(10_000_000)),
    np.zeros(10_000_000, dtype="M8[ns]"),
    dict.fromkeys(range(2_000_000), "act"),
    [0] * 10_000_000,
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("at", range(len(HUGE)), ids=[type(value).__name__ for value in HUGE])
def test_a_huge_value_gets_its_reply_at_once(kind, at, no_sweeping):
    start = time.process_time()
    assert outcome(kind, HUGE[at]).outcome == "not quite"
    assert time.process_time() - start < AT_ONCE


class Endless(list):
    """A list that never ends when it is asked."""

    def __iter__(self):
        while True:
            yield 1

    def __len__(self):
        return self.__len__()


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_that_never_ends_is_read_by_what_it_really_holds(kind):
    assert outcome(kind, Endless([..., 1])).outcome in ("not yet", "not quite")
