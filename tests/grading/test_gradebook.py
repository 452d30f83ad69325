"""Canvas and Moodle take back what they gave out, with the points filled in; nothing in it runs."""

import csv
import io
import json

import pytest

from toolkit.course.roster import read_roster
from toolkit.grading.gradebook import Row, write_all
from toolkit.grading.report.class_page import write_class_page
from toolkit.grading.report.items import correlation
from toolkit.grading.report.learner_page import write_learner_pages
from toolkit.grading.report.page import UNPROTECTED
from toolkit.grading.sandbox.confine import LAYERS

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Lesson (77)\n    Points Possible,,,,,10\n"
    '"Berg, Anna",501,s001,anna,A,\n"San, Zhang",502,s002,zhang,A,\n'
)
MOODLE = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed\n"
    "Participant 4711,Anna Berg,s001,anna@x.org,Submitted,,10.00,Yes\nParticipant 4712,Zhang San,s002,z@x.org,,,10.00,Yes\n"
)
EVIL = '<script>alert(1)</script>\u202e=cmd|"/c calc"!A1'


def mark(points, code="", **more):
    said = {"exercise": "visitors", "asks": "How many?", "given": EVIL, "expected": "5", "rule": "{}", "words": EVIL}
    return said | {"points": points, "of": 1, "code": code, "outcome": "yes" if points else "not quite"} | more


def rows_of(people, *points):
    records = [
        {"id": one.id, "marks": [mark(p, "" if p else "SLIP")], "said": {"3": EVIL}, "prints": []}
        for one, p in zip(people, points, strict=False)
    ]
    padded = [*records, *[None] * (len(people) - len(records))]
    return [Row(one, "f.ipynb", record, [EVIL]) for one, record in zip(people, padded, strict=True)]


def written(folder, text, *points, title="Lesson"):
    (folder / "roster.csv").write_text(text, encoding="utf-8")
    roster = read_roster(folder / "roster.csv")
    paths = write_all(folder, roster, rows_of(roster.students, *points), title, 1)
    return {path.name: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))) for path in paths}


def test_canvas_gets_its_own_columns_back_with_the_assignment_filled_in(tmp_path):
    possible, anna, zhang = written(tmp_path, CANVAS, 1)["grades-canvas.csv"]
    assert possible["Lesson (77)"] == "1"
    assert anna == {
        "Student": "Berg, Anna",
        "ID": "501",
        "SIS User ID": "s001",
        "SIS Login ID": "anna",
        "Section": "A",
        "Lesson (77)": "1",
    }
    assert zhang["Lesson (77)"] == ""


def test_moodle_gets_its_own_columns_back_with_the_grade_filled_in(tmp_path):
    anna, zhang = written(tmp_path, MOODLE, 1, 0)["grades-moodle.csv"]
    assert (anna["Identifier"], anna["Grade"]) == ("Participant 4711", "1.00")
    assert zhang["Grade"] == "0.00"
    assert anna["Grade can be changed"] == "Yes"


@pytest.mark.parametrize("text", [CANVAS, MOODLE])
def test_a_gradebook_that_was_written_is_read_as_a_class_list_again(text, tmp_path):
    written(tmp_path, text, 1, 0)
    name = "grades-canvas.csv" if text == CANVAS else "grades-moodle.csv"
    assert [one.id for one in read_roster(tmp_path / name).students] == ["s001", "s002"]


def test_no_cell_of_a_gradebook_runs_as_a_formula(tmp_path):
    for table in written(tmp_path, "id,name\n=1+1,@x\n+2,-3\n", 1, 0).values():
        for row in table:
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_what_learners_wrote_is_shown_on_pages_and_never_run(tmp_path):
    (tmp_path / "roster.csv").write_text("id,name\ns001,<i>A</i>\n", encoding="utf-8")
    rows = rows_of(read_roster(tmp_path / "roster.csv").students, 0)
    pages = [
        write_class_page(tmp_path, rows, "Lesson", 1, LAYERS),
        *write_learner_pages(tmp_path, rows, "Lesson", LAYERS),
    ]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "<i>" not in text
        assert "\u202e" not in text
        assert "&lt;script&gt;" in text
        assert "http" not in text.replace("http-equiv", "")


def test_a_learner_never_sees_what_was_expected(tmp_path):
    (tmp_path / "roster.csv").write_text("s001\n", encoding="utf-8")
    rows = rows_of(read_roster(tmp_path / "roster.csv").students, 0)
    rows[0].record["marks"][0]["expected"] = "REFERENCE"
    (page,) = write_learner_pages(tmp_path, rows, "Lesson", LAYERS)
    assert "REFERENCE" not in page.read_text(encoding="utf-8")
    assert "REFERENCE" in write_class_page(tmp_path, rows, "Lesson", 1, LAYERS).read_text(encoding="utf-8")


def test_pages_graded_without_a_sandbox_say_so(tmp_path):
    (tmp_path / "roster.csv").write_text("s001\n", encoding="utf-8")
    rows = rows_of(read_roster(tmp_path / "roster.csv").students, 1)
    pages = [
        write_class_page(tmp_path, rows, "L", 1, ("limits",)),
        *write_learner_pages(tmp_path, rows, "L", ("limits",)),
    ]
    assert all(UNPROTECTED in page.read_text(encoding="utf-8") for page in pages)


def test_an_exercise_that_the_good_ones_solve_tells_learners_apart():
    assert correlation([0, 0, 1, 1], [1, 2, 5, 6]) > 0.9
    assert correlation([1, 1], [1, 2]) != correlation([1, 1], [1, 2])  # never varies: not a number


def test_the_class_page_says_first_what_to_teach_again_to_how_many_and_where(tmp_path):
    (tmp_path / "roster.csv").write_text("id,name\ns001,Anna\ns002,Berta\ns003,Carl\n", encoding="utf-8")
    rows = rows_of(read_roster(tmp_path / "roster.csv").students, 0, 0, 1)
    for row in rows[:2]:
        row.record["marks"][0] |= {"code": "AVG-RATE", "words": "Add up first."}
        row.record["marks"].append(mark(0, "AVG-RATE", exercise="orders"))
    lesson = tmp_path / "lesson.ipynb"
    cells = [("markdown", "## 3 · Rates"), ("code", 'lesson.check("visitors", visitors)')]
    lesson.write_text(json.dumps({"cells": [{"cell_type": kind, "source": text} for kind, text in cells]}))
    page = write_class_page(tmp_path, rows, "Lesson", 2, LAYERS, (), lesson).read_text(encoding="utf-8")
    first, rest = page.split("<h2>", 1)
    assert "“average of ratios”: 2 of 3, in visitors (3 · Rates), orders" in first
    assert "3 of 3 learners are graded" in first
    assert "s001 Anna, s002 Berta" in rest
    assert '<a href="learners/s001.html">Anna</a>' in rest
