"""A shop as its people see it: tables, made when first asked for and kept on disk, and the same shop with a lever pulled."""

from __future__ import annotations

import copy
import difflib
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.data.dictionary import describe
from toolkit.data.errors import UnknownShop, UnknownTable, UnreadableFile
from toolkit.data.schema import DATA_VERSION, TABLES
from toolkit.data.table import several
from toolkit.home import tables_dir
from toolkit.memory import hand_back
from toolkit.shop.asked import need_plan, need_size, seed_of
from toolkit.shop.decisions import Amount, Decisions, ImpossibleDecision
from toolkit.shop.naming import RULES, Names, absent, one_of
from toolkit.shop.scenario import scenario, shops

if TYPE_CHECKING:
    from toolkit.data.columns import Columns
    from toolkit.shop.facts import Facts
    from toolkit.shop.history import Moment
    from toolkit.shop.world import State

SLUG = "luyang-living"
_KEPT_EVERY, _MOST_KEPT = 7, 2
_LAST_DAYS = 91
"""Days at the end of the books of which a shop that is lived keeps the first morning: most what-ifs begin there."""
Seed = str | int | bytes


def open_shop(name: str = SLUG, *, seed: Seed = "classroom", scale: float = 1.0, days: int | None = None) -> Shop:
    """Open a shop; nothing is made before a table is asked for.

    Args: name, a folder of datasets/; seed, whose shop of that kind ("classroom" is the one in the books); scale multiplies
    visits, budgets and staff; days, from the first day of its books (all of them where not given).
    Raises: UnknownShop, ImpossibleDecision.
    """
    _need_shop(name)
    return Shop(seed_of(seed), scale, days, slug=name)


class Shop:
    """One simulated shop. Every table is an attribute: `shop.orders` is a DataFrame of orders."""

    def __init__(
        self,
        seed: bytes,
        scale: float = 1.0,
        days: int | None = None,
        decisions: tuple[Decisions, ...] = (),
        without: tuple[str, ...] = (),
        *,
        slug: str = SLUG,
        held: Shop | None = None,
    ) -> None:
        self._scenario, self._slug = scenario(slug, seed, scale), slug
        self._seed, self._decisions, self._without, self._held = seed, decisions, without, held
        self.days = days if days is not None else int(self._scenario.raw["shop"]["days"])
        need_size(self.days, scale)
        self._frames: dict[str, pd.DataFrame] = {}
        self._remembered: dict[Any, Any] = {}
        self._base: Shop | None = None
        self._moments: dict[int, Moment] = {}

    @property
    def seed(self) -> bytes:
        """What everything of this shop is drawn from."""
        return self._seed

    @property
    def id(self) -> str:
        """What names this shop: scenario, data version, seed, scale; and days where they are not the usual ones."""
        mark = hashlib.sha256(self._seed).hexdigest()[:8]
        usual = self.days == int(self._scenario.raw["shop"]["days"])
        return f"{self._slug}@{DATA_VERSION}-{mark}-x{self._scenario.scale:g}" + ("" if usual else f"-d{self.days}")

    @property
    def name(self) -> str:
        """The shop's name, English and Chinese."""
        return f"{self._scenario.raw['shop']['name_en']} / {self._scenario.raw['shop']['name_zh']}"

    @property
    def first_day(self) -> pd.Timestamp:
        """First day of the books."""
        return pd.Timestamp(self._scenario.start)

    @property
    def last_day(self) -> pd.Timestamp:
        """Last day of the books."""
        return self.first_day + pd.Timedelta(self.days - 1, "D")

    @cached_property
    def facts(self) -> Facts:
        """The days as lived: made once, in memory; a world with a lever pulled lives on from the last morning they share."""
        from toolkit.shop.gather import Past
        from toolkit.shop.history import Moment, run

        held = self._held.facts.purchases if self._held else None
        since = self._base._morning(self._parts_on()) if self._base and not self._base._held else None
        late = self._shared(self.days - _LAST_DAYS)
        kept: list[State] = []
        keep = None if self._base or late <= 0 else (late, kept.append)
        hand_back()
        made = run(self._scenario, self.days, self._decisions, self._without, held=held, since=since, keep=keep)
        for state in kept:
            self._moments[late] = Moment(late, state, Past.of(made, late))
        if self._base and since and "facts" not in vars(self._base):
            self._base._looks_into(made, since)
        hand_back()
        return made

    def _looks_into(self, facts: Facts, moment: Moment) -> None:
        """Let a morning that is kept look into the facts of this world or one that lived on from it: nothing is held twice."""
        from toolkit.shop.gather import Past

        if self._moments.get(moment.day) is moment:
            self._moments[moment.day] = replace(moment, past=Past.of(facts, moment.day))

    def _parts_on(self) -> int:
        """First day on which this world may differ from its base."""
        from toolkit.shop.placing import place

        base: Any = self._base
        gone = set(self._without) - set(base._without)
        begins = {one.id: one.start_day for one in place(self._scenario).incidents}
        days = [begins.get(name, 0) for name in gone]
        pulled = self._decisions[len(base._decisions) :]
        return min([self.days, *days, *(decided.start for decided in pulled if decided != Decisions(decided.start))])

    @staticmethod
    def _shared(day: int) -> int:
        """The day, or one shortly before, whose morning is kept."""
        return day // _KEPT_EVERY * _KEPT_EVERY

    def _morning(self, day: int) -> Moment | None:
        """This shop on the morning of a day, or of one shortly before; kept, since the next lever often has the same day."""
        from toolkit.shop.history import moment

        shared = self._shared(day)
        if shared == 0:
            return None
        if shared not in self._moments:
            since = max((kept for kept in self._moments if kept < shared), default=0)
            earlier = self._moments.get(since)
            self._moments[shared] = moment(
                self._scenario, self.days, shared, self._decisions, self._without, since=earlier
            )
            if "facts" in vars(self):
                self._looks_into(self.facts, self._moments[shared])
            while len(self._moments) > _MOST_KEPT:
                del self._moments[next(iter(self._moments))]
        return self._moments[shared]

    def tables(self) -> list[str]:
        """Names of all tables."""
        return list(TABLES)

    def describe(self, table: str) -> pd.DataFrame:
        """One row a column of a table: kind, unit, meaning. Raises: UnknownTable."""
        return describe(TABLES[_known(table)])

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Return a table; what is done to it stays with the caller. Raises: UnknownTable, UnknownColumn.

        columns: those of it that are wanted, read alone and not kept; all of them where not given.
        """
        frames = self._frames
        chosen = None if columns is None else [one.name for one in TABLES[_known(name)].chosen(columns)]
        if _known(name) not in frames:
            if chosen is not None:
                return self._frame(name, chosen)
            frames[name] = self._frame(name)
        return frames[name].copy(deep=False) if chosen is None else frames[name][chosen]

    def let_go(self) -> None:
        """Drop the tables and the days that are held in memory; whoever asks again has them read, or lived, again."""
        self._frames = {}
        self._remembered.clear()
        self._moments.clear()
        vars(self).pop("facts", None)
        hand_back()

    def aside(self) -> Shop:
        """The same shop with no table in memory: what is read through it is let go with it."""
        other = copy.copy(self)
        other._frames = {}
        return other

    def make(self, names: Iterable[str] | None = None, progress: Callable[[str], None] | None = None) -> None:
        """Make tables and keep them on disk; progress is called with the name of each that is done. Raises: UnknownTable."""
        for name in self.tables() if names is None else several(names):
            if self._is_other_world:
                self.table(name)
            elif not self._file(_known(name)).exists():
                self._write(name)
            if progress:
                progress(name)

    def what_if(
        self,
        *,
        start: object = None,
        end: object = None,
        budgets: Mapping[str, Amount] | None = None,
        prices: Mapping[str, Amount] | None = None,
        promotions: Mapping[str, float] | None = None,
        placements: Mapping[str, Mapping[str, float]] | None = None,
        orders: Mapping[str, int] | None = None,
        staff: Mapping[str, Amount] | None = None,
        overtime: Mapping[str, float] | None = None,
        messages: Mapping[str, Amount] | None = None,
        promises: Mapping[str, float] | None = None,
        without: Iterable[str] = (),
        rules: str = "react",
        until: object = None,
    ) -> Shop:
        """The same shop, re-run from its first day with levers pulled from `start` to `end` (last day included).

        Levers are those of Decisions, with products by product_id, categories by category_id and placements by channel or
        campaign. without: ids of incidents that do not happen, or sources that bring nobody. rules: "react", the shopkeeper
        orders goods by habit in the new world too; "hold", the orders to suppliers stay as they were. until: the last day
        that is lived, where not all that follow are wanted.
        Raises: ImpossibleDecision.
        """
        one_of("rule", rules, RULES, "rules")
        names = Names(self._scenario, self.days)
        decided = names.decisions(
            start,
            end,
            budgets=budgets,
            prices=prices,
            promotions=promotions,
            placements=placements,
            orders=orders,
            staff=staff,
            overtime=overtime,
            messages=messages,
            promises=promises,
        )
        ends = self.last_day if until is None else min(names.date(until), self.last_day)
        other = Shop(
            self._seed,
            self._scenario.scale,
            names.day(ends) + 1,
            (*self._decisions, decided),
            (*self._without, *absent(without)),
            slug=self._slug,
            held=self if rules == "hold" else self._held,
        )
        other._base = self
        return other

    def stranger(self, name: str) -> Shop:
        """A shop of another kind that goes with this one: its seed is made from this one's. Raises: UnknownShop."""
        _need_shop(name)
        seed = hashlib.sha256(name.encode() + b"\0" + self._seed).digest()[:16]
        return Shop(seed, self._scenario.scale, slug=name)

    def lived_on(self, days: int) -> Shop:
        """The same shop with so many days more in its books. Raises: ImpossibleDecision."""
        need_size(days, self._scenario.scale)
        return Shop(self._seed, self._scenario.scale, self.days + days, self._decisions, self._without, slug=self._slug)

    def from_day(self, day: int, decided: Decisions) -> Shop:
        """The same shop with one plan in force, its days counted from a day of the books. Raises: ImpossibleDecision."""
        need_plan(day, decided)
        last = None if decided.end is None else decided.end + day
        later = replace(decided, start=decided.start + day, end=last)
        other = Shop(
            self._seed, self._scenario.scale, self.days, (*self._decisions, later), self._without, slug=self._slug
        )
        other._base = self
        return other

    def compare(self, other: Shop) -> pd.DataFrame:
        """Daily numbers of this shop less those of another, by date. Raises: ImpossibleDecision for what is no shop."""
        if not isinstance(other, Shop):
            raise ImpossibleDecision(
                given=f"A shop cannot be compared with {other!r}.",
                exists="Each what_if gives another shop, and open_shop gives one.",
                do="Compare with one of these: shop.compare(shop.what_if(…)).",
            )
        ours, theirs = (shop.table("shop_daily").set_index("date") for shop in (self, other))
        return ours - theirs

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in TABLES:
            message = f'A shop has no "{name}". Tables: {", ".join(TABLES)}. {_advice(name)}'
            raise AttributeError(message)
        return self.table(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        return f"{self.name}, {self.first_day:%Y-%m-%d} to {self.last_day:%Y-%m-%d}, {len(TABLES)} tables"

    def _frame(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        from toolkit.data.frames import to_frame
        from toolkit.data.store import read_frame

        if self._is_other_world:
            made = self._columns(name)
            return to_frame(made if columns is None else {each: made[each] for each in columns}, TABLES[name])
        self.make([name])
        try:
            return read_frame(self._file(name), TABLES[name], columns)
        except UnreadableFile:  # a table that was cut short is made anew: it can always be made again
            self._write(name)
            return read_frame(self._file(name), TABLES[name], columns)

    @property
    def _is_other_world(self) -> bool:
        """A re-run with a lever pulled is never kept on disk: it would lie in the place of the shop as it was."""
        return bool(self._decisions or self._without or self._held)

    def _columns(self, name: str) -> Columns:
        from toolkit.shop import rows

        return rows.make(name, self.facts)

    def _write(self, name: str) -> None:
        from toolkit.data.store import write_parquet

        self._file(name).parent.mkdir(parents=True, exist_ok=True)
        write_parquet(self._columns(name), TABLES[name], self._file(name))

    def _file(self, name: str) -> Path:
        return tables_dir(self.id) / f"{name}.parquet"


def _known(table: object) -> str:
    if not isinstance(table, str) or table not in TABLES:
        raise UnknownTable(table, TABLES)
    return table


def _need_shop(name: object) -> None:
    if not isinstance(name, str) or name not in shops():
        raise UnknownShop(name, shops())


def _advice(name: str) -> str:
    near = difflib.get_close_matches(name, TABLES, n=1)
    return f'Did you mean "{near[0]}"?' if near else "Choose one of these."
