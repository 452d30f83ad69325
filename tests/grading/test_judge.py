"""The judge stays up: a value that it cannot place costs that value, a judge that hangs or dies is started again."""

import gc
import pickle
import time

import pytest

from toolkit.grading import judge as room
from toolkit.grading import worker
from toolkit.grading.errors import LostHelper
from toolkit.grading.worker import JudgeLine
from toolkit.shop.books import open_shop
from toolkit.shop.in_memory import InMemory


class Little:
    """A desk of two exercises, one of which breaks whoever marks it."""

    def exercises(self):
        return ["good", "bad"]

    def exercise(self, name):
        return type("Exercise", (), {"asks": name, "points": 2})


def test_an_answer_that_cannot_be_placed_costs_no_other_its_points(monkeypatch):
    def mark(self, desk, name, claim):
        return {"points": 2, "of": 2} if name == "good" else 1 / 0

    monkeypatch.setattr(room.Judge, "_desk", lambda *_: Little())
    monkeypatch.setattr(room.Judge, "_mark", mark)
    good, bad = room.Judge().judge("x", "classroom", "", {"bad": {}})
    assert good["points"] == 2
    assert (bad["points"], bad["of"], bad["way"]) == (0, 2, "odd")
    assert "ZeroDivisionError" in bad["said"]


@pytest.fixture
def line(monkeypatch):
    """A judge that is a program of our own."""

    def as_program(code):
        told = JudgeLine()
        real = worker.subprocess.Popen
        monkeypatch.setattr(worker.subprocess, "Popen", lambda command, **more: real([command[0], "-c", code], **more))
        made.append(told)
        return told

    made = []
    yield as_program
    for told in made:
        told.close()


def test_a_judge_that_hangs_is_ended_and_its_hand_in_told(line, monkeypatch):
    monkeypatch.setattr(worker, "PATIENCE", 0.3)
    start = time.monotonic()
    with pytest.raises(ValueError, match="ended twice"):
        line("import time; time.sleep(60)").ask("judge")
    assert time.monotonic() - start < 30


def test_a_judge_that_dies_at_a_shop_stops_the_run_and_says_what_to_do(line):
    with pytest.raises(LostHelper, match="same command again"):
        line("import os; os._exit(1)").ask("prepare")


def test_a_judge_that_fell_once_is_asked_again(line, tmp_path):
    mark = tmp_path / "fell"
    code = f"import os, sys; sys.stdin.readline(); fell = os.path.exists({str(mark)!r}); open({str(mark)!r}, 'w'); \
print('{{\"ok\": 5}}' if fell else '{{\"ok', flush=True, end='\\n' if fell else ''); sys.stdin.readline() if fell else os._exit(1)"
    assert line(code).ask("judge") == 5


def test_an_error_comes_back_whole_from_another_process():
    odd = pickle.loads(pickle.dumps(LostHelper("given", "exists", "do")))
    assert str(odd) == "given\nexists\ndo"


@pytest.fixture
def small_shops(monkeypatch):
    monkeypatch.setattr(room, "open_shop", lambda seed: open_shop(seed=seed, scale=0.1, days=40))


def test_a_shop_that_was_prepared_is_let_go_at_once(small_shops, tmp_path):
    gc.disable()  # a judge's collector looks seldom: nothing may wait for it
    try:
        judge, before = room.Judge(), shops_in_memory()
        judge.prepare("start-here", "ab" * 16, str(tmp_path / "one"))
        assert shops_in_memory() == before
    finally:
        gc.enable()


def shops_in_memory():
    return sum(issubclass(type(thing), InMemory) for thing in gc.get_objects())  # a stand-in answers no isinstance


def test_a_folder_of_an_earlier_form_is_prepared_anew_and_a_ready_one_is_left(small_shops, tmp_path):
    judge, place = room.Judge(), tmp_path / "one"
    stamp = judge.prepare("start-here", "ab" * 16, str(place))
    files = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    assert judge.prepare("start-here", "ab" * 16, str(place)) == stamp
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == files
    (place / room.READY).write_text(f'{{"stamp": "{stamp}"}}', encoding="utf-8")
    assert judge.prepare("start-here", "ab" * 16, str(place)) == stamp
    assert (place / room.READY).stat().st_mtime_ns != files[place / room.READY]
