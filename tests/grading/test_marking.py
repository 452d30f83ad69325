"""A person marks what no machine can: the sheet goes out with rows to fill in, and comes back as points."""

import csv

import pytest

from toolkit.course.roster import Roster, Student
from toolkit.course.sheets import BadSheet
from toolkit.grading.gradebook import Row, fill_in, write_all
from toolkit.grading.marking import HEAD, read_sheet, write_sheet
from toolkit.grading.report.learner_page import write_learner_pages
from toolkit.grading.sandbox.confine import LAYERS

ANSWER = {"goal": "more", "causes": [{"cause": "=rain"}, {"cause": "price"}], "next": {"owner": "Fang"}}


def mark(name="review", rows="ABCDEF", points=0, of=6):
    about = {"exercise": name, "asks": "Why?", "given": "more", "expected": "", "rule": "", "words": "so", "code": ""}
    return about | {"points": points, "of": of, "value": ANSWER, "by_hand": {"rows": rows, "proposed": {"A": 2}}}


def a_class(*ids):
    return [
        Row(Student(who, f"Name {who}"), "x", {"id": who, "marks": [mark()], "said": {}, "prints": []}) for who in ids
    ]


def lines_of(rows):
    return [(row.id, row.name, one) for row in rows for one in row.marks]


def filled(path, edit, delimiter=","):
    """Fill the sheet in as a person would, in a spreadsheet of their own making."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    for line in table:
        line.update(edit(line))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, HEAD, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(table)
    return path


ALL = dict.fromkeys(HEAD[6:12], "2")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_marks_that_were_filled_in_replace_the_machines_points(delimiter, tmp_path):
    rows = a_class("s001", "s002")
    sheet = tmp_path / "marking.csv"
    assert write_sheet(sheet, lines_of(rows), {}) == 2
    filled(sheet, lambda line: ALL | {"remark": "good"} if line["id"] == "s001" else {}, delimiter)
    assert fill_in(rows, read_sheet(sheet)[0]) == []
    assert [row.total for row in rows] == [4, 0]
    write_all(tmp_path, Roster("list", ["id"], [row.learner for row in rows]), rows, "Lesson", 6)
    assert "s001,Name s001,4,6,graded" in (tmp_path / "grades.csv").read_text(encoding="utf-8-sig")
    page = write_learner_pages(tmp_path, rows, "Lesson", LAYERS)[0].read_text(encoding="utf-8")
    assert "good" in page
    assert "C cause 2" in page


def test_the_sheet_shows_the_whole_answer_and_what_the_machine_proposes(tmp_path):
    write_sheet(tmp_path / "m.csv", lines_of(a_class("s001")), {})
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["answer"].splitlines() == [
        "goal: more",
        "causes 1 cause: =rain",
        "causes 2 cause: price",
        "next owner: Fang",
    ]
    assert (line["proposed"], line["machine"]) == ("A 2", "0 of 6")


def test_a_line_half_filled_in_is_told_and_changes_no_points(tmp_path):
    rows = a_class("s001")
    write_sheet(tmp_path / "m.csv", lines_of(rows), {})
    filled(tmp_path / "m.csv", lambda _: {HEAD[6]: "3"})
    fill_in(rows, read_sheet(tmp_path / "m.csv")[0])
    assert rows[0].total == 0
    assert "B, C, D, E, F missing" in rows[0].reason


@pytest.mark.parametrize("text", ["4", "-1", "good", "nan"])
def test_a_mark_that_is_none_is_told_with_its_line(text, tmp_path):
    write_sheet(tmp_path / "m.csv", lines_of(a_class("s001")), {})
    sheet, odd = read_sheet(filled(tmp_path / "m.csv", lambda _: {HEAD[6]: text}))
    assert sheet == {}
    assert "line 2" in odd[0]
    assert "0 to 3" in odd[0]


def test_a_line_about_nobody_is_told(tmp_path):
    write_sheet(tmp_path / "m.csv", lines_of(a_class("s009")), {})
    sheet, _ = read_sheet(filled(tmp_path / "m.csv", lambda _: ALL))
    assert "s009" in fill_in(a_class("s001"), sheet)[0]


def test_another_table_is_told_to_be_no_marking_sheet(tmp_path):
    (tmp_path / "m.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadSheet, match="its columns are a, b"):
        read_sheet(tmp_path / "m.csv")


def test_a_sheet_written_again_keeps_what_was_filled_in(tmp_path):
    sheet = tmp_path / "m.csv"
    write_sheet(sheet, lines_of(a_class("s001")), {})
    filled(sheet, lambda _: ALL)
    write_sheet(sheet, lines_of(a_class("s001", "s002")), read_sheet(sheet)[0])
    assert read_sheet(sheet)[0]["s001", "review"].marks == dict.fromkeys("ABCDEF", 2.0)
