"""Credit for sales: first, last, linear, by position, by Markov removal, by Shapley. Bookkeeping, none of it a cause.

Sources: Anderl et al., Mapping the customer journey (2016), for removal effects; Shapley (1953).
A path is the ordered list of distinct channels of one journey; repeats are one channel on the path.
"""

from __future__ import annotations

from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.lens.tables import Floats

LEDGERS = ("last", "first", "linear", "position")
ENDS = 0.4
"""What the first and the last channel get by position; those between share the rest."""


def paths(journeys: pd.DataFrame, touches: pd.DataFrame, *, by: str = "channel_id") -> pd.DataFrame:
    """All paths of these journeys, those that ended without a sale too: path (tuple), sales, journeys, paid.

    The journey's touches are put in the order of seq; a channel counts where it was met first.
    """
    need(journeys, "journey_id", "converted", "paid_amount")
    need(touches, "journey_id", "seq", by)
    met = touches.sort_values(["journey_id", "seq"]).drop_duplicates(["journey_id", by])
    codes, names = pd.factorize(met[by], sort=True)
    # a path as digits: the k-th channel met stands at the k-th place, and 0 means the path has ended
    place = met.groupby("journey_id").cumcount().to_numpy()
    digits = (codes.astype(object) + 1) * (len(names) + 1) ** place.astype(object)
    walked = pd.Series(digits, index=met["journey_id"].to_numpy()).groupby(level=0).sum().rename("walked")
    one = journeys.merge(walked, left_on="journey_id", right_index=True)
    one = one.assign(converted=one["converted"].astype(int), paid=one["paid_amount"].astype(float).fillna(0.0))
    table = one.groupby("walked", as_index=False).agg(
        sales=("converted", "sum"), journeys=("converted", "size"), paid=("paid", "sum")
    )
    table.insert(0, "path", [_spelled(int(number), list(names)) for number in table.pop("walked")])
    return table.sort_values("path", ignore_index=True)


def ledger(path_table: pd.DataFrame, rule: str, *, value: str = "sales") -> pd.Series:
    """Sales (or `value`) shared out by one of LEDGERS; they add up to all sales. Returns: by channel."""
    if rule not in LEDGERS:
        message = f'there is no ledger called "{rule}". Ledgers: {", ".join(LEDGERS)}. Take one of these.'
        raise ValueError(message)
    need(path_table, "path", value)
    credit: dict[str, float] = {name: 0.0 for path in path_table["path"] for name in path}
    for path, amount in zip(path_table["path"], path_table[value].astype(float), strict=True):
        for name, share in zip(path, _shares(rule, len(path)), strict=True):
            credit[name] += amount * share
    return pd.Series(credit).sort_index().rename(rule)


def ledgers(path_table: pd.DataFrame, *, value: str = "sales") -> pd.DataFrame:
    """The four simple ledgers side by side: rows channels, columns last, first, linear, position."""
    return pd.DataFrame({rule: ledger(path_table, rule, value=value) for rule in LEDGERS})


def ways_to_sales(
    journeys: pd.DataFrame, touches: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp
) -> pd.DataFrame:
    """The touches on the way to the sales of some days, newest first: journey_id, seq, ts, door.

    door: the campaign where there is one, else the channel. A journey belongs to the day on which it ended; end is included.
    """
    need(journeys, "journey_id", "end_ts", "converted")
    need(touches, "journey_id", "seq", "ts", "channel_id", "campaign_id")
    inside = (journeys["end_ts"] >= start) & (journeys["end_ts"] < end + pd.Timedelta(1, "D"))
    sold = journeys.loc[inside & journeys["converted"].astype(bool), "journey_id"]
    met = touches[touches["journey_id"].isin(sold)]
    door = met["campaign_id"].fillna(met["channel_id"]).astype(str)
    order = ["ts", "journey_id", "seq"]
    return met[["journey_id", "seq", "ts"]].assign(door=door).sort_values(order, ascending=False, ignore_index=True)


def touch_ledgers(touches: pd.DataFrame, *, by: str = "door") -> pd.DataFrame:
    """Sales shared out touch by touch: rows doors, columns last, first, equal; each column adds up to all journeys.

    touches: of journeys that ended in a sale. equal: one sale in equal parts over the different doors of its way.
    """
    need(touches, "journey_id", "seq", by)
    path = touches.sort_values(["journey_id", "seq"])
    once = path.drop_duplicates(["journey_id", by])
    part = 1 / once.groupby("journey_id")[by].transform("size")
    ends = path.groupby("journey_id")[by]
    table = {"last": ends.last().value_counts(), "first": ends.first().value_counts()}
    return pd.DataFrame(table | {"equal": part.groupby(once[by]).sum()}).fillna(0.0)


def markov_credit(path_table: pd.DataFrame) -> pd.DataFrame:
    """Credit by removal: what share of sales would be lost if everyone who meets a channel left there (first order).

    Returns: by channel; removal (that share) and credit (removals scaled to add up to all sales).
    """
    names = sorted({name for path in path_table["path"] for name in path})
    moves, sale = _transitions(path_table, names)
    whole = _reach(moves, sale)
    removal = {}
    for at, name in enumerate(names):
        cut, lost = moves.copy(), sale.copy()
        cut[at + 1], lost[at + 1] = 0.0, 0.0
        removal[name] = 1 - _reach(cut, lost) / whole
    table = pd.DataFrame({"removal": pd.Series(removal)})
    return table.assign(credit=table["removal"] / table["removal"].sum() * path_table["sales"].sum())


def shapley_credit(path_table: pd.DataFrame, *, worth: str = "rate", least: int = 1) -> pd.Series:
    """Credit by Shapley's rule, scaled to all sales.

    worth="sales": a set of channels is worth the sales whose path lies inside it (this is the linear ledger).
    worth="rate": the share of journeys with exactly these channels that bought (uses those who did not; small cells jump).
    Sets that fewer than `least` journeys met count as if their channels worked apart: 1 − Π (1 − rate of each alone).
    """
    names = sorted({name for path in path_table["path"] for name in path})
    sets = path_table.assign(members=path_table["path"].map(frozenset))
    sums = sets.groupby("members")[["sales", "journeys"]].sum().astype(float)
    value = _inside(sums, names) if worth == "sales" else _rates(sums, names, least)
    n, credit = len(names), {}
    for name in names:
        rest = [other for other in names if other != name]
        credit[name] = sum(
            factorial(size)
            * factorial(n - size - 1)
            / factorial(n)
            * (value[frozenset((*group, name))] - value[frozenset(group)])
            for size in range(n)
            for group in combinations(rest, size)
        )
    shares = pd.Series(credit)
    return shares / shares.sum() * float(path_table["sales"].sum())


def _spelled(number: int, names: Sequence[str]) -> tuple[str, ...]:
    path = []
    while number:
        number, digit = divmod(number, len(names) + 1)
        path.append(names[digit - 1])
    return tuple(path)


def _shares(rule: str, length: int) -> Sequence[float]:
    even = [1 / length] * length
    if rule == "linear" or length == 1:
        return even
    if rule == "position":
        return even if length == 2 else [ENDS, *[(1 - 2 * ENDS) / (length - 2)] * (length - 2), ENDS]
    ends = [0.0] * length
    ends[0 if rule == "first" else -1] = 1.0
    return ends


def _transitions(path_table: pd.DataFrame, names: Sequence[str]) -> tuple[Floats, Floats]:
    """Chances to go on from start (row 0) or a channel to a channel, and to a sale."""
    place = {name: at + 1 for at, name in enumerate(names)}
    moves, sale, left = np.zeros((len(names) + 1, len(names) + 1)), np.zeros(len(names) + 1), np.zeros(len(names) + 1)
    counts = path_table[["path", "sales", "journeys"]].itertuples(index=False)
    for path, sales, journeys in counts:
        at = 0
        for name in path:
            moves[at, place[name]] += journeys
            at = place[name]
        sale[at] += sales
        left[at] += journeys - sales
    total = np.maximum(moves.sum(axis=1) + sale + left, 1e-12)
    return moves / total[:, None], sale / total


def _reach(moves: Floats, sale: Floats) -> float:
    """The chance of a sale from the start."""
    return float(np.linalg.solve(np.eye(len(sale)) - moves, sale)[0])


def _inside(sums: pd.DataFrame, names: Sequence[str]) -> dict[frozenset[str], float]:
    groups = [frozenset(group) for size in range(len(names) + 1) for group in combinations(names, size)]
    sales = sums["sales"]
    return {group: float(sales[[members <= group for members in sales.index]].sum()) for group in groups}


def _rates(sums: pd.DataFrame, names: Sequence[str], least: int) -> dict[frozenset[str], float]:
    seen = sums[sums["journeys"] >= least]
    shares = (seen["sales"] / seen["journeys"]).to_numpy(dtype=np.float64)
    rates = {frozenset(members): float(rate) for members, rate in zip(seen.index.to_list(), shares, strict=True)}
    alone = {name: rates.get(frozenset((name,)), 0.0) for name in names}
    groups = [frozenset(group) for size in range(len(names) + 1) for group in combinations(names, size)]
    return {group: rates.get(group, 1 - float(np.prod([1 - alone[name] for name in group]))) for group in groups}
