"""Grading one hand-in: run it, have it judged, return its record. The same on one process, on many, and on a cluster.

Each worker keeps one preloaded parent and one judge for as long as it lives.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from toolkit.grading.errors import LostHelper
from toolkit.grading.limits import Limits
from toolkit.grading.records import Handed
from toolkit.grading.runner import ONE_THREAD, Ran, Runner
from toolkit.grading.sandbox.confine import LAYERS
from toolkit.home import CHECKOUT, home

TRIES, PATIENCE = 2, 300.0
NOT_ITS_OWN = ("the parent was lost", "lost", "layer", "start")
"""Ends that say nothing about a hand-in; it is run again, as is one that was killed: the system may have been short of memory."""
KILLED = "signal 9"


@dataclass(frozen=True)
class How:
    """How hand-ins are run: limits, layers of the sandbox, and the lesson's own cells, run once to load ahead what they load."""

    limits: Limits = field(default_factory=Limits)
    layers: tuple[str, ...] = LAYERS
    lesson: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One hand-in on its way to a worker: whose it is, its cells, its lesson; the seed and the place of the shop.

    game: the lines of a season, where one was handed in.
    """

    id: str
    mark: str
    slug: str
    cells: tuple[str, ...]
    seed: str
    place: str
    how: How = field(default_factory=How)
    game: str = ""


class JudgeLine:
    """The judge as a process of its own, asked line by line; started again when it is gone."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def ask(self, do: str, **request: Any) -> Any:
        """Return the judge's answer. Raises: LostHelper where no shop can be prepared; ValueError with what was odd."""
        line = json.dumps({"do": do, **request}) + "\n"
        for _ in range(TRIES):
            told = self._told(line)
            if told:
                answer = json.loads(told)
                if "odd" in answer:
                    raise ValueError(answer["odd"])
                return answer["ok"]
        if do != "prepare":
            raise ValueError("the judge ended twice at it")
        raise LostHelper(
            "The judge ended twice while it prepared a shop.",
            "It may have run out of memory or disk.",
            "Make room, then give the same command again: it goes on where it stopped.",
        )

    def _told(self, line: str) -> str:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        told = ""
        with suppress(OSError):
            process.stdin.write(line)
            process.stdin.flush()
            told = process.stdout.readline() if select.select([process.stdout], [], [], PATIENCE)[0] else ""
        if told.endswith("\n"):
            return told
        process.kill()
        self.close()
        return ""

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            paths = os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH", "")]))
            self._process = subprocess.Popen(
                [sys.executable, "-m", "toolkit.grading.judge"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                env={**os.environ, **ONE_THREAD, "SHOP_HOME": str(home()), "PYTHONPATH": paths, "MPLBACKEND": "Agg"},
            )
        return self._process

    def close(self) -> None:
        """Let the judge end."""
        if self._process is not None:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            with suppress(OSError):
                self._process.stdin.close()
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process.stdout.close()
        self._process = None


class Bench:
    """A worker's own tools: one parent, one judge; used by one hand-in at a time."""

    def __init__(self, how: How) -> None:
        self.runner = Runner(how.limits, how.layers)
        self.rehearsed = False
        self.judge = JudgeLine()
        self.turn = threading.Lock()

    def close(self) -> None:
        """Put the tools away."""
        self.runner.close()
        self.judge.close()


_benches: dict[How, Bench] = {}
_door = threading.Lock()


def bench(how: How) -> Bench:
    """Return this process's tools for a way of running."""
    with _door:
        if how not in _benches:
            _benches[how] = Bench(how)
        return _benches[how]


def close_all() -> None:
    """Put all tools of this process away."""
    while _benches:
        _benches.popitem()[1].close()


Finalize(None, close_all, exitpriority=1)


def grade(part: Part) -> dict[str, Any]:
    """Run and judge one hand-in; returns its record. Raises: LostHelper."""
    tools = bench(part.how)
    with tools.turn:
        try:
            stamp = tools.judge.ask("prepare", **_where(part))
        except ValueError as odd:  # this learner's shop cannot be made; the others' can
            return {**_about(part, Ran(Handed(), "not run")), "stamp": "", "marks": [], "odd": str(odd)}
        if not tools.rehearsed:
            tools.runner.rehearse(list(part.how.lesson), part.slug, Path(part.place) / "sealed")
            tools.rehearsed = True
        ran = _run(part, tools.runner)
        game = {"game": _replayed(part, tools.judge)} if part.game else {}
        return {**_about(part, ran), "stamp": stamp, **_judged(part, ran, tools.judge), **game}


def _run(part: Part, runner: Runner) -> Ran:
    """Run a hand-in; what ended through no doing of its own is run again."""
    ran = Ran(Handed(), "not run")
    for _ in range(TRIES + 1):
        ran = runner.run(list(part.cells), part.slug, Path(part.place) / "sealed")
        if ran.end not in (*NOT_ITS_OWN, KILLED):
            break
    return ran


def _about(part: Part, ran: Ran) -> dict[str, Any]:
    handed = ran.handed
    return {
        "id": part.id,
        "lesson": part.slug,
        "mark": part.mark,
        "end": ran.end,
        "whole": handed.done,
        "cells": len(part.cells),
        "said": {str(cell): said for cell, said in handed.said.items()},
        "unknown": handed.unknown,
        "spoiled": handed.spoiled,
        "cpu": ran.cpu,
        "wall": ran.wall,
        "peak": ran.peak,
    }


def _where(part: Part) -> dict[str, str]:
    """Return the lesson and the shop of a hand-in: the seed's, or the one on which a whole season was played."""
    return {"slug": part.slug, "seed": part.seed, "place": part.place, "who": part.id, "game": part.game}


def _replayed(part: Part, judge: JudgeLine) -> dict[str, Any]:
    try:
        found: dict[str, Any] = judge.ask("game", who=part.id, text=part.game)
    except ValueError as odd:
        return {"odd": str(odd)}
    return found


def _judged(part: Part, ran: Ran, judge: JudgeLine) -> dict[str, Any]:
    request = {**_where(part), "answers": ran.handed.answers}
    lost = {"odd": f"it ended through no doing of its own: {ran.end}"} if ran.end in NOT_ITS_OWN else {}
    try:
        return {"marks": judge.ask("judge", **request), **lost}
    except ValueError as odd:
        return {"marks": [], "odd": str(odd)}
