"""A learner's filter and measure on a shop table, read as a sentence and never run as code.

filter:  "channel == 'video' and '2025-06-01' <= date <= '2025-06-30'"   comparisons, and, or, not, in, names, literals
measure: "rows", "sum(paid_amount)", "sum(pay_buyers) / sum(uv)"         one of HOWS over a column, + - * / and numbers
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pandas as pd

from toolkit.exercises import sheet_words
from toolkit.exercises.answer import did_you_mean, list_of, refuse

LONGEST, DEEPEST = 400, 40
HOWS = ("sum", "mean", "median", "min", "max", "nunique", "count")
COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
JOINED: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def parsed(text: str) -> ast.expr:
    """Return the tree of a filter or measure. Raises: Misread for anything but a short expression."""
    if len(text) > LONGEST:
        raise refuse(sheet_words.FILTER_ODD, given=text[:40])
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise refuse(sheet_words.FILTER_ODD, given=text[:40]) from None
    if _depth(tree) > DEEPEST:
        raise refuse(sheet_words.FILTER_ODD, given=text[:40])
    return tree


def _depth(tree: ast.AST) -> int:
    level, depth = [tree], 0
    while level and depth <= DEEPEST:
        level, depth = [child for each in level for child in ast.iter_child_nodes(each)], depth + 1
    return depth


def check_filter(text: str) -> None:
    """Raise Misread where a filter says more than a filter may; columns are not known yet."""
    _check_filter(parsed(text), text)


def _check_filter(tree: ast.expr, text: str) -> None:
    if isinstance(tree, ast.BoolOp):
        for part in tree.values:
            _check_filter(part, text)
    elif isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        _check_filter(tree.operand, text)
    elif not (isinstance(tree, ast.Compare) and _compares(tree)):
        raise refuse(sheet_words.FILTER_ODD, given=text[:40])


def _compares(tree: ast.Compare) -> bool:
    """Tell whether a comparison sets columns against literals: a < b < c, or one `in` with a list of literals."""
    if isinstance(tree.ops[0], ast.In | ast.NotIn):
        inside = tree.comparators[0]
        listed = isinstance(inside, ast.List | ast.Tuple) and all(map(_is_literal, inside.elts))
        return len(tree.ops) == 1 and isinstance(tree.left, ast.Name) and listed
    sides = [tree.left, *tree.comparators]
    pairs = pairwise(sides)
    return (
        all(type(op) in COMPARED for op in tree.ops)
        and all(isinstance(side, ast.Name) or _is_literal(side) for side in sides)
        and all(isinstance(a, ast.Name) or isinstance(b, ast.Name) for a, b in pairs)
    )


def _is_literal(tree: ast.expr) -> bool:
    number = tree.operand if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub) else tree
    return isinstance(number, ast.Constant) and isinstance(number.value, str | int | float | bool)


def rows_of(table: pd.DataFrame, text: str) -> pd.DataFrame:
    """Return the rows that pass a filter; an empty text passes all. Raises: Misread."""
    if not text.strip():
        return table
    check_filter(text)
    try:
        return table[_mask(parsed(text), table)]
    except (TypeError, ValueError, OverflowError):
        raise refuse(sheet_words.FILTER_TYPES, given=text[:60]) from None


def _mask(tree: ast.expr, table: pd.DataFrame) -> Any:
    if isinstance(tree, ast.BoolOp):
        joined, more = _mask(tree.values[0], table), tree.values[1:]
        for part in more:
            joined = joined & _mask(part, table) if isinstance(tree.op, ast.And) else joined | _mask(part, table)
        return joined
    if isinstance(tree, ast.UnaryOp):
        return ~_mask(tree.operand, table)
    assert isinstance(tree, ast.Compare)
    sides = [_side(side, table) for side in (tree.left, *tree.comparators)]
    passed = pd.Series(True, index=table.index)
    for op, left, right in zip(tree.ops, sides, sides[1:], strict=False):
        passed &= _compared(op, left, right)
    return passed


def _compared(op: ast.cmpop, left: Any, right: Any) -> Any:
    if isinstance(op, ast.In | ast.NotIn):
        inside = left.isin([_like(each, left) for each in right])
        return ~inside if isinstance(op, ast.NotIn) else inside
    passed = COMPARED[type(op)](_like(left, right), _like(right, left))
    return passed.fillna(False).astype(bool)  # a missing value passes no comparison


def _side(tree: ast.expr, table: pd.DataFrame) -> Any:
    if isinstance(tree, ast.Name):
        return column(table, tree.id)
    return ast.literal_eval(tree)


def _like(value: Any, other: Any) -> Any:
    """Return a text day as a Timestamp where it stands beside a column of days, which text would never equal."""
    beside_days = isinstance(other, pd.Series) and pd.api.types.is_datetime64_any_dtype(other.dtype)
    return pd.Timestamp(value) if beside_days and isinstance(value, str) else value


def column(table: pd.DataFrame, name: str) -> pd.Series:
    """Return a column. Raises: Misread where there is none of that name."""
    if name not in table.columns:
        known = [str(each) for each in table.columns]
        hint = did_you_mean(name, known)
        raise refuse(sheet_words.NO_SUCH_COLUMN, name=name, given=list_of(known), hint=hint)
    return table[name]


def check_measure(text: str) -> None:
    """Raise Misread where a measure says more than a measure may."""
    _measured(parsed(text), None, text)


def measure_of(rows: pd.DataFrame, text: str) -> float:
    """Return what a measure gives on rows. Raises: Misread; nan where there is nothing to measure."""
    try:
        return float(_measured(parsed(text), rows, text))
    except ZeroDivisionError:
        return float("nan")
    except (TypeError, ValueError, OverflowError):
        raise refuse(sheet_words.FILTER_TYPES, given=text[:60]) from None


def _measured(tree: ast.expr, rows: pd.DataFrame | None, text: str) -> float:
    """Work a measure out; without rows only its form is checked, and 1 stands for every part."""
    if isinstance(tree, ast.BinOp) and type(tree.op) in JOINED:
        left, right = (_measured(side, rows, text) for side in (tree.left, tree.right))
        return 1.0 if rows is None else JOINED[type(tree.op)](left, right)
    if isinstance(tree, ast.Constant) and type(tree.value) in (int, float):
        return float(tree.value)  # type: ignore[arg-type]
    if isinstance(tree, ast.Name) and tree.id == "rows":
        return 1.0 if rows is None else float(len(rows))
    call = tree if isinstance(tree, ast.Call) else None
    if call is None or not isinstance(call.func, ast.Name) or call.func.id not in HOWS or call.keywords:
        raise refuse(sheet_words.MEASURE_ODD, given=text[:40], hows=", ".join(HOWS))
    if len(call.args) != 1 or not isinstance(call.args[0], ast.Name):
        raise refuse(sheet_words.MEASURE_ODD, given=text[:40], hows=", ".join(HOWS))
    return 1.0 if rows is None else float(getattr(column(rows, call.args[0].id), call.func.id)())
