"""Where lesson 11 looks: which night, which category and weeks, which festival, which day to forecast from. Never the answers."""

import pandas as pd

from toolkit.exercises.lessons.market_and_review_parts import tables
from toolkit.exercises.lessons.market_and_review_parts.tables import DAY, MONTH, YEAR

WEEK = pd.Timedelta(days=7)
SEASON = 21
STANDING = 6
"""Days after the fall on which the learner asks where the shop stands."""
BACK = (0, 7, 14, 21, 28, 35)
"""How many days may lie between the weeks before and the season."""
TODAYS = ("2025-11-30", "2025-11-28", "2025-12-02", "2025-11-25")
"""Days to forecast from, soon after a festival: the four weeks behind hold it, the four ahead do not."""
PROMOS = ("2025-06-18", "2024-06-18", "2025-03-08")
WARM_UP = {"618": 7, "3.8": 3}
"""Days before a festival on which people already wait for it."""
NO_DIP = 0.97
"""A fortnight that takes more than this share of the usual has no hole that a learner could see."""
QUIET_IDS = ("INC-13", "INC-15", "INC-16")
"""What touches no till."""
HER_MONTH = "2025-08-01"
ROUND_TO = 10_000


def choose(shop, truth, unseen):
    """The lesson's case; dates as ISO text."""
    happened = truth.incidents().set_index("id")
    fell, rival = happened.loc["INC-15", "start"], happened.loc["INC-06"]
    case = {"level_day": day(fell), "standing_day": day(fell + STANDING * DAY), "level_month": day(fell.replace(day=1))}
    case |= season(shop, happened.loc["INC-10"])
    case |= {"rival_category": str(rival["name"]), "rival_start": day(rival["start"]), "rival_end": day(rival["end"])}
    case |= {"rival_from": day(rival["start"] - MONTH * DAY), "rival_eve": day(rival["start"] - DAY)}
    return case | forecast(shop) | festival(shop, happened) | hers(unseen)


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


def season(shop, one):
    """The early season's three weeks, and the three weeks before that tell best how much of it was everybody's."""
    category, start, end = str(one["name"]), one["start"], one["start"] + (SEASON - 1) * DAY
    own = tables.category_days(shop, None).query("category_id == @category").set_index("date")["paid_amount"]
    market = shop.market_daily.query("category_id == @category").set_index("date")["market_paid_index"]
    events = set(shop.calendar.query("event_phase != 'none'")["date"])

    def liking(back):
        first = start - (SEASON + back) * DAY
        spans = [(first, first + (SEASON - 1) * DAY), (start, end)]
        ours, theirs = ([float(one[a:b].sum()) for a, b in spans] for one in (own, market))
        festive = len(events & set(pd.date_range(*spans[0])))
        grew, they = ours[1] / ours[0] - 1, theirs[1] / theirs[0] - 1
        share = abs((1 + grew) / (1 + they) - 1)
        told = (grew > 0.03, they > 0.1, 0.02 < share < 0.6 * they)
        return sum(told), -festive, -back

    first = start - (SEASON + max(BACK, key=liking)) * DAY
    case = {"season": category, "season_start": day(start), "season_end": day(end)}
    return case | {"before_start": day(first), "before_end": day(first + (SEASON - 1) * DAY)}


def forecast(shop):
    """The day from which four weeks that hold a festival mislead most about the four that do not."""
    paid = shop.shop_daily.set_index("date")["paid_amount"].astype(float)

    def misleads(text):
        today = pd.Timestamp(text)
        off = tables.tests_before(shop.shop_daily, today).eval("came / said")
        said = tables.said(shop.shop_daily, today)
        last = float(paid[today - (MONTH - 1) * DAY : today].sum())
        return abs(last / said - 1) - (off.max() - off.min())

    today = pd.Timestamp(max(TODAYS, key=misleads))
    then = today + DAY - YEAR * DAY
    case = {"today": day(today), "pace_start": day(today - (MONTH - 1) * DAY)}
    case |= {"next_start": day(today + DAY), "next_end": day(today + MONTH * DAY)}
    return case | {"then_start": day(then), "then_end": day(then + (MONTH - 1) * DAY)}


def festival(shop, happened):
    """The festival with a hole after it and the least trouble around it: four ordinary weeks, the warm-up, the day, a fortnight after."""
    trouble = {
        each
        for one in happened.drop(list(QUIET_IDS), errors="ignore").itertuples()
        for each in pd.date_range(one.start, one.end)
    }

    paid = shop.shop_daily.set_index("date")["paid_amount"].astype(float)

    def of(text):
        promo = shop.promotions[shop.promotions["start_ts"].dt.normalize() == pd.Timestamp(text)].query(
            "kind == 'coupon'"
        )
        name, burst = str(promo["name"].iloc[0]), pd.Timestamp(text)
        warm = burst - WARM_UP[name] * DAY
        span = (warm - tables.BEFORE * DAY, burst + tables.AFTER * DAY)
        found = {"promo_id": str(promo["promo_id"].iloc[0]), "promo_name": name, "promo_day": day(burst)}
        found |= {"eve": day(burst - DAY), "promo_end": day(span[1])}
        found |= {"usual_start": day(span[0]), "usual_end": day(warm - DAY)}
        usual = paid[span[0] : warm - DAY].mean()
        dip = paid[burst + DAY : span[1]].mean() / usual
        return found, (dip > NO_DIP, len(trouble & set(pd.date_range(*span))))

    return min((of(text) for text in PROMOS), key=lambda pair: pair[1])[0]


def hers(unseen):
    """The stranger's last whole month, and what her bookkeeper keeps for a bad week."""
    month = pd.Timestamp(HER_MONTH)
    cash = unseen.aside().cash_ledger.groupby("date")["amount"].sum().cumsum()
    low = float(cash[unseen.last_day - 8 * WEEK :].min())
    case = {"her_month": HER_MONTH, "her_month_end": day(month + pd.offsets.MonthEnd(0))}
    return case | {"her_last_day": day(unseen.last_day), "buffer": int(0.9 * low // ROUND_TO * ROUND_TO)}
