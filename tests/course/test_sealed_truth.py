"""A sealed folder holds no truth: no door opens there, and neither its files nor its shop know what only the simulator knows."""

import pandas as pd
import pytest

from tests.course.test_bundle import CLASS, bundler_in, sealed_folder, small_shop
from toolkit.data.schema import TABLES
from toolkit.exercises.reveal import DOORS
from toolkit.exercises.sealed import Sealed
from toolkit.shop.incidents import KINDS
from toolkit.shop.truth import Truth


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOP_HOME", str(tmp_path_factory.mktemp("home")))
        bundler = bundler_in(tmp_path_factory.mktemp("class"))
        folder = sealed_folder(next(iter(bundler.personal(CLASS[:1]))))
        yield folder, small_shop(bundler.of.seed(CLASS[0].id))


@pytest.mark.parametrize("door", DOORS)
def test_every_door_of_a_sealed_lesson_refuses_in_three_parts(handed_out, door):
    said = repr(Sealed(handed_out[0], quiet=False).reveal(door))
    assert door in said
    assert "sealed" in said
    assert said.count(". ") >= 2


def test_the_files_of_a_sealed_folder_name_no_incident_and_no_number_of_the_truth(handed_out):
    folder, shop = handed_out
    told = b"".join(file.read_bytes() for file in folder.iterdir())
    assert not [kind for kind in KINDS if kind.encode() in told]
    truth = Truth(shop)
    secrets = [*truth.products()["elasticity"], *truth.customers()["rate"].head(200), *truth.clock()]
    for number in map(float, secrets):
        assert repr(number).encode() not in told
    frames = [pd.read_parquet(file) for file in folder.glob("*.parquet")]
    assert frames
    for frame in frames:
        for column in frame.select_dtypes("float"):
            assert not set(frame[column].dropna()) & {number for number in secrets if number % 1}


def test_a_sealed_folder_holds_tables_with_the_columns_of_the_dictionary_and_no_others(handed_out):
    for file in handed_out[0].glob("*.parquet"):
        assert set(pd.read_parquet(file).columns) <= {column.name for column in TABLES[file.stem].columns}


def test_a_sealed_shop_knows_neither_facts_nor_seed_nor_truth(handed_out):
    books = Sealed(handed_out[0], quiet=False).shop
    for name in ("facts", "truth", "incidents", "seed", "scenario", "parameters"):
        with pytest.raises(AttributeError):
            getattr(books, name)
    assert not {"_seed", "_scenario", "_moments", "facts"} & set(vars(books))
