"""Every planted number sought by its estimator: prices, messages, keywords, budgets, batches, machines, customers' clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit import lens
from toolkit.bench.truth_shop import Finding, Lived

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

UNTOUCHED = ["reco_feed", "paid_feed", "affiliate", "crm", "direct"]
"""Channels that neither the switch of brand keywords nor the keyword budgets reach, nor a film that everybody shares."""
OWN_LUCK = 0.03
"""How much a channel of its own dances from day to day, in logs, beside what its visitors' number does."""
OLD_FRIENDS = ("crm", "direct")
"""Channels by which customers come back whom the book had not met yet."""
LEVELS = (0.3, 1.8)
WEEKS = 26
SURE = 2.576
"""Standard errors of a range that holds 99 % of luck."""
DAYS = 7
AROUND_TEST, NEAR_NEW_YEAR = 5, 16
"""Weeks before and after a test that may tell what is usual; days around the lunar new year that may not."""
TOLERANCES = {
    "price response, all goods alone": "±0.3",
    "price response, families together": "±0.3",
    "brand visits that came anyway": "±0.15",
    "brand visits that came anyway, range": "the 95 % range holds the truth, and not 0",
    "message lift, range": "the 99 % range holds the truth (a 95 % range misses one shop in twenty by its nature)",
    "keyword response at ×0.3 and ×1.8": "±15 %",
    "bad batch": "the batch, and no other",
    "bots": "source and days; visits ±10 %",
    "buying rate of new customers (BG/NBD)": "±15 %",
    "orders of the next 26 weeks (BG/NBD)": "±5 %",
}


MEASURES = ("prices", "brand", "message", "budgets", "batch", "bots", "clock")


def findings(lived: Lived, only: Collection[str] = MEASURES) -> Iterator[Finding]:
    """One finding a number. only: which of MEASURES."""
    seekers = (_prices, _switched_off, _message, _budgets, _batch, _bots, _clock)
    for name, seek in zip(MEASURES, seekers, strict=True):
        if name in only:
            yield from seek(lived)


def _prices(lived: Lived) -> Iterator[Finding]:
    goods = lived.truth.products().set_index("product_id")
    families = lived.products.set_index("product_id")["family_id"]
    found = lens.price_response(lived.shelf, families)
    for name, seen, true in (
        ("price response, all goods alone", found["alone"], goods["elasticity"]),
        ("price response, families together", found["together"], goods["family_elasticity"]),
    ):
        yield _near(lived, name, seen, float(np.average(true, weights=goods["base_share"])), 0.3)


def _switched_off(lived: Lived) -> Iterator[Finding]:
    test = lived.experiments[lived.experiments["exp_id"] == "brand keywords off and on"]
    arm = test.set_index(pd.to_datetime(test["unit_id"]))["arm"].sort_index()
    days = _quiet_weeks(lived, pd.DatetimeIndex(arm.index))
    uv, clicks = _visitors(lived).loc[days], _clicks(lived, "paid_search_brand").reindex(days).fillna(0.0)
    # clicks are more than the people who made them: by as much as in the whole of the channel
    people = uv["paid_search"].sum() / (clicks + _clicks(lived, "paid_search").reindex(days).fillna(0.0)).sum()
    daily = pd.DataFrame({"brand": clicks * people, "organic": uv["search_org"]})
    off = (arm == "x0").reindex(days, fill_value=False)
    daily = daily.assign(control=_control(uv), off=off).rename_axis("date").reset_index()
    found = lens.switchback(daily, ad="brand", organic="organic", off="off", control="control")
    channels = lived.truth.channels().set_index("source")
    true = 1 - float(channels["incremental"]["paid_search_brand"])
    yield _near(lived, "brand visits that came anyway", found["share"], true, 0.15)
    held = bool(found["low"] <= true <= found["high"] and found["low"] > 0)
    said = f"true {true:.2f}; range {found['low']:.2f} to {found['high']:.2f}"
    yield Finding("brand visits that came anyway, range", lived.seed, held, abs(found["share"] - true), said)


def _quiet_weeks(lived: Lived, tested: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """The weeks of a test and those around it without a festival: ordinary weeks tell what is usual as well."""
    calendar = lived.calendar.set_index("date")
    busy = (calendar["event_phase"] != "none") | (calendar["cny_offset_days"].abs() <= NEAR_NEW_YEAR)
    weeks = [tested]
    for number in range(1, AROUND_TEST + 1):
        for start in (tested[0] - pd.Timedelta(number * DAYS, "D"), tested[-1] + pd.Timedelta(number * DAYS - 6, "D")):
            week = pd.date_range(start, periods=DAYS)
            if week.isin(busy.index).all() and not busy[week].any():
                weeks.append(week)
    return pd.DatetimeIndex(np.concatenate(weeks)).sort_values()


def _message(lived: Lived) -> Iterator[Finding]:
    test = lived.experiments[lived.experiments["exp_id"] == "message lot"]
    found = lens.holdout_lift(test, "written", "held out").iloc[0].astype(float)
    low, high = (found["lift"] + side * SURE * found["se"] for side in (-1, 1))
    true = float(lived.truth.message_lift()["lift"])
    said = f"true {true:.2%}; {found['lift']:.2%}, range {low:.2%} to {high:.2%}"
    held = bool(low <= true <= high)
    yield Finding("message lift, range", lived.seed, held, abs(found["lift"] - true), said)


def _budgets(lived: Lived) -> Iterator[Finding]:
    ads = lived.ads_daily[lived.ads_daily["campaign_id"] == "paid_search"]
    daily = ads.groupby("date")[["clicks", "spend"]].sum().astype(float)
    test = lived.experiments[lived.experiments["exp_id"].str.startswith("keyword budget")]
    days = pd.DatetimeIndex(pd.to_datetime(test["unit_id"])).unique().sort_values()
    daily = daily.assign(season=_control(_visitors(lived)).reindex(daily.index)).loc[days]
    curve = lens.fit_response(daily.reset_index(), spend="spend", outcome="clicks", season="season")
    usual = float(daily["spend"].median())
    channels = lived.truth.channels().set_index("source")
    shape, half, carry = (float(channels[name]["paid_search"]) for name in ("shape", "half_at", "carry_over"))

    def reach(times: float) -> float:
        return times**shape / (times**shape + half**shape)

    off = [curve.at(k * usual) / curve.at(usual) / (reach(k) / reach(1.0)) - 1 for k in LEVELS]
    worst = max(abs(one) for one in off)
    said = f"{off[0]:+.0%} and {off[1]:+.0%}; carry-over {curve.theta:.2f}, true {carry:.2f}"
    yield Finding("keyword response at ×0.3 and ×1.8", lived.seed, worst <= 0.15, worst, said)


def _batch(lived: Lived) -> Iterator[Finding]:
    found = lens.find(lived, ["INC-11"])["entity"].tolist()
    true = lived.truth.batches()["batch_id"].tolist()
    yield Finding("bad batch", lived.seed, found == true, float(found != true), f"true {true}; named {found}")


def _bots(lived: Lived) -> Iterator[Finding]:
    found, true = lens.find(lived, ["INC-02"]), lived.truth.bots()
    visits = float(true["visits"].mean())
    where = [(one.entity, one.start, one.end) for one in found.itertuples()]
    right = where == [(true["source"].iloc[0], true["date"].min(), true["date"].max())]
    off = abs(float(found["size"].iloc[0]) / visits - 1) if len(found) else np.nan
    yield Finding("bots", lived.seed, right and off <= 0.10, off, f"true {visits:.0f} a day; named {where}")


def _clock(lived: Lived) -> Iterator[Finding]:
    clock, end = lived.truth.clock() * DAYS, lived.shop.last_day
    as_of = end - pd.Timedelta(WEEKS * DAYS, "D")
    then, now = (lens.purchase_history(lived.orders, day, clock=clock, known=OLD_FRIENDS) for day in (as_of, end))
    model = lens.fit_buying_clock(then)
    rate = lived.truth.customers().set_index("customer_id")["rate"].reindex(then.index).mean()
    paid = lived.truth.parameters()["customers"]["paid_share"]
    yield _share(lived, "buying rate of new customers (BG/NBD)", model.r / model.alpha, float(rate * paid), 0.15)
    weeks = lens.operational_weeks(clock, as_of, end)
    expected = float(lens.expected_orders(model, then, weeks).sum())
    came = float((now["x"].reindex(then.index) - then["x"]).sum())
    yield _share(lived, "orders of the next 26 weeks (BG/NBD)", expected, came, 0.05)


def _near(lived: Lived, name: str, seen: float, true: float, within: float) -> Finding:
    off = abs(seen - true)
    return Finding(name, lived.seed, bool(off <= within), float(off), f"true {true:.2f}; {seen:.2f}")


def _share(lived: Lived, name: str, seen: float, true: float, within: float) -> Finding:
    off = abs(seen / true - 1)
    return Finding(name, lived.seed, bool(off <= within), float(off), f"true {true:.4g}; {seen:.4g}")


def _visitors(lived: Lived) -> pd.DataFrame:
    table = lived.traffic_daily.pivot_table(index="date", columns="channel_id", values="uv", aggfunc="sum")
    return table.astype(float)


def _clicks(lived: Lived, campaign: str) -> pd.Series:
    rows = lived.ads_daily[lived.ads_daily["campaign_id"] == campaign]
    return rows.groupby("date")["clicks"].sum().astype(float)


def _control(uv: pd.DataFrame) -> pd.Series:
    """What all channels share of a day: the geometric mean of those that no test touches, the steadier counting more."""
    seen = uv[UNTOUCHED].clip(lower=1)
    weight = 1 / (OWN_LUCK**2 + 1 / seen.mean())
    return np.exp((np.log(seen) * weight).sum(axis=1) / weight.sum())
