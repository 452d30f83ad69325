"""Bids, market and till.

Over-bidding (INC-05), a rival's sale (INC-06), service that broke (INC-07), an early season (INC-10), a checkout that
failed (INC-14), a festival that left the window (INC-15), a redesign (INC-16).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.lens.normal_range import WEEK
from toolkit.lens.spans import COLUMNS, by_day, festive, nothing, spans, stepped, together, usual, walking
from toolkit.lens.standing import YEAR, level_by_day
from toolkit.lens.tables import need

DEARER, NEARER = 1.25, 0.75
CHEAPER = 0.90
WAITING, LATE, STARS, LATE_DAYS, FORTNIGHT = 1.3, 0.12, 0.3, 2, 14
EARLY = 1.15
UNPAID, UNLIKELY, FAULT_DAYS = 0.72, 11.0, 3
ORDINARY = 0.4


def over_bidding(ads_daily: pd.DataFrame) -> pd.DataFrame:
    """Days on which a campaign's clicks grew dear while its place improved: the market was not dearer, we bid more (INC-05).

    Returns: start, end, entity (campaign), size (price per click ÷ usual).
    """
    need(ads_daily, "date", "campaign_id", "clicks", "spend", "avg_position")
    table = ads_daily.assign(weighted=ads_daily["avg_position"].astype(float) * ads_daily["clicks"].astype(float))
    clicks, spend = by_day(table, "campaign_id", "clicks"), by_day(table, "campaign_id", "spend")
    cpc, place = spend / clicks.where(clicks > 20), by_day(table, "campaign_id", "weighted") / clicks.where(clicks > 20)
    dearer, nearer = cpc / walking(cpc), place / walking(place)
    found = [
        spans((dearer[one] > DEARER) & (nearer[one] < NEARER), entity=str(one), size=dearer[one], least=5, gap=2)
        for one in clicks.columns
    ]
    return together(found)


def rival_sale(market_daily: pd.DataFrame) -> pd.DataFrame:
    """Days on which the rivals of a category were a tenth and more below their usual prices (INC-06).

    Returns: start, end, entity (category), size (share they were cheaper).
    """
    price = by_day(market_daily, "category_id", "rival_price_index")
    ratio = price / walking(price)
    found = [spans(ratio[one] < CHEAPER, entity=str(one), size=1 - ratio[one], least=3, gap=1) for one in price.columns]
    return together(found)


def service_collapse(
    service_daily: pd.DataFrame, orders: pd.DataFrame, reviews: pd.DataFrame, calendar: pd.DataFrame
) -> pd.DataFrame:
    """Festivals after which parcels left late day after day, with the waiting and the stars of the fortnight (INC-07).

    Returns: start (the festival), end (last day with slow replies, late parcels or fewer stars, within a fortnight),
    entity (the festival), size (largest share of parcels that left late).
    """
    need(service_daily, "date", "shift", "first_resp_p90_s")
    need(orders, "paid_ts", "ship_ts", "promise_ship_ts")
    need(reviews, "ts", "stars_desc")
    need(calendar, "date", "event_name", "event_phase")
    paid = orders[orders["paid_ts"].notna()]
    late = ~(paid["ship_ts"] <= paid["promise_ship_ts"])
    share = late.groupby(paid["paid_ts"].dt.normalize()).mean()
    stars = reviews.groupby(reviews["ts"].dt.normalize())["stars_desc"].mean().rolling(3, min_periods=1).mean()
    wait = service_daily.pivot(index="date", columns="shift", values="first_resp_p90_s").astype(float)
    slow = np.exp((wait / walking(wait)).map(np.log).mean(axis=1)).reindex(share.index)
    fewer = stars < walking(stars.to_frame("all"))["all"] - STARS
    badly = share > LATE
    felt = badly | (slow > WAITING) | (fewer.reindex(share.index).eq(True))
    burst = calendar[(calendar["event_phase"] == "burst") & calendar["date"].isin(share.index)]
    rows = []
    for name, day in zip(burst["event_name"], burst["date"], strict=True):
        after = pd.date_range(day, day + pd.Timedelta(FORTNIGHT - 1, "D"))
        after = after[after.isin(share.index)]
        if badly[after[:WEEK]].sum() >= LATE_DAYS:
            rows.append((day, after[felt[after]][-1], _text(name), float(share[after].max())))
    return together([pd.DataFrame(rows, columns=COLUMNS)]) if rows else nothing()


def early_season(market_daily: pd.DataFrame) -> pd.DataFrame:
    """Weeks in which a whole category ran ahead of the others without a sale among its rivals (INC-10).

    Returns: start, end, entity (category), size (market of the category ÷ what the others would let expect).
    """
    level = by_day(market_daily, "category_id", "market_paid_index").clip(lower=1e-9).map(np.log)
    price = by_day(market_daily, "category_id", "rival_price_index")
    rivals = price / walking(price)
    alone = level.sub(level.median(axis=1), axis=0)
    # against the same day of the other year where there is one: a season that comes on time is no news
    step = alone - alone.shift(YEAR).fillna(alone.shift(-YEAR))
    # else by its own steps: a season that comes early comes overnight, one in its time creeps
    step = step.where(step.notna(), alone.apply(stepped))
    found = [
        spans(
            (np.exp(step[one]) > EARLY) & (rivals[one] > 0.95), entity=str(one), size=np.exp(step[one]), least=10, gap=2
        )
        for one in level.columns
    ]
    return together(found)


def checkout_fault(orders: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """Days on which a device's orders were placed as usual and far fewer of them paid (INC-14).

    One to FAULT_DAYS days are looked at together, since a device with few orders a day dances alone.
    Returns: start, end, entity (device), size (share of payments missing).
    """
    need(orders, "created_ts", "paid_ts", "device")
    table = pd.DataFrame(
        {
            "date": orders["created_ts"].dt.normalize(),
            "device": orders["device"],
            "placed": 1.0,
            "paid": orders["paid_ts"].notna().astype(float),
        }
    )
    placed, paid = by_day(table, "device", "placed"), by_day(table, "device", "paid")
    rate = paid.rolling(28, min_periods=14).sum().shift(1) / placed.rolling(28, min_periods=14).sum().shift(1)
    quiet = ~festive(calendar, placed.index)
    found = []
    for device in placed.columns:
        seen = quiet & (placed / usual(placed))[device].gt(0.4) & rate[device].lt(1)
        found.append(_unpaid(placed[device].where(seen), paid[device].where(seen), rate[device], str(device)))
    return together(found)


def _unpaid(placed: pd.Series, paid: pd.Series, rate: pd.Series, device: str) -> pd.DataFrame:
    """The stretches whose payments luck does not explain, the least likely one first, each day in one stretch only."""
    ends = []
    for days in range(1, FAULT_DAYS + 1):
        of, hits = placed.rolling(days).sum(), paid.rolling(days).sum()
        # what was usual before the stretch, and how much likelier its own share makes what was paid
        usually, now = rate.shift(days - 1), (hits / of).clip(1e-6, 1 - 1e-6)
        likelier = hits * np.log(now / usually) + (of - hits) * np.log((1 - now) / (1 - usually))
        rings = (now / usually < UNPAID) & (likelier > UNLIKELY)
        ends.append(pd.DataFrame({"likelier": likelier, "size": 1 - now / usually, "days": days})[rings])
    rows: list[tuple[pd.Timestamp, pd.Timestamp, str, float]] = []
    ranked = pd.concat(ends).sort_values("likelier", ascending=False, kind="stable")
    for end, days, size in zip(pd.DatetimeIndex(ranked.index), ranked["days"], ranked["size"], strict=True):
        start = end - pd.Timedelta(int(days) - 1, "D")
        if all(start > row[1] or end < row[0] for row in rows):
            rows.append((start, end, device, float(size)))
    return pd.DataFrame(rows, columns=COLUMNS) if rows else nothing()


def festival_left(shop_daily: pd.DataFrame, level_thresholds: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """Days on which the level fell because a festival left the thirty days, with an ordinary day at the till (INC-15).

    level_thresholds: of the main category. Returns: start, end, entity (name of the festival), size (levels lost).
    """
    levels = level_by_day(shop_daily, level_thresholds).set_index("date")
    paid = shop_daily.set_index("date")["paid_amount"].astype(float)
    fell = -levels["level"].diff()
    left = levels["leaves"].shift(1)
    ordinary = paid / paid.rolling(14).median().shift(1)
    rings = (fell > 0) & (left > 2.5 * paid.rolling(30).median()) & (ordinary > ORDINARY)
    names = calendar.set_index("date")["event_name"]
    rows = [
        (day, day, _text(names.get(day - pd.Timedelta(30, "D"))), float(fell[day]))
        for day in rings.index[rings.fillna(False)]
    ]
    return pd.DataFrame(rows, columns=COLUMNS) if rows else nothing()


def noted(ops_log: pd.DataFrame, word: str = "redesign") -> pd.DataFrame:
    """Notes of the log that hold a word, as days: what was written down, which proves nothing (INC-16).

    Returns: start, end, entity (the note), size (1).
    """
    need(ops_log, "ts", "text_en")
    notes = ops_log[ops_log["text_en"].str.contains(word, case=False, regex=False)]
    day = notes["ts"].dt.normalize()
    return pd.DataFrame({"start": day, "end": day, "entity": notes["text_en"], "size": 1.0}).reset_index(drop=True)


def _text(name: object) -> str:
    return name if isinstance(name, str) else ""
