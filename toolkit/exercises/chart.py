# ruff: noqa: D102 - what each method means is said once, in Answer
"""Answers that are charts: what is drawn, and whether a reader can tell what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from toolkit.exercises import sheet_words
from toolkit.exercises.answer import FAR, Answer, list_of, refuse
from toolkit.exercises.drawn import BARS, HEAT, LINE, POINTS, panel, panels_of
from toolkit.exercises.words import say

Panel = dict[str, Any]
Series = dict[str, Any]
TOUCHING = {LINE: (LINE, POINTS), POINTS: (POINTS, LINE), BARS: (BARS,), HEAT: (HEAT,)}
KINDS = {LINE: sheet_words.A_LINE, BARS: sheet_words.BARS, POINTS: sheet_words.POINTS, HEAT: sheet_words.A_HEAT_MAP}


@dataclass(frozen=True, kw_only=True)
class Chart(Answer):
    """The chart a learner drew: matplotlib's or seaborn's Axes, Figure or FacetGrid, the worked solution's being the model.

    within_share: how far a drawn value may lie from ours, relative to the largest of its series. kinds: which kinds of
    drawing show it ("line", "points", "bars", "heat"); none given: the worked solution's kind. unit: words of which the
    label of the value axis holds at least one. Bars must start at zero; several named series need a legend or names at
    their ends. Read form: {"panels": [what `drawn.panel` returns]}.
    """

    kind: ClassVar[str] = "chart"
    within_share: float = 0.005
    kinds: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()

    def due(self) -> str:
        return say(sheet_words.DUE_CHART)

    def read(self, value: object) -> Any:
        panels = [panel(axes) for axes in panels_of(value, self.due())]
        drawn = [one for one in panels if one["series"]]
        if not drawn:
            raise refuse(sheet_words.NOTHING_DRAWN)
        return {"panels": drawn}

    def off(self, given: Any, right: Any) -> float:
        data = max((gap for _, gap in self._matched(given, right)), default=0.0)
        return FAR if self.flaws(given) else data

    def like(self, given: Any, mistaken: Any) -> float:
        """Return 0 where the data and the first flaw of a modelled bad chart are both there."""
        same_flaw = [code for code, _ in self.flaws(given)[:1]] == [code for code, _ in self.flaws(mistaken)[:1]]
        data = max((gap for _, gap in self._matched(given, mistaken)), default=0.0)
        return data if same_flaw else FAR

    def _matched(self, given: Any, right: Any) -> Iterator[tuple[Series, float]]:
        """Yield each series of `right` with the distance of the nearest one drawn, every drawn one used once."""
        free = _all_series(given)
        for ours in _all_series(right):
            gaps = [self._apart(theirs, ours) for theirs in free]
            nearest = min(gaps, default=FAR)
            if nearest <= 1:
                free.pop(gaps.index(nearest))
            yield ours, nearest

    def _apart(self, theirs: Series, ours: Series) -> float:
        kinds = self.kinds or TOUCHING[ours["kind"]]
        if theirs["kind"] not in kinds or len(theirs["y"]) != len(ours["y"]):
            return FAR
        pairs = zip(_by_place(theirs), _by_place(ours), strict=True)
        size = max((abs(y) for y in ours["y"] if y is not None), default=0.0) or 1.0
        return max((_gap(a, b) for a, b in pairs), default=0.0) / (self.within_share * size)

    def flaws(self, given: Any) -> list[tuple[str, str]]:
        """Return what keeps a reader from reading the chart, the gravest first: (code, sentence)."""
        shared = {
            axis: next((one[axis] for one in given["panels"] if one[axis]), "") for axis in ("x_label", "y_label")
        }
        panels = [one | {axis: one[axis] or label for axis, label in shared.items()} for one in given["panels"]]
        return [flaw for one in panels for flaw in self._flaws(one)]

    def _flaws(self, one: Panel) -> Iterator[tuple[str, str]]:
        bars = [series for series in one["series"] if series["kind"] == BARS]
        lying = bool(bars) and bars[0].get("across", False)
        start = one["x_from" if lying else "y_from"]
        if bars and start > 0:
            yield "CHART-ZERO", say(sheet_words.BARS_FROM_ZERO, start=f"{start:,.6g}")
        value_label = one["x_label" if lying else "y_label"]
        yield from self._label_flaws(one, value_label)
        yield from _nameless(one)

    def _label_flaws(self, one: Panel, value_label: str) -> Iterator[tuple[str, str]]:
        if all(series["kind"] == HEAT for series in one["series"]):
            return  # rows and columns of a heat map speak for themselves; its unit stands beside the colours
        if not value_label:
            yield "CHART-LABEL", say(sheet_words.NO_LABEL)
        elif self.unit and not any(unit.casefold() in value_label.casefold() for unit in self.unit):
            yield "CHART-UNIT", say(sheet_words.NO_UNIT, label=value_label, units=list_of(self.unit))

    def nudge(self, given: Any, right: Any) -> str:
        missing = next((ours for ours, gap in self._matched(given, right) if gap > 1), None)
        if missing is None:
            return self.flaws(given)[0][1]
        return self._about(missing, _all_series(given))

    def _about(self, ours: Series, drawn: list[Series]) -> str:
        kinds = self.kinds or TOUCHING[ours["kind"]]
        same = [theirs for theirs in drawn if theirs["kind"] in kinds]
        if not same:
            return say(sheet_words.OTHER_KIND, given=_kind(drawn[0]["kind"]), due=_kind(kinds[0]))
        long = [theirs for theirs in same if len(theirs["y"]) == len(ours["y"])]
        if not long:
            return say(sheet_words.OTHER_LENGTH, given=len(same[0]["y"]), name=ours["name"] or _kind(ours["kind"]))
        high, low = (pick(y for y in long[0]["y"] if y is not None) for pick in (max, min))
        return say(
            sheet_words.OTHER_DATA, name=ours["name"] or _kind(ours["kind"]), low=f"{low:,.4g}", high=f"{high:,.4g}"
        )

    def show(self, value: Any) -> str:
        series = _all_series(value)
        n = sum(len(one["y"]) for one in series)
        return say(sheet_words.CHART_SHOWN, kind=_kind(series[0]["kind"]), n=n, series=len(series))


def _nameless(one: Panel) -> Iterator[tuple[str, str]]:
    """Yield the flaw of a panel where several lines, or several sets of bars, cannot be told apart by name."""
    for kind in (LINE, BARS):
        series = [each for each in one["series"] if each["kind"] == kind]
        unsaid = [each["name"] for each in series if not any(each["name"] in said for said in one["names"])]
        if len(series) > 1 and unsaid:
            yield "CHART-NAMES", say(sheet_words.NO_NAMES, name=unsaid[0] or _kind(kind))


def _all_series(value: Any) -> list[Series]:
    return [series for one in value["panels"] for series in one["series"]]


def _kind(kind: str) -> str:
    return say(KINDS.get(kind, kind))


def _by_place(series: Series) -> list[Any]:
    """Return the heights from left to right; bars by their words where they have words, since their order is free."""
    pairs = list(zip(series["x"], series["y"], strict=True))
    words_under = all(isinstance(x, str) for x, _ in pairs)
    placed = (
        sorted(pairs, key=lambda pair: str(pair[0])) if words_under else sorted(pairs, key=lambda pair: _place(pair))
    )
    return [y for _, y in placed]


def _place(pair: tuple[Any, Any]) -> tuple[float, float]:
    x, y = ((end if isinstance(end, float) else float("-inf")) for end in pair)
    return x, y


def _gap(given: float | None, right: float | None) -> float:
    if given is None or right is None:
        return 0.0 if given is right else FAR
    return abs(given - right)
