"""What buyers like about each product, and what its page promises: drawn by key, the same in every world."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from toolkit.shop.keys import Floats, Ints, Keys, draw
from toolkit.shop.pool import Pool
from toolkit.shop.scenario import Scenario

_UNEVEN = 0.4


def counts(words: Pool) -> Ints:
    """Number of traits each category's goods can be praised for."""
    return np.array([len(row.traits) for row in words.categories.values()], dtype=np.int64)


def favourites(keys: Keys, words: Pool, category: Ints) -> Ints:
    """The trait buyers of each product praise most: its place among the traits of the category, [SKU]."""
    u = draw(keys.process("praise: favourite"), np.arange(len(category)))
    return np.floor(u * counts(words)[category]).astype(np.int64)


def praise(keys: Keys, words: Pool, category: Ints, bounds: list[float]) -> Floats:
    """Share of each trait in the praise of each product, [SKU, traits]; rows add up to 1, places beyond the category's are 0.

    Args: bounds, least and largest share of the favourite.
    """
    sku, many = np.arange(len(category)), counts(words)[category]
    place = np.arange(int(counts(words).max()))
    top = favourites(keys, words, category)
    u = draw(keys.process("praise: others"), sku[:, None], place)
    rest = (1 + _UNEVEN * (u - 0.5)) * ((place < many[:, None]) & (place != top[:, None]))
    low, high = bounds
    share = low + (high - low) * draw(keys.process("praise: share"), sku)
    mix = rest / rest.sum(axis=1, keepdims=True) * (1 - share)[:, None]
    mix[sku, top] = share
    return np.asarray(np.round(mix, 9))


def claims(keys: Keys, words: Pool, category: Ints, fits: float) -> Ints:
    """The trait each page promises first: the favourite on a share `fits` of the pages, another one on the rest, [SKU]."""
    sku, many = np.arange(len(category)), counts(words)[category]
    other = 1 + np.floor(draw(keys.process("page claim: other"), sku) * (many - 1)).astype(np.int64)
    off = draw(keys.process("page claim"), sku) >= fits
    return np.asarray((favourites(keys, words, category) + np.where(off, other, 0)) % many)


def claim_fits(scenario: Scenario, words: Pool, category: Ints) -> NDArray[np.bool_]:
    """Whether each page promises first what its buyers praise most, [SKU]."""
    fits = scenario.raw["reviews"]["claim_fits"]
    return np.asarray(claims(scenario.keys, words, category, fits) == favourites(scenario.keys, words, category))
