"""What a rule is: a sentence, the tables it needs, and a function that finds the rows that break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from toolkit.data.checks.book import Book, Violation

if TYPE_CHECKING:
    import pandas as pd

Find = Callable[[Book], "pd.DataFrame"]
FindEach = Callable[[Book, str], "pd.DataFrame"]


@dataclass(frozen=True)
class Rule:
    """A rule over certain tables; `find` gives the offending rows by the table that is blamed."""

    says: str
    tables: tuple[str, ...]
    find: Callable[[Book], dict[str, pd.DataFrame]]

    def applies(self, book: Book) -> bool:
        """Tell whether all its tables are there."""
        return all(name in book.frames for name in self.tables)

    def look(self, book: Book) -> Iterator[Violation]:
        """Find where it is broken, if it is."""
        for table, rows in self.find(book).items():
            if len(rows):
                yield Violation.of(table, self.says, rows)


def rule(says: str, *tables: str) -> Callable[[Find], Rule]:
    """Make a rule of a function that returns the offending rows; the first table is blamed."""
    return lambda find: Rule(says, tables, lambda book: {tables[0]: find(book)})


def every_table(says: str) -> Callable[[FindEach], Rule]:
    """Make a rule for each table of a function that returns the offending rows of one."""
    return lambda find: Rule(says, (), lambda book: {name: find(book, name) for name in book.frames})


def unequal(here: Any, there: Any) -> pd.DataFrame:
    """Rows in which two Series or DataFrames, matched by index and columns, differ; what is missing counts as 0."""
    import pandas as pd

    sides = {"here": here, "there": there}
    stacked = {side: given.stack() if isinstance(given, pd.DataFrame) else given for side, given in sides.items()}
    both = pd.concat(stacked, axis=1, sort=True).fillna(0)
    return both[both["here"] != both["there"]].reset_index()


def where_any(frame: pd.DataFrame, masks: list[pd.Series], names: list[str]) -> pd.DataFrame:
    """Rows in which one of the masks holds, with the columns named (each once)."""
    import pandas as pd

    wrong = reduce(or_, (mask.astype(bool) for mask in masks), pd.Series(data=False, index=frame.index))
    return frame.loc[wrong, list(dict.fromkeys(names))]
