"""Every bell of a shop in the order of search: till, people, places, goods, promises, market. A bell is no cause yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from toolkit.lens.normal_range import known_days, normal_range, usual_distance
from toolkit.lens.spans import by_day, spans, stepped

DRAWERS = ("till", "people", "places", "goods", "promises", "market")
WINDOW = 35
"""Ordinary days that a middle looks back on: three weeks of an early season must not become their own usual."""
FEW = 5.0
"""A number whose usual day is smaller rings by luck alone: counts have bells of their own."""
DAY_BELL, WEEK_BELL, TRIM = 7.0, 4.5, 1.4
"""How many steps of luck a day, or seven days together, of few things lie off before they ring."""
COLUMNS = ["drawer", "number", "where", "start", "end", "days", "distance", "times"]


def alarms(shop: Any, *, width: float = 3.5, gap: int = 1) -> pd.DataFrame:
    """The stretches of days on which a number of a shop left its own usual range, the calendar's days passed over.

    shop: anything with the tables as attributes. gap: quiet days that do not end a stretch. Returns: drawer, number, where
    (the cut, "shop" for all), start, end, days (that rang), distance (the farthest, in usual distances), times (the middle of
    the ringing days ÷ their usual), in the order of the drawers and of time.
    """
    calendar = shop.calendar
    known = pd.Series(known_days(calendar).to_numpy(dtype=bool), index=pd.DatetimeIndex(calendar["date"]))
    rung = [
        (drawer, number, where, _ringing(series, known, width))
        for drawer, number, where, series in _numbers(shop)
        if series.notna().all()
    ]
    rung += [("places", "paid of 100 placed", where, few) for where, few in _paid_of_placed(shop.orders, known)]
    rung += [("market", "everybody's sales", where, days) for where, days in _steps(shop.market_daily)]
    goods = dict(_pieces(shop.product_daily, known))
    rung += [("goods", "pieces", where, days) for where, days in goods.items()]
    rung += [("goods", "a discount alone", where, days) for where, days in _alone(shop.promotions, goods)]
    rows = [(*named, *stretch) for *named, days in rung for stretch in _stretches(days, gap)]
    found = pd.DataFrame(rows, columns=COLUMNS)
    order = found["drawer"].map({name: at for at, name in enumerate(DRAWERS)})
    found = found.assign(order=order).sort_values(
        ["order", "start", "number", "where"], kind="stable", ignore_index=True
    )
    return found[COLUMNS]


def _stretches(days: pd.DataFrame, gap: int) -> list[tuple[Any, ...]]:
    """Ringing days put together; days: by date, distance and times, True where it rings."""
    found = spans(days["rings"], entity="", size=days["distance"].abs(), gap=gap)
    return [(one.start, one.end, *_how_far(days.loc[one.start : one.end])) for one in found.itertuples()]


def _how_far(days: pd.DataFrame) -> tuple[int, float, float]:
    rang = days.loc[days["rings"]]
    farthest = float(rang["distance"].iloc[int(rang["distance"].abs().to_numpy().argmax())])
    return len(rang), round(farthest, 1), round(float(rang["times"].median()), 2)


def _ringing(series: pd.Series, known: pd.Series, width: float) -> pd.DataFrame:
    """A number against its own band (lens.normal_range)."""
    days = pd.DataFrame({"date": series.index, "number": series.to_numpy(dtype=float)})
    days["known"] = known.reindex(series.index, fill_value=False).to_numpy()
    band = normal_range(days, "number", width=width, window=WINDOW, known="known").set_index("date")
    rings = (band["distance"].abs() > width) & ~band["known"]
    return pd.DataFrame({"rings": rings, "distance": band["distance"], "times": band["number"] / band["usual"]})


def _few(hits: pd.Series, usual: pd.Series, luck: pd.Series, known: pd.Series) -> pd.DataFrame:
    """Counts against what luck alone does to them: a day by itself, or seven days together, with the quiet ends cut off."""
    off = hits - usual
    day = off / luck
    week = off.rolling(7).sum() / np.sqrt((luck**2).rolling(7).sum())
    in_week = (week.abs() > WEEK_BELL)[::-1].rolling(7, min_periods=1).max()[::-1].astype(bool)
    times = hits / usual.where(usual > 0)
    moved = (times > TRIM) | (times < 1 / TRIM)
    rings = ((day.abs() > DAY_BELL) | (in_week & moved)) & ~known.reindex(hits.index, fill_value=False)
    return pd.DataFrame({"rings": rings, "distance": day.where(day.abs() > week.abs(), week), "times": times})


def _pieces(product_daily: pd.DataFrame, known: pd.Series) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each product that ever sold in numbers, its pieces against its middle week."""
    units = by_day(product_daily, "product_id", "units")
    usual = units.rolling(7).sum().rolling(WINDOW, min_periods=28).median().shift(1) / 7
    for name in units.columns[units.max() > FEW]:
        luck = (2 * usual[name].clip(lower=0.5)).pow(0.5)
        yield str(name), _few(units[name], usual[name], luck, known)


def _alone(promotions: pd.DataFrame, goods: dict[str, pd.DataFrame]) -> Iterator[tuple[str, pd.DataFrame]]:
    """The days on which one product alone was on offer: no bell, and worth a look at its sisters."""
    names = promotions["product_ids"].str.strip()
    alone = promotions[(promotions["kind"] == "discount") & ~names.str.contains(" ")]
    first, last = alone["start_ts"].dt.normalize(), alone["end_ts"] - pd.Timedelta(1, "us")
    for name, opened, closed in zip(names[alone.index], first, last, strict=True):
        if name in goods:
            days = goods[name]
            yield name, days.assign(rings=(days.index >= opened) & (days.index <= closed))


def _paid_of_placed(orders: pd.DataFrame, known: pd.Series) -> Iterator[tuple[str, pd.DataFrame]]:
    """The share of placed orders that were paid, by device."""
    day = orders["created_ts"].dt.normalize()
    table = pd.DataFrame({"date": day, "device": orders["device"], "n": 1.0, "paid": orders["paid_ts"].notna()})
    placed, paid = by_day(table, "device", "n"), by_day(table.astype({"paid": float}), "device", "paid")
    for name in placed.columns:
        share = (
            paid[name].rolling(WINDOW, min_periods=28).sum() / placed[name].rolling(WINDOW, min_periods=28).sum()
        ).shift(1)
        luck = (share * (1 - share) * placed[name]).clip(lower=0.5).pow(0.5)
        bell = _few(paid[name], share * placed[name], luck, known)
        # a till has no week: two days together are enough, and luck of few people is in the ruler
        off = (paid[name] - share * placed[name]).rolling(2).sum() / np.sqrt((luck**2).rolling(2).sum())
        rings = (off.abs() > WEEK_BELL) & ~known.reindex(off.index, fill_value=False)
        both = rings | rings.shift(-1, fill_value=False)
        yield str(name), bell.assign(rings=both, distance=off.where(off.abs() > off.shift(-1).abs(), off.shift(-1)))


def _numbers(shop: Any) -> Iterator[tuple[str, str, str, pd.Series]]:
    yield from _till_and_people(shop.shop_daily.set_index("date"))
    yield from _places(shop.traffic_daily, shop.ads_daily)
    waiting = by_day(shop.service_daily, "shift", "first_resp_p90_s")
    yield from (("promises", "waiting", str(shift), waiting[shift]) for shift in waiting.columns)
    yield from _market(shop.market_daily)


def _till_and_people(daily: pd.DataFrame) -> Iterator[tuple[str, str, str, pd.Series]]:
    daily = daily[["paid_amount", "pay_orders", "pay_buyers", "uv"]].astype(float)
    yield "till", "paid", "shop", daily["paid_amount"]
    yield "till", "orders", "shop", daily["pay_orders"]
    yield "till", "value of an order", "shop", daily["paid_amount"] / daily["pay_orders"]
    yield "people", "visitors", "shop", daily["uv"]
    yield "people", "buyers of 1,000 visitors", "shop", 1000 * daily["pay_buyers"] / daily["uv"]


def _places(traffic: pd.DataFrame, ads: pd.DataFrame) -> Iterator[tuple[str, str, str, pd.Series]]:
    for cut in ("channel_id", "device"):
        visitors = by_day(traffic, cut, "uv")
        yield from (("places", "visitors", str(name), visitors[name]) for name in visitors.columns)
    clicks, spend = by_day(ads, "campaign_id", "clicks"), by_day(ads, "campaign_id", "spend")
    for name in clicks.columns[clicks.min() > FEW]:
        yield "places", "price of 1,000 clicks", str(name), 1000 * spend[name] / clicks[name]


def _market(market: pd.DataFrame) -> Iterator[tuple[str, str, str, pd.Series]]:
    price = by_day(market, "category_id", "rival_price_index")
    yield from (("market", "rivals' prices", str(name), 1000 * price[name]) for name in price.columns)


def _steps(market: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each category's market against the others: it is so smooth that a step up, and down again, is news."""
    level = by_day(market, "category_id", "market_paid_index").clip(lower=1e-9).map(np.log)
    alone = level.sub(level.median(axis=1), axis=0)
    for name in alone.columns:
        high = stepped(alone[name])
        ruler = usual_distance(alone[name].diff())
        yield str(name), pd.DataFrame({"rings": high > 0, "distance": high / ruler, "times": np.exp(high)})
