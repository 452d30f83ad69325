"""Where lesson 04 looks: which morning, which weeks, which mornings to sort. Never what is to be found there."""

from itertools import product

import numpy as np
import pandas as pd

from toolkit import lens

FESTIVAL = pd.Timestamp(2025, 11, 11)
WEEKS = pd.Timedelta(days=26 * 7 - 1)
MARGIN = pd.Timedelta(days=7)
EARLIEST, LATEST = pd.Timestamp(2025, 5, 21), pd.Timestamp(2025, 7, 3)
"""Between these days the 26 weeks begin, so that they end after the festival and within the books."""
LEARNT = pd.Timestamp(2024, 3, 15)
"""From here on the books are long enough for eight days like it and a walking middle."""
APART = 0.008
"""How far a wrong method lies from every right one on the day of the story, at least, as a share."""
MOVES_VISITORS = ("INC-01", "INC-02", "INC-09")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FORTY = [("m", number) for number in ("uv", "pv", "cart_uv", "pay_buyers")] + [("pc", "uv")]


def daily_of(shop):
    """One row a day with its calendar, and whether the calendar explains it."""
    daily = shop.shop_daily.merge(shop.calendar, on="date")
    return daily.assign(known=lens.known_days(daily))


def built(shop):
    """The table `daily` as the lesson's own cells build it, step by step."""
    daily = daily_of(shop)
    daily["even"] = lens.even_out(daily, "uv")
    daily["log"] = np.log(daily["even"])
    daily["middle"] = daily["log"].rolling(28).median().shift(1)
    daily["gap"] = daily["log"] - daily["middle"]
    return daily


def band_of(shop):
    """The normal range of visitors, known days aside."""
    return lens.normal_range(built(shop), "uv", known="known")


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    daily = band_of(shop)
    daily["fell"] = daily["uv"] / daily["uv"].shift(1) - 1
    clean = daily[daily["date"].isin(truth.clean_days()) & ~daily["known"]]
    spike = truth.incidents().query("id == 'INC-02'").iloc[0]["start"]
    start = half_year(spike)
    today = low_day(daily, clean, start)
    if spike + MARGIN < today and today - WEEKS <= min(spike - MARGIN, LATEST):
        start = max(today - WEEKS, EARLIEST)  # the half year that ends this morning
    inside = clean[clean["date"].between(start, start + WEEKS) & (clean["date"] != today)]
    dow = loud_weekday(daily)
    return {
        "today": day(today),
        "weekday": WEEKDAYS[today.day_of_week],
        "today_dow": today.day_of_week + 1,
        "yesterday": day(today - pd.Timedelta(days=1)),
        "yesterday_dow": (today.day_of_week - 1) % 7 + 1,
        "start": day(start),
        "end": day(start + WEEKS),
        "dow": dow,
        "dow_name": WEEKDAYS[dow - 1],
        "mornings": five(inside, spike, today),
    }


def half_year(spike):
    """The first of 26 weeks that hold both the spike and the 11.11 of the second year."""
    return min(max(spike - 2 * MARGIN, EARLIEST), LATEST)


def five(inside, spike, today):
    """Five mornings in order of time: the spike's second, the festival, today, one that fell, one in the middle."""
    fallen = inside[inside["distance"].abs() < 1.5].sort_values("fell")["date"].iloc[0]
    middling = inside[inside["date"] != fallen].sort_values("distance", key=abs)["date"].iloc[0]
    return [day(each) for each in sorted([spike + pd.Timedelta(days=1), FESTIVAL, today, fallen, middling])]


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


def low_day(daily, clean, start):
    """An ordinary low day that fell against yesterday, with a festival among the eight days like it.

    Late in the 26 weeks where there is one that shows every modelled mistake; earlier in the books if need be.
    """
    late, inside, anywhere = ((first, start + WEEKS) for first in (FESTIVAL + MARGIN, start, LEARNT))
    clearly, plainly, barely = (-0.08, -1.0), (-0.05, -0.7), (0.0, -0.4)
    best = {}
    for (first, last), (fell, highest) in [
        *product((late, inside), (clearly, plainly)),
        *product((late, inside, anywhere), (barely,)),
    ]:
        low = clean[
            clean["date"].between(first, last) & clean["distance"].between(-2.3, highest) & (clean["fell"] < fell)
        ]
        gaps = {date: nearest_mistake(daily, date) for date in low["date"]}
        best = max(best, gaps, key=lambda found: max(found.values(), default=-1.0))
        if max(best.values(), default=0.0) >= APART:
            break
    return max(best, key=best.get)


def nearest_mistake(daily, today):
    """How near a modelled wrong method of `usual_visitors` comes to a right one, as a share of it."""
    before = daily[daily["date"] < today]
    every_one = before.loc[before["date"].dt.day_of_week == today.day_of_week, "uv"]
    like_it = every_one.tail(8)
    if like_it.max() < 1.3 * like_it.median():
        return 0.0  # no festival among the eight, so the mean has nothing to be pulled by
    with_today = pd.concat([like_it, daily.loc[daily["date"] == today, "uv"]]).tail(8)
    others = (before["uv"].tail(7).mean(), with_today.median(), like_it.mean(), every_one.median())
    rights = (like_it.median(), like_it.tail(4).median())
    return min(abs(other / right - 1) for other in others for right in rights)


def loud_weekday(daily):
    """The weekday on which the plain mean of orders, and the visitors' index, lie farthest from the orders' own index."""
    share = {each: daily[each] / daily[each].rolling(7, center=True).mean() for each in ("uv", "pay_orders")}
    visitors, orders = (share[each].groupby(daily["dow"]).median() for each in ("uv", "pay_orders"))
    plain = daily.groupby("dow")["pay_orders"].mean() / daily["pay_orders"].mean()
    rights = (orders, lens.weekday_index(daily, "pay_orders", known="known"))
    gaps = [(wrong - right).abs() for wrong in (plain, visitors) for right in rights]
    return int(pd.concat(gaps, axis=1).min(axis=1).idxmax())


def quiet_days(shop, case, truth):
    """Days on which nothing happened: no incident, nothing in the calendar, outside the 26 weeks."""
    daily = daily_of(shop)
    inside = daily["date"].between(pd.Timestamp(case["start"]), pd.Timestamp(case["end"]))
    warm = daily["date"] > daily["date"].iloc[0] + pd.Timedelta(days=60)
    quiet = daily["date"].isin(truth.clean_days()) & ~daily["known"] & ~inside & warm
    return daily.loc[quiet, ["date"]].reset_index(drop=True)


def forty_numbers(shop, case, truth):
    """Forty numbers of the channels on the quiet days, each in usual distances from its own middle."""
    known = daily_of(shop)[["date", "known"]]
    channels = [name for name in sorted(shop.traffic_daily["channel_id"].unique()) if name != "offsite"]
    parts = []
    for channel in channels:
        for device, column in FORTY:
            one = shop.traffic_daily.query("channel_id == @channel and device == @device").merge(known, on="date")
            band = lens.normal_range(one, column, known="known")
            parts.append(band[["date", "distance"]].assign(number=f"{channel} {device} {column}"))
    return pd.concat(parts).merge(quiet_days(shop, case, truth), on="date")[["date", "number", "distance"]]


def abnormal(truth, case):
    """The days of the 26 weeks on which the simulator itself moved the visitors."""
    happened = truth.incidents().query("id in @MOVES_VISITORS")
    days = [each for row in happened.itertuples() for each in pd.date_range(row.start, row.end)]
    return [each for each in days if pd.Timestamp(case["start"]) <= each <= pd.Timestamp(case["end"])]


# --- what the replies look up ---------------------------------------------------------------------------


def odd_morning(shop, case):
    """The one of the five mornings that left its band without standing in the calendar."""
    five = band_of(shop).query("date in @case.mornings and not known")
    return lens.outside(five, "uv")["date"].iloc[0]


def odd_date(shop, case):
    return {"date": day(odd_morning(shop, case))}


def faller(shop, case):
    """The one of the five mornings that fell most against its yesterday, today aside."""
    daily = daily_of(shop)
    five = daily.assign(fell=daily["uv"] / daily["uv"].shift(1)).query("date in @case.mornings and not known")
    return five.query("date != @case.today").sort_values("fell")["date"].iloc[0]


def faller_date(shop, case):
    return {"date": day(faller(shop, case))}


def how_rare(shop, case, lesson):
    """Today's distance, and how many of 100 quiet days lie as low."""
    band = band_of(shop)
    today = band.query("date == @case.today")["distance"].iloc[0]
    quiet = band.merge(lesson.table("quiet"), on="date")["distance"]
    return {"z": f"{abs(today):.1f}", "k": f"{100 * (quiet <= today).mean():.0f}", "weekday": case.weekday}
