"""Queues replayed: evenings of a desk, customer by customer, and how many days one number follows another."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.lens.tables import Floats


def replay_evenings(
    chats_by_hour: Sequence[float],
    minutes_a_chat: float,
    people: int,
    *,
    times: int = 200,
    seconds: float = 60.0,
    seed: int = 0,
) -> pd.DataFrame:
    """Evenings of a desk lived many times: who comes when is luck, whoever is free takes the next who waits.

    chats_by_hour: chats to be expected in each hour. minutes_a_chat: mean time one takes (exponential, as in the queue
    formula). Returns: one row an evening: chats, in_time (share answered within `seconds`), longest (wait, in seconds).
    """
    rng = np.random.default_rng(seed)
    return pd.DataFrame([_evening(chats_by_hour, minutes_a_chat, people, seconds, rng) for _ in range(times)])


def _evening(
    chats_by_hour: Sequence[float], minutes_a_chat: float, people: int, seconds: float, rng: np.random.Generator
) -> dict[str, float]:
    many = rng.poisson(np.asarray(chats_by_hour, dtype=float))
    came = np.sort(60 * (np.repeat(np.arange(len(many)), many) + rng.random(int(many.sum()))))
    waits = 60 * _waits(came, rng.exponential(minutes_a_chat, len(came)), people)
    in_time = float((waits <= seconds).mean()) if len(waits) else 1.0
    return {"chats": len(came), "in_time": in_time, "longest": float(waits.max(initial=0.0))}


def _waits(came: Floats, takes: Floats, people: int) -> Floats:
    """Minutes that each customer waits, in order of arrival, where `people` answer."""
    free, waits = [0.0] * people, np.zeros(len(came))
    for at, (now, length) in enumerate(zip(came.tolist(), takes.tolist(), strict=True)):
        begins = max(now, free[0])
        heapq.heapreplace(free, begins + length)
        waits[at] = begins - now
    return waits


def lags(leader: pd.Series, follower: pd.Series, *, most: int = 20) -> pd.Series:
    """How two numbers of the same days go together when the second is read 0, 1, … days later: correlation by days."""
    together = {days: leader.corr(follower.shift(-days)) for days in range(most + 1)}
    return pd.Series(together).rename_axis("days")
