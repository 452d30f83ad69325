"""Where lesson 09 looks: which month's sales, which door, which tests, how much money. Never what is to be found there."""

import pandas as pd

from toolkit import lens
from toolkit.exercises.lessons.credit_cause_plan_parts import tables

DAY = pd.Timedelta(days=1)
LEDGERS = ["last", "first", "equal"]
TESTED = {"crm": "messages", "paid_search_brand": "our own name", "paid_search": "goods by name"}
SPOIL = ("INC-01", "INC-02", "INC-05", "INC-06", "INC-07", "INC-09")
"""What would make a month's way to a sale another than usual."""
SEND, PURSE = 0.05, 700
"""Yuan a message; yuan a day that four doors share next month: less than they have now."""
FEWEST = 5
"""How far the slips of 9.1 lie apart on the chosen door, at least, in sales."""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    month = calmest_month(shop, truth)
    case = {"month_start": month.start_time.normalize(), "month_end": month.end_time.normalize()}
    test, lot = tables.days_of(shop, "brand keywords"), shop.experiments.query("unit_kind == 'customer'")
    case |= {"switch_start": test["date"].min(), "switch_end": test["date"].max()}
    case |= {"lot_start": lot["start_date"].iloc[0], "lot_end": lot["end_date"].iloc[0]}
    dates = {name: day(date) for name, date in case.items()}
    plan = {"doors": list(tables.FOUR), "purse": PURSE, "step": tables.STEP, "weeks": tables.WEEKS}
    return dates | {"channel": telling_door(tables.touches(shop, case)), "send": SEND} | plan


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


def calmest_month(shop, truth):
    """The month of the second year with the fewest days that a festival, an incident or a planned test touched."""
    spoilt = set(shop.calendar.query("event_phase != 'none'")["date"])
    for span in truth.incidents().query("id in @SPOIL").itertuples():
        spoilt |= set(pd.date_range(span.start, span.end))
    for like in ("brand keywords", "keyword budget"):
        tried = tables.days_of(shop, like)
        spoilt |= set(tried[tried["arm"] != "x1"]["date"])
    months = pd.period_range("2025-03", "2025-10", freq="M")
    return min(months, key=lambda month: len(spoilt & set(pd.date_range(month.start_time, month.end_time.normalize()))))


# --- the three ledgers ----------------------------------------------------------------------------------


def equal_with_repeats(touches):
    """The equal parts of a ledger in which a door counts once for every touch."""
    part = 1 / touches.groupby("journey_id")["door"].transform("size")
    return part.groupby(touches["door"]).sum()


def paid_only(touches):
    """The touches by doors that cost money."""
    return touches[~touches["door"].isin(["search_org", "reco_feed", "direct", "offsite"])]


def telling_door(touches):
    """The paid door on which the ledgers differ most, of those on which every slip shows."""
    twice, ads = equal_with_repeats(touches), lens.touch_ledgers(paid_only(touches))["last"]
    right = lens.touch_ledgers(touches).loc[ads.index]
    gaps = pd.DataFrame({"a": right["equal"] - twice, "b": ads - right["last"], "c": right["first"] - right["last"]})
    shown = gaps[gaps.notna().all(axis=1)].abs()
    clear = shown[shown.min(axis=1) >= FEWEST]
    return (clear["c"] / right["last"]).idxmax() if len(clear) else shown.min(axis=1).idxmax()


# --- three tests ----------------------------------------------------------------------------------------


def days_of_switch(shop, test):
    """The test's days with the visitors of both doors of search and of the rest, as the lesson's own cells build them."""
    return test.merge(tables.visitors(shop), on="date")


def came_anyway(days, like="on", *, scaled=True):
    """Rise of free search ÷ fall of keyword ads, off weeks against others, as if the rest of the shop had been alike."""
    mean = days.groupby("keywords")[["paid_search", "search_org", "rest"]].mean()
    return _turned(mean.loc[like], mean.loc["off"], "paid_search", "search_org", scaled=scaled)


def _turned(wide, narrow, ad, free, *, scaled=True):
    """How much of what an ad loses free search gains, from a wide door to a narrow one."""
    narrow = narrow * wide["rest"] / narrow["rest"] if scaled else narrow
    return (narrow[free] - wide[free]) / (wide[ad] - narrow[ad])


def settled(blocks):
    """The days of the blocks on which the block before no longer works."""
    return blocks.query("day > 7")


def levels_of(blocks):
    """Spend, visitors, free search's and the rest's a day at each level, first weeks set aside."""
    return settled(blocks).groupby("level")[["spend", "visitors", "organic", "rest"]].mean()


def left_by_a_visitor(blocks):
    """Contribution of the door's orders for each of its visitors, first weeks set aside."""
    return settled(blocks)["left"].sum() / settled(blocks)["visitors"].sum()


def anyway_by_budget(blocks):
    """Rise of free search ÷ fall of keyword ads, from the highest budget to the lowest."""
    return _turned(levels_of(blocks).loc["x1.8"], levels_of(blocks).loc["x0.3"], "visitors", "organic")


def books_of(touches):
    """Sales of the three tested doors (columns) in three ledgers (rows), as the lesson's own cells build them."""
    return lens.touch_ledgers(touches).loc[list(TESTED), LEDGERS].T


def caused_of(books, lot, days, blocks):
    """Of the sales that the last ledger books with a door, those that its test says were caused."""
    rate = lot.groupby("arm")["converted"].mean()
    anyway = pd.Series(
        {
            "crm": rate["held out"] / rate["written"],
            "paid_search_brand": came_anyway(days),
            "paid_search": anyway_by_budget(blocks),
        }
    )
    return books.loc["last"] * (1 - anyway)


def steps_of(doors, promised, days, blocks):
    """What each further step of budget brings a day, by door, as the lesson's own cells build it."""
    tested = pd.Series({"paid_search_brand": 1 - came_anyway(days), "paid_search": 1 - anyway_by_budget(blocks)})
    return tables.steps(doors, promised, doors["assumed"].fillna(tested))


def range_of(lot):
    """What the message caused, in points, with the range of luck."""
    both = lens.holdout_lift(lot, "written", "held out").iloc[0].astype(float)
    return {"points": 100 * both["lift"], "low": 100 * both["low"], "high": 100 * both["high"]}
