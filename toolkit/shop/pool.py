"""The words that the tables are filled with: regions, goods, and a pool of people's names.

`words.toml` is written by hand. `names.json` is made once with Faker and kept beside it, so that no version of Faker
enters a table's bytes: tables pick from the pool by key.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from toolkit.shop.keys import Floats
from toolkit.shop.scenario import DATASETS

NAMES_EACH = 120
_SEED = 2024


@dataclass(frozen=True)
class CategoryWords:
    """Words of one category: its families and traits as pairs (English, Chinese), the lightest and heaviest product in g."""

    en: str
    families: tuple[tuple[str, str], ...]
    traits: tuple[tuple[str, str], ...]
    grams: tuple[int, int]


@dataclass(frozen=True)
class Pool:
    """Words of one shop. Shares are aligned with their words and add up to 1."""

    regions: tuple[str, ...]
    region_share: Floats
    age_bands: tuple[str, ...]
    age_share: Floats
    cities: dict[str, tuple[str, str]]
    categories: dict[str, CategoryWords]
    styles: tuple[tuple[str, str], ...]
    praise: tuple[tuple[str, str], ...]
    blame: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    notes_per_day: float
    notes: dict[str, tuple[str, tuple[tuple[str, str], ...]]]
    """Everyday notes by part: who writes them, and their texts."""


@cache
def pool(slug: str) -> Pool:
    """The words of a shop, from its folder in datasets/."""
    folder = DATASETS / slug
    words = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    names = json.loads((folder / "names.json").read_text("utf-8"))
    return Pool(
        regions=tuple(words["regions"]),
        region_share=_shares(words["regions"]),
        age_bands=tuple(words["age_bands"]),
        age_share=_shares(words["age_bands"]),
        cities={city: (zh, province) for city, (zh, province) in words["cities"].items()},
        categories={name: _category(row) for name, row in words["category"].items()},
        styles=_pairs(words["styles"]["words"]),
        praise=_pairs(words["reviews"]["praise"]),
        blame=_pairs(words["reviews"]["blame"]),
        people=tuple(zip(names["en"], names["zh"], strict=True)),
        notes_per_day=words["notes"].pop("per_day"),
        notes={part: (row["actor"], _pairs(row["texts"])) for part, row in words["notes"].items()},
    )


def make_names() -> dict[str, list[str]]:
    """People's names from Faker, in English and in Chinese (surname first), all different."""
    from faker import Faker

    names = {}
    for language, locale in (("en", "en_US"), ("zh", "zh_CN")):
        fake = Faker(locale)
        fake.seed_instance(_SEED)
        draw = (
            f"{fake.first_name()} {fake.last_name()}" if language == "en" else f"{fake.last_name()}{fake.first_name()}"
            for _ in range(9999)
        )
        names[language] = list(dict.fromkeys(draw))[:NAMES_EACH]
    return names


def write_names(slug: str) -> None:
    """Make the pool of names of a shop again."""
    text = json.dumps(make_names(), ensure_ascii=False, indent=0)
    (DATASETS / slug / "names.json").write_text(text + "\n", "utf-8")


def _shares(words: dict[str, float]) -> Floats:
    share = np.array(list(words.values()))
    return np.asarray(np.round(share / share.sum(), 9))


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((en, zh) for en, zh in rows)


def _category(row: dict[str, Any]) -> CategoryWords:
    light, heavy = row["grams"]
    return CategoryWords(row["en"], _pairs(row["families"]), _pairs(row["traits"]), (light, heavy))
