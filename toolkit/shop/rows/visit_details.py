"""What each visit was like: carts, second visits, bounces, pages and seconds, so that a day's visits add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from toolkit.shop.facts import CELLS
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.rows.guests import Guests, Rows, rank
from toolkit.shop.rows.visit_ids import BOT, OVERLAP, PLACER
from toolkit.shop.samplers import exponential

Flags = np.ndarray[Any, Any]

_GRAIN = 4096
_PAGES_OF_ORDER, _PAGES_OF_CART = 2.0, 1.5
_MEAN_BOOST = 1.08
_STEADY = 0.4


@dataclass
class Day:
    """The visits of some days, by day and cell, in the course of being told apart."""

    guests: Guests
    rows: Rows
    first: int
    full: bool

    @cached_property
    def place(self) -> Ints:
        """Day and cell of each row as one number, from 0."""
        return np.asarray((self.rows["day"] - self.first) * CELLS + self.rows["cell"])

    @cached_property
    def human(self) -> Flags:
        """True for people, false for machines."""
        return np.asarray(self.rows["kind"] != BOT)

    def total(self, name: str) -> Ints:
        """A count of the day and cell of each row."""
        return np.asarray(getattr(self.guests.counts, name)[self.first :].ravel()[self.place])

    def chance(self, name: str) -> Floats:
        """A uniform number for each row."""
        return draw(self.guests.facts.keys.process(f"visits: {name}"), self.rows["number"])


def visits(guests: Guests, rows: Rows, first: int, *, full: bool) -> Rows:
    """Visits of those who came: the columns of comers and cart, visit (0, 1), bounce, pages, seconds."""
    day = Day(guests, rows, first, full)
    cart = _carts(day)
    again = _again(day)
    number = np.repeat(np.arange(len(again)), 1 + again)
    each: Rows = {name: values[number] for name, values in (rows | {"cart": cart}).items()}
    each["visit"] = (np.diff(number, prepend=-1) == 0).astype(np.int64)
    each["number"] = each["number"] * 2 + each["visit"]
    each["cart"] &= each["visit"] == 0
    day = Day(guests, each, first, full)
    each["bounce"] = _bounces(day)
    each["pages"] = _pages(day)
    each["seconds"] = _seconds(day)
    return each


def _carts(day: Day) -> Flags:
    """True for all who order and as many others as filled a cart."""
    kind = day.rows["kind"]
    others = day.human & (kind != PLACER) & (kind != OVERLAP)
    placers = day.total("placers")
    many, of = day.total("carts") - placers, day.total("visitors") - placers - day.total("overlap")
    return np.asarray((kind == PLACER) | _chosen(day, "who fills a cart", others, many, of))


def _again(day: Day) -> Ints:
    """Second visits of each on the day, 0 or 1, evenly over the places of a cell."""
    of = np.maximum(day.total("visitors"), 1)
    many = day.total("visits") - day.total("visitors")
    if not day.full:
        return (day.human & (day.chance("who comes again") * of < many)).astype(np.int64)
    start = draw(day.guests.facts.keys.process("visits: first to come again"), day.rows["day"], day.rows["cell"])
    start = (start * of).astype(np.int64)
    nth = rank(day.place * 2 + ~day.human)
    return np.asarray(np.where(day.human, ((nth + 1) * many + start) // of - (nth * many + start) // of, 0))


def _bounces(day: Day) -> Flags:
    """True for machines and as many visits of people as bounced, never one with a cart."""
    open_ = day.human & ~day.rows["cart"]
    chosen = _chosen(day, "who bounces", open_, day.total("bounces"), day.total("visits") - day.total("carts"))
    return np.asarray(~day.human | chosen)


def _pages(day: Day) -> Ints:
    """Pages of each visit: one for a bounce, else two and a share of the rest."""
    rows, stayed = day.rows, ~day.rows["bounce"]
    boost = np.where(rows["kind"] == PLACER, _PAGES_OF_ORDER, np.where(rows["cart"], _PAGES_OF_CART, 1.0))
    weight = _grains(stayed * boost * exponential(day.chance("pages of a visit"))) + stayed
    stays = day.total("visits") - day.total("bounces")
    rest = day.total("pages") - day.total("bounces") - 2 * stays
    return np.where(stayed, 2 + _shared(day, weight, rest, _GRAIN * _MEAN_BOOST * stays), 1)


def _seconds(day: Day) -> Ints:
    """Seconds of each visit, at least one; machines stay for one or two."""
    raw, rows = day.guests.facts.scenario.raw["visits"], day.rows
    stay = exponential(day.chance("seconds of a visit"))
    long = rows["pages"] * raw["page_seconds"] * (_STEADY + (1 - _STEADY) * stay)
    weight = _grains(day.human * np.where(rows["bounce"], raw["bounce_seconds"] * stay, long)) + day.human
    mean = day.total("bounces") * raw["bounce_seconds"]
    mean = mean + (day.total("pages") - day.total("bounces")) * raw["page_seconds"]
    seconds = 1 + _shared(day, weight, day.total("seconds") - day.total("visits"), _GRAIN * mean)
    bots = day.total("bots")
    longer = _chosen(day, "seconds of a machine", ~day.human, day.total("bot_seconds") - bots, bots)
    return np.asarray(np.where(day.human, seconds, 1 + longer))


def _chosen(day: Day, name: str, able: Flags, many: Ints, of: Ints) -> Flags:
    """True for so many of the rows that are able, by lot; in the sample each by itself at that rate."""
    u = day.chance(name)
    if not day.full:
        return np.asarray(able & (u * of < many))
    row = np.flatnonzero(able)
    chosen = np.zeros(len(able), dtype=bool)
    chosen[row] = rank(day.place[row], u[row]) < many[row]
    return chosen


def _shared(day: Day, weight: Ints, whole: Ints, expected: Any) -> Ints:
    """Share of each row in the whole of its day and cell, by weight; `expected` is the weight of all when drawn singly."""
    if not day.full:
        share = weight * whole / np.maximum(expected, 1.0)
        return np.floor(np.round(share + day.chance("rounding"), 6)).astype(np.int64)
    upto = np.cumsum(weight)
    start = np.flatnonzero(np.diff(day.place, prepend=-1))
    size = np.diff(np.append(start, len(weight)))
    before = np.repeat(upto[start] - weight[start], size)
    total = np.maximum(np.repeat(np.add.reduceat(weight, start) if len(start) else weight, size), 1)
    return np.asarray((upto - before) * whole // total - (upto - weight - before) * whole // total)


def _grains(weight: Floats) -> Ints:
    """Weights in whole grains, so that shares are exact on every machine."""
    return np.floor(np.round(weight * _GRAIN, 3)).astype(np.int64)
