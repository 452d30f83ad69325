"""What the goods are called, what their pages promise and what they weigh: words of the pool, picked by key."""

from __future__ import annotations

import numpy as np

from toolkit.data.columns import Text
from toolkit.shop import traits
from toolkit.shop.keys import Floats, Ints, Keys, draw, key
from toolkit.shop.pool import CategoryWords, Pool

_SISTERS_SPREAD = 0.15


def titles(keys: Keys, words: Pool, category: Ints, family: Ints) -> Text:
    """Title of every product, Chinese and English: the family's name and a style that no sister has."""
    nouns = _nouns(keys, words, category, family)
    styles = np.argsort(key(keys.process("styles"), family.max(initial=0) + np.arange(len(words.styles))))
    used: dict[tuple[str, str], int] = {}
    rows = []
    for place in family.tolist():
        en, zh = nouns[place]
        nth = used[en, zh] = used.get((en, zh), -1) + 1
        style_en, style_zh = words.styles[styles[(nth + 7 * place) % len(styles)]]
        again = nth // len(styles)
        rows.append(f"{zh} {style_zh} · {en}, {style_en}" + (f" {again + 1}" if again else ""))
    return Text.of(rows)


def claims(keys: Keys, words: Pool, category: Ints, fits: float) -> Text:
    """The trait each page promises first; on a share `fits` of the pages it is the one buyers praise most."""
    chosen = traits.claims(keys, words, category, fits).tolist()
    return Text.of([_of(words, one).traits[place][0] for one, place in zip(category.tolist(), chosen, strict=True)])


def weights(keys: Keys, words: Pool, category: Ints, family: Ints) -> Ints:
    """Weight of each product in g, to 5 g: a family weighs about the same."""
    bounds: Floats = np.array([_of(words, one).grams for one in category.tolist()], dtype=np.float64)
    own = draw(keys.process("weight of a product"), np.arange(len(family))) - 0.5
    share = draw(keys.process("weight of a family"), family)
    grams = bounds[:, 0] * (bounds[:, 1] / bounds[:, 0]) ** share * (1 + 2 * _SISTERS_SPREAD * own)
    return np.asarray(np.maximum(np.round(np.round(grams / 5, 6)), 1) * 5, dtype=np.int64)


def _nouns(keys: Keys, words: Pool, category: Ints, family: Ints) -> dict[int, tuple[str, str]]:
    """Name of each family; two families of a category share one only if the category has more families than names."""
    found: dict[int, tuple[str, str]] = {}
    for one in np.unique(category).tolist():
        names = _of(words, one).families
        order = np.argsort(key(keys.process("family names"), one, np.arange(len(names))))
        for nth, place in enumerate(np.unique(family[category == one]).tolist()):
            found[place] = names[order[nth % len(names)]]
    return found


def _of(words: Pool, category: int) -> CategoryWords:
    return list(words.categories.values())[category]
