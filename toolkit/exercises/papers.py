"""The papers of one lesson on one shop, made once and kept beside the shop's tables.

    <tables of the shop>/lessons/<slug>/lesson.json     the case and the forms of the answers
                                        <name>.parquet  the small prepared tables
                                        known.json      values of references and mistakes (practice only)

A stamp over the definitions and the lens tells stale papers from fresh ones; stale or broken papers are made again.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.data.store import PRESSED
from toolkit.exercises import seasons, words
from toolkit.exercises.answer import Answer, Ask
from toolkit.exercises.case import Case, frozen, read_json, write_json
from toolkit.exercises.compare import Known
from toolkit.exercises.errors import BadDefinition, UnknownTable, unknown
from toolkit.exercises.exercise import Exercise, Function, LessonPlan, Mistake, call
from toolkit.exercises.words import say

LENS = Path(__file__).parents[1] / "lens"


class Papers:
    """Case, prepared tables and known values of one lesson on one shop.

    names: what definitions may ask for. tables: where the prepared tables lie, if not with the rest.
    """

    def __init__(self, plan: LessonPlan, folder: Path, names: dict[str, Any], tables: Path | None = None) -> None:
        self.plan, self.folder, self.names = plan, folder, names
        self._prepared = tables or folder
        self.stamp = stamp(plan) + (f" {seasons.mark(names['shop'])}" if plan.per_game else "")
        self._tables: dict[str, pd.DataFrame] = {}
        names["case"] = self.case = self._case()
        self._defined: dict[str, Any] | None = None
        self._known = self._kept()

    def _case(self) -> Case:
        sheet = read_json(self.folder / "lesson.json")
        if not isinstance(sheet, dict) or sheet.get("stamp") != self.stamp:
            sheet = self._make_sheet()
        return Case(sheet["case"])

    def _make_sheet(self) -> dict[str, Any]:
        chosen = frozen(call(self.plan.case_is, self.names)) if self.plan.case_is else {}
        self.names["case"] = case = Case(chosen)
        for name, make in self.plan.prepared.items():
            self._make_table(name, call(make, self.names))
        forms = {name: exercise.answer.on(case).form() for name, exercise in self.plan.exercises.items()}
        sheet = {"slug": self.plan.slug, "stamp": self.stamp, "case": chosen, "forms": forms}
        _write_if_possible(self.folder / "lesson.json", sheet)
        let_go(self.names)
        return sheet

    def _make_table(self, name: str, table: pd.DataFrame) -> None:
        self._tables[name] = table
        path = self._prepared / f"{name}.parquet"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{id(self)}")
            _write_small(table, draft)
            draft.replace(path)
        except OSError:
            return  # a folder that cannot be written costs time at the next start, nothing else

    def table(self, name: str) -> pd.DataFrame:
        """Return a prepared table. Raises: UnknownTable."""
        if name not in self.plan.prepared:
            raise unknown(UnknownTable, say(words.A_TABLE), name, self.plan.prepared)
        if name not in self._tables:
            self._tables[name] = self._read_table(name)
        return self._tables[name].copy(deep=False)

    def _read_table(self, name: str) -> pd.DataFrame:
        try:
            return pd.read_parquet(self._prepared / f"{name}.parquet", use_threads=False)  # threads may hang at exit
        except (OSError, ValueError):
            made: pd.DataFrame = call(self.plan.prepared[name], self.names)
            self._make_table(name, made)
            return made

    def _kept(self) -> dict[str, Known]:
        kept = read_json(self.folder / "known.json")
        if not isinstance(kept, dict) or kept.get("stamp") != self.stamp:
            return {}
        return {name: Known(**values) for name, values in kept["values"].items() if name in self.plan.exercises}

    def known(self, exercise: Exercise) -> Known:
        """Return an exercise's known values, worked out at the first call ever."""
        if exercise.name not in self._known:
            self._known[exercise.name] = work_out(exercise, self.ask, self.case)
            values = {name: vars(known) for name, known in self._known.items()}
            _write_if_possible(self.folder / "known.json", {"stamp": self.stamp, "values": values})
        return self._known[exercise.name]

    def is_known(self, exercise: Exercise) -> bool:
        """Tell whether a check of this exercise would be instant."""
        return exercise.name in self._known

    def ask(self, function: Function, **extra: Any) -> Any:
        """Call a function of the definition with the names it asks for; extra: names for this call only."""
        return call(function, _With(self.names, extra), self._cells())

    def _cells(self) -> dict[str, Any]:
        """Return the names that the lesson's own cells define, with their values."""
        if self._defined is None:
            cells: dict[str, Any] = {}
            for name, make in self.plan.defined.items():
                cells[name] = call(make, self.names, cells)
            self._defined = cells  # whole at once: the idle thread may be here too
        return self._defined


def work_out(exercise: Exercise, ask: Ask, case: Mapping[str, Any]) -> Known:
    """Run the reference, the other ways, truth and every mistake on one shop. Raises: BadDefinition."""
    answer = exercise.answer.on(case)
    ref = _reference(exercise, answer, ask(exercise.reference))
    also = {other.label: answer.read(ask(other.run, ref=ref)) for other in exercise.alsos}
    true = answer.true(ask(exercise.truth_is, ref=ref), ref) if exercise.truth_is else None
    mistakes = {mistake.name: value_of(mistake, answer, ask, ref) for mistake in exercise.mistakes}
    return Known(ref, also, true, {name: value for name, value in mistakes.items() if value is not None})


def value_of(mistake: Mistake, answer: Answer, ask: Ask, ref: Any) -> Any:
    """Return what a wrong method gives on this shop, or None where it gives nothing that could be handed in."""
    try:
        return answer.model(ask(mistake.run, ref=ref))
    except Exception:
        return None


def _reference(exercise: Exercise, answer: Answer, value: Any) -> Any:
    try:
        return answer.read(value)
    except Exception as odd:
        raise BadDefinition(
            given=f"The worked solution of {exercise.id} returned {type(value).__name__} {str(value)[:60]}.",
            exists=f"Its answer type is {answer.kind}: {odd}",
            do="Return what the learner should hand in, or choose another answer type.",
        ) from odd


class _With(dict[str, Any]):
    """Names for one call, laid over those of the lesson (asked last: truth is fetched only when it is named)."""

    def __init__(self, names: Mapping[str, Any], extra: Mapping[str, Any]) -> None:
        super().__init__(extra)
        self.names = names

    def __missing__(self, name: str) -> Any:
        return self.names[name]


def let_go(names: Mapping[str, Any]) -> None:
    """Have the shop drop what only definitions asked for; the learner's own tables stay with the learner."""
    drop = getattr(names.get("shop"), "let_go", None)
    if drop:
        drop()


def stamp(plan: LessonPlan) -> str:
    """Return a short hash of a lesson's definitions and of the lens they look through."""
    digest = hashlib.sha256(_lens().encode())
    asked = [one for each in plan.exercises.values() for one in (each.reference, *(slip.run for slip in each.mistakes))]
    functions = [*asked, *plan.prepared.values(), *plan.defined.values(), *([plan.case_is] if plan.case_is else [])]
    for file in sorted({inspect.getfile(inspect.unwrap(function)) for function in functions}):
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()[:16]


@cache
def _lens() -> str:
    files = sorted(LENS.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _write_small(table: pd.DataFrame, path: Path) -> None:
    """Write a prepared table: what repeats in a dictionary, moments by their differences, all of it pressed."""
    moments = [name for name, kind in table.dtypes.items() if kind.kind == "M"]
    repeats = [name for name in table if name not in moments]
    grows = dict.fromkeys(moments, "DELTA_BINARY_PACKED")
    table.to_parquet(path, compression="zstd", compression_level=PRESSED, use_dictionary=repeats, column_encoding=grows)


def _write_if_possible(path: Path, values: Any) -> None:
    try:
        write_json(path, values)
    except OSError:
        return  # as above: made again at the next start
