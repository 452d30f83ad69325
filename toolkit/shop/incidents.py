"""What goes wrong: the sixteen kinds of incident and what each does to a day. No table is edited; the day itself is other.

When and where they happen is drawn in `placing`; kinds without an act of their own (a festival that leaves the 30-day
window, a redesign that does nothing, a planned test) are known to the log and to the truth only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from toolkit.shop.facts import CELLS, DEVICES, SOURCES, Incident
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.samplers import poisson
from toolkit.shop.scenario import Scenario

_VIDEO, _PC = SOURCES.index("video"), DEVICES.index("pc")


@dataclass
class Conditions:
    """What an incident can bend on one day; ones and zeros on an ordinary one.

    Factors: tracked and pay by device (the tracker's eye, the share that pays); visitors, first_rate, bid (and with it spend)
    and click_price by source; category, looks, market and rivals (their prices) by category; hands (share of the extra
    help for a festival that comes). Counts: bots by cell. Goods: held (no delivery comes in), delay (days, by supplier), hunted
    (SKU offered by mistake → buyers by night), broken (SKU of which a bad lot is on order or on sale).
    """

    tracked: Floats
    pay: Floats
    bots: Ints
    visitors: Floats
    first_rate: Floats
    bid: Floats
    click_price: Floats
    category: Floats
    looks: Floats
    market: Floats
    rivals: Floats
    delay: Ints
    hands: float = 1.0
    held: dict[int, Incident] = field(default_factory=dict)
    hunted: dict[int, int] = field(default_factory=dict)
    broken: dict[int, Incident] = field(default_factory=dict)


def ordinary(scenario: Scenario) -> Conditions:
    """The conditions of a day on which nothing is unusual."""
    sources, kinds = len(SOURCES), len(scenario.categories)
    return Conditions(
        tracked=np.ones(2),
        pay=np.ones(2),
        bots=np.zeros(CELLS, dtype=np.int64),
        visitors=np.ones(sources),
        first_rate=np.ones(sources),
        bid=np.ones(sources),
        click_price=np.ones(sources),
        category=np.ones(kinds),
        looks=np.ones(kinds),
        market=np.ones(kinds),
        rivals=np.ones(kinds),
        delay=np.zeros(scenario.raw["goods"]["suppliers"], dtype=np.int64),
    )


_LINGERS = {"INC-03": 30}
"""Days an incident may go on where it waits for the shop: a delivery is stuck until the shelf has been empty for a while."""

Act = Callable[[Conditions, Incident, int, Scenario], None]


@dataclass(frozen=True)
class Kind:
    """A kind of incident: the number it drives, what it shares with others, and what it does.

    touches: grounds it stands on; two incidents on one ground are two weeks apart.
    """

    id: str
    name: str
    driver: str
    touches: tuple[str, ...]
    act: Act


def on(incidents: list[Incident], day: int, scenario: Scenario, closed: Ints) -> Conditions:
    """The conditions of a day. closed: sources that bring nobody in this world."""
    here = [one for one in incidents if one.start_day <= day <= one.end_day + _LINGERS.get(one.id, 0)]
    if not here:
        return _usual(scenario, tuple(closed.tolist()))
    conditions = ordinary(scenario)
    conditions.visitors[closed] = 0.0
    for incident in here:
        kind_of(incident).act(conditions, incident, day, scenario)
    return conditions


@lru_cache(maxsize=8)
def _usual(scenario: Scenario, closed: tuple[int, ...]) -> Conditions:
    """The conditions of all days without an incident, for reading only."""
    conditions = ordinary(scenario)
    conditions.visitors[list(closed)] = 0.0
    for values in vars(conditions).values():
        if isinstance(values, np.ndarray):
            values.flags.writeable = False
    return conditions


def kind_of(incident: Incident) -> Kind:
    """The kind of an incident."""
    return KINDS[incident.id]


def _raw(incident: Incident, scenario: Scenario) -> dict[str, Any]:
    raw: dict[str, Any] = scenario.raw["incident"][incident.id]
    return raw


def _nothing(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    """It is seen, not felt."""


def _tracking_outage(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    conditions.tracked[0] = 1 - incident.size * _raw(incident, scenario)["lost"]


def _bot_spike(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    cells = SOURCES.index(incident.entity) * 2 + np.arange(2)
    visits = _raw(incident, scenario)["visits"] * scenario.scale * incident.size
    conditions.bots[cells] += poisson(draw(scenario.keys.process("bots"), day, cells), visits * np.array([0.7, 0.3]))


def _stuck_delivery(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    conditions.held[incident.target] = incident


def _price_mistake(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    many = _raw(incident, scenario)["orders"] * scenario.scale * incident.size
    conditions.hunted[incident.target] = int(poisson(draw(scenario.keys.process("hunters"), day), many).item())


def _overbidding(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    raw, source = _raw(incident, scenario), SOURCES.index(incident.entity)
    conditions.bid[source] = 1 + (raw["bid"] - 1) * incident.size
    conditions.click_price[source] = 1 + (raw["click_price"] - 1) * incident.size


def _rival_promotion(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    raw = _raw(incident, scenario)
    conditions.rivals[incident.target] = 1 - raw["price_cut"] * incident.size
    conditions.market[incident.target] = raw["market"]
    conditions.looks[incident.target] = 1 - raw["lost_looks"] * incident.size
    conditions.category[incident.target] = (1 - raw["lost_looks"] * incident.size) * (
        1 - raw["lost_conversion"] * incident.size
    )
    share = scenario.categories[incident.target]["share"] * raw["lost_looks"] * incident.size
    conditions.visitors[[SOURCES.index("search_org"), SOURCES.index("reco_feed")]] *= 1 - share


def _too_few_hands(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    conditions.hands = 1 - _raw(incident, scenario)["missing"] * incident.size


def _viral_video(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    raw = _raw(incident, scenario)
    age = day - incident.start_day
    conditions.visitors[_VIDEO] *= 1 + (raw["times"] - 1) * incident.size * (1.0, 1.0, 0.9, 0.7, 0.5)[min(age, 4)]
    conditions.first_rate[_VIDEO] = raw["conversion"]


def _early_season(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    raw = _raw(incident, scenario)
    rise = 1 + raw["rise"] * incident.size
    conditions.category[incident.target] *= rise
    conditions.looks[incident.target] *= rise
    conditions.market[incident.target] *= rise


def _bad_batch(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    conditions.broken[incident.target] = incident


def _late_supplier(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    conditions.delay[incident.target] = round(_raw(incident, scenario)["late_days"] * incident.size)


def _checkout_fault(conditions: Conditions, incident: Incident, day: int, scenario: Scenario) -> None:
    conditions.pay[_PC] = 1 - _raw(incident, scenario)["lost"] * incident.size


KINDS = {
    kind.id: kind
    for kind in (
        Kind("INC-01", "tracking outage", "visitors", ("visitors",), _tracking_outage),
        Kind("INC-02", "bot spike", "visitors", ("visitors",), _bot_spike),
        Kind("INC-03", "empty shelf", "stock", ("goods", "orders"), _stuck_delivery),
        Kind("INC-04", "price mistake", "orders", ("goods", "orders"), _price_mistake),
        Kind("INC-05", "over-bidding", "price per click", ("keywords",), _overbidding),
        Kind("INC-06", "rival's promotion", "market share", ("market", "visitors", "prices"), _rival_promotion),
        Kind("INC-07", "service collapse", "waiting", ("service", "orders"), _too_few_hands),
        Kind("INC-08", "cannibalising discount", "units", ("goods", "prices"), _nothing),
        Kind("INC-09", "viral video", "visitors", ("visitors",), _viral_video),
        Kind("INC-10", "early season", "market", ("market",), _early_season),
        Kind("INC-11", "bad batch", "refunds", ("batches",), _bad_batch),
        Kind("INC-12", "late supplier", "lead time", ("supply",), _late_supplier),
        Kind("INC-13", "brand keywords off", "brand visitors", ("keywords",), _nothing),
        Kind("INC-14", "checkout fault", "payments", ("orders",), _checkout_fault),
        Kind("INC-15", "festival leaves the window", "shop level", (), _nothing),
        Kind("INC-16", "site redesign", "none", (), _nothing),
    )
}
"""Every kind by its id."""
