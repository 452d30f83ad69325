# ruff: noqa: F841 - a name may be used in the text of a query only
"""Lesson 07, first sitting: the same time for everybody, a cell of the cohort table, bands on a fixed day."""

import pandas as pd

from toolkit import lens
from toolkit.exercises import Count, Number, Table
from toolkit.exercises.lessons.people_parts import case as chosen
from toolkit.exercises.lessons.people_parts.plan import buys, known, plan

# --- 7.1 ninety days for everyone -----------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.0005, shown=".2%"),
    fine=0.0009,
    asks="Share of new buyers who came back within 90 days, of those who had 90",
    hints=(
        "The worked step with 90 for 30, twice: in the last day on which they may have come, and in the age.",
        "last = case.snapshot - pd.Timedelta(days=90); known.query from @case.known_from to @last; then 0 < age <= 90; "
        "`.nunique()` twice.",
    ),
)
def repurchase(shop, case):
    last = case.snapshot - pd.Timedelta(days=90)
    had_90 = known.query("@case.known_from <= first <= @last")
    back = had_90.query("0 < age <= 90")["customer_id"].nunique()
    return back / had_90["customer_id"].nunique()


def _came_back(table, days):
    return table[table["age"].between(1, days)]["customer_id"].nunique()


def _met(case, *, first, last):
    return known[known["first"].between(pd.Timestamp(first), pd.Timestamp(last))]


def _had(case):
    return case.snapshot - pd.Timedelta(days=chosen.WAIT)


@repurchase.mistake("COH-CENS", says=lambda case: {"until": f"{_had(case):%d %B}"})
def everyone(shop, case):
    """Some of these met us last week and had 6 days, not 90. Keep who came by {until}: `first <= @last`."""
    met = _met(case, first=case.known_from, last=case.snapshot)
    return _came_back(met, 90) / met["customer_id"].nunique()


@repurchase.mistake("COH-TRUNC", says=lambda case: {"date": f"{case.begin:%d %B %Y}"})
def first_months_kept(shop, case):
    """Our book begins on {date}; they did not. Many "new" ones are old friends. Set the first 90 days aside."""
    met = _met(case, first=case.begin, last=_had(case))
    return _came_back(met, 90) / met["customer_id"].nunique()


@repurchase.mistake("ID-FILL", says=lambda case: {"n": f"{len(_guests(case)):,}"})
def guests_as_new(shop, case):
    """You counted {n} orders of guests as new buyers who never returned. Guests have no name; nobody knows. Keep to `known`."""
    met = _met(case, first=case.known_from, last=_had(case))
    return _came_back(met, 90) / (met["customer_id"].nunique() + len(_guests(case)))


def _guests(case):
    return buys[(buys["who"] == "guest") & buys["day"].between(case.known_from, _had(case))]


@repurchase.mistake("COH-EVER")
def ever_again(shop, case):
    """{given} is who came back *ever*, and "ever" grows with the age of the shop. Say within how long: `age <= 90`."""
    met = _met(case, first=case.known_from, last=_had(case))
    return _came_back(met, met["age"].max()) / met["customer_id"].nunique()


@repurchase.mistake("COH-SAMEDAY")
def second_order_that_day(shop, case):
    """You let in second orders of the *same day*: a forgotten spoon, not a return. Ask for `0 < age`."""
    met = _met(case, first=case.known_from, last=_had(case))
    return (met[met["age"] <= 90].groupby("customer_id").size() > 1).mean()


@repurchase.mistake("COH-ORDERS")
def orders_not_people(shop, case):
    """{given} counts orders above the line; one eager friend counts five times. Count people there as well: `["customer_id"].nunique()`."""
    met = _met(case, first=case.known_from, last=_had(case))
    return met["age"].between(1, 90).sum() / met["customer_id"].nunique()


@repurchase.mistake("COH-FIRST")
def first_orders_let_in(shop, case):
    """You let age 0 in, the first order itself: so everybody "came back". Ask for more than 0 days: `0 < age <= 90`."""
    met = _met(case, first=case.known_from, last=_had(case))
    return met[met["age"] <= 90]["customer_id"].nunique() / met["customer_id"].nunique()


@repurchase.yes
def of_the_hundred(shop, case, ref):
    return (
        f"of 100 new buyers {100 * ref:.0f} come back within 90 days. So {100 - 100 * ref:.0f} do not: a new customer has to pay with "
        "the first order, or nearly. Whoever quotes another number has asked other people, or another time."
    )


# --- 7.2 a cell of the cohort table ---------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.0005, shown=".2%"),
    asks="Share of case.cohort who bought between case.after (not included) and case.upto days of age",
    hints=(
        "Below the line: everybody of that month. Above it: those of them whose age lies between the two ends.",
        'ours = known.query("month == @case.cohort"); then ours.query("@case.after < age <= @case.upto"); `.nunique()` of each, divide.',
    ),
)
def cohort_cell(shop, case):
    ours = known.query("month == @case.cohort")
    active = ours.query("@case.after < age <= @case.upto")
    return active["customer_id"].nunique() / ours["customer_id"].nunique()


@cohort_cell.mistake("COH-CALENDAR", says=lambda case: {"month": _months_later(case)})
def calendar_month(shop, case):
    """You counted who bought in {month}. Who met us early that month is older then than who met us late. Count `age`."""
    return chosen.in_calendar_month(known, case.cohort, case.period)


def _months_later(case):
    return f"{(pd.Period(case.cohort) + case.period).to_timestamp():%B %Y}"


@cohort_cell.mistake("COH-ACTIVE")
def of_those_still_active(shop, case):
    """You divided by those who came back at all. Below the line stays the whole cohort, also who left. Divide by all of that month."""
    ours = known[known["month"] == case.cohort]
    active = ours[(ours["age"] > case.after) & (ours["age"] <= case.upto)]
    return active["customer_id"].nunique() / ours[ours["age"] > 0]["customer_id"].nunique()


@cohort_cell.mistake("COH-WITHIN", says=lambda case: {"after": case.after, "upto": case.upto})
def from_the_beginning(shop, case):
    """You counted everybody who came back by day {upto}. This cell asks for days {after} to {upto} alone: `@case.after < age`."""
    return chosen.share_active(known, case.cohort, 0, case.upto)


@cohort_cell.mistake("COH-ORDERS")
def orders_of_the_cohort(shop, case):
    """You counted orders; one eager friend counts five times. Count people: `["customer_id"].nunique()`."""
    ours = known[known["month"] == case.cohort]
    active = ours[(ours["age"] > case.after) & (ours["age"] <= case.upto)]
    return len(active) / ours["customer_id"].nunique()


@cohort_cell.yes
def others_at_that_age(shop, case, ref):
    young = chosen.share_active(known, case.cohort, 0, chosen.PERIOD)
    return (
        f"{100 * ref:.1f} of 100 bought at that age, against {100 * young:.1f} in the first thirty days. Below the line stand also "
        "those who never came again, so cohorts of any month can be laid beside each other."
    )


# --- 7.3 bands on a fixed day ---------------------------------------------------------------------------


@plan.exercise(
    answer=Table(key=("band",), columns={"customers": Count(), "kept": Number(within_share=0.0005, shown=",.0f")}),
    asks="Customers and kept money per band on case.snapshot",
    hints=(
        "The worked step's lines, with the lesson's day where case.earlier stood.",
        "lens.rfm_table(known, case.snapshot, refunds=shop.refunds), the two new columns, then .groupby with both columns summed.",
    ),
)
def bands(shop, case):
    now = lens.rfm_table(known, case.snapshot, refunds=shop.refunds)
    now["band"] = lens.recency_band(now["recency"])
    now["customers"] = 1
    return now.groupby("band", observed=False)[["customers", "kept"]].sum()


def _cards(shop, case):
    return lens.rfm_table(known, case.snapshot, refunds=shop.refunds).assign(customers=1)


def _by(cards, band):
    return cards.assign(band=band).groupby("band", observed=False)[["customers", "kept"]].sum()


@bands.mistake("RFM-TIES", says=lambda shop, case: {"days": f"{_cards(shop, case)['recency'].quantile(0.25):.0f}"})
def equal_parts(shop, case):
    """Four equal parts: your "active" then reaches back {days} days, and next month elsewhere. Fixed edges: `lens.recency_band`."""
    cards = _cards(shop, case)
    place = cards["recency"].rank(method="first", pct=True)
    return _by(cards, pd.cut(place, [0, 0.25, 0.5, 0.75, 1], labels=lens.recency_band(cards["recency"]).cat.categories))


@bands.mistake("RFM-TODAY", says=lambda case: {"date": f"{case.snapshot:%d %B %Y}"})
def real_today(shop, case):
    """Everyone looks asleep: you counted up to a later day than the books reach. Use the lesson's day, {date}."""
    cards = _cards(shop, case)
    return _by(cards, lens.recency_band(cards["recency"] + 3650))


@bands.mistake("REV-KEPT")
def money_paid(shop, case):
    """The customers fit. The money is what they *paid*; some of it went back. Use what they kept: `refunds=shop.refunds`."""
    cards = lens.rfm_table(known, case.snapshot).assign(customers=1)
    return _by(cards, lens.recency_band(cards["recency"]))


@bands.mistake("RFM-EARLIER", says=lambda case: {"date": f"{case.earlier:%d %B %Y}"})
def worked_day(shop, case):
    """That is the worked step's day, {date}. Bands hold for one day only: take `case.snapshot`."""
    cards = lens.rfm_table(known, case.earlier, refunds=shop.refunds).assign(customers=1)
    return _by(cards, lens.recency_band(cards["recency"]))


@bands.yes
def many_sleep(shop, case):
    cards = _cards(shop, case)
    asleep = lens.recency_band(cards["recency"]) == "sleeping"
    return (
        f"{asleep.mean():.0%} of all customers sleep, and {cards['kept'][asleep].sum() / cards['kept'].sum():.0%} of the money ever kept "
        "was theirs. A message costs little: step 7 asks whether it wakes them."
    )
