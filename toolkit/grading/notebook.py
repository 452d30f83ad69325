"""Reading a hand-in: any bytes whatever become cells of code, or the reason why there are none."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_BYTES = 64 << 20
MOST_CODE, MOST_CELLS = 2 << 20, 5_000
OPENS = re.compile(r"""open_lesson\(\s*(?:slug\s*=\s*)?["']([\w-]+)["']""")
SCRIPT_CELL = re.compile(r"^# ?%%.*$", re.MULTILINE)


@dataclass
class Read:
    """What a file holds: cells of code in their order, or `problem`; what is worth a note; which lesson it opens."""

    cells: list[str] = field(default_factory=list)
    problem: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def lessons(self) -> list[str]:
        """The lessons that the code opens, in order."""
        return list(dict.fromkeys(slug for cell in self.cells for slug in OPENS.findall(cell)))


def read(name: str, raw: bytes) -> Read:
    """Return what a file holds, whatever it is; never raises."""
    if not raw.strip():
        return Read(problem="the file is empty")
    if len(raw) > MOST_BYTES:
        return Read(problem=f"the file is larger than {MOST_BYTES >> 20} MiB")
    if raw[:5] == b"%PDF-":
        return Read(problem="this is a PDF, not a notebook; ask for the .ipynb file")
    if raw[:2] == b"PK":
        return Read(problem="this is an archive or office file, not a notebook; ask for the .ipynb file")
    text = _decoded(raw)
    if name.casefold().endswith(".py"):
        return _script(text)
    try:
        return _notebook(json.loads(text))
    except RecursionError:
        return Read(problem="the file is nested too deeply for a notebook")
    except ValueError:
        return Read(problem="the file is not JSON: it was cut short, or is no notebook")


def cells_of(path: Path) -> list[str]:
    """Return the cells of code of a notebook of our own. Raises: OSError."""
    return read(path.name, path.read_bytes()).cells


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", errors="replace")


def _script(text: str) -> Read:
    """Return a script as cells: split at `# %%` lines, else at its top-level statements' ends as one cell."""
    pieces = [piece.strip("\n") for piece in SCRIPT_CELL.split(text)]
    found = _bounded(Read(cells=[piece for piece in pieces if piece.strip()]))
    found.notes.append("a script was handed in, not a notebook")
    if len(found.cells) == 1:
        found.cells = _statements(found.cells[0])
    return found


def _statements(source: str) -> list[str]:
    """Return each top-level statement of a script by itself, so that one that fails does not take the rest along."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [source]
    lines = source.splitlines()
    return ["\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in body][:MOST_CELLS] or [source]


def _notebook(book: Any) -> Read:
    if not isinstance(book, dict):
        return Read(problem="the file is JSON and no notebook: it has no cells")
    found = Read()
    if isinstance(book.get("worksheets"), list):
        found.notes.append("an old form of notebook (nbformat 3)")
        sheets = [sheet.get("cells") for sheet in book["worksheets"] if isinstance(sheet, dict)]
        cells: Any = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    else:
        cells = book.get("cells")
    if not isinstance(cells, list):
        return Read(problem="the file is JSON and no notebook: it has no cells")
    for cell in cells:
        _put(found, cell)
    return _bounded(found)


def _put(found: Read, cell: Any) -> None:
    if not isinstance(cell, dict):
        return
    kind, source = cell.get("cell_type"), _source(cell.get("source", cell.get("input", "")))
    if kind == "code" and source.strip():
        found.cells.append(source)


def _source(source: Any) -> str:
    """Return a cell's text, that UTF-8 can hold."""
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "")


def _bounded(found: Read) -> Read:
    if len(found.cells) > MOST_CELLS or sum(map(len, found.cells)) > MOST_CODE:
        return Read(problem=f"more code than a lesson can need: over {MOST_CELLS:,} cells or {MOST_CODE >> 20} MiB")
    if not found.cells:
        found.problem = "the notebook has no code"
    return found
