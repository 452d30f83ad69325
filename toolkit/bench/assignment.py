"""One small notebook that three programs grade: three questions, a merge, a group-by and, if asked for, a figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SLUG = "start-here"
QUESTIONS = ("on_purpose", "visitors", "days_remembered")
PATTERNS = 8
WORK = """daily = pd.concat([shop.shop_daily] * 14, ignore_index=True).merge(shop.calendar, on="date")
by_day = daily.groupby(daily["date"].dt.day_name())[["uv", "pay_orders"]].sum()
by_day["rate"] = by_day["pay_orders"] / by_day["uv"]"""
FIGURE = """figure, axes = plt.subplots(figsize=(7, 4))
axes.bar(by_day.index, by_day["rate"], color="#0173b2")
axes.set(title="Orders a visitor", xlabel="day of the week", ylabel="share")
figure.savefig("chart.png")"""
OPEN = f"""import matplotlib.pyplot as plt
import pandas as pd
from toolkit import open_lesson
lesson = open_lesson("{SLUG}")
shop = lesson.shop"""
LAST = 'shop.shop_daily["{}"].iloc[-1]'
RIGHT = {"on_purpose": LAST.format("uv"), "visitors": LAST.format("uv"), "days_remembered": "len(shop.shop_daily)"}
OFF = {
    "on_purpose": LAST.format("pv"),
    "visitors": LAST.format("visits"),
    "days_remembered": "shop.shop_daily.shape[1]",
}
HIDDEN = "{name}\n### BEGIN HIDDEN TESTS\nassert abs({name} - {right}) <= {within}\n### END HIDDEN TESTS"
WITHIN = {"on_purpose": 0.5, "visitors": 0.5, "days_remembered": 0}


def handed_in(number: int, tests: list[dict[str, Any]], *, figure: bool) -> dict[str, Any]:
    """Return hand-in number so-and-so as a notebook; each of eight in a row has other questions right."""
    pattern = number % PATTERNS
    answers = [f"{name} = {(RIGHT if pattern >> at & 1 else OFF)[name]}" for at, name in enumerate(QUESTIONS)]
    checks = [f'lesson.check("{name}", {name})' for name in QUESTIONS]
    cells = [OPEN, WORK, *([FIGURE] if figure else []), *answers, *checks]
    return book([*map(code, cells), *tests])


def points(number: int) -> dict[str, float]:
    """Return what a hand-in deserves, by question."""
    return {name: float(number % PATTERNS >> at & 1) for at, name in enumerate(QUESTIONS)}


def code(source: str, **metadata: Any) -> dict[str, Any]:
    """Return a cell of code."""
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": [], "execution_count": None}


def book(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a notebook."""
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    numbered = [cell | {"id": f"cell-{at}"} for at, cell in enumerate(cells)]
    return {"cells": numbered, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def write(notebook: dict[str, Any], path: Path) -> None:
    """Write a notebook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
