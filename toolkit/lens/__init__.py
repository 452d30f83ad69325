"""How to look at a shop: tables in, tables out.

Nothing here draws, and nothing here knows that the shop is simulated: `lens.normal_range(daily, "uv")` works on the
daily numbers of any shop.
"""

from toolkit.lens.bands import METHODS, band_by, days_of, tally
from toolkit.lens.normal_range import (
    even_out,
    known_days,
    normal_range,
    outside,
    plain_range,
    replay_dip,
    usual_distance,
    weekday_index,
    witnesses,
)
from toolkit.lens.rules import RULES, per_100, price, ring

__all__ = [
    "METHODS",
    "RULES",
    "band_by",
    "days_of",
    "even_out",
    "known_days",
    "normal_range",
    "outside",
    "per_100",
    "plain_range",
    "price",
    "replay_dip",
    "ring",
    "tally",
    "usual_distance",
    "weekday_index",
    "witnesses",
]
