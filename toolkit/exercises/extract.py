"""Babel's way into the exercise definitions: asks, hints, and the docstrings a learner reads.

In a Babel mapping:  [toolkit.exercises.extract:definitions: toolkit/exercises/lessons/**.py]
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import IO, Any

Message = tuple[int, str, str, list[str]]
SPOKEN = ("mistake", "yes")


def definitions(fileobj: IO[bytes], keywords: Any, comment_tags: Any, options: Any) -> Iterator[Message]:
    """Yield (line, function, sentence, comments) for every sentence of a definitions file."""
    for node in ast.walk(ast.parse(fileobj.read())):
        if isinstance(node, ast.FunctionDef):
            yield from _of_function(node)


def _of_function(node: ast.FunctionDef) -> Iterator[Message]:
    for decorator in node.decorator_list:
        kind = _last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
        words = ast.get_docstring(node)
        if kind in SPOKEN and words:
            yield node.lineno, "gettext", " ".join(words.split()), [f"{kind} {node.name}"]
        if kind == "exercise" and isinstance(decorator, ast.Call):
            yield from _asked(decorator, node.name)
        if kind == "also" and isinstance(decorator, ast.Call):
            yield from ((decorator.lineno, "gettext", label, [f"also {node.name}"]) for label in _texts(decorator.args))


def _asked(decorator: ast.Call, name: str) -> Iterator[Message]:
    for keyword in decorator.keywords:
        if keyword.arg in ("asks", "hints"):
            nodes = keyword.value.elts if isinstance(keyword.value, ast.Tuple) else [keyword.value]
            yield from ((keyword.value.lineno, "gettext", text, [f"{keyword.arg} {name}"]) for text in _texts(nodes))


def _texts(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ""
