"""Babel's way into the exercise definitions: asks, hints, the docstrings a learner reads, and sentences made by their code.

A sentence made by an f-string stands in the catalogue with the f-string's placeholders (`toolkit.speech.translated`).

In a Babel mapping:  [toolkit.exercises.extract:definitions: toolkit/exercises/lessons/**.py]
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import IO, Any

from toolkit.speech import PLACE

Message = tuple[int, str, str, list[str]]
SPOKEN = ("mistake", "yes")
MADE = ("yes",)
SENTENCE = 3
"""Words from which a text in a definition's code is taken for a sentence."""
WORD = re.compile(r"[A-Za-z]{2,}")


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
        if kind in MADE:
            yield from made(node, node.name)
        if isinstance(decorator, ast.Call):
            for keyword in decorator.keywords:
                yield from made(keyword.value, node.name) if keyword.arg == "says" else ()


def _asked(decorator: ast.Call, name: str) -> Iterator[Message]:
    for keyword in decorator.keywords:
        if keyword.arg in ("asks", "hints"):
            nodes = keyword.value.elts if isinstance(keyword.value, ast.Tuple) else [keyword.value]
            yield from ((keyword.value.lineno, "gettext", text, [f"{keyword.arg} {name}"]) for text in _texts(nodes))


def _texts(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ""


def made(node: ast.AST, name: str) -> Iterator[Message]:
    """Yield the sentences that a definition's code makes; what is handed to a call, a filter say, is none."""
    for piece in _own_texts(node):
        text = _template(piece)
        if len(WORD.findall(PLACE.sub("", text))) >= SENTENCE:
            yield piece.lineno, "gettext", text, [f"made by {name}"]


def _own_texts(node: ast.AST) -> Iterator[ast.expr]:
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.FunctionDef):
        documented = ast.get_docstring(node) is not None
        children = [*node.body[documented:]]
    if isinstance(node, ast.Call):
        children = [node.func, *(node.args if _last_name(node.func) == "join" else ())]
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield node
        return
    for child in children:
        yield from _own_texts(child)


def _template(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_template(piece) for piece in node.values)
    if isinstance(node, ast.FormattedValue):
        how = f":{_template(node.format_spec)}" if node.format_spec else ""
        return "{" + ast.unparse(node.value) + how + "}"
    return str(node.value) if isinstance(node, ast.Constant) else ""
