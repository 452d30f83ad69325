"""Reading a recorded answer once more, as if a stranger had sent it: what the answer's type would never have produced is refused."""

from __future__ import annotations

from typing import Any

from toolkit.exercises.answer import Answer
from toolkit.exercises.chart import Chart
from toolkit.exercises.drawn import BARS, HEAT, LINE, POINTS
from toolkit.exercises.levers import as_json, from_json
from toolkit.exercises.parts import Several, replace_parts
from toolkit.exercises.plan import Plan
from toolkit.exercises.tables import Table

TEXTS, NUMBERS = ("x_label", "y_label", "title"), ("x_from", "y_from")
DRAWN = (LINE, POINTS, BARS, HEAT)
AMOUNTS = ("type", "map", "list", "day")
MOST_ROWS, MOST_PANELS = 5_000, 50


class Forged(ValueError):
    """A value has a form that its answer type never writes."""


def reread(answer: Answer, value: Any) -> Any:
    """Return a recorded value, read by its answer's type once more. Raises: Misread, Forged, and what odd JSON brings about."""
    if isinstance(answer, Chart):
        return _chart(value)
    if isinstance(answer, Plan):
        return _plan(value)
    if isinstance(answer, Table):
        return _table(answer, value)
    if isinstance(answer, Several) and any(isinstance(part, Chart | Plan | Table) for part in answer.parts.values()):
        return _several(answer, value)
    return answer.read(value)


def _several(answer: Several, value: Any) -> Any:
    """Read the parts whose written form differs from what they read, and leave the rest to the type itself."""
    odd = {name: part for name, part in answer.parts.items() if isinstance(part, Chart | Plan | Table)}
    mended = {name: reread(part, value[name]) for name, part in odd.items()}
    plain = {name: part for name, part in answer.parts.items() if name not in odd}
    rest = replace_parts(answer, plain).read({name: each for name, each in value.items() if name not in odd})
    return {name: (mended if name in mended else rest)[name] for name in (*answer.parts, *(set(rest) - set(plain)))}


def _need(holds: bool) -> None:
    if not holds:
        raise Forged


def _chart(value: Any) -> Any:
    _need(isinstance(value, dict) and set(value) == {"panels"} and isinstance(value["panels"], list))
    _need(0 < len(value["panels"]) <= MOST_PANELS)
    for panel in value["panels"]:
        _need(set(panel) == {*TEXTS, *NUMBERS, "names", "series"})
        _need(all(isinstance(panel[name], str) for name in TEXTS) and all(_number(panel[name]) for name in NUMBERS))
        _need(all(isinstance(name, str) for name in panel["names"]))
        _need(bool(panel["series"]))
        for series in panel["series"]:
            _series(series)
    return value


def _series(series: Any) -> None:
    _need({"kind", "name", "x", "y"} <= set(series) <= {"kind", "name", "x", "y", "across"})
    _need(series["kind"] in DRAWN and isinstance(series["name"], str) and isinstance(series.get("across", False), bool))
    _need(isinstance(series["x"], list) and isinstance(series["y"], list) and len(series["x"]) == len(series["y"]))
    _need(all(each is None or _number(each) for each in series["y"]))
    _need(all(each is None or isinstance(each, str) or _number(each) for each in series["x"]))


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plan(value: Any) -> Any:
    only_decisions(value)
    _need(as_json(from_json(value)) == value)
    return value


def only_decisions(value: Any) -> None:
    """Check that a value is the shop's `Decisions` and names nothing else. Raises: Forged."""
    _known_types(value, 0)
    _need(isinstance(value, dict) and value.get("type") == "Decisions")


def _known_types(value: Any, depth: int) -> None:
    """Check that nothing but the shop's own decisions is named, before anything is made of it."""
    import toolkit.shop.decisions as home

    _need(depth < 20)
    if isinstance(value, dict):
        _need(sum(name in value for name in AMOUNTS) == 1)
        if "type" in value:
            named = getattr(home, value["type"], None) if isinstance(value["type"], str) else None
            _need(isinstance(named, type) and named.__module__ == home.__name__)
            _need(hasattr(named, "__dataclass_fields__"))
        for each in value.values():
            _known_types(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            _known_types(each, depth + 1)


def _table(answer: Table, value: Any) -> Any:
    _need(isinstance(value, dict) and set(value) == {"key", "rows"} and value["key"] == list(answer.key))
    _need(isinstance(value["rows"], dict) and 0 < len(value["rows"]) <= MOST_ROWS)
    columns = answer.columns
    return {
        "key": list(answer.key),
        "rows": {label: _row(columns, row) for label, row in value["rows"].items()},
    }


def _row(columns: Any, row: Any) -> dict[str, Any]:
    _need(isinstance(row, dict) and set(row) == set(columns))
    return {name: None if row[name] is None else reread(column, row[name]) for name, column in columns.items()}
