"""From the names a learner uses (dates, products, categories, channels) to the numbers a decision is made of."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from toolkit.data.table import several
from toolkit.shop.asked import date_of
from toolkit.shop.decisions import Decisions, ImpossibleDecision, braces
from toolkit.shop.facts import CHANNEL_OF, CHANNELS, SOURCES
from toolkit.shop.incidents import KINDS
from toolkit.shop.rows.ids import product_names
from toolkit.shop.scenario import Scenario

RULES = ("react", "hold")


class Names:
    """The names of one shop of `days` days."""

    def __init__(self, scenario: Scenario, days: int) -> None:
        self._scenario, self._days = scenario, days
        self._first = pd.Timestamp(scenario.start)

    def decisions(self, start: object, end: object, **levers: Any) -> Decisions:
        """Put decisions together from levers named as a learner names them. Raises: ImpossibleDecision."""
        given = {name: {} if value is None else braces(name, value) for name, value in levers.items()}
        for lever in ("prices", "promotions", "orders"):
            given[lever] = self._by_product(given[lever])
        given["placements"] = self._by_source(given["placements"])
        first, last = (None if date is None else self.day(date) for date in (start, end))
        if last is not None and last < (first or 0):
            raise ImpossibleDecision(
                given=f"A lever pulled from {start} to {end} ends before it begins.",
                exists="The last day belongs to it: from and to one day is one day.",
                do="Give an end that is no day before the start.",
            )
        return Decisions(start=first or 0, end=last, **given)

    def day(self, date: object) -> int:
        """The index of a day of the books. Raises: ImpossibleDecision."""
        day = (self.date(date) - self._first).days
        if not 0 <= day < self._days:
            raise ImpossibleDecision(
                given=f"{date} is no day of this shop.", exists=self._books, do="Give a date between these."
            )
        return day

    def date(self, date: object) -> pd.Timestamp:
        """A date, of the books or not. Raises: ImpossibleDecision for what is none."""
        return date_of(date, self._books)

    @property
    def _books(self) -> str:
        last = self._first + pd.Timedelta(self._days - 1, "D")
        return f"Its books run from {self._first:%Y-%m-%d} to {last:%Y-%m-%d}."

    def _by_product(self, given: Mapping[str, Any]) -> dict[int, Any]:
        words = product_names(self._scenario.keys, self._scenario.raw["goods"]["products"]) if given else ()
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
            one_of("place", place, (*CHANNELS, *SOURCES), "placements")
            for category in braces(f"placements of {place}", shares):
                one_of("category", category, words, "placements")
            slots = {words.index(category): share for category, share in shares.items()}
            whole = place in CHANNELS
            named = zip(SOURCES, CHANNEL_OF, strict=True)
            mine = [source for source, channel in named if place == (channel if whole else source)]
            places |= dict.fromkeys(mine, slots)
        return places


def absent(without: object) -> tuple[str, ...]:
    """Incidents and sources that a world does without. Raises: ImpossibleDecision."""
    names = tuple(several(without))
    for name in names:
        one_of("incident or source", name, (*KINDS, *SOURCES), "without")
    return names


def one_of(what: str, given: object, known: Iterable[str], lever: str) -> None:
    """Refuse a name that is not known. Raises: ImpossibleDecision."""
    names = list(known)
    if not isinstance(given, str) or given not in names:
        near = difflib.get_close_matches(str(given), names, n=1)
        raise ImpossibleDecision(
            given=f'There is no {what} "{given}".',
            exists=f"Names for {lever}: {', '.join(names)}.",
            do=f'Did you mean "{near[0]}"?' if near else "Use one of these.",
        )
