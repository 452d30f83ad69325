"""Answer types back from the forms that `lesson.json` holds, so that a sealed lesson can test the form of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from toolkit.exercises.answer import Answer
from toolkit.exercises.errors import BadDefinition, unknown


def answer_from(form: Mapping[str, Any]) -> Answer:
    """Return the answer type that gave this form (`Answer.form`), nested ones included. Raises: BadDefinition."""
    kind = form.get("kind")
    if kind not in kinds():
        raise unknown(BadDefinition, "answer type", kind, kinds())
    made = object.__new__(kinds()[kind])
    for one in fields(made):
        # set past the class's own __init__, which may take its settings in another shape
        object.__setattr__(made, one.name, _thawed(form[one.name]) if one.name in form else _default(one))
    return made


def _thawed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return answer_from(value) if value.get("kind") in kinds() else {key: _thawed(one) for key, one in value.items()}
    return tuple(_thawed(one) for one in value) if isinstance(value, list) else value


def _default(one: Any) -> Any:
    return one.default_factory() if callable(one.default_factory) else one.default


@cache
def kinds() -> dict[str, type[Answer]]:
    """Return every answer type by its kind."""
    import toolkit.exercises  # noqa: F401 - its answer types are known once it is imported

    return {found.kind: found for found in _below(Answer)}


def _below(kind: type[Answer]) -> Iterator[type[Answer]]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)
