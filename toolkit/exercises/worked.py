"""The worked solution of an exercise is its reference's own body, with the ``return`` turned into an assignment."""

from __future__ import annotations

import ast
import inspect
import io
import textwrap
import tokenize
from collections.abc import Callable
from typing import Any

from toolkit.exercises.errors import NotOneReturn

Reference = Callable[..., Any]
INDENT = 4
# from Python 3.12 on, an f-string is several tokens
TEXT_STARTS = {getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "TSTRING_START", -1)}
TEXT_ENDS = {tokenize.STRING, getattr(tokenize, "FSTRING_END", -2), getattr(tokenize, "TSTRING_END", -2)}


def worked_solution(name: str, reference: Reference) -> str:
    """The body of a reference as the lines a learner could have typed, ending on ``name = …``.

    Comments and texts over several lines are kept as they are written. Raises: NotOneReturn.
    """
    source = textwrap.dedent(inspect.getsource(reference))
    function = _function(source)
    last = _only_return(function, reference.__name__)
    lines = source.splitlines(keepends=True)
    answer = _replace_word(lines[last.lineno - 1], last.col_offset, name)
    body = [*lines[_first_line(function, lines) : last.lineno - 1], answer, *lines[last.lineno : last.end_lineno]]
    return _outdent("".join(body)).strip("\n")


def _function(source: str) -> ast.FunctionDef:
    return next(node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef))


def _only_return(function: ast.FunctionDef, name: str) -> ast.Return:
    found = [node for node in _own_nodes(function) if isinstance(node, ast.Return)]
    last = function.body[-1]
    if len(found) != 1 or not isinstance(last, ast.Return) or last.value is None:
        raise NotOneReturn(
            given=f'The reference "{name}" has {len(found)} return lines, or does not end on one.',
            exists="Its body becomes the worked solution, so it has one return, as its last line.",
            do="Compute first and return once.",
        )
    return last


def _own_nodes(node: ast.AST) -> list[ast.AST]:
    inner = ast.FunctionDef | ast.Lambda | ast.ClassDef
    children = [child for child in ast.iter_child_nodes(node) if not isinstance(child, inner)]
    return children + [deeper for child in children for deeper in _own_nodes(child)]


def _first_line(function: ast.FunctionDef, lines: list[str]) -> int:
    """Index of the first line after the signature and the docstring, comments included."""
    if ast.get_docstring(function) is not None:
        return function.body[0].end_lineno or 0
    tokens = tokenize.generate_tokens(iter(lines).__next__)
    ends = (token.start[0] for token in tokens if token.type == tokenize.NEWLINE)
    return next(line for line in ends if line >= _signature_end(function))


def _signature_end(function: ast.FunctionDef) -> int:
    arguments = [argument.end_lineno or 0 for argument in ast.walk(function.args) if isinstance(argument, ast.arg)]
    return max([function.lineno, *arguments])


def _replace_word(line: str, column: int, name: str) -> str:
    # ast counts columns in UTF-8 bytes; before `return` there is only indent, so bytes are characters
    indent = line[:column] if not line[:column].strip() else " " * INDENT
    return indent + f"{name} =" + line[column + len("return") :]


def _outdent(source: str) -> str:
    """Take one function's indent off every line but those that begin inside a text."""
    inside = _lines_inside_texts(source)
    lines = dict(enumerate(source.splitlines(keepends=True), start=1))
    margin = min(_indent(line) for number, line in lines.items() if line.strip() and number not in inside)
    return "".join(line if number in inside else _cut(line, margin) for number, line in lines.items())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _cut(line: str, margin: int) -> str:
    return line[min(margin, _indent(line)) :]


def _lines_inside_texts(source: str) -> set[int]:
    wrapped = io.StringIO("if True:\n" + source)
    inside: set[int] = set()
    start = 0
    for token in tokenize.generate_tokens(wrapped.readline):
        if token.type in TEXT_STARTS:
            start = token.start[0]
        if token.type in TEXT_ENDS:
            first = token.start[0] if token.type == tokenize.STRING else start
            inside.update(range(first, token.end[0]))
    return inside
