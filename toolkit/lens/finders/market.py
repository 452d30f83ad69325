"""Bids, market and till.

Over-bidding (INC-05), a rival's sale (INC-06), service that broke (INC-07), an early season (INC-10), a checkout that
failed (INC-14), a festival that left the window (INC-15), a redesign (INC-16).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.lens.finders.shared import COLUMNS, by_day, festive, nothing, spans, together, usual, walking
from toolkit.lens.standing import YEAR, level_by_day
from toolkit.lens.tables import need

DEARER, NEARER = 1.25, 0.75
CHEAPER = 0.90
WAITING, SLOW_DAYS, FORTNIGHT = 1.3, 6, 14
EARLY = 1.15
UNPAID = 0.72


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


def slow_service(service_daily: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """Fortnights after a festival in which customers waited longer than usual on most days, in all shifts (INC-07).

    Returns: start (last day of the festival's burst), end (last slow day), entity (the festival), size (waiting ÷ usual).
    """
    need(service_daily, "date", "shift", "first_resp_p90_s")
    need(calendar, "date", "event_name", "event_phase")
    wait = service_daily.pivot(index="date", columns="shift", values="first_resp_p90_s").astype(float)
    # one shift dances; all together, and five days together, do not
    ratio = np.exp((wait / walking(wait)).map(np.log).mean(axis=1)).rolling(5, center=True, min_periods=3).median()
    burst = calendar[(calendar["event_phase"] == "burst") & calendar["date"].isin(wait.index)]
    rows = []
    for name, day in burst.groupby(["event_name", burst["date"].dt.year])["date"].max().items():
        after = ratio.loc[day : day + pd.Timedelta(FORTNIGHT, "D")]
        slow = after[after > WAITING]
        if len(slow) >= SLOW_DAYS:
            rows.append(
                (day, slow.index[-1], _text(name[0] if isinstance(name, tuple) else name), float(slow.median()))
            )
    return together([pd.DataFrame(rows, columns=COLUMNS)]) if rows else nothing()


def early_season(market_daily: pd.DataFrame) -> pd.DataFrame:
    """Weeks in which a whole category ran ahead of the others without a sale among its rivals (INC-10).

    Returns: start, end, entity (category), size (market of the category ÷ what the others would let expect).
    """
    level = by_day(market_daily, "category_id", "market_paid_index").clip(lower=1e-9).map(np.log)
    price = by_day(market_daily, "category_id", "rival_price_index")
    rivals = price / walking(price)
    alone = level.sub(level.median(axis=1), axis=0)
    # against the same day of last year where there is one: a season that comes on time is no news
    year = alone - alone.shift(YEAR)
    season = year.where(year.notna(), alone)
    # the middle of the weeks before, not of yesterday: three weeks ahead must not become their own usual
    step = season - season.rolling(56, min_periods=28).median().shift(1)
    step = step.where(year.notna() == year.notna().shift(56))
    found = [
        spans(
            (np.exp(step[one]) > EARLY) & (rivals[one] > 0.95), entity=str(one), size=np.exp(step[one]), least=10, gap=2
        )
        for one in level.columns
    ]
    return together(found)


def checkout_fault(orders: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """Days on which a device's orders were placed as usual and far fewer of them paid (INC-14).

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
    share = paid / placed.where(placed > 0) / rate
    quiet = ~festive(calendar, placed.index)
    found = []
    for device in placed.columns:
        # few orders a day dance: four standard errors below the usual share
        luck = np.sqrt((1 - rate[device]) / rate[device] / placed[device].clip(lower=1))
        rings = (share[device] < UNPAID) & (share[device] < 1 - 3.5 * luck) & (placed / usual(placed))[device].gt(0.5)
        found.append(spans(rings & quiet, entity=str(device), size=1 - share[device], least=2))
    return together(found)


def festival_left(shop_daily: pd.DataFrame, level_thresholds: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """Days on which the level fell because a festival left the thirty days, with an ordinary day at the till (INC-15).

    level_thresholds: of the main category. Returns: start, end, entity (name of the festival), size (levels lost).
    """
    levels = level_by_day(shop_daily, level_thresholds).set_index("date")
    paid = shop_daily.set_index("date")["paid_amount"].astype(float)
    fell = -levels["level"].diff()
    left = levels["leaves"].shift(1)
    ordinary = paid / paid.rolling(14).median().shift(1)
    rings = (fell > 0) & (left > 2.5 * paid.rolling(30).median()) & (ordinary > 0.6)
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
