"""What a learner has done is never lost: not to a crash, a second notebook, or a folder that cannot be written."""

import json
import multiprocessing
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.lines import append, read, torn
from toolkit.progress import Progress


def test_the_last_check_of_a_name_counts(tmp_path):
    kept = Progress(tmp_path / "me.jsonl")
    kept.add("check", "a", exercise="x", outcome="yes")
    assert kept.state("a", ["x", "y"]) == {"x": "own", "y": "open"}
    kept.add("check", "a", exercise="x", outcome="not quite")
    assert kept.state("a", ["x"]) == {"x": "open"}


def test_a_solution_seen_first_is_kept_as_with_help(tmp_path):
    kept = Progress(tmp_path / "me.jsonl")
    kept.add("solution", "a", exercise="x")
    assert kept.state("a", ["x"]) == {"x": "with help"}
    kept.add("check", "a", exercise="x", outcome="yes")
    assert kept.state("a", ["x"]) == {"x": "with help"}


def test_a_solution_seen_after_ones_own_yes_takes_nothing_away(tmp_path):
    kept = Progress(tmp_path / "me.jsonl")
    for kind, outcome in (("check", "yes"), ("solution", ""), ("check", "yes")):
        kept.add(kind, "a", exercise="x", outcome=outcome)
    assert kept.state("a", ["x"]) == {"x": "own"}


def test_closing_and_opening_remembers(tmp_path):
    Progress(tmp_path / "me.jsonl").add("guess", "a", what="uv", low=1, high=2)
    assert Progress(tmp_path / "me.jsonl").lines("guess")[0]["low"] == 1


def test_a_torn_last_line_costs_only_itself(tmp_path):
    path = tmp_path / "me.jsonl"
    kept = Progress(path)
    kept.add("check", "a", exercise="x", outcome="yes")
    with path.open("ab") as file:
        file.write('{"kind": "check", "lesson": "访'.encode()[:-1])
    kept.add("check", "a", exercise="y", outcome="yes")
    assert kept.state("a", ["x", "y"]) == {"x": "own", "y": "own"}
    assert len(read(path)) == 2


def test_foreign_lines_are_passed_over(tmp_path):
    path = tmp_path / "me.jsonl"
    path.write_bytes(b'\xff\xfe\n[1, 2]\nnull\n\n{"kind": "note"}\n')
    assert read(path) == [{"kind": "note"}]


def write_many(path, who):
    for n in range(200):
        append(path, f'{{"who": "{who}", "n": {n}, "words": "{"汉" * 50}"}}')


def test_two_notebooks_may_write_at_once(tmp_path):
    path = tmp_path / "me.jsonl"
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_many, args=(path, who)) for who in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    lines = read(path)
    assert [[line["n"] for line in lines if line["who"] == who] for who in "ab"] == [list(range(200))] * 2


@pytest.fixture
def unwritable(tmp_path):
    """A place that no user can write, root included: its folder is a file."""
    (tmp_path / "progress").write_text("a file, not a folder")
    return tmp_path / "progress" / "me.jsonl"


def test_a_folder_that_cannot_be_written_is_said_once_and_costs_nothing_else(unwritable):
    kept = Progress(unwritable)
    assert kept.trouble() == ""
    kept.add("check", "a", exercise="x", outcome="yes")
    assert kept.trouble() == "progress"
    assert kept.trouble() == ""
    assert kept.state("a", ["x"]) == {"x": "own"}


def test_lines_that_could_not_be_written_are_written_as_soon_as_the_folder_lets(unwritable):
    kept = Progress(unwritable)
    kept.add("check", "a", exercise="x", outcome="yes")
    unwritable.parent.unlink()
    kept.add("check", "a", exercise="y", outcome="yes")
    assert [line["exercise"] for line in read(unwritable)] == ["x", "y"]
    assert [line["exercise"] for line in kept.lines()] == ["x", "y"]


def test_a_write_that_stops_half_way_loses_no_line(tmp_path, monkeypatch):
    path, real = tmp_path / "me.jsonl", os.write
    kept = Progress(path)
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda handle, line: real(handle, line[: len(line) // 2]))
        kept.add("check", "a", exercise="x", outcome="yes")
    assert read(path) == []
    kept.add("check", "a", exercise="y", outcome="yes")
    assert [line["exercise"] for line in read(path)] == ["x", "y"]


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(min_value=0), more=st.lists(st.sampled_from(["x", "y", "访客"]), max_size=4))
def test_wherever_a_crash_tears_the_file_every_whole_line_is_still_read(tmp_path_factory, cut, more):
    path = tmp_path_factory.mktemp("torn") / "me.jsonl"
    for name in ("a", "访客", "c"):
        append(path, json.dumps({"name": name}, ensure_ascii=False))
    whole = path.read_bytes()
    path.write_bytes(whole[: cut % (len(whole) + 1)])
    before = read(path)
    for name in more:
        append(path, json.dumps({"name": name}))
    assert read(path) == before + [{"name": name} for name in more]


def test_a_line_that_cannot_be_read_is_kept_aside_and_said_once(tmp_path):
    path = tmp_path / "me.jsonl"
    path.write_bytes(b'\xff\xfe\n[1, 2]\n\n{"kind": "note"}\n')
    kept = Progress(path)
    assert kept.aside() == 2
    assert kept.aside() == 0
    assert Progress(path).aside() == 0
    assert path.with_suffix(".aside").read_bytes() == b"\xff\xfe\n[1, 2]\n"
    assert path.read_bytes().startswith(b"\xff\xfe\n"), "the file itself is only ever appended to"


def test_a_line_that_another_notebook_is_still_writing_is_not_taken_for_a_broken_one(tmp_path):
    path = tmp_path / "me.jsonl"
    path.write_bytes(b'{"kind": "note"}\n{"kind": "no')
    assert torn(path) == []


def test_each_line_is_written_in_one_go(tmp_path, monkeypatch):
    writes = []
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, line: writes.append(line) or real(handle, line))
    Progress(tmp_path / "me.jsonl").add("check", "a", exercise="x", outcome="yes")
    assert len(writes) == 1
    assert writes[0].endswith(b"\n")
