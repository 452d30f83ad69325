"""The page of what preparing a learner's shop costs: what is to be reached, what was measured, a row a lesson."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.bench.page import table
from toolkit.bench.prepare import Prepared
from toolkit.home import CHECKOUT

PAGE = CHECKOUT / "tests" / "bench" / "prepare.md"
SECONDS, MEGABYTES = 3.0, 5.0
MB = 1e6
Goal = tuple[str, str, str, bool]


def write(found: Sequence[Prepared], page: Path = PAGE) -> None:
    """Write the page."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("\n".join(_lines(found)) + "\n", encoding="utf-8", newline="\n")


def goals(found: Sequence[Prepared]) -> Iterator[Goal]:
    """Each goal: what, the figure to reach, what was measured, whether it was reached."""
    if not found:
        return
    dear, large = (max(found, key=key) for key in (lambda one: one.cpu, lambda one: one.size))
    quick, small = (sum(map(reached, found)) for reached in (_is_quick, _is_small))
    of = f"{quick} of {len(found)}; most {dear.cpu:.2f} ({dear.slug})"
    yield "one more learner, every lesson", f"≤ {SECONDS:g} CPU s", of, quick == len(found)
    of = f"{small} of {len(found)}; most {large.size / MB:.1f} ({large.slug})"
    yield "a learner's folder, every lesson", f"≤ {MEGABYTES:g} MB", of, small == len(found)


def told(one: Prepared) -> str:
    """One lesson in a line."""
    return f"{_name(one)}: {one.cpu:.2f} CPU s a learner, {one.size / MB:.2f} MB"


def _name(one: Prepared) -> str:
    return f"{one.slug}, {one.what}" if one.what else one.slug


def _is_quick(one: Prepared) -> bool:
    return one.cpu <= SECONDS


def _is_small(one: Prepared) -> bool:
    return one.size <= MEGABYTES * MB


def _lines(found: Sequence[Prepared]) -> Iterator[str]:
    learners = len(found[0].each) if found else 0
    yield "# What preparing a learner's shop costs"
    yield ""
    yield "Written by `python3 -m toolkit bench prepare`; run it to get the figures of your machine."
    yield f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()};"
    yield f"processor seconds (user and system) of one judge a lesson, medians of {learners} learners after a first one, who"
    yield "pays for what is loaded once. What is counted: the shop's days, its tables, the case, the values of all worked"
    yield "solutions and mistakes, and what is written: the sealed folder and the papers. Size: medians of all of them."
    yield f"Load of the machine at the end: {os.getloadavg()[1]:.1f}; where it is above the number of processors, all costs more."
    yield ""
    yield from table(
        ("what", "to reach", "measured", ""), [(*row[:3], "yes" if row[3] else "not yet") for row in goals(found)]
    )
    yield ""
    head = ("lesson", "CPU s a learner", "least", "most", "first learner", f"≤ {SECONDS:g}", "MB", f"≤ {MEGABYTES:g}")
    yield from table(head, [_row(one) for one in found])


def _row(one: Prepared) -> tuple[str, ...]:
    seconds = (one.cpu, min(one.each), max(one.each), one.first)
    quick, small = ("yes" if reached else "not yet" for reached in (_is_quick(one), _is_small(one)))
    return (_name(one), *(f"{second:.2f}" for second in seconds), quick, f"{one.size / MB:.2f}", small)
