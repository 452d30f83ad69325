"""Where lesson 03 looks: a week with a festival, a week of the visit log, a month, sixty days. Never what is there."""

import pandas as pd

from toolkit import lens
from toolkit.exercises.lessons.reading_the_numbers_parts import tables

DAY = pd.Timedelta(days=1)
WEEK, SIXTY, MARGIN = 7 * DAY, 60 * DAY, 6 * DAY
MATURE = 60 * DAY
"""So long after a month's end its refunds are in."""
APART, PLAIN = 7, 0.03
"""How many tolerances every slip lies from right, and the conversion that the title speaks of."""
SPOILS_PEOPLE = ("INC-01", "INC-02", "INC-09")
SPOILS_MONEY = ("INC-01", "INC-02", "INC-04")
SPOILS_SIXTY = ("INC-02", "INC-04", "INC-09")


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    happened = truth.incidents()
    first, last = shop.shop_daily["date"].iloc[0], shop.shop_daily["date"].iloc[-1]
    week = telling_week(shop, weeks(first, last, festive(shop, "burst"), spoilt(happened, SPOILS_MONEY)))
    logged = tables.logged_days(shop)
    log = plain_week(logged, spoilt(happened, SPOILS_PEOPLE))
    month = telling_month(shop, months(first, last - MATURE, spoilt(happened, SPOILS_MONEY)))
    loud = [*festive(shop), *spoilt(happened, SPOILS_SIXTY)]
    bright = brighter(shop, happened)
    window = sixty_days(happened, first, last, loud, bright)
    return {
        **_ends("week", week, week + WEEK - DAY),
        **_ends("log", log, log + WEEK - DAY),
        **_ends("earlier", (month - 1).start_time, (month - 1).end_time),
        **_ends("month", month.start_time, month.end_time),
        **_ends("window", *between_bright(happened, window, bright)),
    }


def _ends(name, start, end):
    return {f"{name}_start": f"{start:%Y-%m-%d}", f"{name}_end": f"{end:%Y-%m-%d}"}


def spoilt(happened, kinds):
    """The days on which one of these incidents moved the numbers."""
    return list(lens.days_of(happened[happened["id"].isin(kinds)])["date"])


def festive(shop, phase=""):
    """The days of the calendar's festivals, of one phase or of all."""
    calendar = shop.calendar[lens.known_days(shop.calendar)]
    return list((calendar[calendar["event_phase"] == phase] if phase else calendar)["date"])


def weeks(first, last, bursts, spoilt_days):
    """Mondays of the weeks that hold a festival's big day and nothing that spoils them."""
    mondays = sorted({burst - burst.day_of_week * DAY for burst in bursts if first <= burst <= last})
    inside = [each for each in mondays if first <= each and each + WEEK - DAY <= last]
    clean = [each for each in inside if not any(each <= day < each + WEEK for day in spoilt_days)]
    return clean or inside


def telling_week(shop, mondays):
    """A week in which every modelled slip shows, of those the one with the plainest conversion."""
    gaps = {monday: min(week_gaps(shop, monday)) for monday in mondays}
    telling = [monday for monday, gap in gaps.items() if gap >= APART]
    return (
        min(telling, key=lambda monday: abs(conversion(shop, monday) - PLAIN)) if telling else max(gaps, key=gaps.get)
    )


def conversion(shop, monday):
    """Daily conversion of a week, pooled."""
    return lens.pooled(tables.between(shop.shop_daily, monday, monday + WEEK - DAY), "pay_buyers", "uv")


def week_gaps(shop, monday):
    """How far slips of conversion, order value and bounce lie from right in one week, in tolerances of the exercises."""
    daily, came = (tables.between(one, monday, monday + WEEK - DAY) for one in (shop.shop_daily, shop.traffic_daily))
    buyers, visitors, paid = (daily[name].sum() for name in ("pay_buyers", "uv", "paid_amount"))
    rate, value, bounce = buyers / visitors, paid / buyers, daily["bounce_visits"].sum() / daily["visits"].sum()
    by_channel = came.groupby("channel_id")[["bounce_visits", "visits"]].sum()
    return (
        abs((daily["pay_buyers"] / daily["uv"]).mean() - rate) / 0.0001,
        abs(daily["pay_orders"].sum() / visitors - rate) / 0.0001,
        abs((daily["paid_amount"] / daily["pay_buyers"]).mean() - value) / 0.05,
        abs(paid / daily["pay_orders"].sum() - value) / 0.05,
        abs((by_channel["bounce_visits"] / by_channel["visits"]).mean() - bounce) / 0.0005,
    )


def plain_week(logged, spoilt_days):
    """The Monday of the first week of the visit log, but for the very first, that nothing spoils."""
    mondays = [day for day in logged if day.day_of_week == 0 and day + WEEK - DAY <= logged.max()]
    clean = [each for each in mondays if not any(each <= day < each + WEEK for day in spoilt_days)]
    return (clean[1:] or clean or mondays)[0]


def months(first, last, spoilt_days):
    """Months whose refunds have matured, with the month before in the books as well, and nothing that spoils either."""
    whole = [each for each in pd.period_range(first, last, freq="M") if each.end_time <= last][1:]
    bad = {day.to_period("M") for day in spoilt_days}
    return [each for each in whole if not {each, each - 1} & bad] or whole


def telling_month(shop, candidates):
    """The month in which refunds paid out and refunds of the orders lie furthest apart, one of the larger by orders."""
    orders = tables.paid_orders(shop)
    refunds = shop.refunds.merge(orders[["order_id", "day"]], on="order_id")
    of_orders = refunds.groupby(refunds["day"].dt.to_period("M"))["amount"].sum()
    paid_out = refunds.groupby(refunds["completed_ts"].dt.to_period("M"))["amount"].sum()
    gap = (of_orders - paid_out).reindex(candidates).abs() / of_orders.reindex(candidates)
    return gap.idxmax()


def brighter(shop, happened):
    """Days outside the fault that converted at least as well as its best one."""
    daily = shop.shop_daily.set_index("date")
    rate, fault = daily["pay_buyers"] / daily["uv"], spoilt(happened, ("INC-01",))
    return list(rate.index[(rate >= rate[fault].max()) & ~rate.index.isin(fault)])


def sixty_days(happened, first, last, loud, bright):
    """The first of sixty days that hold the fault: none brighter, as few loud ones as can be had.

    The fault lies some days from either end, unless it lies so near to an end of the books themselves.
    """
    fault = happened.query("id == 'INC-01'").iloc[0]
    latest_of_all = last - SIXTY + DAY
    earliest = min(max(first, fault["end"] + MARGIN - SIXTY + DAY), latest_of_all)
    starts = pd.date_range(earliest, max(min(fault["start"] - MARGIN, latest_of_all), earliest))
    counted = {start: (within(start, bright), within(start, loud)) for start in starts}
    calm = [start for start, count in counted.items() if count == min(counted.values())]
    return calm[(7 * fault["start"].day_of_year) % len(calm)]


def between_bright(happened, start, bright):
    """First and last of the sixty days; fewer where a brighter day lies among them, with the fault on the calm side."""
    fault = happened.query("id == 'INC-01'").iloc[0]
    before = [day + DAY for day in bright if day < fault["start"]]
    after = [day - DAY for day in bright if day > fault["end"]]
    return max([start, *before]), min([start + SIXTY - DAY, *after])


def within(start, days):
    """How many of these days lie in the sixty that begin at start."""
    return sum(start <= day < start + SIXTY for day in set(days))
