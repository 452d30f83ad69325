"""Whose hand-in a file is: by the names that Moodle and Canvas give files, by ids and names in the path.

The outermost part of a path that names a learner decides, since a school's system writes it and a learner writes the rest.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from toolkit.course.roster import Student, folded

MOODLE = re.compile(r"^(?P<name>.+?)_(?P<number>\d+)_assign(?:submission|feedback)_\w*")
CANVAS = re.compile(r"^(?P<name>[^_]+)_(?:LATE_)?(?P<number>\d+)_\d+_.+", re.IGNORECASE)
BETWEEN = re.compile(r"[\s_()\[\]{}+,;.#@–—-]+")


class Whose:
    """Knows a class, and tells which of its learners a path names."""

    def __init__(self, learners: Iterable[Student], lesson_stem: str = "") -> None:
        self._by_text: dict[str, list[Student]] = {}
        self._lesson = re.compile(re.escape(lesson_stem), re.IGNORECASE) if lesson_stem else None
        for learner in learners:
            for text in dict.fromkeys(folded(each) for each in (learner.id, *learner.others, *_ways(learner.name))):
                if text:
                    self._by_text.setdefault(text, []).append(learner)

    def named(self, path: str) -> list[Student]:
        """Return the learners that the outermost telling part of a path names: one, none, or several."""
        parts = PurePosixPath(path).parts
        for at, part in enumerate(parts):
            stem = PurePosixPath(part).stem if at == len(parts) - 1 or part.casefold().endswith(".zip") else part
            found = self._in(stem)
            if found:
                return found
        return []

    def _in(self, part: str) -> list[Student]:
        for texts in self._readings(part):
            found = [learner for text in texts for learner in self._by_text.get(folded(text), ())]
            if found:
                return list({id(learner): learner for learner in found}.values())
        return []

    def _readings(self, part: str) -> Iterator[list[str]]:
        """Yield lists of texts that may name somebody, the surest first."""
        known = MOODLE.match(part) or CANVAS.match(part)
        if known:
            yield [known["number"]]
            yield [known["name"]]
        yield [part]
        words = [word for word in BETWEEN.split(self._lesson.sub(" ", part) if self._lesson else part) if word]
        yield words
        yield [a + b for a, b in itertools.pairwise(words)] + ["".join(words)]


def _ways(name: str) -> list[str]:
    """Return the ways a name is written in files: as it is, family name first or last, without the comma."""
    words = [word for word in re.split(r"[\s,]+", name) if word]
    return [name, "".join(words), "".join(reversed(words)), "".join([*words[-1:], *words[:-1]])]
