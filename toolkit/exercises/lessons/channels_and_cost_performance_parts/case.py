"""Where lesson 08 looks: which month, campaign, category, channel and stretches of days. Never what is found there."""

import pandas as pd

from toolkit import lens
from toolkit.exercises.lessons.channels_and_cost_performance_parts import tables
from toolkit.exercises.lessons.channels_and_cost_performance_parts.tables import day

DAY, HAD = pd.Timedelta(days=1), 90
ADS = ("paid_search", "paid_feed", "video")
STRANGERS = ("search_org", "reco_feed", "paid_search", "paid_feed", "video", "affiliate")
"""Channels that mostly meet people whom no other has won."""
NINE_MONTHS = 9
STRETCH, BID_STRETCH = 21, 60
BIDDER = "paid_search"
MORE_CLICKS = 0.04
"""By so much, at least, the extra clicks stand out from a calm stretch, where one can be found."""
STEADY = 0.02
LEAST_GAP = 3.0
"""Yuan of 100 visitors by which neighbours in the ranking lie apart, where leaving one channel out can do it."""
CLEAR = 0.03
"""How far cost lies from what was sold and from what was left, as a share: enough to say yes or no."""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    incidents = truth.incidents().set_index("id")
    won_from, won_to = won_days(shop)
    case = {"won_from": day(won_from), "won_to": day(won_to)}
    sales, bills = tables.sales(shop, case), tables.bills(shop, case)
    first = tables.with_first(sales)
    case["strangers"] = strangers(shop, first, bills, case)
    case |= month(sales, bills, won_from, won_to)
    case |= campaigns(shop, case)
    case |= categories(tables.ladder(shop, case))
    case["bought"] = bought(first, bills, case)
    crowds = sorted(incidents.loc[["INC-09", "INC-02"], "start"])
    for name, start in zip(("first", "second"), crowds, strict=True):
        case |= stretch(name, start, STRETCH, shop)
    return case | bids(shop, *incidents.loc["INC-05", ["start", "end"]])


def won_days(shop):
    """First and last day of nine whole months after which everybody has had ninety days."""
    last = (shop.last_day - pd.Timedelta(days=HAD) + DAY).to_period("M") - 1
    return (last - (NINE_MONTHS - 1)).start_time, last.end_time.normalize()


def between(table, column, first, last):
    """The rows of some days."""
    return table[table[column].between(pd.Timestamp(first), pd.Timestamp(last))]


# --- which month, campaign, category, channel ---------------------------------------------------------------


def strangers(shop, sales, bills, case):
    """The channels that meet strangers, their prices changing their order, but for one where two leave nearly the same."""
    span = (case["won_from"], case["won_to"])
    won = between(sales, "first", *span).query("age <= @HAD").groupby("came_by")["left"].sum()
    spent = between(bills, "date", *span).groupby("channel_id")["spent"].sum()
    visitors = between(shop.traffic_daily, "date", *span).groupby("channel_id")["uv"].sum()
    free, worth = 100 * won / visitors, 100 * won.sub(spent, fill_value=0.0) / visitors
    some = [list(STRANGERS), *([name for name in STRANGERS if name != out] for out in STRANGERS)]
    return max(
        some, key=lambda names: (order(worth[names]) != order(free[names]), min(nearest(worth[names]), LEAST_GAP))
    )


def order(worth):
    """Names, the most first."""
    return list(worth.sort_values(ascending=False).index)


def nearest(worth):
    """How near two neighbours of a ranking lie."""
    return float(worth.sort_values().diff().min())


def month(sales, bills, first, last):
    """The month in which the channels with advertising left least after it, the month before, and which channels sold."""
    left = by_month(between(sales, "day", first, last).query("channel_id in @ADS"), "day", "left")
    spent = by_month(between(bills, "date", first, last).query("channel_id in @ADS"), "date", "spent")
    least = (left - spent).iloc[1:].idxmin()
    here = between(sales, "day", least.start_time, least.end_time)
    return {
        "month_from": day(least.start_time),
        "month_to": day(least.end_time),
        "before_from": day((least - 1).start_time),
        "before_to": day((least - 1).end_time),
        "sellers": sorted(here["channel_id"].unique().tolist()),
    }


def by_month(table, date, money):
    """A column summed by month."""
    return table.groupby(table[date].dt.to_period("M"))[money].sum()


def campaigns(shop, case):
    """The campaign whose mean of rows lies farthest from its sums, and another one to be worked."""
    ads = between(shop.ads_daily, "date", case["month_from"], case["month_to"])
    rows = ads.assign(
        rate=ads["clicks"] / ads["impressions"], price=ads["spend"] / ads["clicks"].where(ads["clicks"] > 0)
    )
    means = rows.groupby("campaign_id")[["rate", "price"]].mean()
    sums = lens.ad_ratios(ads)
    apart = pd.concat([(means["rate"] / sums["ctr"] - 1).abs(), (means["price"] / sums["cpc"] - 1).abs()], axis=1)
    listed = apart.min(axis=1).sort_values(ascending=False).index
    return {"campaign": listed[0], "worked_campaign": listed[-1]}


def categories(ladder):
    """The category that sends most back, and the one that sends least."""
    back = (ladder["refunded"] / ladder["paid"]).set_axis(ladder["category_id"]).sort_values()
    return {"category": back.index[-1], "worked_category": back.index[0]}


def bought(sales, bills, case):
    """Of the channels whose customers look paid back in sales and are not, the one on which the young would mislead most."""
    known = sales.query("who == 'known' and age <= @HAD")
    won = between(known, "first", case["won_from"], case["won_to"])
    cost = between(bills, "date", case["won_from"], case["won_to"]).groupby("channel_id")["spent"].sum()
    cost = cost / won.groupby("came_by")["customer_id"].nunique()
    sold, left = a_head(won, "paid"), a_head(won, "left")
    young = a_head(between(known, "first", case["won_from"], sales["day"].max()), "left")
    clear = pd.concat([sold / cost - 1, 1 - left / cost], axis=1).min(axis=1).clip(upper=CLEAR)
    table = pd.DataFrame({"clear": clear, "misled": (young / left - 1).abs()}).loc[list(ADS)]
    return table.sort_values(["clear", "misled"]).index[-1]


def a_head(won, money):
    """Money per customer, by the channel that won them."""
    people = won.groupby("came_by")
    return people[money].sum() / people["customer_id"].nunique()


# --- which stretches of days ----------------------------------------------------------------------------


def stretch(name, start, days, shop):
    """Some weeks that hold a day, which lies in another place of them in every shop."""
    first = max(start - pd.Timedelta(days=6 + start.day % 7), shop.first_day)
    return {f"{name}_from": day(first), f"{name}_to": day(first + pd.Timedelta(days=days - 1))}


def bids(shop, start, end):
    """Two months that hold the dear days, and a calm stretch beside them in which the same was spent every day."""
    first = start - pd.Timedelta(days=20 + start.day % 9)
    last = first + pd.Timedelta(days=BID_STRETCH - 1)
    calm = calm_days(shop, start, end)
    return {
        "bid_from": day(first),
        "bid_to": day(last),
        "bidder": BIDDER,
        "calm_from": day(calm[0]),
        "calm_to": day(calm[1]),
        "today": day(last),
    }


def calm_days(shop, start, end):
    """Of the stretches with the budget of the eve, the longest and nearest in which fewer clicked than in the dear days."""
    daily = tables.daily_of(shop, BIDDER).set_index("date")
    daily = daily.assign(festive=daily.index.isin(shop.calendar.query("event_phase != 'none'")["date"]))
    dear, eve = daily.loc[start:end, "clicks"].mean(), daily.loc[start - DAY, "spend"]
    found = [
        (min(dear / span["clicks"].mean() - 1, MORE_CLICKS), days, -gap, span.index[0], span.index[-1])
        for days in (28, 21, 14, 10)
        for gap in range(3 + start.day % 5, 40)  # never up to the very eve: that would name the day
        for span in beside(daily, start, end, gap, days)
        if len(span) == days and not span["festive"].any() and (span["spend"] / eve - 1).abs().max() <= STEADY
    ]
    return max(found)[3:]


def beside(daily, start, end, gap, days):
    """The days that end so long before the dear ones, and those that begin so long after them."""
    before, after = start - gap * DAY, end + gap * DAY
    return daily.loc[before - (days - 1) * DAY : before], daily.loc[after : after + (days - 1) * DAY]
