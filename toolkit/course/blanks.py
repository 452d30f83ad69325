"""The blanks of a lesson, ``name = ...``, and how a worked solution is put in their place."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping


def blanks(source: str, names: Container[str]) -> list[ast.Assign]:
    """List the top-level assignments of a cell that wait for the answer to one of these exercises."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return []
    return [node for node in statements if isinstance(node, ast.Assign) and target(node) in names]


def fill_in(source: str, answers: Mapping[str, str]) -> str:
    """Return a cell with each ``name = …`` statement of an exercise replaced by its worked solution."""
    lines = source.splitlines(keepends=True)
    for node in reversed(blanks(source, answers)):
        end = node.end_lineno or node.lineno
        newline = "\n" if lines[end - 1].endswith("\n") else ""
        lines[node.lineno - 1 : end] = [answers[target(node)] + newline]
    return "".join(lines)


def target(node: ast.Assign) -> str:
    """Return the one name that a statement assigns to, or an empty text."""
    only = node.targets[0] if len(node.targets) == 1 else None
    return only.id if isinstance(only, ast.Name) else ""
