"""Where things made at run time live, and that no student id can lead out of there."""

import pytest

from toolkit import home


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_HOME", str(tmp_path / "a shop 店"))
    return tmp_path / "a shop 店"


def test_shop_home_is_asked_first(place):
    assert home.home() == place
    assert home.tables_dir("luyang-living@1").parent == place / "tables"


def test_without_it_things_live_in_the_checkout(monkeypatch, tmp_path):
    monkeypatch.delenv("SHOP_HOME")
    monkeypatch.setattr(home, "CHECKOUT", tmp_path)
    assert home.home() == tmp_path / ".shop"


def test_a_checkout_that_cannot_be_written_is_left_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SHOP_HOME")
    monkeypatch.setattr(home, "CHECKOUT", tmp_path)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert tmp_path not in home.home().parents


@pytest.mark.parametrize("student", ["../../etc", "a/b", "", ".", "..", "CON:", "me", "张三", "a b", "%2F", "x" * 80])
def test_a_student_id_stays_in_its_folder_and_apart_from_others(student, place):
    path = home.progress_file(student)
    assert path.parent == place / "progress"
    assert path != home.progress_file(None)
    assert path != home.progress_file(student + "1")


def test_leading_zeros_are_kept_and_widths_are_one():
    assert home.progress_file("００7") == home.progress_file(" 007 ")
    assert home.progress_file("7") != home.progress_file("007")
