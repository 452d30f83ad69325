"""Lesson 08, the decision: since when clicks are dear, what the extra ones cost, and what to do tonight."""

import pandas as pd

from toolkit import lens
from toolkit.exercises import ANY, Choice, Date, Decision, Number, Several
from toolkit.exercises.lessons.channels_and_cost_performance_parts.plan import calm, daily, plan, sales

BACK, GROWS, CLAIMED, SEASON = "back to the old bids", "visitors rose: keep", "ROAS above 1: keep", "dear season: wait"

# --- 8.8 dear clicks --------------------------------------------------------------------------------------


@plan.exercise(
    answer=Decision(
        choice=Choice(BACK, GROWS, CLAIMED, SEASON),
        evidence=Several(first_day=Date(days=1), extra_click=Number(within_share=0.005, shown=",.2f")),
    ),
    points=2,
    asks="What to do about the campaign case.bidder: the choice, the first dear day, what an extra click cost",
    hints=(
        "Dear days: price a quarter above its usual *and* place a quarter better. Against the calm stretch: "
        "extra yuan a day ÷ extra clicks a day.",
        "One `daily.query` with the window, `price > 1.25 * usual_price` and `place < 0.75 * usual_place`. Means of `spend` "
        "and `clicks`, minus those of `calm`; divide.",
    ),
)
def dear_clicks(shop, case):
    dear = daily.query(
        "@case.bid_from <= date <= @case.bid_to and price > 1.25 * usual_price and place < 0.75 * usual_place"
    )
    more_yuan = dear["spend"].mean() - calm["spend"].mean()
    more_clicks = dear["clicks"].mean() - calm["clicks"].mean()
    return {
        "choice": "back to the old bids",
        "evidence": {"first_day": dear["date"].min(), "extra_click": more_yuan / more_clicks},
        "look_again": case.today + pd.Timedelta(days=7),
        "change_mind": "If an extra click cost less than it leaves, at today's bids.",
    }


def _dear(case):
    window = daily[daily["date"].between(case.bid_from, case.bid_to)]
    return window[(window["price"] > 1.25 * window["usual_price"]) & (window["place"] < 0.75 * window["usual_place"])]


def _extra(case):
    dear = _dear(case)
    return (dear["spend"].mean() - calm["spend"].mean()) / (dear["clicks"].mean() - calm["clicks"].mean())


def _orders(case, days):
    return sales[(sales["campaign_id"] == case.bidder) & sales["day"].isin(days["date"])]


def left_by_a_click(case):
    """Yuan that the orders of a click left, before the click is paid, in the calm stretch."""
    return _orders(case, calm)["left"].sum() / calm["clicks"].sum()


def _facts(shop, case):
    """What the replies quote: an extra click, what a click leaves, claimed and counted ROAS, break-even, other campaigns."""
    dear, theirs = _dear(case), _orders(case, _dear(case))
    ads = shop.ads_daily[shop.ads_daily["date"].isin(dear["date"])]
    own = lens.ad_ratios(ads[ads["campaign_id"] == case.bidder]).iloc[0]
    return {
        "x": f"{_extra(case):,.2f}",
        "y": f"{left_by_a_click(case):,.2f}",
        "claim": f"{own['roas']:.1f}",
        "roas": f"{theirs['paid'].sum() / dear['spend'].sum():.1f}",
        "be": f"{sales['paid'].sum() / sales['left'].sum():.1f}",
        "others": f"{_others(shop, case):+.0%}",
        "ours": f"{_price(_dear(case)) / _price(calm) - 1:+.0%}",
    }


def _price(days):
    return days["spend"].sum() / days["clicks"].sum()


def _others(shop, case):
    """By how much the other campaigns' clicks were dearer in the dear days than in the calm stretch."""
    ads = shop.ads_daily[shop.ads_daily["campaign_id"] != case.bidder]
    now, then = (ads[ads["date"].isin(days["date"])] for days in (_dear(case), calm))
    price = [
        part.groupby("campaign_id")["spend"].sum() / part.groupby("campaign_id")["clicks"].sum() for part in (now, then)
    ]
    return (price[0] / price[1]).median() - 1


@dear_clicks.mistake("ROAS-ROI", says=_facts)
def above_one(shop, case):
    """The platform claims {claim} yuan a yuan; each order counted once, {roas}. A sale earns from {be} on. Which choice follows?"""
    return {"choice": CLAIMED, "evidence": ANY}


@dear_clicks.mistake("CHAN-SEASON", says=_facts)
def season(shop, case):
    """A dear season is dear for all. Our clicks went up {ours}, those of other campaigns {others}.
    Look at our place: who turned up the bids?"""
    return {"choice": SEASON, "evidence": ANY}


@dear_clicks.mistake("CHAN-GROWTH", says=_facts)
def more_visitors(shop, case):
    """More came, yes. Each extra click cost {x} yuan and left about {y}. More traffic, less profit: which choice stops that?"""
    return {"choice": GROWS, "evidence": ANY}


@dear_clicks.mistake("SAT-AVG", says=lambda case: {"all": f"{_dear(case)['clicks'].mean():,.0f}"})
def average_price(shop, case):
    """That is the average of all {all} clicks a day. Most had come anyway, cheaper. Price the *extra* ones: extra yuan ÷ extra clicks."""
    dear = _dear(case)
    return {"choice": ANY, "evidence": {"first_day": dear["date"].min(), "extra_click": _price(dear)}}


@dear_clicks.mistake("SAT-AVG", says=lambda case: {"all": f"{_dear(case)['clicks'].mean():,.0f}"})
def mean_of_daily_prices(shop, case):
    """That is the mean price of all {all} clicks a day. Most had come anyway, cheaper.
    Price the *extra* ones: extra yuan ÷ extra clicks."""
    dear = _dear(case)
    return {"choice": ANY, "evidence": {"first_day": dear["date"].min(), "extra_click": dear["price"].mean()}}


@dear_clicks.mistake("CHAN-ADDED")
def added_price(shop, case):
    """That is by how much the average click grew dearer. The extra money bought few clicks: divide it by the extra ones alone."""
    dear = _dear(case)
    return {
        "choice": ANY,
        "evidence": {"first_day": dear["date"].min(), "extra_click": _price(dear) - _price(calm)},
    }


@dear_clicks.yes
def who_pays(shop, case):
    facts, dear = _facts(shop, case), _dear(case)
    lost = (dear["spend"].mean() - calm["spend"].mean()) * len(dear)
    return (
        f"in {len(dear)} days {lost:,.0f} yuan more were spent. An extra click cost {facts['x']} and left about {facts['y']}. "
        f"Our clicks went up {facts['ours']}, those of other campaigns {facts['others']}, so it was us. "
        "Lu jie pays, and now she can read why."
    )
