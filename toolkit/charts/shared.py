"""Two levers that several lessons have: a shop run again beside the shop as it was, and a rule with its alarms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from toolkit.charts.levers import Lever, Pick
from toolkit.charts.pictures import band, line
from toolkit.charts.widgets import pull
from toolkit.speech import N_, say

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

AS_IT_WAS, AS_IT_IS_NOW = N_("as it was"), N_("with the lever pulled")
IN_ALL = N_("In these {days} days: {now} {unit} in all, against {was}; that is {more}.")
RINGS = N_("The rule {rule} rings on {n} of {days} days.")


def see_shop(
    run: Callable[..., pd.DataFrame], was: pd.DataFrame, x: str, y: str, *, unit: str, title: str = "", **levers: Lever
) -> None:
    """Pull levers and see a shop run again beside the shop as it was; each setting is run once.

    run: called with the levers' values, returns a table like `was`, such as `lab.what_if(...).shop_daily`. unit: of y, for
    one row. The sentence compares the sums.
    """
    before = was.set_index(x)[y].rename(say(AS_IT_WAS))
    seen: dict[str, tuple[Figure, str]] = {}

    def draw(**values: Any) -> tuple[Figure, str]:
        if repr(values) not in seen:
            now = run(**values).set_index(x)[y].reindex(before.index).rename(say(AS_IT_IS_NOW))
            both = before.to_frame().join(now).reset_index()
            chart = line(both, x, [say(AS_IT_WAS), say(AS_IT_IS_NOW)], unit=unit, title=title)
            seen[repr(values)] = chart, _in_all(before, now, unit)
        return seen[repr(values)]

    pull(draw, slow=True, **levers)


def _in_all(before: pd.Series, now: pd.Series, unit: str) -> str:
    was, there = float(before.sum()), float(now.sum())
    return say(
        IN_ALL,
        days=len(before),
        now=f"{there:,.0f}",
        was=f"{was:,.0f}",
        more=f"{there - was:+,.0f}",
        unit=unit.split(" a ")[0],
    )


def see_alarms(table: pd.DataFrame, x: str, y: str, rules: Mapping[str, str], *, unit: str, title: str = "") -> None:
    """Choose a rule and see on which days it rings.

    table: one row a day, with a True/False column a rule (`lens.ring`), and `low` and `high` for the band behind the line
    where it has them. rules: column → its name for the learner.
    """
    names = {label: column for column, label in rules.items()}

    def draw(rule: str) -> tuple[Figure, str]:
        rung = table.loc[table[names[rule]].astype(bool), x]
        says = say(RINGS, rule=rule, n=len(rung), days=len(table))
        shown = table if {"low", "high"} <= set(table.columns) else table.assign(low=table[y], high=table[y])
        return band(shown, x, y, low="low", high="high", unit=unit, out=rung, title=title), says

    pull(draw, rule=Pick(say(N_("Rule")), list(names)))
