"""Lesson 06, second sitting: what an empty shelf cost, what a price does, what a discount brought, how much to order."""

import numpy as np
import pandas as pd

from toolkit import lens
from toolkit.exercises import ANY, Choice, Decision, Number, Plan
from toolkit.exercises.lessons.goods_parts import pricing
from toolkit.exercises.lessons.goods_parts.plan import (
    cost,
    days,
    deal,
    lead,
    own,
    pace,
    past,
    pieces,
    plan,
    price,
    ratios,
    shelf,
    sisters,
    spans,
    test,
    usual,
)
from toolkit.shop.decisions import Decisions, times

# --- 6.5 the empty shelf ----------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within_share=0.01, shown=",.1f"),
    fine_share=0.2,
    asks="Pieces of case.hit lost in its empty days: wanted, less what its siblings sold more, less what came later",
    hints=(
        "Three parts, as on paper: wanted = usual × days; siblings' extra in the empty days; the hit's own extra in the three days after.",
        'sisters.query("@case.empty_from <= date <= @case.empty_to")["units"].sum() less usual_sisters × days; '
        'own.query("@case.empty_to < date <= @case.later_to")["units"].sum() less usual × 3.',
    ),
)
def units_lost(shop, case):
    usual_sisters = (
        sisters.query("@case.before <= date < @case.empty_from")["units"].sum() / (case.empty_from - case.before).days
    )
    switched = sisters.query("@case.empty_from <= date <= @case.empty_to")["units"].sum() - usual_sisters * days
    later = own.query("@case.empty_to < date <= @case.later_to")["units"].sum() - usual * 3
    return usual * days - switched - later


@units_lost.mistake("STK-CENS")
def sold_what_was_there(shop, case):
    """The till cannot ring for what is not on the shelf. What did the weeks before say, and the visitors who still came?"""
    return 0


def _stayed(shop, case, ref):
    return {"x": f"{100 * (1 - ref / (usual * days)):.0f}"}


@units_lost.mistake("STK-GROSS", says=_stayed)
def everything_wanted(shop, case):
    """{x} in 100 of these bought a sister, or came back when the shelf was full. That money stayed: take both off."""
    return usual * days


@units_lost.mistake("ANOM-CONT")
def usual_of_two_years(shop, case):
    """Your usual is the mean of all days, festivals and a mad night among them. Use the calm weeks before: `usual`."""
    always = own["units"].mean()
    before = (
        sisters.query("@case.before <= date < @case.empty_from")["units"].sum() / (case.empty_from - case.before).days
    )
    switched = sisters.query("@case.empty_from <= date <= @case.empty_to")["units"].sum() - before * days
    later = own.query("@case.empty_to < date <= @case.later_to")["units"].sum() - usual * 3
    return always * days - switched - later


@units_lost.mistake("STK-AFTER")
def sisters_in_full(shop, case):
    """You took off all that the sisters sold. Most of it they sell in any week: only what is *more than usual* was switched."""
    switched = sisters.query("@case.empty_from <= date <= @case.empty_to")["units"].sum()
    later = own.query("@case.empty_to < date <= @case.later_to")["units"].sum() - usual * 3
    return usual * days - switched - later


@units_lost.yes
def in_yuan(shop, case, ref):
    sheet = shop.products.set_index("product_id").loc[case.hit]
    each = 0.95 * sheet["list_price"] - sheet["unit_cost"]
    return (
        f"{ref:,.0f} pieces at {each:.0f} yuan each are {ref * each:,.0f} yuan that nobody saw leave, in {days} days. "
        "It stands in no report: the till shows what was sold, never what was asked for."
    )


# --- 6.6 the price test, and a price ----------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.005, shown=".3f"),
    asks="Price × 0.8, units × ? The tested family against its sister goods",
    hints=(
        "Both groups have a pace at today's price and at the lower one. The sisters tell what the calendar did.",
        'change = pace["lower"] / pace["today"]; then change["tested"] divided by change["sister"].',
    ),
)
def price_answer(shop, case):
    change = pace["lower"] / pace["today"]
    return change["tested"] / change["sister"]


@price_answer.mistake("INC-BEFORE")
def no_sisters(shop, case):
    """{given} is before and after: the calendar is in it. The sisters kept their price; divide by what they did."""
    return pace["lower"]["tested"] / pace["today"]["tested"]


@price_answer.mistake("ELA-POOL")
def cheap_against_dear(shop, case):
    """You compared cheap goods with dear ones. That they sell more says nothing of a price *change*. Same goods, two prices: the test."""
    mean = shelf.groupby("product_id")[["units", "price"]].mean().query("units > 0")
    slope = np.polyfit(np.log(mean["price"]), np.log(mean["units"]), 1)[0]
    return 0.8**slope


@price_answer.mistake("ELA-PROMO")
def promotion_weeks(shop, case):
    """Those are the family's promotion weeks. The banner sold them, not the price alone. Use the planned test, nothing else."""
    family = shelf.query("product_id in @case.tested")
    sums = family.groupby(family["promo_id"].notna())[["units", "shelf"]].sum()
    a_day = sums["units"] / sums["shelf"]
    return a_day[True] / a_day[False]


@price_answer.mistake("ELA-SISTERS")
def sisters_alone(shop, case):
    """{given} is what the sisters did, and nobody touched their price. Divide the tested family's change by it."""
    return pace["lower"]["sister"] / pace["today"]["sister"]


@price_answer.yes
def a_range_not_a_law(shop, case, truth, ref):
    many = test.query("not promoted and group == 'tested'").groupby("block")["units"].sum()
    luck = 2 * float(np.sqrt((1 / many).sum()))
    true = truth.products().set_index("product_id")["family_elasticity"][case.tested[0]]
    return (
        f"a fifth off sold {ref:.2f} times as many, and luck alone makes that anything from {ref * np.exp(-luck):.2f} to "
        f"{ref * np.exp(luck):.2f}. The simulator was built with {0.8**true:.2f}. One test is a range, not a law."
    )


@plan.exercise(
    answer=Plan(
        regret=0.05,
        score=lambda given, shop, case, truth: pricing.earned(given, shop, case, truth),
        best=lambda shop, case, truth: pricing.best(shop, case, truth),
        constraints={
            "one of the nine prices": lambda given, case: pricing.in_the_table(given, case),
            "no price is raised in order to be cut": lambda given: pricing.not_raised_to_be_cut(given),
        },
    ),
    asks="The most profitable of nine prices for the tested family, as a plan",
    hints=(
        "The worked table, with the family's own pieces, price, cost and the response of your test. Which column pays the rent?",
        'table = lens.price_table(price, pieces, cost, response, ratios, fee=0.05); the row table["profit"].idxmax(). '
        "Then the worked Decisions line with its ratio in times(…).",
    ),
)
def best_price(shop, case):
    change = pace["lower"] / pace["today"]
    response = np.log(change["tested"] / change["sister"]) / np.log(0.8)
    table = lens.price_table(price, pieces, cost, response, ratios, fee=0.05)
    best = table.loc[table["profit"].idxmax(), "ratio"]
    return Decisions(prices={place: times(best) for place in case.places})


@best_price.mistake("PRICE-UNITS")
def most_pieces(shop, case):
    """You took the price that moves most pieces. You filled the parcels, not the purse: each piece carries its cost. Ask `profit`."""
    return pricing.plan_at(case, 0.80)


@best_price.mistake("PRICE-RAISED")
def raised_to_be_cut(shop, case):
    """A price raised in order to be cut: house rule, no. Customers compare, and the law does. Set one honest price."""
    return Decisions(prices={place: times(1.2) for place in case.places}, promotions=dict.fromkeys(case.places, 0.2))


@best_price.yes
def near_the_top_it_is_flat(shop, case):
    return (
        "near its top the profit is flat, so the exact price matters less than not being at the other end. "
        "And a price outside 0.8 to 1.0 was never tested: raise in small steps, and count."
    )


# --- 6.7 a discount and its family ------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=12, within_share=0.02, shown="+,.0f"),
    fine=60,
    asks="What the discount brought the whole family, to 14 days after, in yuan that stay",
    hints=(
        "Both rows of the pivot, `discounted` and `sibling`, and both stretches, `during` and `after`, each against the usual.",
        'Pivot `left` as the worked step pivots `paid_amount`; during + after − usual × (spans["during"] + spans["after"]); .sum().',
    ),
)
def discount_net(shop, case):
    left = deal.pivot_table(index="role", columns="when", values="left", aggfunc="sum")
    usually = left["before"] / spans["before"]
    gain = left["during"] + left["after"] - usually * (spans["during"] + spans["after"])
    return gain.sum()


def _gain(role, whens, column="left"):
    table = deal.pivot_table(index="role", columns="when", values=column, aggfunc="sum")
    rows = ["discounted", "sibling"] if role == "both" else [role]
    return float(
        sum(
            table.loc[row, when] - table.loc[row, "before"] / spans["before"] * spans[when]
            for row in rows
            for when in whens
        )
    )


def _alone():
    return {"a": f"{_gain('discounted', ['during']):+,.0f}", "b": f"{_gain('sibling', ['during']):+,.0f}"}


@discount_net.mistake("DISC-ALONE", says=_alone)
def product_alone(shop, case):
    """It came to {a}; its siblings, meanwhile, to {b}: same shelf, same people. Add both rows, and the fortnight after."""
    return _gain("discounted", ["during"])


@discount_net.mistake("LAG-IGN")
def until_the_last_day(shop, case):
    """You stopped on the last day. People stocked up, or came back: count the fortnight after as well."""
    return _gain("both", ["during"])


@discount_net.mistake("MARG-GROSS")
def paid_not_left(shop, case):
    """You added up what was paid. Each sale was thinner, and goods cost what they cost: pivot `left`."""
    return _gain("both", ["during", "after"], "paid_amount")


@discount_net.mistake("DISC-TOTAL")
def usual_forgotten(shop, case):
    """That is all the family left in these weeks. Most of it comes in any week: take the usual off."""
    return float(deal[deal["when"] != "before"]["left"].sum())


@discount_net.yes
def who_paid(shop, case, ref):
    own_gain, sister_gain, after = (
        _gain("discounted", ["during"]),
        _gain("sibling", ["during"]),
        _gain("both", ["after"]),
    )
    verdict = "The shop paid for it" if ref < 0 else "It paid, in all"
    return (
        f"the product itself {own_gain:+,.0f} yuan, its siblings {sister_gain:+,.0f}, the fortnight after {after:+,.0f}: {ref:+,.0f}. "
        f"{verdict}. Some of each is luck; the family's row, not the product's, decides whether Lin jie does it again."
    )


# --- 6.8 how much to order --------------------------------------------------------------------------------

DOORS = ("order less", "up to the average window", "up to the 95 % window", "leave it, few goods are out")


@plan.exercise(
    answer=Decision(choice=Choice(*DOORS), evidence=Number(within_share=0.01, shown=",.0f")),
    fine_share=0.03,
    asks="What to order for case.hit, on what number, when to look again, what would change your mind",
    hints=(
        "Sales of an empty shelf say nothing of demand. Which line of the four is safe in 95 of 100 waits?",
        "lens.order_point(past, case.hit, lead, service=0.95): the worked call on your own product, with 95 of 100.",
    ),
)
def what_to_order(shop, case):
    return {
        "choice": "up to the 95 % window",
        "evidence": lens.order_point(past, case.hit, lead, service=0.95),
        "look_again": case.empty_to + pd.Timedelta(days=28),
        "change_mind": "A supplier who delivers in half the time, or windows that shrink for four weeks with goods on the shelf.",
    }


def _holes(shop, case):
    rows = past.query("product_id == @case.hit").tail(lead)
    return {"d": int((rows["oos_hours"] >= 20).sum()), "n": len(rows)}


@what_to_order.mistake("STK-CENS", says=_holes)
def order_less(shop, case):
    """On {d} of the last {n} days the shelf was empty. Whoever orders by those sales orders the next hole. What was wanted?"""
    return {"choice": "order less", "evidence": ANY}


@what_to_order.mistake("STK-LAST", says=_holes)
def last_sales(shop, case):
    """Your number is what was sold in the last {n} days; on {d} of them the shelf was empty. Use all windows: `lens.order_point`."""
    return {"choice": ANY, "evidence": float(past.query("product_id == @case.hit")["units"].tail(lead).sum())}


@what_to_order.mistake("STK-HALF")
def average_window(shop, case):
    """Half of all windows want more than the middle one. Every second wait would end on an empty shelf. Take the 95 % window."""
    return {"choice": "up to the average window", "evidence": ANY}


@what_to_order.mistake("STK-HALF")
def average_number(shop, case):
    """Your number is the middle window: every second one wants more. Ask the same call for 95 of 100, `service=0.95`."""
    return {"choice": ANY, "evidence": lens.order_point(past, case.hit, lead, service=0.5)}


def _weighed(shop, case):
    out = shop.inventory_daily.query("@case.empty_from <= date <= @case.empty_to")
    out = out.assign(empty=out["oos_hours"] / 24)
    pace = past.groupby("product_id")["units"].mean()
    wanted = out["product_id"].map(pace).fillna(0)
    return {"n": f"{100 * out['empty'].mean():.0f}", "x": f"{100 * (wanted * out['empty']).sum() / wanted.sum():.0f}"}


@what_to_order.mistake("STK-UNW", says=_weighed)
def few_are_out(shop, case):
    """By count, {n} in 100 goods were out. Weighed by what people want, {x} in 100. Look at the one that carries the shop."""
    return {"choice": "leave it, few goods are out", "evidence": ANY}


@what_to_order.yes
def when_it_falls_to(shop, case, ref):
    sold = float(past.query("product_id == @case.hit")["units"].tail(lead).sum())
    cover = ref["evidence"] * shop.products.set_index("product_id")["unit_cost"][case.hit]
    return (
        f"order when stock and what is on its way fall to {ref['evidence']:,.0f} pieces; Lao Zhou's last {lead} days say {sold:,.0f}. "
        f"It binds {cover:,.0f} yuan: that is the price of not standing empty, and Fang will ask for it."
    )
