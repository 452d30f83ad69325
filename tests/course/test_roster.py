"""A class list comes from anywhere: its encoding is recognised, its odd lines are named, its cells run no formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.course.roster import Student, read_roster, read_students
from toolkit.course.sheets import BadSheet, harmless


def roster(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_chinese_list_is_read_whatever_wrote_it(tmp_path, encoding):
    path = roster(tmp_path, "学号,姓名\r\n0012,李雷\r\n0013,韩梅梅\r\n", encoding)
    assert read_students(path) == [Student("0012", "李雷"), Student("0013", "韩梅梅")]


def test_one_id_a_line_is_a_list_too(tmp_path):
    assert [one.id for one in read_students(roster(tmp_path, "0012\n 0013 \n\n"))] == ["0012", "0013"]


@pytest.mark.parametrize("comma", [";", "\t"])
def test_other_separators_are_recognised(tmp_path, comma):
    path = roster(tmp_path, f"name{comma}id\nAn{comma}7\n")
    assert read_students(path) == [Student("7", "An")]


def test_leading_zeros_survive_a_spreadsheet(tmp_path):
    assert read_students(roster(tmp_path, 'id\n"=""0012"""\n')) == [Student("0012")]


def test_empty_ids_are_named_by_their_lines(tmp_path):
    with pytest.raises(BadSheet, match="no id on line 3, 4"):
        read_students(roster(tmp_path, "id,name\n1,a\n,b\n  ,c\n"))


def test_ids_that_stand_twice_are_named_with_their_lines(tmp_path):
    with pytest.raises(BadSheet, match=r"7 \(lines 2, 4\); a \(lines 3, 5\)"):
        read_students(roster(tmp_path, "id\n7\nA\n ７\na\n"))


@pytest.mark.parametrize("raw", [b"", b"\n \n", b"\xff\xfe\x00\x00\x81"])
def test_a_list_that_is_none_is_said_in_three_parts(tmp_path, raw):
    path = tmp_path / "roster.csv"
    path.write_bytes(raw)
    with pytest.raises(BadSheet) as told:
        read_students(path)
    assert str(told.value).count(". ") >= 2


def test_a_missing_list_is_said(tmp_path):
    with pytest.raises(BadSheet, match="cannot be read"):
        read_students(tmp_path / "none.csv")


@given(st.text(max_size=20))
def test_no_cell_runs_as_a_formula_and_none_loses_a_character(cell):
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert harmless(cell).endswith(cell)


@given(st.lists(st.text("0123456789abc李", min_size=1, max_size=5), min_size=1, max_size=8, unique=True))
def test_every_id_of_a_list_comes_back_in_its_order(tmp_path_factory, ids):
    path = tmp_path_factory.mktemp("r") / "roster.csv"
    path.write_text("id\n" + "\n".join(ids) + "\n", encoding="utf-8")
    assert [one.id for one in read_students(path)] == ids


@pytest.mark.parametrize(
    "text",
    [
        'Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"Berg, Anna",501,s001,anna,A\n',
        "Identifier,Full name,ID number,Email address\nParticipant 4711,Anna Berg,s001,anna@x.org\n",
    ],
    ids=["Canvas", "Moodle"],
)
def test_bundles_and_grades_take_the_same_id_from_what_a_schools_system_gives_out(tmp_path, text):
    path = roster(tmp_path, text)
    assert [one.id for one in read_students(path)] == [one.id for one in read_roster(path).students] == ["s001"]
