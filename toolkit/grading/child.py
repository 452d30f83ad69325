"""What runs inside the sandbox: the cells of one hand-in, and one record on the pipe for every answer.

Whatever happens here stays here: a record is what a learner claims to have answered, and the judge reads it as such. No
record says whether anything is right.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from toolkit.exercises import plain, seats
from toolkit.exercises.errors import UnknownExercise
from toolkit.exercises.sealed import Sealed
from toolkit.grading.records import ANSWER, CELL, DONE, DOTS, FORM, LONGEST_LINE, READ, UNKNOWN
from toolkit.grading.shell import GradingShell, last_line

Tell = Callable[..., None]
JOB = "job.json"


def run_cells(shell: GradingShell, given: Path, pipe: int) -> None:
    """Run the hand-in that lies in `given`, telling the pipe what it answers."""
    job = json.loads((given / JOB).read_text(encoding="utf-8"))
    tell = _teller(pipe)
    at = _Place()
    _listen(tell, at)
    _give_own_shop(job["slug"])
    for at.cell, source in enumerate(job["cells"]):
        result = shell.run_cell(source, store_history=True, silent=False)  # type: ignore[no-untyped-call]
        error = result.error_before_exec or result.error_in_exec
        if error is not None:
            tell(t=CELL, cell=at.cell, said=last_line(error))
        shell.close_figures()
    at.cell = -1
    _answers_left(job["slug"], shell.user_ns, at)
    tell(t=DONE, cells=len(job["cells"]))


class _Place:
    """Where the run is: the number of the cell, and what was checked so far."""

    def __init__(self) -> None:
        self.cell = 0
        self.checked: set[str] = set()


def _teller(pipe: int) -> Tell:
    def tell(**record: Any) -> None:
        line = json.dumps(record, ensure_ascii=True, allow_nan=False).encode() + b"\n"
        if len(line) > LONGEST_LINE:
            what = {
                "t": ANSWER,
                "cell": record.get("cell"),
                "name": record.get("name"),
                "kind": FORM,
                "what": "too long",
            }
            line = json.dumps(what).encode() + b"\n"
        while line:
            line = line[os.write(pipe, line) :]

    return tell


def _listen(tell: Tell, at: _Place) -> None:
    """Have every desk of this process tell what it is handed."""
    by_form = Sealed.judge

    def judge(self: Sealed, name: str, value: object) -> Any:
        try:
            verdict = by_form(self, name, value)
        except UnknownExercise:
            tell(t=ANSWER, cell=at.cell, name=str(name)[:80], kind=UNKNOWN)
            raise
        at.checked.add(name)
        tell(t=ANSWER, cell=at.cell, name=name, **_claim(verdict, value))
        return verdict

    Sealed.judge = judge  # type: ignore[method-assign]


def _claim(verdict: Any, value: object) -> dict[str, Any]:
    """Return an answer in plain JSON: read by its form, or as what it is where the form is another."""
    if verdict.way == "recorded":
        return {"kind": READ, "value": verdict.given}
    if verdict.way == "untouched":
        return {"kind": DOTS}
    return {"kind": FORM, "what": plain.class_name(value)[:80], "value": _shown(value)}


def _shown(value: object) -> Any:
    """Return a single number or text of another form, so that the judge can read it again."""
    single = plain.scalar(value)
    if isinstance(single, str):
        return single[:LONGEST_TEXT]
    finite = isinstance(single, int | float) and abs(single) < MOST
    return single if finite else None


LONGEST_TEXT, MOST = 400, 1e300


def _give_own_shop(slug: str) -> None:
    """Give the shop of the hand-in, whatever shop the notebook asks for."""
    from toolkit.shop import books

    def own(*_: object, **__: object) -> Any:
        folder = seats.find(slug)
        assert folder is not None
        return Sealed(folder).shop

    books.open_shop = own


def _answers_left(slug: str, names: dict[str, Any], at: _Place) -> None:
    """Read the answers that bear the name of an exercise but were never checked: the line may have been deleted."""
    folder = seats.find(slug)
    if folder is None:
        return
    desk = Sealed(folder)
    for name in desk.exercises():
        if name not in at.checked and name in names:
            desk.judge(name, names[name])
