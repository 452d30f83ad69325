"""The customers that some rows name, and no others: a large shop has millions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from toolkit.shop.facts import Columns1D, Facts
from toolkit.shop.keys import Ints

_TOLD = ("key", "first_day", "first_cell", "first_slot", "region", "age_band", "member", "first_order")
"""What tables tell of a customer."""


def known(facts: Facts, *named: Ints) -> tuple[Columns1D, Ints, Callable[[Ints], Ints]]:
    """The customers of some indices (−1 nobody), those indices once each, and a function from old indices to new ones."""
    here = np.zeros(len(facts.customers["key"]) + 1, dtype=bool)
    for index in named:
        here[index] = True
    here[-1] = False
    who, place = np.flatnonzero(here), np.full(len(here), -1, dtype=np.int32)
    place[who] = np.arange(len(who))

    def names(index: Ints) -> Ints:
        return np.asarray(place[index])

    return {name: facts.customers[name][who] for name in _TOLD}, who, names
