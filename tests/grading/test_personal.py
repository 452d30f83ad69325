"""With personal shops each is graded on the own one; what fits another's is told, and brings no points."""

import json

import pytest

from tests.attacks.conftest import SLUG
from tests.grading.test_a_class import finished, records, started
from toolkit.course.build import solution
from toolkit.course.classes import open_class
from toolkit.course.notebooks import ROOT, lessons
from toolkit.data.schema import DATA_VERSION
from toolkit.exercises.practice import load
from toolkit.grading.book import points
from toolkit.grading.sandbox import kernel

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(not kernel.is_supported(), reason="there is a sandbox on Linux only"),
]
FROM_A_FRIEND = 'lesson.check("visitors", {})\nlesson.check("days_remembered", len(lesson.shop.shop_daily))'


def a_class(folder):
    (lesson,) = lessons(ROOT, SLUG)
    of = open_class(folder / "class", make=True)
    for who, data in (("anna", DATA_VERSION), ("berta", "0"), ("carl", DATA_VERSION)):
        facts = {"name": who, "lesson": SLUG, "folder": f"bundles/{SLUG}/{who}", "sealed": "x", "data": data}
        of.hand_out(student=who, **facts)
    (folder / "roster.csv").write_text("anna\nberta\ncarl\ndora\n", encoding="utf-8")
    (folder / "in").mkdir()
    for who in ("anna", "berta", "dora"):
        (folder / "in" / f"{who}.ipynb").write_text(json.dumps(solution(lesson, load(SLUG))), encoding="utf-8")


def copied(folder, number):
    """Write carl's hand-in: the number of visitors is somebody else's."""
    opened = f'from toolkit import open_lesson\nlesson = open_lesson("{SLUG}")'
    cells = [{"cell_type": "code", "source": source} for source in (opened, FROM_A_FRIEND.format(number))]
    (folder / "in" / "carl.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")


def test_a_friends_numbers_bring_no_points_and_are_told(tmp_path):
    a_class(tmp_path)
    finished(started(tmp_path, "out", "--class", tmp_path / "class"))
    done = records(tmp_path, "out")
    assert {who: points(record) for who, record in done.items()} == {"anna": 3, "berta": 3, "dora": 3}
    values = {who: {mark["exercise"]: mark["value"] for mark in record["marks"]} for who, record in done.items()}
    assert len({one["visitors"] for one in values.values()}) == 3
    copied(tmp_path, values["anna"]["visitors"])
    finished(started(tmp_path, "out", "--class", tmp_path / "class"))
    assert points(records(tmp_path, "out")["carl"]) == 1
    page = (tmp_path / "out" / "class.html").read_text(encoding="utf-8")
    assert (
        '<td class="s">carl</td><td class="s">visitors</td>'
        in page.split("somebody else")[1].split("Near-identical")[0]
    )
    grades = (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8-sig")
    assert "version 0 of the data" in grades
    assert "was not handed this lesson" in grades
