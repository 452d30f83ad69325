"""Every incident sought by its finder: the right thing on the right days, and nothing on days when nothing happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit import lens
from toolkit.bench.truth_shop import Finding, Lived

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS_OFF = 1
OVERLAP = 0.5
TOLERANCE = f"what it strikes, and its dates ±{DAYS_OFF} day or {OVERLAP:.0%} shared"


def findings(lived: Lived) -> Iterator[Finding]:
    """One finding an incident kind."""
    for kind in lens.FINDERS:
        found = lens.find(lived, [kind])
        truth = lived.incidents.loc[kind]
        shared = [overlap(one, truth) for one in found.itertuples()]
        hits = [
            _strikes(lived, kind, one.entity, truth) and (share >= OVERLAP or _near(one, truth))
            for one, share in zip(found.itertuples(), shared, strict=True)
        ]
        off = min(
            (_days_off(one, truth) for one, hit in zip(found.itertuples(), hits, strict=True) if hit), default=np.nan
        )
        named = _dates(found.loc[[not share for share in shared]])
        false = named.intersection(lived.clean)
        yield Finding(kind, lived.seed, any(hits), off, _said(found, truth), len(false))


def overlap(one: object, truth: pd.Series) -> float:
    """Days that two spans share, of all days in either."""
    first, last = max(one.start, truth["start"]), min(one.end, truth["end"])  # type: ignore[attr-defined]
    both = max((last - first).days + 1, 0)
    return both / (_length(one.start, one.end) + _length(truth["start"], truth["end"]) - both)  # type: ignore[attr-defined]


def _length(start: pd.Timestamp, end: pd.Timestamp) -> int:
    return (end - start).days + 1


def _days_off(one: object, truth: pd.Series) -> int:
    return abs((one.start - truth["start"]).days)  # type: ignore[attr-defined]


def _near(one: object, truth: pd.Series) -> bool:
    return max(abs((getattr(one, end) - truth[end]).days) for end in ("start", "end")) <= DAYS_OFF


def _strikes(lived: Lived, kind: str, entity: str, truth: pd.Series) -> bool:
    """Whether a finder named what the incident struck."""
    if kind == "INC-11":
        return entity in set(lived.truth.batches()["batch_id"])
    if kind in ("INC-07", "INC-15"):
        return entity == "11.11"
    return kind == "INC-16" or entity == truth["name"]


def _dates(found: pd.DataFrame) -> pd.DatetimeIndex:
    days = [pd.date_range(start, end) for start, end in zip(found["start"], found["end"], strict=True)]
    return pd.DatetimeIndex(np.unique(np.concatenate(days))) if days else pd.DatetimeIndex([])


def _said(found: pd.DataFrame, truth: pd.Series) -> str:
    told = [f"{one.entity} {one.start:%Y-%m-%d}–{one.end:%m-%d}" for one in found.itertuples()]
    return f"true: {truth['name']} {truth['start']:%Y-%m-%d}–{truth['end']:%m-%d}; named: {', '.join(told[:4]) or 'nothing'}"
