"""Go deeper 04: the first day of a shift, the real alarms among forty, and a festival against its own history."""

import numpy as np

from toolkit import lens
from toolkit.exercises import Date, Number, Set, Several
from toolkit.exercises.lessons.deeper_drift_and_many_numbers_parts import case as chosen
from toolkit.exercises.lessons.deeper_drift_and_many_numbers_parts.plan import band, lifts, morning, plan, share, usual

EARLIER = ["3.8", "618", "11.1"]
"""The festivals of the year that come before 11.11."""

# --- D4.1 the first day of the shift ------------------------------------------------------------------------


def _started(truth, case):
    struck = truth.incidents().query("id in @chosen.SHIFTED and name == @case.category")
    return struck[struck["start"].between(case.start, case.end)]["start"].iloc[0]


@plan.exercise(
    answer=Date(days=chosen.NEAR),
    truth=_started,
    asks="The day on which the category's share began to shift",
    hints=(
        "First what each day adds to its memory, then the account that runs up small steps. Both were worked on visitors.",
        'lens.innovations of `share`, column "per_1000", with the same quiet and known; then lens.drift_start(...)["start"].',
    ),
)
def began(shop, case):
    steps = lens.innovations(share, "per_1000", quiet=case.quiet, known="known")
    return lens.drift_start(steps)["start"]


def _steps(case):
    return lens.innovations(share, "per_1000", quiet=case.quiet, known="known")


@began.mistake("DRIFT-MEMORY", says=lambda case: {"m": f"{_steps(case)['memory'].iloc[0]:.2f}"})
def limits_of_independent_days(shop, case):
    """On {given} the limits for independent days ring. These days remember {m} of yesterday: smooth `innovation`, not `distance`."""
    return chosen.first_ring(_steps(case))


@began.mistake("DRIFT-LOUD")
def loudest_day(shop, case):
    """{given} lies farthest from the middle. A shift that stays begins quietly: where did the account last stand at 0?"""
    return chosen.loudest(_steps(case))


@began.yes
def slow_is_not_small(shop, case, ref):
    rang = lens.drift_start(_steps(case))["rang"]
    return (
        f"the account began on {ref} and passed its limit on {rang:%Y-%m-%d}. Between the two nobody could know. "
        "After it, every day of waiting is a choice."
    )


# --- D4.2 real alarms among forty ---------------------------------------------------------------------------


@plan.exercise(
    answer=Set(of="names"),
    points=2,
    asks="The numbers that really ring on case.morning, at most one in ten by luck",
    hints=(
        "Sort by luck, lay the climbing line beside it, and find the last place at which luck lies below its line.",
        "The line is 0.10 * np.arange(1, 41) / 40. `last` is the line at that place; keep the rows with line <= last, "
        'column "number".',
    ),
)
def really_rang(shop, case):
    ordered = morning.sort_values("luck")
    ordered["line"] = 0.10 * np.arange(1, 41) / 40
    below = ordered.query("luck <= line")
    return ordered[ordered["line"] <= below["line"].max()]["number"]


def _counted(given, ref):
    return {"n": len(given), "more": len(set(given) - set(ref)), "less": len(set(ref) - set(given))}


@really_rang.mistake("ANOM-MULT", says=_counted)
def each_bell_alone(shop, case):
    """{n} bells, each asked alone at 5 %. Of forty silent ones two ring so every morning. Let the line climb with the place."""
    return morning[morning["luck"] < chosen.ALONE]["number"]


@really_rang.mistake("ANOM-MULT", says=_counted)
def one_line_for_all(shop, case):
    """You held all forty against 0.10, and {n} pass. The line climbs: 0.10 × place ÷ 40. Lay it beside the sorted column."""
    return morning[morning["luck"] < chosen.FALSE]["number"]


@really_rang.mistake("ANOM-DEAF", says=_counted)
def beyond_the_band(shop, case):
    """Only {n} lie beyond the band's edge: made for one bell. Several moderate ones together are news. Use the climbing line."""
    return morning[morning["distance"].abs() > chosen.EDGE]["number"]


@really_rang.yes
def ask_what_they_share(shop, case, ref):
    alone = int((morning["luck"] < chosen.ALONE).sum())
    return (
        f"{len(ref)} of forty, where each alone would have named {alone}. About one in ten of such names is still luck. "
        "Now read their names: what have they in common, a channel, a device, a step?"
    )


# --- D4.3 a festival against its own history ----------------------------------------------------------------


@plan.exercise(
    answer=Several(low=Number(within_share=0.005, shown=",.0f"), high=Number(within_share=0.005, shown=",.0f")),
    fine_share=0.05,
    asks="Between which two numbers of orders this year's 11.11 was to be expected",
    hints=(
        "Three festivals of this year came before it. Each came in at so many times its own lift of last year.",
        'usual * lifts[2024]["11.11"] is the middle. Times the smallest, and times the largest, of lifts[2025] / lifts[2024] '
        "over 3.8, 618 and 11.1.",
    ),
)
def eleven_eleven(shop, case):
    against_last_year = (lifts[2025] / lifts[2024])[["3.8", "618", "11.1"]]
    as_last_year = usual * lifts[2024]["11.11"]
    return {"low": as_last_year * against_last_year.min(), "high": as_last_year * against_last_year.max()}


def _ratios():
    return (lifts[2025] / lifts[2024])[EARLIER]


@eleven_eleven.mistake("ANOM-EVENT", says=lambda given: {"top": f"{given['high']:,.0f}"})
def an_ordinary_day(shop, case):
    """That is the band of an ordinary day, up to {top} orders. A festival is compared with festivals: take its own lift."""
    row = band.query("date == @case.eleven").iloc[0]
    return {"low": row["low"], "high": row["high"]}


@eleven_eleven.mistake("EVENT-GROWTH", says=lambda: {"x": f"{usual * lifts[2024]['11.11'] / _last_year() - 1:+.0%}"})
def last_years_orders(shop, case):
    """You began with last year's orders. An ordinary day has moved by {x} since then: begin with `usual` times last year's lift."""
    return {"low": _last_year() * _ratios().min(), "high": _last_year() * _ratios().max()}


@eleven_eleven.mistake("EVENT-KIN")
def any_festival(shop, case):
    """You gave 11.11 the lifts of other festivals. Each has a size of its own: compare each with itself, a year before."""
    return {"low": usual * lifts[2025][EARLIER].min(), "high": usual * lifts[2025][EARLIER].max()}


def _last_year():
    return float(band.query("event_name == '11.11' and event_phase == 'burst'")["pay_orders"].iloc[0])


@eleven_eleven.yes
def against_itself(shop, case, ref):
    came = band.query("date == @case.eleven")["pay_orders"].item()
    where = "inside it" if ref["low"] <= came <= ref["high"] else "above it" if came > ref["high"] else "below it"
    return (
        f"{came:,.0f} orders came, {where}. That is the question for the review; how far 11.11 lies from a Tuesday is none. "
        "Three festivals make a rough range: say so when you quote it."
    )
