"""What only the simulator knows stays behind named doors: open in practice, refused in three parts when sealed, in no table."""

import re

import numpy as np
import pandas as pd
import pytest

from tests.shop.worlds import SMALL
from toolkit.data.schema import TABLES
from toolkit.exercises.reveal import DOORS, UnknownTruth, reveal
from toolkit.shop.books import Shop, open_shop
from toolkit.shop.facts import Facts
from toolkit.shop.incidents import KINDS
from toolkit.shop.truth import Truth

QUICK = sorted(set(DOORS) - {"effects", "message_lift"})
"""Doors that re-run no world."""
HIDDEN = (
    "seed", "elasticity", "defect", "role", "incident", "is_bot", "bots", "log_rate", "drop", "tempo", "wanted", "lost",
    "is_hit", "carry_over", "half_at", "incremental", "key", "taste", "tracked",
)  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOP_HOME", str(tmp_path_factory.mktemp("home")))
        yield open_shop(seed="doors", scale=SMALL)


@pytest.mark.parametrize("door", QUICK)
def test_every_door_of_a_practice_shop_shows_something(shop, door):
    assert len(reveal(door, shop)) > 0


def test_an_unknown_door_is_told_with_the_doors_there_are(shop):
    with pytest.raises(UnknownTruth) as told:
        reveal("insidents", shop)
    assert "incidents" in str(told.value)
    assert all(door in str(told.value) for door in DOORS)


def test_every_table_of_the_truth_has_its_door():
    public = {name for name in vars(Truth) if not name.startswith("_")}
    assert public - {"effect", "clean_days", "span"} == set(DOORS)


@pytest.mark.parametrize("name", TABLES)
def test_no_column_of_a_learners_table_names_the_truth(name):
    names = {column.name for column in TABLES[name].columns} - {"actor_role"}
    words = names | {part for column in names for part in column.split("_")}
    assert words.isdisjoint(HIDDEN)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_text_of_a_learners_table_names_an_incident_or_the_seed(shop, name):
    frame = shop.table(name)
    for column in frame.select_dtypes(["object", "string"]):
        words = set(frame[column].dropna().astype(str).unique())
        assert not [word for word in words if word in KINDS or re.search(r"INC-\d\d|doors", word)], column


def test_no_number_of_a_product_is_its_elasticity(shop):
    own = Truth(shop).products()["elasticity"].to_numpy()
    for name in ("products", "product_daily", "order_items"):
        for column, values in shop.table(name).select_dtypes("number").items():
            seen = np.unique(values.to_numpy(dtype=float, na_value=np.nan))
            assert not np.isclose(np.abs(own)[:, None], np.abs(seen)[None, :], atol=1e-9).sum() > len(own) // 2, (
                name,
                column,
            )


def test_notes_of_causes_look_like_notes_of_routine(shop):
    notes, log = Truth(shop).notes(), shop.ops_log
    both = log.merge(notes[["log_id", "role"]], on="log_id")
    assert len(both) == len(log)
    roles = both.sort_values("log_id")["role"].to_numpy()
    # ids that sorted by role would tell it: causes are spread over the sorted ids
    places = np.flatnonzero(roles == "cause") / len(roles)
    assert places.min() < 0.4
    assert places.max() > 0.6
    assert set(both.columns) - {"role"} == set(log.columns)


def test_a_shop_offers_no_way_to_its_truth_but_through_its_facts_and_names_that_begin_with_an_underscore(shop):
    public = {name for name in dir(Shop) if not name.startswith("_")}
    known = {
        "id",
        "name",
        "days",
        "first_day",
        "last_day",
        "facts",
        "seed",
        "aside",
        "stranger",
        "from_day",
        "lived_on",
        "tables",
        "table",
        "describe",
        "make",
        "let_go",
        "what_if",
        "compare",
    }
    assert public <= known
    kinds = {type(getattr(shop, name)) for name in public if name != "facts"}
    assert Facts not in kinds
    assert Truth not in kinds
    assert "doors" not in repr(shop) + shop.id


def test_dates_of_incidents_stand_in_no_table_that_is_about_something_else(shop):
    starts = set(Truth(shop).incidents().query("kind != 'brand keywords off'")["start"])
    for name in ("calendar", "channels", "campaigns", "products", "targets"):
        frame = shop.table(name)
        for column in frame.select_dtypes("datetime"):
            seen = set(pd.DatetimeIndex(frame[column].dropna().unique()))
            assert len(seen & starts) < len(starts) // 2 or len(seen) > 300, (name, column)
