"""nbgrader and otter-grader on the very hand-ins that we grade, run as their documentation says, in their own environment."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.bench.assignment import HIDDEN, QUESTIONS, WITHIN, book, code, handed_in, write
from toolkit.bench.cost import BenchFailed, Cost, cost
from toolkit.exercises.seats import ASKED
from toolkit.home import CHECKOUT, JUDGED

PACKAGES = (
    "nbgrader", "otter-grader", "ipykernel", "ipywidgets", "matplotlib", "pandas", "platformdirs", "pyarrow", "rich",
)  # fmt: skip
NAME = "hw"
READ = """
import json, sys
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    found = {s.student.id: {g.name: g.auto_score for n in s.notebooks for g in n.grades} for s in book.assignment_submissions("hw")}
print(json.dumps(found))
"""
OTTER = """
import json, sys
from pathlib import Path
from otter.api import grade_submission
found = {}
for path in sorted(Path("in").glob("*.ipynb")):
    found[path.stem] = {name: result.score for name, result in grade_submission(str(path), "autograder.zip", quiet=True).results.items()}
Path("found.json").write_text(json.dumps(found))
"""
TEST = """OK_FORMAT = True
test = {{"name": "{name}", "points": 1, "suites": [{{"type": "doctest", "scored": True, "setup": "", "teardown": "",
    "cases": [{{"code": ">>> bool(abs({name} - {right}) <= {within})\\nTrue", "hidden": False, "locked": False}}]}}]}}
"""
Points = dict[str, dict[str, float]]


@dataclass
class Peers:
    """Both programs, and what they need to know of the lesson: where it lies sealed, and what is right in it."""

    programs: Path
    sealed: Path
    right: dict[str, float]

    def tests(self) -> list[dict[str, Any]]:
        """Return nbgrader's test cells with their hidden tests, as the instructor writes them."""
        about = {"grade": True, "locked": True, "points": 1, "solution": False, "task": False, "schema_version": 3}
        return [
            code(self._filled(HIDDEN, name), nbgrader=about | {"grade_id": name, "cell_type": "code"})
            for name in QUESTIONS
        ]

    def released(self) -> list[dict[str, Any]]:
        """Return the same cells as learners get them."""
        return [cell | {"source": cell["source"].split("\n###")[0]} for cell in self.tests()]

    def _filled(self, text: str, name: str) -> str:
        return text.format(name=name, right=self.right[name], within=WITHIN[name])

    def nbgrader(self, count: int, folder: Path, *, figure: bool) -> tuple[Cost, Points]:
        """Autograde a class; returns what it took, and the points it gave."""
        shutil.rmtree(folder, ignore_errors=True)
        write(book([code("pass"), *self.tests()]), folder / "source" / NAME / f"{NAME}.ipynb")
        self._run(folder, "nbgrader", "generate_assignment", NAME)
        for number in range(count):
            notebook = handed_in(number, self.released(), figure=figure)
            write(notebook, folder / "submitted" / f"s{number:05}" / NAME / f"{NAME}.ipynb")
        took = cost(self._command(folder, "nbgrader", "autograde", NAME), home=folder)
        found: Points = json.loads(self._run(folder, "python", "-c", READ).splitlines()[-1])
        return took, found

    def otter(self, count: int, folder: Path, *, figure: bool) -> tuple[Cost, Points]:
        """Grade a class in one process, without Docker; returns what it took, and the points it gave."""
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "tests").mkdir(parents=True)
        for name in QUESTIONS:
            (folder / "tests" / f"{name}.py").write_text(self._filled(TEST, name), encoding="utf-8")
        self._run(folder, "otter", "generate", "-t", "tests", "--no-environment")
        for number in range(count):
            write(handed_in(number, self.released(), figure=figure), folder / "in" / f"s{number:05}.ipynb")
        took = cost(self._command(folder, "python", "-c", OTTER), home=folder)
        found: Points = json.loads((folder / "found.json").read_text(encoding="utf-8"))
        return took, found

    def _command(self, folder: Path, program: str, *words: str) -> list[str | Path]:
        path = f"PATH={self.programs}:{os.environ['PATH']}"
        settings = [path, f"{ASKED}={self.sealed}", f"{JUDGED}=1", f"IPYTHONDIR={folder / 'ipython'}"]
        return ["env", "-C", folder, *settings, self.programs / program, *words]

    def _run(self, folder: Path, program: str, *words: str) -> str:
        command = list(map(str, self._command(folder, program, *words)))
        env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BenchFailed(
                f"{program} {words[0]} ended with {done.returncode}: {(done.stderr or done.stdout)[-400:]}"
            )
        return done.stdout
