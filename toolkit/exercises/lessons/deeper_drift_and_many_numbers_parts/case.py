"""Where go deeper 04 looks: which goods and weeks, which two mornings, which festival. Never what is to be found there."""

import pandas as pd

from toolkit import lens
from toolkit.lens.remembered import once

DAY = pd.Timedelta(days=1)
ELEVEN = pd.Timestamp(2025, 11, 11)
SHIFTED = ("INC-06", "INC-10")
"""What moves the visitors of one category alone, day after day: a rival's sale, an early season."""
LEADS, TAILS, QUIET = range(49, 141, 7), (0, 7, 14, 21), 42
NEAR, APART = 3, 6
"""Days within which a start counts as found, and from which a slip is told apart from it."""
MOVED = ("INC-09", "INC-01", "INC-13", "INC-02")
"""What moves several of the forty numbers at once."""
FORTY = [("m", number) for number in ("uv", "pv", "cart_uv", "pay_buyers")] + [("pc", "uv")]
EDGE, ALONE, FALSE = 3.5, 0.05, 0.10
CALM = 3
"""Bells below 0.05 on the calm morning: as many as luck likes to ring."""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    return {"quiet": QUIET, "eleven": day(ELEVEN)} | window(shop, truth) | mornings(shop, truth)


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


@once
def daily_of(shop):
    """One row a day with its calendar, and whether the calendar explains it."""
    daily = shop.shop_daily.merge(shop.calendar, on="date")
    return daily.assign(known=lens.known_days(daily))


# --- which goods, which weeks -------------------------------------------------------------------------------


@once
def looked(shop):
    """Visitors of each category (columns) by day."""
    table = shop.product_daily[["date", "product_id", "uv"]].merge(shop.products[["product_id", "category_id"]])
    return table.pivot_table(index="date", columns="category_id", values="uv", aggfunc="sum").astype(float)


@once
def shares(shop):
    """Of 1,000 visitors of all goods, how many looked at each category (columns), day by day, and whether the day is known."""
    wide = looked(shop)
    even = (1000 * wide.div(wide.sum(axis=1), axis=0)).reset_index()
    return even.merge(daily_of(shop)[["date", "known"]], on="date")


def share(shop, case):
    """Visitors of the case's category and their share of all, over the case's weeks."""
    wide, people = shares(shop), looked(shop)[case["category"]].rename("uv").reset_index()
    inside = wide["date"].between(pd.Timestamp(case["start"]), pd.Timestamp(case["end"]))
    table = wide.loc[inside, ["date", "known", case["category"]]]
    return table.rename(columns={case["category"]: "per_1000"}).merge(people, on="date")


def window(shop, truth):
    """The category and weeks in which the method finds the start, slips lie far from it, and the shift is no bang."""
    wide, found = shares(shop), {}
    for row in truth.incidents().query("id in @SHIFTED").itertuples():
        for lead, tail in ((lead, tail) for lead in LEADS for tail in TAILS):
            first, last = row.start - lead * DAY, row.end + tail * DAY
            table = wide.loc[wide["date"].between(first, last), ["date", "known", row.name]]
            key = {"category": row.name, "start": day(first), "end": day(last)}
            score = clearness(table.rename(columns={row.name: "per_1000"}).reset_index(drop=True), row.start)
            found[tuple(key.items())] = score
    return dict(max(found, key=found.get))


def clearness(table, start):
    """How well these weeks tell their story: the start found, slips apart, a quiet shift."""
    if (~table["known"]).sum() < QUIET + 7:
        return (False, 0, 0.0)
    steps = lens.innovations(table, "per_1000", quiet=QUIET, known="known")
    began = lens.drift_start(steps)["start"]
    if pd.isna(began):
        return (False, 0, 0.0)
    slips = [first_ring(steps), loudest(steps)]
    told = sum(min(abs(slip - began), abs(slip - start)) >= APART * DAY for slip in slips if not pd.isna(slip))
    told += min(abs(slips[0] - slips[1]), APART * DAY) / (APART * DAY) if not pd.isna(slips[0]) else 0
    return (bool(abs(began - start) <= NEAR * DAY), told, -float(steps["distance"].abs().max()))


def first_ring(steps):
    """The first day on which limits made for independent days ring, though days remember."""
    naive = lens.ewma(steps.assign(innovation=steps["distance"]))
    return naive.query("rings")["date"].min()


def loudest(steps):
    """The day farthest from the middle."""
    return steps.loc[steps["distance"].abs().idxmax(), "date"]


# --- which mornings -----------------------------------------------------------------------------------------


@once
def every_forty(shop):
    """Forty numbers of the channels on every day that the calendar does not explain, in usual distances."""
    known = daily_of(shop)[["date", "known"]]
    channels = [name for name in sorted(shop.traffic_daily["channel_id"].unique()) if name != "offsite"]
    parts = []
    for channel, (device, column) in ((channel, cell) for channel in channels for cell in FORTY):
        one = shop.traffic_daily.query("channel_id == @channel and device == @device").merge(known, on="date")
        row = lens.normal_range(one, column, known="known").query("not known")[["date", "distance"]]
        parts.append(row.assign(number=f"{channel} {device} {column}"))
    table = pd.concat(parts).dropna()
    return table.assign(luck=lens.by_luck(table["distance"]))[["date", "number", "distance", "luck"]]


def forty(shop, case):
    """The forty numbers on the two mornings of the case, without what luck says of them."""
    table = every_forty(shop)
    two = table[table["date"].isin(pd.to_datetime([case["calm"], case["morning"]]))]
    return two.drop(columns="luck").reset_index(drop=True)


def hearings(table):
    """One row a morning: how many ring by the fair line, alone at 5 %, beyond the band, and below 10 %."""
    ordered = table.sort_values(["date", "luck"])
    place = ordered.groupby("date").cumcount() + 1
    line = FALSE * place / len(ordered["number"].unique())
    last = place.where(ordered["luck"] <= line).groupby(ordered["date"]).max().fillna(0)
    counts = {
        "alone": ordered["luck"] < ALONE,
        "band": ordered["distance"].abs() > EDGE,
        "flat": ordered["luck"] < FALSE,
    }
    sums = {name: told.groupby(ordered["date"]).sum() for name, told in counts.items()}
    return pd.DataFrame({"fair": last, **sums})


def mornings(shop, truth):
    """A clean morning on which bells ring by luck alone, and one on which something moved several of them."""
    heard = hearings(every_forty(shop))
    clean = heard[heard.index.isin(truth.clean_days())].query("fair == 0 and alone >= 2")
    busy = lens.days_of(truth.incidents().query("id in @MOVED"))["date"]
    gaps = pd.concat(
        [heard["alone"] - heard["fair"], heard["fair"] - heard["band"], heard["flat"] - heard["alone"]], axis=1
    )
    clear = heard.assign(gap=gaps.min(axis=1).clip(upper=2))[heard["fair"].between(3, 14)]
    moved = clear[clear.index.isin(busy)].query("gap >= 1")
    best = (moved if len(moved) else clear).sort_values(["gap", "fair"], ascending=False, kind="stable")
    return {"calm": day((clean["alone"] - CALM).abs().idxmin()), "morning": day(best.index[0])}


# --- the festivals ------------------------------------------------------------------------------------------


def orders_band(shop):
    """The normal range of orders, known days aside."""
    return lens.normal_range(daily_of(shop), "pay_orders", known="known")


def lifts(shop):
    """Orders of each festival's day ÷ the usual of that day: rows festivals, columns years."""
    bursts = orders_band(shop).query("event_phase == 'burst'")
    bursts = bursts.assign(lift=bursts["pay_orders"] / bursts["usual"], year=bursts["date"].dt.year)
    return bursts.pivot_table(index="event_name", columns="year", values="lift")


def usual_of(shop, case):
    """The usual orders of a day at the time of the case's festival."""
    return orders_band(shop).query("date == @case['eleven']")["usual"].item()
