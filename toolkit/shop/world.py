"""A world: everything of a shop that does not change from day to day, and all that one day hands to the next."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.shop import levers, market, notes, placing, product, rules, service, supply, trials
from toolkit.shop.checkout import Checkout
from toolkit.shop.deals import Deals
from toolkit.shop.decisions import Decisions
from toolkit.shop.facts import CELLS, SOURCES, Incident, Trial
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.market import Outside
from toolkit.shop.people import Crowd, Customers
from toolkit.shop.place import Place
from toolkit.shop.product import START_STARS, Goods
from toolkit.shop.promotion import Promotion
from toolkit.shop.scenario import Scenario
from toolkit.shop.service import Service

RING = service.LONGEST + 40
"""Days after which nothing of a day is still to come: the length of the rings below."""
_STARTING_REVIEWS = 300
_AHEAD = 70


@dataclass
class Works:
    """Everything of a shop that does not change from day to day: its goods, its outside, its plan and its habits.

    closed: sources that bring nobody in this world. life: how far each product is into its life, [D, SKU]. visits:
    luck of each day's visits, [D, 24]. held: pieces
    ordered by day and SKU where the supplier orders of another world are held, else None.
    """

    scenario: Scenario
    goods: Goods
    out: Outside
    plan: rules.Plan
    place: Place
    promotion: Promotion
    crowd: Crowd
    deals: Deals
    checkout: Checkout
    service: Service
    incidents: list[Incident]
    trials: list[Trial]
    month_day: Ints
    month: Ints
    cuts: Ints
    closed: Ints
    life: Floats
    visits: Floats
    held: dict[int, dict[int, int]] | None = None
    fits: dict[str, tuple[Floats, Floats]] = field(default_factory=dict)


@dataclass
class State:
    """All that one day hands to the next."""

    people: Customers
    shelf: supply.Shelf
    carried: Floats
    rate: Floats
    stars: Ints
    reviews: Ints
    scores: Floats
    waiting: Floats
    sated: Floats
    empty_days: Ints
    paid: Ints
    cash: int
    rank: float = 1.0
    slow: float = service.USUALLY_SLOW
    newest: float = START_STARS
    backlog: int = 0
    clock: float = 0.0
    video: list[float] = field(default_factory=lambda: [1.0] * 5)
    levels: list[int] = field(default_factory=lambda: [4] * 7)
    dry: dict[int, list[int]] = field(default_factory=dict)
    lots: list[tuple[int, Ints, Ints]] = field(default_factory=list)
    returning: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    stars_coming: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    reviews_coming: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    money_coming: Ints = field(default_factory=lambda: np.zeros(RING, dtype=np.int64))


def works_of(
    scenario: Scenario,
    days: int,
    decisions: tuple[Decisions, ...],
    without: tuple[str, ...],
    held: Mapping[str, NDArray[Any]] | None = None,
) -> Works:
    """Build the world of a shop: decisions laid over the shopkeeper's plan, some incidents and sources left out.

    held: purchases of another world, ordered again to the piece.
    """
    out, goods = market.outside(scenario, days + _AHEAD), product.catalogue(scenario)
    placed = placing.place(scenario)
    happening = [one for one in placed.incidents if one.id not in without]
    planned = [trial for trial in placed.trials if not (trial.kind == "brand" and "INC-13" in without)]
    plan = rules.habits(scenario, goods, out, happening, planned)
    plan.log = notes.of(scenario, plan.promos, happening, planned)
    for decided in (*trials.decided(planned), *decisions):
        levers.pull(plan, decided, goods, scenario)
    levers.lay_lots(plan, planned)
    deals, service = Deals(scenario, goods), Service(scenario)
    date = np.datetime64(scenario.start) + np.arange(days)
    month = date.astype("datetime64[M]")
    index = (month - month[0]).astype(np.int64)
    return Works(
        scenario,
        goods,
        out,
        plan,
        Place(scenario),
        Promotion(scenario, rules.usual_budget(scenario), rules.usual_messages(scenario), days),
        Crowd(scenario),
        deals,
        Checkout(scenario, goods, deals, service),
        service,
        happening,
        planned,
        (date - month).astype(np.int64) + 1,
        index,
        market.level_cuts(scenario, int(index[-1]) + 1),
        np.array([SOURCES.index(name) for name in without if name in SOURCES], dtype=np.int64),
        product.phase(goods, np.arange(days)[:, None]),
        draw(scenario.keys.process("visits"), np.arange(days)[:, None], np.arange(CELLS)),
        None if held is None else _by_day(held),
    )


def first_morning(works: Works) -> State:
    """The state of a shop before its first day."""
    goods, scenario = works.goods, works.scenario
    rate = goods.appeal * scenario.raw["supply"]["usual_units"] * scenario.scale
    nothing = np.zeros(len(rate), dtype=np.int64)
    old = np.floor(_STARTING_REVIEWS * goods.appeal / goods.appeal.max()).astype(np.int64) * (goods.launch_day < 0)
    return State(
        people=works.crowd.opening(),
        shelf=supply.opening(scenario, goods, rate),
        carried=np.ones(len(scenario.raw["source"])),
        rate=rate,
        stars=np.round(old * START_STARS).astype(np.int64),
        reviews=old,
        scores=np.full(3, START_STARS),
        waiting=np.zeros(len(rate)),
        sated=np.zeros(len(rate)),
        empty_days=np.zeros_like(nothing),
        paid=np.full(30, round(scenario.raw["levels"]["at_first"] * scenario.scale * 100 / 30), dtype=np.int64),
        cash=0,
        returning=np.zeros((RING, len(nothing)), dtype=np.int64),
        stars_coming=np.zeros((RING, len(nothing)), dtype=np.int64),
        reviews_coming=np.zeros((RING, len(nothing)), dtype=np.int64),
    )


def copied(state: State) -> State:
    """A state of its own: what is done to it leaves the other as it is."""
    shelf = state.shelf
    kept = {id(shelf.rows): list(shelf.rows)}
    return copy.deepcopy(state, kept)


def _by_day(purchases: Mapping[str, NDArray[Any]]) -> dict[int, dict[int, int]]:
    """Pieces ordered, by day and SKU."""
    found: dict[int, dict[int, int]] = {}
    for day, sku, units in zip(*(purchases[name].tolist() for name in ("order_day", "sku", "units")), strict=True):
        if day >= 0:
            found.setdefault(day, {})[sku] = units
    return found
