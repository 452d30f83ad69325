"""The marking sheet: what a person judges, as a CSV with the rubric's rows to fill in, read back with `--marks`.

Each row of the rubric that applies is filled in with 0 to 3; their share of the most replaces the machine's points of that
exercise. A line left empty leaves the machine's points; a line half filled in is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.course.sheets import BadSheet, read_table, write_table

RUBRIC = {
    "A": "A result", "B": "B normal or not", "C": "C cause", "D": "D without it", "E": "E next", "F": "F words",
}  # fmt: skip
ROWS = {"review": "ABCDEF", "decision": "EF"}
"""Which rows apply to an answer, by its kind."""
HIGHEST, NO_ROW = 3.0, "–"
HEAD = ("id", "name", "exercise", "answer", "machine", "proposed", *RUBRIC.values(), "remark")
Key = tuple[str, str]


@dataclass
class Marked:
    """A person's marks of one answer: by row of the rubric, and a remark."""

    marks: dict[str, float] = field(default_factory=dict)
    remark: str = ""

    def share(self, rows: str) -> float:
        """Return the share of the most, 0 to 1."""
        return sum(self.marks[row] for row in rows) / (HIGHEST * len(rows))


Sheet = dict[Key, Marked]


def read_sheet(path: Path) -> tuple[Sheet, list[str]]:
    """Return what was filled in, by learner and exercise, and what is odd about it. Raises: BadSheet."""
    (_, head), *lines = read_table(path, "A marking sheet") or [(1, [])]
    columns = {name.casefold(): at for at, name in enumerate(head)}
    sheet: Sheet = {}
    if not {"id", "exercise"} <= set(columns):
        raise BadSheet(
            given=f"{path.name} is no marking sheet: its columns are {', '.join(head) or 'none'}.",
            exists="A marking sheet says in its columns id and exercise whose answer was marked.",
            do="Take marking.csv of an earlier run and keep its heading.",
        )
    odd: list[str] = []
    for number, line in lines:
        cells = {name: line[at] if at < len(line) else "" for name, at in columns.items()}
        marked = Marked(remark=cells.get("remark", ""))
        for row, name in RUBRIC.items():
            try:
                _put(marked, row, cells.get(name.casefold(), ""))
            except ValueError:
                told = f"line {number}: {name} is {cells[name.casefold()]!r}; a mark is a number from 0 to 3"
                odd.append(f"{path.name}, {told}")
        sheet[cells["id"], cells["exercise"]] = marked
    return {key: marked for key, marked in sheet.items() if marked.marks or marked.remark}, odd


def _put(marked: Marked, row: str, text: str) -> None:
    if text.strip() in ("", NO_ROW, "-"):
        return
    mark = float(text.replace(",", "."))
    if not 0 <= mark <= HIGHEST:
        raise ValueError
    marked.marks[row] = mark


def write_sheet(path: Path, lines: Iterable[tuple[str, str, Mapping[str, Any]]], filled: Sheet) -> int:
    """Write the sheet of (id, name, mark), with what was filled in already; returns how many lines; none, no file."""
    table = [_line(*line, filled) for line in lines]
    if table:
        write_table(path, [HEAD, *table])
    return len(table)


def _line(who: str, name: str, mark: Mapping[str, Any], filled: Sheet) -> Sequence[str]:
    by_hand, marked = mark["by_hand"], filled.get((who, mark["exercise"]), Marked())
    proposed = " ".join(f"{row} {value}" for row, value in by_hand["proposed"].items())
    rows = (_shown(row, marked) if row in by_hand["rows"] else NO_ROW for row in RUBRIC)
    machine = f"{mark['points']} of {mark['of']}"
    return (who, name, mark["exercise"], "\n".join(told(mark["value"])), machine, proposed, *rows, marked.remark)


def _shown(row: str, marked: Marked) -> str:
    return f"{marked.marks[row]:g}" if row in marked.marks else ""


def told(value: Any, name: str = "") -> Iterator[str]:
    """Yield an answer of many parts line by line."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from told(each, f"{name} {key}".strip())
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for at, each in enumerate(value, 1):
            yield from told(each, f"{name} {at}".strip())
    elif value is not None:
        yield f"{name}: {value}" if name else str(value)
