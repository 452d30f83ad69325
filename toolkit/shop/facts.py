"""What the days leave behind: the one contract between the day step and the tables made from it.

Facts hold only what fed back into a later day (counts, stock, money, orders). Everything else a table shows
(pages, carts, minutes, names, opaque ids) is an expansion: a pure function of these facts and the keys.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from numpy.typing import NDArray

from toolkit.shop.keys import Ints, Keys

if TYPE_CHECKING:
    from toolkit.shop.scenario import Scenario

Columns1D = dict[str, NDArray[Any]]

SOURCES = (
    "search_org",
    "reco_feed",
    "paid_search",
    "paid_search_brand",
    "paid_feed",
    "retargeting",
    "video",
    "live",
    "affiliate",
    "crm",
    "direct",
    "offsite",
)
CHANNEL_OF = (
    "search_org",
    "reco_feed",
    "paid_search",
    "paid_search",
    "paid_feed",
    "paid_feed",
    "video",
    "video",
    "affiliate",
    "crm",
    "direct",
    "offsite",
)
CHANNELS = tuple(dict.fromkeys(CHANNEL_OF))
DEVICES = ("m", "pc")
CELLS = len(SOURCES) * len(DEVICES)
FREE_SOURCES = tuple(SOURCES.index(source) for source in ("search_org", "reco_feed", "crm", "direct", "offsite"))
"""Sources that are not advertising: what `free_` columns count."""
PARTS = ("capital", "product", "supply", "promotion", "service", "team")
CASH_KINDS = ("settlement", "refund", "ads", "purchase", "freight", "fee", "salary", "rent", "loan")
REFUND_KINDS = ("unshipped", "refund_only", "return_refund")
SHIFTS = ("morning", "evening", "night")
REFUND_REASONS = ("quality", "size", "late", "mind", "wrong", "price")


@dataclass(frozen=True)
class Promo:
    """A promotion: goods, days (last day included), depth of the discount in ppm, who pays for it."""

    name: str
    kind: Literal["discount", "coupon", "bundle", "live"]
    start_day: int
    end_day: int
    skus: tuple[int, ...]
    depth_ppm: int
    funded_by: Literal["shop", "platform"]
    target_fen: int


@dataclass(frozen=True)
class Incident:
    """Something that goes wrong (or seems to): days (last day included), what it strikes, how hard (1 is ordinary).

    entity: a source, a device, "product", "category", "supplier" or ""; target: index of that product, category or
    supplier, else −1.
    """

    id: str
    kind: str
    start_day: int
    end_day: int
    entity: str
    size: float
    target: int = -1


@dataclass(frozen=True)
class Trial:
    """A planned test: what was tried, on which days in which arm.

    A message lot draws customers, the others switch by day. entity: the campaign of a budget or brand test, else "";
    skus: the goods of a price test ("price" a family, "goods" one lot of nearly all); arms: (first day, last day, arm).
    """

    id: str
    kind: Literal["price", "goods", "budget", "brand", "lot"]
    start_day: int
    end_day: int
    entity: str
    skus: tuple[int, ...]
    arms: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class LogEntry:
    """One note in the shop's log; part, role and incident are known to the simulator only."""

    day: int
    minute: int
    actor_role: str
    text_en: str
    text_zh: str
    part: str
    role: Literal["cause", "red_herring", "routine"]
    incident_id: str | None = None


@dataclass
class Facts:
    """D days of one shop.

    Arrays are [D], [D, device 2], [D, source 12], [D, cell 24] (cell = source × 2 + device) or [D, SKU].
    """

    scenario: Scenario
    keys: Keys
    start: dt.date
    days: int
    daily: dict[str, Ints] = field(default_factory=dict)
    """[D] score_desc, score_service, score_logistics (hundredths), backlog, cash_close (fen), level (1–7), tempo (weeks
    that pass for customers' clocks × 10⁹)
    [D, 2] tracked (ppm of visits that the tracker sees)
    [D, 3] chats, staff, trainees (people, trainees among the staff), overtime (hours × 10), load (ppm of what the
    shift can answer in good time)
    [D, 6] market (ppm of an ordinary day of the category's market), rival_price (ppm of rivals' usual prices)
    [D, 12] spend, budget (fen), clicks, impressions, bid (ppm of the usual bid)
    [D, 24] people (persons who came that day by that source and device, buyers included), bots
    [D, SKU] price, list_price (fen), promo (index in promos, −1 none), featured, listed (0/1), open_units, inbound,
    returned, sold, wanted (pieces asked for, there or not), close_units, oos_tenths (hours × 10), stars (sum so far),
    reviews (count so far)
    [D, SKU] interest, interest_free: ppb share of the day's product-page looks, all sources and free ones"""
    orders: Columns1D = field(default_factory=dict)
    """Sorted by day, cell, slot. day, cell, slot (the person's place among people[day, cell]; placers come first),
    key, customer (index, −1 guest), nth (1 first), late (0/1), night (1: placed
    between 0 and 7 h), paid (0/1), list_fen, discount_fen, shipping_fen, paid_fen (0 if
    unpaid), ship_tenths, deliver_tenths, promise_tenths (hours × 10 after payment, −1 if unpaid)"""
    lines: Columns1D = field(default_factory=dict)
    """order (index), line_no, sku, qty, list_fen, unit_fen (a piece), paid_alloc (Σ over lines = paid_fen), cost_fen
    (a piece), batch (index in purchases), refund_kind, refund_reason (−1 none), refund_day, refund_done_day (may lie
    after the window), refund_fen, goods_back (0/1), stars (0 no review), review_day (−1 none; may lie after the
    window),
    defect (1: broken by make)"""
    customers: Columns1D = field(default_factory=dict)
    """key, first_day (negative: before the window), first_cell, first_slot, region, age_band, member (0/1); known to the
    simulator only: nth (orders so far), last_day, first_sku (lead product of the first order, −1 before the window)"""
    purchases: Columns1D = field(default_factory=dict)
    """One row per purchase order line = one batch: po, line_no, sku, supplier, order_day, eta_day, arrive_day (may lie
    after the window), units, unit_cost, deposit, balance (fen); order_day < 0 is opening stock"""
    cash: Columns1D = field(default_factory=dict)
    """Everything but the per-order lines: day, part, kind (indices), amount (fen, + in), ref (row of purchases,
    source, −1)"""
    promos: list[Promo] = field(default_factory=list)
    log: list[LogEntry] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    trials: list[Trial] = field(default_factory=list)
    lots: Columns1D = field(default_factory=dict)
    """One row a customer of a message lot: trial (index in trials), customer (index), written (0/1)"""
    sums: dict[int, Any] = field(default_factory=dict)
    """What orders that are no longer here brought to tests, by index in trials (rows.experiments.Sums)"""
    block: range | None = None
    """Days whose rows are wanted of these facts, which hold more: tables may leave out those of others; None, all"""

    @property
    def wanted(self) -> range:
        """Days whose rows are wanted."""
        return range(self.days) if self.block is None else self.block

    def is_wanted(self, day: Ints) -> NDArray[Any]:
        """True for the days whose rows are wanted."""
        return (day >= self.wanted.start) & (day < self.wanted.stop)
