"""A shop as its people see it: tables, made when first asked for and kept on disk, and the same shop with a lever pulled."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.data.dictionary import describe
from toolkit.data.errors import UnknownShop, UnknownTable, UnreadableFile
from toolkit.data.schema import DATA_VERSION, TABLES
from toolkit.home import tables_dir
from toolkit.shop.decisions import Amount, Decisions, ImpossibleDecision
from toolkit.shop.facts import CHANNEL_OF, CHANNELS, SOURCES
from toolkit.shop.incidents import KINDS
from toolkit.shop.scenario import scenario, shops

if TYPE_CHECKING:
    from toolkit.data.columns import Columns
    from toolkit.shop.facts import Facts

SLUG = "luyang-living"
Seed = str | int | bytes


def open_shop(name: str = SLUG, *, seed: Seed = "classroom", scale: float = 1.0, days: int | None = None) -> Shop:
    """Open a shop; nothing is made before a table is asked for.

    Args: name, a folder of datasets/; seed, whose shop of that kind ("classroom" is the one in the books); scale multiplies
    visits, budgets and staff; days, from the first day of its books (all of them where not given).
    Raises: UnknownShop.
    """
    if name not in shops():
        raise UnknownShop(name, shops())
    raw = seed if isinstance(seed, bytes) else str(seed).encode()
    return Shop(raw, scale, days, slug=name)


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
        if self.days < 1 or not 0 < scale < 1e6:
            raise ImpossibleDecision(
                given=f"A shop of {self.days} days at scale {scale} cannot be made.",
                exists="Days are 1 or more, scale is above 0 and below a million; 731 days at scale 1 are usual.",
                do="Give other numbers, or leave both out.",
            )
        self._frames: dict[str, pd.DataFrame] = {}

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
        """The days as lived: made once, in memory."""
        from toolkit.shop.history import run

        held = self._held.facts.purchases if self._held else None
        return run(self._scenario, self.days, self._decisions, self._without, held=held)

    def tables(self) -> list[str]:
        """Names of all tables."""
        return list(TABLES)

    def describe(self, table: str) -> pd.DataFrame:
        """One row a column of a table: kind, unit, meaning. Raises: UnknownTable."""
        return describe(TABLES[_known(table)])

    def table(self, name: str) -> pd.DataFrame:
        """Return a table; what is done to it stays with the caller. Raises: UnknownTable."""
        if _known(name) not in self._frames:
            self._frames[name] = self._frame(name)
        return self._frames[name].copy(deep=False)

    def make(self, names: Iterable[str] | None = None, progress: Callable[[str], None] | None = None) -> None:
        """Make tables and keep them on disk; progress is called with the name of each that is done. Raises: UnknownTable."""
        for name in list(names) if names is not None else self.tables():
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
    ) -> Shop:
        """The same shop, re-run from its first day with levers pulled from `start` to `end` (last day included).

        Levers are those of Decisions, with products by product_id, categories by category_id and placements by channel or
        campaign. without: ids of incidents that do not happen, or sources that bring nobody. rules: "react", the shopkeeper
        orders goods by habit in the new world too; "hold", the orders to suppliers stay as they were.
        Raises: ImpossibleDecision.
        """
        decided = Decisions(
            start=0 if start is None else self._day(start),
            end=None if end is None else self._day(end),
            budgets=budgets or {},
            prices=self._by_sku(prices or {}),
            promotions=self._by_sku(promotions or {}),
            placements=self._by_source(placements or {}),
            orders=self._by_sku(orders or {}),
            staff=staff or {},
            overtime=overtime or {},
            messages=messages or {},
            promises=promises or {},
        )
        absent = (without,) if isinstance(without, str) else tuple(without)
        _one_of("rule", rules, ("react", "hold"), "rules")
        for name in absent:
            _one_of("incident or source", name, (*KINDS, *SOURCES), "without")
        return Shop(
            self._seed,
            self._scenario.scale,
            self.days,
            (*self._decisions, decided),
            (*self._without, *absent),
            slug=self._slug,
            held=self if rules == "hold" else self._held,
        )

    def compare(self, other: Shop) -> pd.DataFrame:
        """Daily numbers of this shop less those of another, by date."""
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

    def _frame(self, name: str) -> pd.DataFrame:
        from toolkit.data.frames import to_frame
        from toolkit.data.store import read_frame

        if self._is_other_world:
            return to_frame(self._columns(name), TABLES[name])
        self.make([name])
        try:
            return read_frame(self._file(name), TABLES[name])
        except UnreadableFile:  # a table that was cut short is made anew: it can always be made again
            self._write(name)
            return read_frame(self._file(name), TABLES[name])

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

    def _day(self, date: object) -> int:
        day = int((pd.Timestamp(date) - self.first_day) / pd.Timedelta(1, "D"))  # type: ignore[arg-type]
        if not 0 <= day < self.days:
            raise ImpossibleDecision(
                given=f"{date} is no day of this shop.",
                exists=f"Its books run from {self.first_day:%Y-%m-%d} to {self.last_day:%Y-%m-%d}.",
                do="Give a date between these.",
            )
        return day

    def _by_sku(self, given: Mapping[str, Any]) -> dict[int, Any]:
        if not given:
            return {}
        from toolkit.shop.rows.ids import product_words

        words = product_words(self.facts)
        for product in given:
            if product not in words:
                raise ImpossibleDecision(
                    given=f'There is no product "{product}".',
                    exists=f"The shop has {len(words)} products, such as {sorted(words)[0]}.",
                    do="Take a product_id from shop.products.",
                )
        return {words.index(product): value for product, value in given.items()}

    def _by_source(self, given: Mapping[str, Mapping[str, float]]) -> dict[str, dict[int, float]]:
        """Placements by source and category index; a channel stands for all its campaigns."""
        words = [row["id"] for row in self._scenario.categories]
        places: dict[str, dict[int, float]] = {}
        for place, shares in given.items():
            _one_of("place", place, (*CHANNELS, *SOURCES), "placements")
            for category in shares:
                _one_of("category", category, tuple(words), "placements")
            slots = {words.index(category): share for category, share in shares.items()}
            mine = [source for source, channel in zip(SOURCES, CHANNEL_OF, strict=True) if place in (source, channel)]
            places |= dict.fromkeys([place] if place in SOURCES and place not in CHANNELS else mine, slots)
        return places


def _one_of(what: str, given: str, known: tuple[str, ...], lever: str) -> None:
    if given not in known:
        near = difflib.get_close_matches(str(given), known, n=1)
        raise ImpossibleDecision(
            given=f'There is no {what} "{given}".',
            exists=f"Names for {lever}: {', '.join(known)}.",
            do=f'Did you mean "{near[0]}"?' if near else "Use one of these.",
        )


def _known(table: str) -> str:
    if table not in TABLES:
        raise UnknownTable(table, TABLES)
    return table


def _advice(name: str) -> str:
    near = difflib.get_close_matches(name, TABLES, n=1)
    return f'Did you mean "{near[0]}"?' if near else "Choose one of these."
