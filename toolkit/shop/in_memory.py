"""A shop whose tables never lie on disk: what is prepared for somebody else is made once, handed over and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from toolkit.data.schema import TABLES
from toolkit.data.table import several
from toolkit.shop.books import Shop

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.data.columns import Columns


class InMemory(Shop):
    """Lives its days once and makes each table once; nothing is let go before the shop itself is."""

    _made: dict[str, Columns]

    @classmethod
    def of(cls, shop: Shop) -> InMemory:
        """Return the same shop, kept in memory; days that were lived already are shared."""
        other = cls.__new__(cls)
        vars(other).update(vars(shop), _frames={}, _made={}, _remembered={})
        return other

    def stored(self, name: str) -> Columns:
        """Return a table in storage units, whole. Raises: UnknownTable."""
        if name not in self._made:
            self._made[name] = self._columns(name)
        return self._made[name]

    def make(self, names: Iterable[str] | None = None, progress: Callable[[str], None] | None = None) -> None:
        """Make tables ahead; progress is called with the name of each that is done. Raises: UnknownTable."""
        for name in self.tables() if names is None else several(names):
            self.stored(name)
            if progress:
                progress(name)

    def let_go(self) -> None:
        """Keep all: whoever holds this shop asks for the same days and tables until the work is done."""

    def aside(self) -> InMemory:
        """The shop itself: its tables are let go with it."""
        return self

    def stranger(self, name: str) -> InMemory:
        """A shop of another kind that goes with this one, kept in memory too. Raises: UnknownShop."""
        return InMemory.of(super().stranger(name))

    def lived_on(self, days: int) -> InMemory:
        """The same shop with so many days more in its books, kept in memory too."""
        return InMemory.of(super().lived_on(days))

    def _frame(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        from toolkit.data.frames import to_frame

        made = self.stored(name)
        return to_frame(made if columns is None else {each: made[each] for each in columns}, TABLES[name])
