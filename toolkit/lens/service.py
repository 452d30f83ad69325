"""Service: promises kept, hands against chats, stars, bad batches, and what breaks first after a promotion."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.normal_range import normal_range
from toolkit.lens.rates import exact_interval, rate_interval
from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOADS = (5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 60.0)
WINDOW = 180


def on_time(orders: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.Series:
    """Dispatch as promised: orders due from start to end (last day included), in time ÷ due; the unshipped are late.

    Orders cancelled before dispatch are no longer due. Returns: due, in_time, late, rate.
    """
    need(orders, "promise_ship_ts", "ship_ts", "status")
    last = pd.Timestamp(end) + pd.Timedelta(1, "D")
    inside = (
        (orders["promise_ship_ts"] >= start) & (orders["promise_ship_ts"] < last) & (orders["status"] != "cancelled")
    )
    due = orders[inside]
    good = int((due["ship_ts"] <= due["promise_ship_ts"]).sum())
    rate = good / len(due) if len(due) else math.nan
    return pd.Series({"due": len(due), "in_time": good, "late": len(due) - good, "rate": rate})


def late_by_day(orders: pd.DataFrame) -> pd.DataFrame:
    """Orders due on each day and how many of them were late: date, due, late, share."""
    need(orders, "promise_ship_ts", "ship_ts", "status")
    due = orders[orders["promise_ship_ts"].notna() & (orders["status"] != "cancelled")]
    late = ~(due["ship_ts"] <= due["promise_ship_ts"])
    table = late.groupby(due["promise_ship_ts"].dt.normalize()).agg(["size", "sum"])
    table = table.rename(columns={"size": "due", "sum": "late"}).rename_axis("date").reset_index()
    return table.assign(share=table["late"] / table["due"])


def load_bands(service: pd.DataFrame, *, edges: Sequence[float] = LOADS, slow_after: float = 60.0) -> pd.DataFrame:
    """Shifts by load (chats ÷ staff): how many answered 9 of 10 customers within `slow_after` seconds, and the middle wait.

    service: service_daily. Returns: one row a band: band, up_to, shifts, in_time (share), p90_s (median of the shifts).
    """
    need(service, "chats", "staff", "first_resp_p90_s")
    load = (service["chats"] / service["staff"].where(service["staff"] > 0)).astype(float)
    band = pd.cut(load, [0.0, *edges, math.inf], include_lowest=True)
    wait = service["first_resp_p90_s"].astype(float)
    table = pd.DataFrame({"band": band, "wait": wait, "good": wait <= slow_after}).dropna()
    groups = table.groupby("band", observed=True)
    bands = groups.agg(shifts=("wait", "size"), in_time=("good", "mean"), p90_s=("wait", "median")).reset_index()
    bands.insert(1, "up_to", [interval.right for interval in bands["band"]])
    return bands


def safe_load(bands: pd.DataFrame, *, share: float = 0.9, least: int = 5) -> float:
    """The highest load up to which every band (of `least` shifts or more) kept its answer in `share` of its shifts; 0 if none."""
    need(bands, "up_to", "shifts", "in_time")
    enough = bands[bands["shifts"] >= least].sort_values("up_to")
    held = (enough["in_time"] >= share).cummin()
    return float(enough.loc[held, "up_to"].max()) if held.any() else 0.0


def staff_needed(chats: float, load: float) -> int:
    """Whole people for a shift's chats at a load each can carry."""
    return math.ceil(round(chats / load, 9))


def wait_share(chats_an_hour: float, minutes_a_chat: float, places: int, *, seconds: float = 60.0) -> float:
    """Share of customers answered within `seconds` by the queue formula (Erlang C); places: chats handled at the same time."""
    busy = chats_an_hour * minutes_a_chat / 60
    if busy >= places:
        return 0.0
    terms = np.cumprod(np.concatenate([[1.0], busy / np.arange(1, places + 1)]))
    queue = terms[-1] * places / (places - busy)
    waits = queue / (terms[:-1].sum() + queue)
    return float(1 - waits * math.exp(-(places - busy) * seconds / 60 / minutes_a_chat))


def shop_score(
    reviews: pd.DataFrame, as_of: pd.Timestamp, *, column: str = "stars_desc", window: int = WINDOW
) -> pd.Series:
    """Stars of the days up to `as_of`: n, mean, one_star (share), one_star_low and _high (95 %). reviews: with a day `date`."""
    need(reviews, "date", column)
    first = pd.Timestamp(as_of) - pd.Timedelta(window - 1, "D")
    stars = reviews.loc[reviews["date"].between(first, as_of), column].astype(float)
    ones = int((stars == 1).sum())
    low, high = rate_interval(ones, len(stars)) if len(stars) else (math.nan, math.nan)
    share = ones / len(stars) if len(stars) else math.nan
    return pd.Series(
        {"n": len(stars), "mean": stars.mean(), "one_star": share, "one_star_low": low, "one_star_high": high}
    )


def shrunk_score(stars: pd.Series, by: pd.Series, *, weight: float = 20.0) -> pd.DataFrame:
    """Mean stars of each product, small numbers pulled to the mean of all: (weight · middle + Σ) ÷ (weight + n)."""
    groups = stars.astype(float).groupby(by)
    n, total = groups.size(), groups.sum()
    score = (weight * stars.astype(float).mean() + total) / (weight + n)
    return pd.DataFrame({"n": n, "mean": total / n, "score": score}).sort_values("score", ascending=False)


def batch_refunds(
    order_items: pd.DataFrame, refunds: pd.DataFrame, *, reason: str = "quality", sure: float = 0.99
) -> pd.DataFrame:
    """Refunds for a reason per batch sold, with an exact range, beside the other batches of the same product.

    Returns: product_id, batch_id, sold (lines), refunded, rate, low, high, others (their rate), suspect (the whole
    range lies above twice the others' rate; sure is high because there are many batches), amount; the highest range first.
    """
    need(order_items, "order_id", "line_no", "product_id", "batch_id")
    lines = order_items[order_items["batch_id"].notna()]
    back = refunds[refunds["reason"] == reason].groupby(["order_id", "line_no"], as_index=False)["amount"].sum()
    lines = lines.merge(back, on=["order_id", "line_no"], how="left")
    hit = lines["amount"].notna()
    groups = lines.assign(hit=hit, amount=lines["amount"].astype(float).fillna(0.0)).groupby(["product_id", "batch_id"])
    table = groups.agg(sold=("hit", "size"), refunded=("hit", "sum"), amount=("amount", "sum")).reset_index()
    whole = table.groupby("product_id")[["sold", "refunded"]].transform("sum")
    # one line more on both sides of the rest, at the shop's usual rate: a product's only batch has no siblings
    usual = table["refunded"].sum() / max(table["sold"].sum(), 1)
    rest = (whole["refunded"] - table["refunded"] + 20 * usual) / (whole["sold"] - table["sold"] + 20)
    ranges = [exact_interval(int(k), int(n), sure=sure) for k, n in zip(table["refunded"], table["sold"], strict=True)]
    table["rate"], table["others"] = table["refunded"] / table["sold"], rest
    table["low"], table["high"] = [low for low, _ in ranges], [high for _, high in ranges]
    table["suspect"] = table["low"] > 2 * table["others"]
    return table.sort_values("low", ascending=False, ignore_index=True)


def avoidable_refunds(
    order_items: pd.DataFrame,
    orders: pd.DataFrame,
    refunds: pd.DataFrame,
    batch: str,
    stopped: pd.Timestamp,
    usual: float,
) -> float:
    """Yuan of a batch's quality refunds on lines sold from `stopped` on, beyond the share that would come back anyway."""
    lines = order_items[order_items["batch_id"] == batch].merge(orders[["order_id", "paid_ts"]], on="order_id")
    late = lines[lines["paid_ts"] >= stopped]
    back = refunds[refunds["reason"] == "quality"].merge(late[["order_id", "line_no"]], on=["order_id", "line_no"])
    if back.empty:
        return 0.0
    return float(back["amount"].sum() - usual * len(late) * back["amount"].mean())


def chain_after(
    daily: pd.DataFrame, worse: Mapping[str, str], day_0: pd.Timestamp, *, within: int = 45, known: str | None = None
) -> pd.DataFrame:
    """Which number leaves its band first after day 0, in the direction that hurts, on two days of three.

    worse: column → "up" or "down". Returns: number, date, days (after day 0), distance, the first first; those that
    never left are last with empty cells.
    """
    rows = []
    for column, direction in worse.items():
        band = normal_range(daily, column, known=known)
        sign = 1 if direction == "up" else -1
        out = sign * band["distance"] > 3.5
        twice = out & (out.astype(int).rolling(3, min_periods=1).sum().shift(-2).fillna(1) >= 2)
        inside = band[twice & band["date"].between(day_0, day_0 + pd.Timedelta(within, "D"))]
        first = inside.iloc[0] if len(inside) else None
        date = pd.NaT if first is None else first["date"]
        rows.append((column, date, math.nan if first is None else first["distance"]))
    table = pd.DataFrame(rows, columns=["number", "date", "distance"])
    table.insert(2, "days", (pd.to_datetime(table["date"]) - day_0).dt.days)
    return table.sort_values("date", kind="stable", ignore_index=True)
