"""The service desk by shift: who asked, how long they waited, what is still open."""

from __future__ import annotations

import numpy as np

from toolkit.data.columns import NULL, Columns, Text
from toolkit.shop.facts import SHIFTS, Facts
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import microseconds
from toolkit.shop.rows.refunds import asked
from toolkit.shop.samplers import binomial, normal

SHIFT_ENDS = {"morning": 16, "evening": 24, "night": 8}
"""Hour of the date at which each shift ends."""
_PPM = 1_000_000


def service_daily(facts: Facts) -> Columns:
    """One row a day and shift."""
    raw, days = facts.scenario.raw["replies"], facts.wanted
    day, shift = (part.ravel() for part in np.indices((len(days), len(SHIFTS))))
    day += days.start
    names = ("chats", "load", "staff", "trainees", "overtime")
    daily = {name: facts.daily[name][days.start : days.stop].ravel() for name in names}
    chats, load = daily["chats"], daily["load"] / _PPM
    half, most = _seconds(facts, load, chats, day, shift)
    share = raw["lost"][0] + raw["lost"][1] * np.maximum(load - raw["steep_from"], 0)
    unanswered = binomial(draw(facts.keys.process("desk: unanswered"), day, shift), chats, np.minimum(share, 0.9))
    rate = raw["pay_rate"] * np.where(most > raw["slow_from"], raw["slow_pay"], 1.0)
    paid = binomial(draw(facts.keys.process("desk: paid"), day, shift), chats - unanswered, rate)
    many = np.maximum(chats, 1)
    return {
        "date": (ids.first_day(facts) + day).astype(np.int32),
        "shift": Text(shift.astype(np.int32), SHIFTS),
        "chats": chats,
        "staff": daily["staff"],
        "trainees": daily["trainees"],
        "overtime_h": daily["overtime"],
        "first_resp_p50_s": np.where(chats > 0, half, NULL),
        "first_resp_p90_s": np.where(chats > 0, most, NULL),
        "unanswered": unanswered,
        "chat_to_pay_rate": np.where(chats > 0, (paid * 2 * _PPM + many) // (2 * many), NULL),
        "tickets_open": _refunds_open(facts, day, shift) + unanswered,
    }


def _seconds(facts: Facts, load: Floats, chats: Ints, day: Ints, shift: Ints) -> tuple[Ints, Ints]:
    """Seconds within which half and 90 % of a shift's chats had a reply: rising with load, steeply once chats queue up."""
    raw, usual = facts.scenario.raw["replies"], facts.scenario.raw["service"]["reply_seconds"]
    always, few = raw["spread"]
    luck = (always + few / np.sqrt(np.maximum(chats, 1))) * normal(draw(facts.keys.process("desk: wait"), day, shift))
    queue = 0.05 * np.log1p(np.exp(np.minimum((load - raw["steep_from"]) / 0.05, 500.0)))
    half, most = (
        _below(seconds * np.exp(np.minimum(rise * (load - raw["ordinary_load"]) + steep * queue + luck, 50.0)), raw)
        for seconds, rise, steep in zip(usual, raw["rise"], raw["steep"], strict=True)
    )
    return np.minimum(half, most), most


def _below(seconds: Floats, raw: dict[str, float]) -> Ints:
    """Whole seconds, at least one, that never reach the longest wait."""
    return np.maximum(np.floor(np.round(1 / (1 / seconds + 1 / raw["longest"]), 6) + 0.5).astype(np.int64), 1)


def _refunds_open(facts: Facts, day: Ints, shift: Ints) -> Ints:
    """Refunds asked for and not yet completed at the end of each shift."""
    found = asked(facts)
    hours = np.array([SHIFT_ENDS[name] for name in SHIFTS])
    end = microseconds(ids.first_day(facts) + day, hours[shift] * 3600)
    done = np.sort(found.completed[found.completed != NULL])
    return np.searchsorted(np.sort(found.requested), end) - np.searchsorted(done, end)
