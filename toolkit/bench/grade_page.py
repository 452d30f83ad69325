"""The figures of grading as a page: what was to be reached, what was measured, and how cost grows with a class."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from pathlib import Path

from toolkit.bench.grade import NBGRADER, OTTER, OURS, Graded, Slope
from toolkit.bench.page import table
from toolkit.home import CHECKOUT

PAGE = CHECKOUT / "tests" / "bench" / "grade.md"
THOUSAND = 1000
Goal = tuple[str, str, str, bool]


def write(graded: Graded, page: Path = PAGE) -> None:
    """Write the page."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("\n".join(_lines(graded)) + "\n", encoding="utf-8", newline="\n")


def goals(graded: Graded) -> Iterator[Goal]:
    """Each goal: what, the figure to reach, what was measured, whether it was reached."""
    for figure, most, least in ((False, 0.10, 12.0), (True, 0.12, 10.0)):
        said, ours = " with a drawn figure" * figure, graded.slope(OURS, figure=figure)
        if ours is None:
            continue
        what = f"one more hand-in{said}, {ours.sizes[0]} → {ours.sizes[1]}"
        yield what, f"≤ {most:.2f} CPU s", f"{ours.middle:.3f} CPU s", ours.middle <= most
        for name in (NBGRADER, OTTER):
            if graded.slope(name, figure=figure):
                times = graded.times(name, figure=figure)
                yield f"{name}'s{said}", f"≥ {least:g} × ours", f"{times:.1f} ×", times >= least
    yield "private memory of a child", "≤ 30 MiB", f"{graded.private:.1f} MiB", graded.private <= 30
    for size in graded.sizes:
        if size.count == THOUSAND:
            yield f"1,000 hand-ins, {size.jobs} jobs", "< 2 min", f"{size.cost.wall / 60:.1f} min", size.cost.wall < 120
    for name, (same, all_) in graded.agreed.items():
        yield f"agreement with {name}", "100 %", f"{same} of {all_}", same == all_


def _lines(graded: Graded) -> Iterator[str]:
    yield "# What grading a class costs"
    yield ""
    yield "Written by `python3 -m toolkit bench grade`; run it to get the figures of your machine."
    yield f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()};"
    yield f"medians of {graded.runs} runs in turn, processor seconds (user and system) of whole processes with their children."
    yield "The notebook: two tables merged and grouped, three questions, and where it says so a figure saved as PNG."
    yield ""
    yield from table(
        ("what", "to reach", "measured", ""), [(*row[:3], "yes" if row[3] else "not yet") for row in goals(graded)]
    )
    yield from ("", "## Cost against class size", "")
    yield from table(
        ("hand-ins", "jobs", "wall s", "CPU s", "CPU s each", "peak MiB of the largest process"), _sizes(graded)
    )
    yield from ("", "## One more hand-in", "")
    yield from table(("program", "figure", "class sizes", "CPU s", "least", "most"), map(_slope, graded.slopes))
    known = ", ".join(f"{name} {version}" for name, version in graded.versions.items())
    yield f"\n{known}, each as its documentation says, without containers." if known else ""


def _sizes(graded: Graded) -> Iterator[tuple[str, ...]]:
    for size in graded.sizes:
        took = size.cost
        each = f"{took.cpu / size.count:.3f}"
        yield f"{size.count:,}", str(size.jobs), f"{took.wall:.1f}", f"{took.cpu:.1f}", each, f"{took.peak:.0f}"


def _slope(slope: Slope) -> tuple[str, ...]:
    spread = (f"{number:.3f}" for number in (slope.middle, min(slope.each), max(slope.each)))
    return slope.name, "yes" if slope.figure else "no", " → ".join(map(str, slope.sizes)), *spread
