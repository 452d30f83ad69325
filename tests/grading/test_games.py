"""A season is handed in as a list of decisions: the judge lives it again, and believes nothing else in the file."""

import json
import random
from dataclasses import replace

import pytest

from tests.attacks.conftest import SLUG
from tests.grading.test_fuzz import BOOK
from toolkit.course.build import solution
from toolkit.course.notebooks import ROOT, lessons
from toolkit.course.roster import Roster, Student, read_roster
from toolkit.exercises.practice import load
from toolkit.grading import session
from toolkit.grading.collect import collect
from toolkit.grading.gradebook import Row
from toolkit.grading.report.class_page import write_class_page
from toolkit.grading.report.learner_page import write_learner_pages
from toolkit.grading.sandbox import kernel
from toolkit.grading.sandbox.confine import LAYERS
from toolkit.grading.worker import How, Part, close_all, grade

pytest.importorskip("toolkit.game.finished")
from toolkit.game import saved
from toolkit.game.finished import mark_of, only
from toolkit.grading.games import looked_through, replayed
from toolkit.shop.decisions import Decisions, times

SAID = {"expect": {"paid_amount": [1, 2]}, "stop": ["paid_amount", "<", 3], "look": "", "review": {"cause": "luck"}}


def a_season(student=None, played_by=None, **decided):
    header = saved.header(student, "open", 1, saved.seed_of(played_by or student, 1, "open"))
    return [header, *(saved.week_line(week, Decisions(**decided), SAID) for week in range(1, 14))]


def text(lines):
    return "\n".join(map(json.dumps, lines))


@pytest.fixture(scope="module")
def quiet():
    return replayed("s001", text(a_season()))


def test_who_decides_nothing_leaves_what_doing_nothing_leaves(quiet):
    assert "odd" not in quiet
    assert quiet["total"] == quiet["nothing"]
    assert quiet["share"] == 0


def test_a_score_in_the_file_is_not_believed_and_the_first_line_of_a_week_counts(quiet):
    lines = [line | {"share": 9, "score": 1e9, "total": 1e9, "told": {"evidence": 1}} for line in a_season()]
    again = saved.week_line(3, Decisions(budgets={"video": 1.0}), SAID)
    assert replayed("s001", text([*lines, again]) + '\n{"kind": "we') == quiet


def test_a_season_on_somebody_elses_shop_is_refused():
    assert "neither s001's nor the classroom's" in replayed("s001", text(a_season("s002")))["odd"]


@pytest.mark.parametrize("weeks", [0, 12])
def test_a_season_that_is_not_over_says_so(weeks):
    assert "weeks are played" in replayed("s001", text(a_season()[: weeks + 1]))["odd"]


def test_a_whole_season_of_ones_own_is_what_the_lesson_is_about():
    seed, lines = looked_through("s001", text(a_season(budgets={"video": times(0.5)})))
    assert seed == saved.seed_of(None, 1, "open")
    assert len(lines) == 14
    for other in (
        text(a_season("s002", budgets={"video": times(0.5)})),
        text(a_season()),
        text(a_season()[:5]),
        "",
        "{",
    ):
        assert looked_through("s001", other) == (None, [])


def test_a_game_saved_on_the_instructors_machine_changes_no_grade():
    seed = saved.seed_of(None, 1, "open")
    with only([]):
        none = mark_of(seed)
    with only(a_season(budgets={"video": times(0.5)})):
        assert mark_of(seed) != none
        with only([]):
            assert mark_of(seed) == none


EVIL = [
    {"type": "Path", "args": ["/etc/passwd"]}, {"type": "dataclass"}, {"type": "Decisions", "budgets": {"type": "open"}},
    "Decisions", None, [], {"map": [[{"day": "x"}, 1]]}, {},
]  # fmt: skip


@pytest.mark.parametrize("evil", EVIL, ids=str)
def test_nothing_but_decisions_is_made_of_what_a_file_names(evil):
    lines = a_season()
    lines[5]["decisions"] = evil
    assert "odd" in replayed("s001", text(lines))


def test_a_lever_that_the_shop_does_not_have_is_held_and_told():
    lines = a_season()
    lines[5]["decisions"] = {"type": "Decisions", "__class__": {"list": []}}
    assert list(replayed("s001", text(lines))["refused"]) == ["5"]


def test_any_lines_whatever_are_told_and_stop_nothing():
    chance, lines = random.Random(5), a_season()
    for _ in range(60):
        mixed = json.dumps(chance.choice(lines)).encode()
        at = chance.randrange(len(mixed))
        torn = (mixed[:at] + bytes([chance.randrange(256)]) + mixed[at + 1 :]).decode(errors="replace")
        assert "odd" in replayed("s001", torn)
    for header in (
        None,
        5,
        [],
        {"kind": "game", "mode": ["open"], "season": "1"},
        {"kind": "game", "mode": "open", "season": 10**9},
    ):
        assert "odd" in replayed("s001", text([header]))


def test_a_season_is_found_beside_a_notebook_and_counts_alone(tmp_path):
    (tmp_path / "s001.jsonl").write_text(text(a_season()), encoding="utf-8")
    (tmp_path / "s001.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "s002-open-1.jsonl").write_text(text(a_season()), encoding="utf-8")
    (tmp_path / "s003.jsonl").write_text('{"kind": "check"}', encoding="utf-8")
    people = Roster("list", ["id"], [Student(who) for who in ("s001", "s002", "s003")])
    both, alone, other = collect(tmp_path, people, "12-run-the-shop")
    assert both.game
    assert both.file.name == "s001.ipynb"
    assert alone.game
    assert (alone.file, alone.name) == (None, "s002-open-1.jsonl")
    assert other.game == ""


def test_the_class_page_shows_the_seasons_the_best_first(tmp_path):
    game = {"total": 9.0, "nothing": 5.0, "rule": 9.0, "evidence": 0.5, "held": 0.5, "refused": {}, "note": ""}
    shares = {"s001": 0.4, "s002": 1.2}
    rows = [
        Row(Student(who), "x", {"id": who, "marks": [], "said": {}, "prints": [], "game": game | {"share": share}})
        for who, share in shares.items()
    ]
    page = write_class_page(tmp_path, rows, "L", 1, LAYERS).read_text(encoding="utf-8")
    assert page.index("120%") < page.index("40%")
    own, _ = write_learner_pages(tmp_path, rows, "L", LAYERS)
    assert "Your season" in own.read_text(encoding="utf-8")
    assert "120%" not in own.read_text(encoding="utf-8")


@pytest.mark.thorough
@pytest.mark.skipif(not kernel.is_supported(), reason="hand-ins run on Linux only")
def test_the_worked_solution_is_judged_on_the_season_that_was_handed_in(tmp_path):
    (lesson,) = lessons(ROOT, "run-the-shop")
    cells = [cell["source"] for cell in solution(lesson, load(lesson.slug))["cells"] if cell["cell_type"] == "code"]
    own = text(a_season("s001", budgets={"video": times(0.5)})).replace("[1, 2]", "[1, 90000000]")
    part = Part("s001", "m", lesson.slug, tuple(cells), "classroom", str(tmp_path / "model"))
    try:
        model, played = grade(part), grade(replace(part, place=str(tmp_path / "own"), game=own))
    finally:
        close_all()
    for record in (model, played):
        assert {mark["exercise"]: mark["words"] for mark in record["marks"] if mark["points"] < mark["of"]} == {}
    values = [{mark["exercise"]: mark["value"] for mark in record["marks"]} for record in (model, played)]
    assert values[0]["season_review"] != values[1]["season_review"]
    assert played["game"]["total"] != played["game"]["nothing"]


@pytest.mark.thorough
@pytest.mark.skipif(not kernel.is_supported(), reason="hand-ins run on Linux only")
def test_a_season_is_graded_with_its_notebook_and_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(session, "SEASON", SLUG)
    (tmp_path / "in").mkdir()
    for name, what in (
        ("s001.ipynb", json.dumps(BOOK)),
        ("s001.jsonl", text(a_season())),
        ("s002.jsonl", text(a_season()[:3])),
    ):
        (tmp_path / "in" / name).write_text(what, encoding="utf-8")
    (tmp_path / "roster.csv").write_text("s001\ns002\n", encoding="utf-8")
    (lesson,) = lessons(ROOT, SLUG)
    graded = session.Session(lesson, read_roster(tmp_path / "roster.csv"), tmp_path / "out", How())
    try:
        both, short = graded.run(graded.gather(tmp_path / "in"), lambda: None)
    finally:
        close_all()
    assert (both.total, both.record["game"]["share"]) == (1, 0)
    assert short.total == 0
    assert "2 weeks are played" in short.reason
