"""A class bundle holds what a learner needs and nothing that an answer could be read from."""

import json
import os
import stat
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from toolkit.course import bundle as bundling
from toolkit.course.bundle import Bundler, HandedOutOtherwise, seal, size
from toolkit.course.classes import NoClass, open_class
from toolkit.course.notebooks import ROOT, lessons
from toolkit.course.roster import Student
from toolkit.exercises.practice import load
from toolkit.exercises.sealed import Sealed
from toolkit.exercises.seats import find
from toolkit.home import tables_dir
from toolkit.lesson import Lesson, open_lesson
from toolkit.progress import Progress
from toolkit.shop.books import open_shop

CLASS = [Student("007", "李雷"), Student("7"), Student("a/b")]


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    """A class of three with personal bundles of lesson 00 on small shops."""
    patch = pytest.MonkeyPatch()
    patch.setenv("SHOP_HOME", str(tmp_path_factory.mktemp("home")))
    bundler = bundler_in(tmp_path_factory.mktemp("class"))
    paths = list(bundler.personal(CLASS))
    yield bundler, paths
    patch.undo()


def bundler_in(folder):
    (lesson,) = lessons(ROOT, "start-here")
    return Bundler(open_class(folder, make=True), lesson, small_shop)


def small_shop(seed):
    return open_shop(seed=seed, scale=0.1, days=40)


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def sealed_folder(path):
    (sheet,) = path.glob("sealed/*/lesson.json")
    return sheet.parent


def test_a_bundle_is_the_notebook_the_tables_of_its_lesson_and_one_sheet(term):
    _, paths = term
    for path in paths:
        name = sealed_folder(path).name
        tables = [f"sealed/{name}/{file}" for file in ("calendar.parquet", "lesson.json", "shop_daily.parquet")]
        assert files(path) == ["00-start-here.ipynb", *tables]
        assert size(path) < 200_000


def test_nothing_in_a_bundle_tells_key_seed_or_answers(term):
    bundler, paths = term
    for student, path in zip(CLASS, paths, strict=True):
        seed = bundler.of.seed(student.id)
        told = b"".join(file.read_bytes() for file in path.rglob("*") if file.is_file())
        for secret in (seed, bundler.of.key):
            assert secret not in told
            assert secret.hex().encode() not in told
        assert small_shop(seed).id.encode() not in told
        sheet = json.loads((sealed_folder(path) / "lesson.json").read_text(encoding="utf-8"))
        assert set(sheet) == {"slug", "case", "forms", "title", "shop", "tables", "prepared"}


def test_each_student_has_a_shop_of_their_own_in_a_folder_whose_name_says_nothing(term):
    _, paths = term
    folders = [sealed_folder(path) for path in paths]
    assert len({folder.name for folder in folders}) == len(paths)
    visitors = [tuple(pd.read_parquet(folder / "shop_daily.parquet")["uv"]) for folder in folders]
    assert len(set(visitors)) == len(paths)


def test_a_bundle_made_is_left_as_it_is_and_an_unfinished_one_is_made_again(term):
    bundler, paths = term
    before = [sealed_folder(path).name for path in paths]
    (sealed_folder(paths[1]) / "lesson.json").unlink()
    assert list(bundler.personal(CLASS)) == paths
    after = [sealed_folder(path).name for path in paths]
    assert (before[0], before[2]) == (after[0], after[2])
    assert before[1] != after[1]
    assert [line["sealed"] for line in bundler.of.handed_out()] == after


def test_making_bundles_leaves_no_graded_shop_behind(term):
    assert not list(tables_dir("x").parent.glob("*"))


def test_tables_that_were_there_before_stay(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_HOME", str(tmp_path / "home"))
    shop = small_shop(b"1")
    shop.make(["calendar"])
    before = files(tmp_path / "home")
    seal(load("start-here"), shop, tmp_path / "sealed")
    assert files(tmp_path / "home") == before == [f"tables/{shop.id}/calendar.parquet"]


def test_the_key_is_drawn_once_and_only_its_owner_may_read_it(tmp_path):
    made = open_class(tmp_path / "c", make=True)
    assert open_class(tmp_path / "c", make=True).key == made.key
    assert len(made.key) == 32
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "c" / "class.toml").stat().st_mode) == 0o600
    assert open_class(tmp_path / "d", make=True).key != made.key


@pytest.mark.parametrize("broken", ["", "key = 3", 'key = "zz"', 'key = "00"', "[["])
def test_a_key_that_cannot_be_read_is_never_replaced(tmp_path, broken):
    (tmp_path / "class.toml").write_text(broken)
    with pytest.raises(NoClass, match="Put the file back"):
        open_class(tmp_path, make=True)
    assert (tmp_path / "class.toml").read_text() == broken


def test_a_graded_shop_follows_from_key_and_id_and_the_shared_one_is_nobodys(tmp_path):
    one = open_class(tmp_path, make=True)
    assert one.seed("007") == one.seed(" ００７ ")
    seeds = [one.seed(student) for student in (None, "", "7", "007", "everybody")]
    assert len(set(seeds)) == 5
    assert {len(seed) for seed in seeds} == {16}


def test_a_class_may_share_one_sealed_shop(tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_HOME", str(tmp_path / "home"))
    bundler = bundler_in(tmp_path / "class")
    first, *others = bundler.shared(CLASS)
    assert set(others) == {first}
    assert [*bundler.shared(CLASS[:1])] == [first]
    assert len(bundler.of.handed_out()) == 3


def test_what_was_handed_out_is_never_replaced_by_the_other_kind(term, tmp_path, monkeypatch):
    bundler, paths = term
    before = [files(path) for path in paths]
    with pytest.raises(HandedOutOtherwise, match="This class has it with personal shops"):
        list(bundler.shared(CLASS))
    assert [files(path) for path in paths] == before
    monkeypatch.setenv("SHOP_HOME", str(tmp_path / "home"))
    other = bundler_in(tmp_path / "class")
    list(other.shared(CLASS))
    with pytest.raises(HandedOutOtherwise, match="with one shop for all"):
        list(other.personal(CLASS))


def test_the_record_for_a_spreadsheet_runs_no_formula(tmp_path):
    one = open_class(tmp_path, make=True)
    one.hand_out(student="=1+1", name="@SUM(A1)", lesson="x", folder="y", sealed="z")
    assert one.write_view().read_text(encoding="utf-8-sig").splitlines()[1] == "'=1+1,'@SUM(A1),x,y,z"


# --- the notebook beside a sealed folder -----------------------------------------------------------------


@pytest.fixture
def seated(term, monkeypatch, tmp_path):
    """A learner's kernel: its folder is the bundle's."""
    _, paths = term
    monkeypatch.chdir(paths[0])
    monkeypatch.setenv("SHOP_HOME", str(tmp_path))
    return open_lesson("start-here")


def test_beside_a_sealed_folder_a_lesson_is_sealed_and_elsewhere_it_is_practice(seated, tmp_path, monkeypatch):
    assert "sealed" in repr(seated.shop)
    monkeypatch.chdir(tmp_path)
    assert find("start-here") is None


def test_a_sealed_answer_is_recorded_when_its_form_is_right(seated):
    said = seated.check("visitors", 12)
    assert (said.outcome, said.title) == ("recorded", "recorded")
    assert seated.check("visitors", "twelve").outcome == "not quite"
    assert seated.check("visitors", ...).outcome == "not yet"
    assert [line["given"] for line in seated._progress.lines("check") if line["outcome"] == "recorded"] == [12]
    seated.check("visitors", 12)
    assert "◆" in repr(seated.progress())
    assert said.actions == []


def test_help_truth_and_what_if_say_in_three_parts_that_this_shop_is_sealed(seated):
    replies = [seated.hint("visitors"), seated.solution("visitors"), seated.read_and_decide("visitors")]
    said = [reply.words for reply in replies] + [repr(seated.reveal("incidents")), repr(seated.shop.what_if(staff=3))]
    for sentence in said:
        assert "sealed" in sentence
        assert sentence.count(". ") >= 2
        assert len(sentence.split()) <= 30


def test_a_sealed_shop_reads_its_tables_and_says_which_it_has(seated):
    assert len(seated.shop.shop_daily) == seated.shop.days == 40
    assert seated.shop.tables() == ["shop_daily", "calendar"]
    assert "uv" in str(seated.shop.describe("shop_daily"))
    with pytest.raises(Exception, match="it holds shop_daily, calendar"):
        _ = seated.shop.orders
    with pytest.raises(AttributeError, match="Use one of these"):
        _ = seated.shop.facts


def test_levers_are_pulled_on_the_public_classroom_shop(seated):
    assert seated.lab.id == open_shop().id


def test_an_asked_folder_without_the_lesson_is_said(term, monkeypatch, tmp_path):
    monkeypatch.setenv("SHOP_SEALED", str(tmp_path))
    with pytest.raises(Exception, match='no sealed lesson "start-here"'):
        open_lesson("start-here")
    monkeypatch.setenv("SHOP_SEALED", str(sealed_folder(term[1][0])))
    assert "sealed" in repr(open_lesson("start-here").shop)


def test_in_the_graders_child_what_is_not_here_is_passed_over_in_silence(term, tmp_path, monkeypatch):
    monkeypatch.setenv("SHOP_JUDGED", "1")
    lesson = Lesson(Sealed(sealed_folder(term[1][0])), Progress(tmp_path / "me.jsonl"))
    everything = [lesson.lab, lesson.lab.what_if(staff=2).orders["x"].sum() + 1, lesson.reveal("incidents")]
    everything += [lesson.hint("visitors"), lesson.solution("visitors"), lesson.shop.what_if()]
    assert [repr(one) for one in everything] == [""] * 6


# --- the command ---------------------------------------------------------------------------------------


@pytest.fixture
def small_world(monkeypatch, tmp_path):
    real = open_shop
    monkeypatch.setattr("toolkit.shop.books.open_shop", lambda seed: real(seed=seed, scale=0.1, days=40))
    monkeypatch.setenv("SHOP_HOME", str(tmp_path / "home"))
    (tmp_path / "roster.csv").write_bytes("学号,姓名\n007,李雷\n012,韩梅梅\n".encode("gbk"))
    return tmp_path


def invoke(place, *more):
    asked = ["bundle", str(place / "autumn"), "--lesson", "00", "--roster", str(place / "roster.csv"), *more]
    return CliRunner().invoke(bundling.group, asked)


def test_one_command_bundles_a_class_and_says_who_has_which(small_world):
    said = invoke(small_world, "--personal")
    assert said.exit_code == 0, said.output
    assert "2 students, 2 bundles" in said.output
    view = (small_world / "autumn" / "handed-out.csv").read_text(encoding="utf-8-sig")
    assert "012,韩梅梅,start-here,bundles/start-here/012," in view


def test_what_cannot_be_used_is_said_without_a_traceback(small_world):
    (small_world / "roster.csv").write_text("id\n7\n\n7\n")
    said = invoke(small_world)
    assert said.exit_code == 1
    assert "7 (lines 2, 4) more than once" in said.output
    assert not Path(small_world / "autumn").exists() or not list((small_world / "autumn").glob("bundles/*"))
