"""Whether the values of a scenario file may be what they are: compared with `scenario_rules`, key by key."""

from __future__ import annotations

import datetime as dt
import difflib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from toolkit.shop.facts import SOURCES
from toolkit.shop.scenario_kinds import EXACT, few, first_off, may, rule
from toolkit.shop.scenario_rules import RULES


class ImpossibleScenario(ValueError):
    """A scenario file lacks a key, has one that does not exist, or gives one a value that cannot be. key: its dotted path."""

    def __init__(self, key: str, *, given: str, exists: str, do: str) -> None:
        self.key = key
        super().__init__(f"{given} {exists} {do}")


def checked(text: bytes, file: str, like: Callable[[str], Mapping[str, Any]]) -> dict[str, Any]:
    """The values of a scenario file. Raises: ImpossibleScenario if it is no TOML, or at the first value that does not fit.

    like: values of another shop by its name, which hold where a file with shop.like is silent.
    """
    try:
        values = tomllib.loads(text.decode())
    except ValueError as error:  # no TOML, or no UTF-8
        raise ImpossibleScenario(
            "",
            given=f"{file}: this is no TOML: {str(error).rstrip('.')}.",
            exists="A scenario is a UTF-8 file of sections and lines KEY = VALUE.",
            do="Mend that place, or take the file back from the repository.",
        ) from error
    model = values.get("shop", {}).get("like")
    if model:
        values = laid_over(like(model), values)
    check(values, RULES, file)
    return values


def laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Values of one file over those of another, section by section; a list replaces a list."""
    both = {
        key: laid_over(below[key], value)
        if isinstance(value, Mapping) and isinstance(below.get(key), Mapping)
        else value
        for key, value in above.items()
    }
    return {**below, **both}


def check(values: Mapping[str, Any], rules: Mapping[str, Any], file: str) -> None:
    """Compare all values of a file with the rules. Raises: ImpossibleScenario at the first that does not fit."""
    for key, given, exists, do in _findings(values, rules, "", values):
        raise ImpossibleScenario(key, given=f"{file}: {key} {given}.", exists=f"{exists}.", do=f"{do}.")


Finding = tuple[str, str, str, str]
"""The key, what was given, what exists, what to do."""


def _findings(section: Any, rules: Mapping[str, Any], path: str, whole: Mapping[str, Any]) -> Iterator[Finding]:
    """Everything in a section that does not fit, unknown keys first: a mistyped key is also a missing one."""
    if not isinstance(section, Mapping):
        yield path, f"is {_shown(section)}", f"It is a section with {few(rules)}", f"Write [{path}] and its keys below"
        return
    names = {name.rstrip("?"): name for name in rules}
    for key in section:
        if key not in names:
            yield _unknown(path, key, rules, names)
    for key, name in names.items():
        here = f"{path}.{key}" if path else key
        wanted = rules[name]
        other = rule(wanted).other if isinstance(wanted, str) else None
        if key in section:
            if other and other not in section:
                yield here, f"stands without {other}", f"The two stand together; {key} {may(wanted)}", _remedy(other)
            yield from _value(section[key], wanted, here, section, whole)
        elif not name.endswith("?") or (other and other in section):
            yield here, "is missing", f"{key} {may(wanted)}", _remedy(key)


def _value(value: Any, wanted: Any, path: str, section: Any, whole: Mapping[str, Any]) -> Iterator[Finding]:
    if isinstance(wanted, Mapping):
        yield from _findings(value, wanted, path, whole)
    elif isinstance(wanted, list):
        yield from _rows(value, wanted[0], path, whole)
    elif isinstance(wanted, tuple):
        yield from _places(value, wanted, path, section, whole)
    else:
        where = first_off(value, rule(wanted), section, whole)
        if where is not None:
            given = value[where] if where >= 0 else value
            here = f"{path}[{where}]" if where >= 0 else path
            key = path.rsplit(".", 1)[-1]
            yield here, f"is {_shown(given)}", f"{key} {may(wanted)}", "Give it such a value"


def _rows(rows: Any, rules: Mapping[str, Any], path: str, whole: Mapping[str, Any]) -> Iterator[Finding]:
    if not isinstance(rows, list) or not rows:
        yield path, f"is {_shown(rows)}", f"It is one or more rows with {few(rules)}", f"Write [[{path}]] for each row"
        return
    for place, row in enumerate(rows):
        yield from _findings(row, rules, f"{path}[{place}]", whole)
    for key, wanted in rules.items():
        if isinstance(wanted, str):
            yield from _column([row.get(key) for row in rows], wanted, path, key)


def _column(values: list[Any], wanted: str, path: str, key: str) -> Iterator[Finding]:
    """What one key is in all rows together."""
    kind = rule(wanted).kind
    if kind == "sources" and tuple(values) != SOURCES:
        place = next((i for i, (one, other) in enumerate(zip(values, SOURCES, strict=False)) if one != other), -1)
        here = f"{path}[{place}].{key}" if place >= 0 else f"{path}.{key}"
        given = f"is {_shown(values[place])}" if place >= 0 else f"has {len(values)} rows"
        yield (
            here,
            given,
            f"There is one row a source, in this order: {', '.join(SOURCES)}",
            "Put the rows in this order",
        )
    elif kind == "portion" and abs(sum(values) - 1) > EXACT:
        given = f"adds up to {sum(values):g} over all rows"
        yield f"{path}.{key}", given, f"Each {may(wanted)}, and all rows together make 1", "Change some rows"
    elif kind == "unique" and len(set(values)) < len(values):
        place = next(i for i, value in enumerate(values) if value in values[:i])
        yield f"{path}[{place}].{key}", f"is {_shown(values[place])} again", f"{key} {may(wanted)}", "Give it another"


def _places(
    value: Any, wanted: tuple[Any, ...], path: str, section: Any, whole: Mapping[str, Any]
) -> Iterator[Finding]:
    if not isinstance(value, list) or len(value) != len(wanted):
        yield path, f"is {_shown(value)}", f"It {may(wanted)}", f"Give a list of {len(wanted)}"
        return
    for place, (one, rules) in enumerate(zip(value, wanted, strict=True)):
        yield from _value(one, rules, f"{path}[{place}]", section, whole)


def _unknown(path: str, key: str, rules: Mapping[str, Any], names: Mapping[str, str]) -> Finding:
    here = f"{path}.{key}" if path else key
    near = difflib.get_close_matches(key, names, n=1)
    if near:
        advice = f'Did you mean "{near[0]}"? {near[0]} {may(rules[names[near[0]]])}'
    else:
        advice = "Take it out, or give it a rule in toolkit/shop/scenario_rules.py"
    return here, "is no parameter", f"There are {', '.join(names)}", advice


def _remedy(key: str) -> str:
    return f"Add a line {key} = … with such a value"


def _shown(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
