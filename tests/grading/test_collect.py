"""Every file gets a learner or a reason, every learner a hand-in or a reason, whatever was handed in."""

import json
import os
import warnings
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.course.roster import read_roster
from toolkit.course.sheets import BadSheet
from toolkit.grading import archive
from toolkit.grading.collect import collect, opened
from toolkit.grading.errors import NothingToGrade
from toolkit.grading.notebook import read

LESSON = "00-start-here"
PLAIN = "id,name\ns001,Anna Berg\ns002,Zhang San\n0042,Zhong Wen\n"


def book(*sources, **more):
    cells = [{"cell_type": "code", "source": source} for source in sources or ('open_lesson("start-here")',)]
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}} | more).encode()


def roster(folder, text=PLAIN, encoding="utf-8"):
    (folder / "roster.csv").write_bytes(text.encode(encoding))
    return read_roster(folder / "roster.csv")


def by_id(place, people):
    return {one.learner.id if one.learner else one.name: one for one in collect(place, people, LESSON)}


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("s001.ipynb", "s001"),
        ("S001_00-start-here.ipynb", "s001"),
        ("00-start-here (s001).ipynb", "s001"),
        ("week 3/s001/anything.ipynb", "s001"),
        ("Anna Berg_4711_assignsubmission_file_/00-start-here.ipynb", "s001"),
        ("Anna Berg_4711_assignsubmission_file_00-start-here.ipynb", "s001"),
        ("bergaanna_4711_99_x.ipynb", None),
        ("berganna_4711_99_00-start-here-1.ipynb", "s001"),
        ("zhangsan_LATE_1_2_x.ipynb", "s002"),
        ("San Zhang_1_assignsubmission_file_/x.ipynb", "s002"),
        ("0042.ipynb", "0042"),
        ("42.ipynb", None),
        ("s001/s002.ipynb", "s001"),
        ("s001_s002.ipynb", None),
        ("00-start-here.ipynb", None),
    ],
)
def test_a_hand_in_is_known_by_the_names_that_schools_give_files(name, who, tmp_path):
    place = tmp_path / "in"
    (place / name).parent.mkdir(parents=True)
    (place / name).write_bytes(book())
    found = [one for one in collect(place, roster(tmp_path), LESSON) if one.file]
    assert [one.learner.id if one.learner else None for one in found] == [who]


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("s001.ipynb", b"", "empty"),
        ("s001.ipynb", b"{", "not JSON"),
        ("s001.ipynb", b"[1, 2]", "no cells"),
        ("s001.ipynb", b'{"cells": 5}', "no cells"),
        ("s001.ipynb", b'{"cells": [1, {}, null]}', "no code"),
        ("s001.ipynb", b"[" * 200_000, "nested"),
        ("s001.pdf", b"%PDF-1.7 ...", "PDF"),
        ("s001.docx", b"PK\x03\x04....", "archive"),
        ("s001.ipynb", book('open_lesson("goods")'), "another lesson"),
        ("s001.ipynb", book("x = 1\n" * 500_000), "more code"),
    ],
)
def test_what_cannot_be_run_has_a_row_and_a_reason(name, raw, told, tmp_path):
    place = tmp_path / "in"
    place.mkdir()
    (place / name).write_bytes(raw)
    found = by_id(place, roster(tmp_path))
    assert told in opened(found["s001"], "start-here").problem
    assert set(found) == {"s001", "s002", "0042"}


@pytest.mark.parametrize(
    ("raw", "cells"),
    [
        (book("a", "b", outputs="x"), ["a", "b"]),
        (b"\xef\xbb\xbf" + book("a"), ["a"]),
        (json.dumps({"worksheets": [{"cells": [{"cell_type": "code", "input": ["a\n", "b"]}]}]}).encode(), ["a\nb"]),
        (
            json.dumps(
                {"cells": [{"cell_type": "code", "source": ["a\n", "b"], "outputs": ["x" * 10_000_000]}]}
            ).encode(),
            ["a\nb"],
        ),
    ],
    ids=["plain", "byte-order mark", "old form", "large outputs"],
)
def test_real_notebooks_are_read_whatever_they_carry(raw, cells):
    assert read("x.ipynb", raw).cells == cells


def test_a_script_is_read_statement_by_statement():
    found = read("x.py", b"a = 1\nfor x in y:\n    pass\n")
    assert found.cells == ["a = 1", "for x in y:\n    pass"]
    assert found.notes


def test_of_two_hand_ins_the_latest_counts_and_it_is_said(tmp_path):
    place = tmp_path / "in"
    place.mkdir()
    for name, when in (("s001.ipynb", 200), ("s001-2.ipynb", 100)):
        (place / name).write_bytes(book(f'open_lesson("start-here")  # {when}'))
        os.utime(place / name, (when, when))
    one = by_id(place, roster(tmp_path))["s001"]
    assert "200" in opened(one, "start-here").read.cells[0]
    assert "2 hand-ins" in one.notes[-1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_class_list_is_read_in_any_of_the_usual_encodings(encoding, tmp_path):
    people = roster(tmp_path, "学号,姓名\n0012,张三\n", encoding).students
    assert [(one.id, one.name) for one in people] == [("0012", "张三")]


def test_odd_lines_of_a_class_list_are_kept_and_told(tmp_path):
    people = roster(tmp_path, "id,name\na,A\n,B\nA,C\n'=1+1,D\n").students
    assert [bool(one.note) for one in people] == [False, True, True, False]
    assert people[3].id == "=1+1"


def test_a_class_list_without_anybody_is_told(tmp_path):
    with pytest.raises(BadSheet):
        roster(tmp_path, "\n\n")


@pytest.mark.parametrize("content", ["", "id,name\n", "student_id\n", "学号,姓名\n"])
def test_a_class_list_of_nothing_but_its_heading_is_told(tmp_path, content):
    with pytest.raises(BadSheet, match="holds no student"):
        roster(tmp_path, content)


@pytest.mark.parametrize("name", ["nothing", "roster.csv", "letter.docx", "cut-off.zip"])
def test_a_place_that_holds_no_hand_ins_is_told(tmp_path, name):
    if name != "nothing":
        (tmp_path / name).write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(NothingToGrade, match="neither a folder nor a zip"):
        list(archive.files(tmp_path / name))


def test_an_empty_folder_or_zip_is_told(tmp_path):
    (tmp_path / "in").mkdir()
    for place in (tmp_path / "in", zipped(tmp_path / "in.zip")):
        with pytest.raises(NothingToGrade, match="holds no file"):
            collect(place, roster(tmp_path), LESSON)


def zipped(path, *entries):
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")
        for name, raw in entries:
            made.writestr(name, raw)
    return path


def test_a_path_that_leads_out_of_a_zip_is_a_name_and_nothing_else(tmp_path):
    place = zipped(tmp_path / "in.zip", ("../../s001.ipynb", book()), ("/etc/s002.ipynb", book()))
    found = by_id(place, roster(tmp_path))
    assert found["s001"].file
    assert found["s002"].file
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.zip", "roster.csv"]


def test_a_link_is_told_and_never_followed(tmp_path):
    link = zipfile.ZipInfo("s001.ipynb")
    link.external_attr = 0o120777 << 16
    place = zipped(tmp_path / "in.zip", (link, "/etc/passwd"))
    assert "link" in opened(by_id(place, roster(tmp_path))["s001"], "start-here").problem
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "s001.ipynb").symlink_to("/etc/passwd")
    assert "link" in opened(by_id(folder, roster(tmp_path))["s001"], "start-here").problem


def test_a_zip_bomb_is_read_up_to_the_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1 << 20)
    (file,) = archive.files(zipped(tmp_path / "in.zip", ("s001.ipynb", b"0" * (8 << 20))))
    assert len(file.read()) == (1 << 20) + 1


def test_a_zip_in_a_zip_is_opened_once(tmp_path):
    inner = zipped(tmp_path / "inner.zip", ("x.ipynb", book())).read_bytes()
    twice = zipped(tmp_path / "twice.zip", ("inner.zip", inner)).read_bytes()
    names = [file.name for file in archive.files(zipped(tmp_path / "in.zip", ("s001.zip", inner), ("s002.zip", twice)))]
    assert names == ["s001.zip/x.ipynb", "s002.zip/inner.zip"]


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_zip_or_notebook_is_read_as_far_as_it_goes_or_told_to_be_none(tmp_path, data):
    raw = bytearray(zipped(tmp_path / "good.zip", ("s001.ipynb", book()), ("s002.zip", book())).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at] = data.draw(st.integers(0, 255))
    (tmp_path / "bad.zip").write_bytes(bytes(raw[: data.draw(st.integers(1, len(raw)))]))
    try:
        found = collect(tmp_path / "bad.zip", roster(tmp_path), LESSON)
    except NothingToGrade:
        return
    for one in found:
        assert one.learner or one.file
        if one.file:
            opened(one, "start-here")


@given(st.binary(max_size=400), st.sampled_from(["x.ipynb", "x.py", "x"]))
def test_any_bytes_are_read_or_told(raw, name):
    found = read(name, raw)
    assert found.cells or found.problem
