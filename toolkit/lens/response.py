"""The response curve of one channel: yesterday's ads still work (adstock), and a full room holds no more (Hill).

Source: Jin et al., Bayesian methods for media mix modeling with carryover and shape effects (2017).
Fit it on the channel's own outcome over planned budget blocks: on the shop's total the curve is off by half and more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.lens.tables import Floats, LensError, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

THETAS = tuple(np.round(np.arange(0, 0.91, 0.05), 2))
SLOPES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0)
HALVES = tuple(np.round(np.geomspace(0.1, 8, 40), 4))
"""Half-saturations tried, as multiples of the mean spend."""


class FlatSpend(LensError):
    """A curve needs spends that differ."""

    def __init__(self) -> None:
        super().__init__("the spend hardly ever changed, so no curve can be seen. Give planned blocks at three levels.")


@dataclass(frozen=True)
class Response:
    """outcome = top · A^slope ÷ (A^slope + half^slope), where A is the adstocked spend with carry-over theta a day."""

    top: float
    half: float
    slope: float
    theta: float
    error: float

    def at(self, spend: float) -> float:
        """Outcome a day at a spend that stays as it is."""
        return float(self.top * hill(np.array([spend]), self.half, self.slope)[0])


def adstock(spend: Sequence[float] | Floats, theta: float) -> Floats:
    """Spend that still works: (1 − theta) · Σ theta^s · spend s days ago, so that a steady spend stays what it is."""
    kept, still = np.empty(len(spend)), float(spend[0])
    for day, amount in enumerate(np.asarray(spend, dtype=float)):
        still = theta * still + (1 - theta) * amount
        kept[day] = still
    return kept


def hill(spend: Floats, half: float, slope: float) -> Floats:
    """Saturation from 0 to 1: spend^slope ÷ (spend^slope + half^slope)."""
    risen = np.maximum(spend, 0.0) ** slope
    return np.asarray(risen / (risen + half**slope), dtype=np.float64)


def fit_response(daily: pd.DataFrame, *, spend: str, outcome: str, season: str | None = None) -> Response:
    """The curve that lies nearest to a channel's daily outcome, by trying all carry-overs, half-saturations and slopes.

    season: a column the outcome follows for other reasons (market, weekday), divided out. Days without outcome are left
    out. Returns: Response; error is the usual relative distance from the curve. Raises: FlatSpend, MissingColumn.
    """
    paid, seen = numbers(daily, spend), numbers(daily, outcome)
    if np.std(paid) < 0.02 * np.mean(paid):
        raise FlatSpend
    some = seen > 0
    logs = np.log(seen[some] / (1.0 if season is None else numbers(daily, season)[some]))
    mean = float(paid.mean())
    halves, slopes = (grid.ravel() for grid in np.meshgrid(np.array(HALVES) * mean, np.array(SLOPES)))
    best: tuple[float, float, float, float, float] | None = None
    for theta in THETAS:
        risen = np.log(np.maximum(adstock(paid, float(theta))[some], 1e-9))
        # log of the Hill curve, for all halves and slopes at once: −log(1 + (half / A)^slope)
        curve = -np.log1p(np.exp(slopes[:, None] * (np.log(halves)[:, None] - risen[None, :])))
        rest = logs[None, :] - curve
        level = rest.mean(axis=1)
        loss = ((rest - level[:, None]) ** 2).mean(axis=1)
        at = int(loss.argmin())
        if best is None or loss[at] < best[0]:
            best = (float(loss[at]), float(np.exp(level[at])), float(halves[at]), float(slopes[at]), float(theta))
    assert best is not None
    loss_, top, half, slope, carry = best
    return Response(top, half, slope, carry, float(np.sqrt(loss_)))
