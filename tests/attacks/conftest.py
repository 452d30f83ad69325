"""The arena: a lesson prepared for judging, a secret, a folder outside, a victim, a server, and an honest hand-in."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.attacks.hostile import LEAK, OPEN
from toolkit.exercises.practice import load
from toolkit.grading.book import lasting, points
from toolkit.grading.limits import Limits
from toolkit.grading.sandbox import kernel
from toolkit.grading.sandbox.confine import LAYERS, MANDATORY
from toolkit.grading.worker import How, Part, bench, close_all, grade
from toolkit.home import CHECKOUT

SLUG, WORD = "start-here", "swordfish-4711"
LIMITS = Limits(cpu=2, wall=5, memory=600, output=512, disk=16)
HONEST = (OPEN, 'note = "HONEST-MARK"', 'lesson.check("visitors", int(lesson.shop.shop_daily["uv"].iloc[-1]))')
SHIELDED, THIN, BARE = (How(LIMITS, layers, (OPEN,)) for layers in (LAYERS, MANDATORY, ()))


def pytest_collection_modifyitems(items):
    if not kernel.is_supported():
        for item in items:
            if "attacks" in item.nodeid:
                item.add_marker(pytest.mark.skip(reason="there is a sandbox on Linux only"))


@dataclass
class Arena:
    """Where attacks are let loose, and what they would harm."""

    folder: Path
    place: Path
    server: socket.socket
    victim: subprocess.Popen

    @property
    def outside(self) -> Path:
        return self.folder / "outside"

    def part(self, cells, how=SHIELDED, who="villain"):
        return Part(who, "mark", SLUG, tuple(cells), "classroom", str(self.place), how)

    def attack(self, code, how=SHIELDED):
        """Run a hostile hand-in; returns its record and the harm it did."""
        self.ready()
        tools = bench(how)
        parent, judge = tools.runner._process, tools.judge._started()
        facts = {
            "secret": self.folder / "secret", "outside": self.outside, "victim": self.victim.pid, "checkout": CHECKOUT,
            "port": self.server.getsockname()[1], "known": self.place / "papers" / "known.json",
            "parent": parent.pid if parent else 1, "judge": judge.pid, "folder": self.folder,
        }  # fmt: skip
        start = time.monotonic()
        record = grade(self.part((OPEN, LEAK, code.format(**facts)), how))
        return record, self.harm(record, time.monotonic() - start)

    def ready(self):
        if self.victim.poll() is not None:
            self.victim = a_victim()
        for file in self.outside.iterdir():
            file.unlink()

    def harm(self, record, took):
        said = json.dumps(record)
        return [
            name
            for name, done in {
                "gained points": points(record) > 0,
                "read a secret": WORD in said or "HARM" in said,
                "wrote outside": any(self.outside.iterdir()),
                "ended another process": self.victim.poll() is not None,
                "never ended": took > LIMITS.wall + 15,
            }.items()
            if done
        ]


def a_victim():
    return subprocess.Popen(["sleep", "3600"])


@pytest.fixture(scope="session")
def arena(tmp_path_factory, request):
    load(SLUG)
    folder = tmp_path_factory.mktemp("arena")
    for above in (folder, *list(folder.parents)[:3]):  # open doors: nothing but the sandbox stands in the way
        if str(above) not in ("/tmp", "/"):
            above.chmod(0o755)
    (folder / "outside").mkdir()
    (folder / "outside").chmod(0o777)
    for name in ("secret", "roster.csv", "class.toml"):
        (folder / name).write_text(WORD)
    server = socket.create_server(("127.0.0.1", 0))
    made = Arena(folder, folder / "prepared", server, a_victim())
    yield made
    made.victim.kill()
    made.victim.wait()
    server.close()
    close_all()


@pytest.fixture(scope="session")
def honest(arena):
    """What an honest hand-in gets in a quiet room."""
    return lasting(grade(arena.part(HONEST, who="honest")))


@pytest.fixture
def bare():
    return replace(BARE)
