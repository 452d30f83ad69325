# ruff: noqa: F841 - a name may be used in the text of a query only
"""Lesson 07, second sitting: value to date, late parcels, which goods for whom, and who is worth a message."""

import pandas as pd

from toolkit.exercises import Number, Plan, Ranking, Set, Several
from toolkit.exercises.lessons.people_parts import case as chosen
from toolkit.exercises.lessons.people_parts.plan import buys, cells, known, on_time, plan, slow, worth
from toolkit.exercises.levers import from_json
from toolkit.shop.decisions import Decisions

# --- 7.4 value to date ----------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(order=Ranking(items=("case.channels",)), yuan=Number(within=0.05, shown=",.2f")),
    asks="case.channels by what a new customer has left within 180 days, the most first; and the yuan of the first",
    hints=(
        "The worked step with 180 days for 60, twice: who had that long, and everything they left by that age.",
        "until = case.snapshot - pd.Timedelta(days=180); age <= 180; money ÷ heads by `came_by`; then read the order and "
        "the yuan of the top.",
    ),
)
def first_channels(shop, case):
    until = case.snapshot - pd.Timedelta(days=180)
    grown = known.query("@case.known_from <= first <= @until and age <= 180 and came_by in @case.channels")
    by_channel = grown.groupby("came_by")
    each = by_channel["left"].sum() / by_channel["customer_id"].nunique()
    listed = each.sort_values(ascending=False)
    return {"order": list(listed.index), "yuan": listed.iloc[0]}


def _ways(case):
    return chosen.ways(buys, known[known["first"] >= case.known_from], case.snapshot)


def _ranked(case, way):
    values = _ways(case)[way]
    order = list(chosen.order(values, case.channels))
    return {"order": order, "yuan": values[order[0]]}


@first_channels.mistake("LTV-REV", says=lambda given: {"given": f"{given['yuan']:,.0f} yuan"})
def by_revenue(shop, case):
    """{given}: that is what they *paid*. Goods, parcels, fees and what came back are taken from it first. Sum `left`."""
    return _ranked(case, "paid")


@first_channels.mistake("LTV-LAST")
def last_channel(shop, case):
    """You grouped by the channel they used *last*. They were already ours by then. Where did they come from first? `came_by`."""
    return _ranked(case, "last")


@first_channels.mistake("LTV-FIRST")
def first_order_only(shop, case):
    """You counted the first order only. Some channels bring people who come again: count all they left, `age <= 180`."""
    return _ranked(case, "first order")


@first_channels.mistake("COH-CENS", says=lambda case: {"until": f"{case.snapshot - pd.Timedelta(days=180):%d %B}"})
def the_young_kept(shop, case):
    """You kept customers who met us after {until}: they had no 180 days to leave anything in. Ask for `first <= @until`."""
    return _ranked(case, "unmatured")


@first_channels.yes
def months_pay(shop, case, ref):
    values = _ways(case)
    best, last = ref["order"][0], ref["order"][-1]
    whole, begun = values["right"], values["first order"]
    return (
        f"after 180 days a customer first met by {best} has left {whole[best]:,.0f} yuan, by {last} {whole[last]:,.0f}. "
        f"On the first order it was {begun[best]:,.0f} and {begun[last]:,.0f}. Lesson 08 asks what each cost to win."
    )


# --- 7.5 late parcels -----------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.05, shown="+.2f"),
    asks="Late less on time: 90-day repurchase of new buyers of the late days, in points",
    hints=(
        "The worked step gave the share for those on time. The same for those whose first parcel was late; then compare.",
        'In `slow`, query "first_late" for "not first_late"; 100 times the share that came back of these, less on_time.',
    ),
)
def late_points(shop, case):
    late = slow.query("first_late")
    back = late.query("0 < age <= 90")["customer_id"].nunique()
    return 100 * back / late["customer_id"].nunique() - on_time


def _share(table):
    return 100 * table[table["age"].between(1, 90)]["customer_id"].nunique() / table["customer_id"].nunique()


def _parts():
    return _share(slow.query("first_late")), on_time


@late_points.mistake("COH-BASE")
def against_all_time(shop, case):
    """You compared with everybody of two years. Festival guests are other people. Compare late and on time of the *same* days."""
    usual = known[known["first"].between(case.known_from, case.snapshot - pd.Timedelta(days=90))]
    return _parts()[0] - _share(usual)


@late_points.mistake("INC-BEFORE")
def before_and_after(shop, case):
    """You compared with the fortnight before. The season changed as well. Compare late and on time of the same days."""
    span = case.late_to - case.late_from
    before = known[
        known["first"].between(case.late_from - span - pd.Timedelta(days=1), case.late_from - pd.Timedelta(days=1))
    ]
    return _share(slow) - _share(before)


@late_points.mistake("COH-RELATIVE")
def per_cent_of_it(shop, case):
    """{given} is per cent *of the share*. We ask for points: one share minus the other, as they stand."""
    late, fine = _parts()
    return 100 * (late / fine - 1)


@late_points.mistake("COH-ONESIDE", says=lambda: {"fine": f"{on_time:.2f}"})
def the_late_alone(shop, case):
    """{given} of 100: that is the late side alone. What would they have done anyway? Take the other side, {fine}, from it."""
    return _parts()[0]


@late_points.mistake("COH-UNITS")
def a_share_less_points(shop, case):
    """You took points from a share between 0 and 1: two units. `on_time` is of 100; make the late side of 100, too."""
    late, fine = _parts()
    return late / 100 - fine


@late_points.yes
def what_it_was_built_with(shop, case, truth, ref):
    late = slow.query("first_late")["customer_id"].nunique()
    leaves = truth.parameters()["service"]["late_leaves"]
    return (
        f"{late:,} new customers began with a late parcel. The shop was built so that {100 * leaves:.0f} of 100 of these never return: "
        f"{-leaves * _parts()[1]:+.1f} points on average. Yours is {ref:+.1f}: one fortnight is a range, not a law. "
        "Lesson 10 asks what more hands would have cost."
    )


# --- 7.6 which goods for whom ---------------------------------------------------------------------------


@plan.exercise(
    answer=Set(of="names"),
    asks="Cells, category and band, with an index above case.mark and at least 50 deals",
    hints=(
        "Two conditions on the rows of `cells`, as in lesson 02; both must hold.",
        'cells.query("tgi > @case.mark and deals >= 50")["cell"].',
    ),
)
def band_goods(shop, case):
    loved = cells.query("tgi > @case.mark and deals >= 50")
    return list(loved["cell"])


@band_goods.mistake("CUT-FEW", says=lambda case: {"n": int(cells.query("tgi > @case.mark")["deals"].min())})
def no_minimum(shop, case):
    """The smallest of your cells stands on {n}, counted in deals. Nobody rearranges a page for that: `and deals >= 50`."""
    return list(cells.query("tgi > @case.mark")["cell"])


@band_goods.mistake("CUT-HALF")
def most_bought(shop, case):
    """You took what each band buys *most*. Everybody buys that. We ask what a band buys more than others do: `tgi`."""
    enough = cells[cells["deals"] >= 50]
    return list(enough.loc[enough.groupby("band")["here"].idxmax(), "cell"])


@band_goods.mistake("CUT-BASE")
def biggest_band(shop, case):
    """You asked which band buys most of each category; big bands win. We ask what *this band* buys, against everybody: `tgi`."""
    enough = cells[cells["deals"] >= 50]
    return list(enough.loc[enough.groupby("category")["paid"].idxmax(), "cell"])


@band_goods.yes
def what_to_show(shop, case, ref):
    top = cells[cells["cell"].isin(ref)].sort_values("tgi").iloc[-1]
    return (
        f'{top["category"]} makes {top["tgi"] / 100:.1f} times its usual share for "{top["band"]}". Show each band its own first page. '
        "Part of it is arithmetic: who bought one dear thing has spent much."
    )


# --- the decision ---------------------------------------------------------------------------------------


def expected(case, given):
    """What a plan is expected to leave, by the lot: people times yuan a message, and what the rules look at."""
    people = {band: float(many) for band, many in given.messages.items()}
    earned = sum(many * worth["each"].get(band, 0.0) for band, many in people.items())
    return {"earned": earned, "people": people, "members": {band: int(many) for band, many in worth["members"].items()}}


def down_the_list(case, by, keep=None):
    """Messages down a list of bands until the budget is spent."""
    listed = worth[keep] if keep is not None else worth
    people = listed.sort_values(by, ascending=False)["members"].cumsum().clip(upper=case.budget)
    people = people - people.shift(1, fill_value=0)
    return {band: int(many) for band, many in people.items() if many > 0}


def best(case):
    """Yuan of the best plan."""
    return expected(case, Decisions(messages=down_the_list(case, "each", worth["each"] > 0)))["earned"]


@plan.exercise(
    answer=Plan(
        regret=0.05,
        score=expected,
        best=best,
        constraints={
            "no more messages than the budget holds": lambda case, outcome: (
                sum(outcome["people"].values()) <= case.budget
            ),
            "no more messages than a band has members who agreed": lambda outcome: all(
                many <= outcome["members"].get(band, 0) for band, many in outcome["people"].items()
            ),
        },
    ),
    asks="Who gets a message, within case.budget: Decisions(messages={band: people})",
    hints=(
        "Go down the column `each` from the top. A band may get as many messages as it has members. Stop at the budget, or below 0.",
        'Decisions(messages={"…": …, "…": …}): the band with the largest `each` first, all its members, what is left to the next.',
    ),
)
def messages(shop, case):
    paying = worth.query("each > 0").sort_values("each", ascending=False)
    reached = paying["members"].cumsum().clip(upper=case.budget)  # people written to, down the list
    people = reached - reached.shift(1, fill_value=0)
    return Decisions(messages=people.astype(int).to_dict())


@messages.mistake("INC-EXPOSED", says=lambda: {"band": _busiest()} | _of_1000(_busiest()))
def best_buyers_first(shop, case):
    """Of 1,000 {band} written to, {a} bought; of 1,000 held out, {b}. They come anyway. Go by `each`, not by who buys."""
    return Decisions(messages=down_the_list(case, "written"))


def _busiest():
    return worth["written"].idxmax()


def _of_1000(band):
    row = 1000 * worth.loc[band]
    return {"a": f"{row['written']:.0f}", "b": f"{row['held out']:.0f}"}


@messages.mistake("MSG-ALL", says=lambda: {"band": worth["each"].idxmin(), "each": f"{worth['each'].min():+.2f}"})
def everyone_a_little(shop, case):
    """Everybody a little: each message to {band} leaves {each} yuan, and people asked for nothing say goodbye. Go down `each`."""
    share = case.budget / worth["members"].sum()
    return Decisions(messages={band: int(share * many) for band, many in worth["members"].items()})


@messages.mistake("MSG-LOST", says=lambda: _of_1000("sleeping"))
def the_sleeping_left_out(shop, case):
    """You left the sleeping out. Of 1,000 written to, {a} bought; of 1,000 held out, {b}. Waking is worth it: look at `each`."""
    return Decisions(
        messages=down_the_list(case, "written", [band != "sleeping" and band != "active" for band in worth.index])
    )


@messages.yes
def by_the_rates_it_was_built_with(shop, case, given, truth):
    earned = expected(case, from_json(given))["earned"]
    built = dict(zip(("active", "warm", "cooling", "sleeping"), truth.parameters()["messages"]["wake"], strict=True))
    spread = {band: row["written"] - row["held out"] for band, row in worth.iterrows()}
    told = ", ".join(
        f"{band} {1000 * spread[band]:+.0f} seen, {1000 * built[band]:+.0f} built in" for band in worth.index
    )
    return (
        f"by the lot your messages leave {earned:,.0f} yuan. Extra buyers of 1,000 written to: {told}. One lot is a range, not a law: "
        "hold some out again this time."
    )
