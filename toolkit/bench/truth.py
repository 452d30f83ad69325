"""The planted truths of many shops against what the reference estimators find, and the page that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from toolkit.bench import truth_incidents, truth_measures
from toolkit.bench.truth_shop import Finding, Lived
from toolkit.home import CHECKOUT
from toolkit.shop.incidents import KINDS

PAGE = CHECKOUT / "tests" / "bench" / "truth.md"
SHARE, MOST_FALSE = 0.95, 2.0


class OtherShops(Exception):
    """Some truths were sought anew in other shops than those of the page."""

    def __init__(self, page: Path, seeds: int) -> None:
        super().__init__(
            f"Some truths were sought anew in {seeds} shops.\n"
            f"{page.name} was written of another number, and its rows would no longer go together.\n"
            "Give --seeds the page's number, or leave --again out and have the whole page written."
        )


@dataclass(frozen=True)
class Study:
    """All findings of one shop, and how many of its days are clean."""

    seed: int
    findings: tuple[Finding, ...]
    clean: int

    @property
    def false_per_100(self) -> float:
        """Clean days on which any finder named something that was not there, of 100."""
        return 100 * sum(one.false_dates for one in self.findings) / max(self.clean, 1)


@dataclass(frozen=True)
class Row:
    """One truth over all shops: seeds found, median distance, false dates per 100 clean days, and the misses."""

    truth: str
    tolerance: str
    found: int
    seeds: int
    median: float
    false: float
    misses: tuple[Finding, ...]

    @property
    def reached(self) -> bool:
        """Whether it was found often enough, and rang seldom enough where nothing was."""
        return self.found >= SHARE * self.seeds and self.false <= MOST_FALSE


def study(seed: int) -> Study:
    """Seek every truth of one shop."""
    lived = Lived(seed)
    found = (*truth_incidents.findings(lived), *truth_measures.findings(lived))
    return Study(seed, found, len(lived.clean))


def measured(seed: int, only: tuple[str, ...]) -> Study:
    """Seek some of the measured truths of one shop, and no incident."""
    return Study(seed, tuple(truth_measures.findings(Lived(seed), only)), 0)


def rows(studies: list[Study]) -> list[Row]:
    """The studies truth by truth."""
    clean = sum(one.clean for one in studies)
    table: dict[str, list[Finding]] = {}
    for finding in (finding for one in studies for finding in one.findings):
        table.setdefault(finding.truth, []).append(finding)
    return [
        Row(
            name,
            truth_measures.TOLERANCES.get(name, truth_incidents.TOLERANCE),
            sum(one.found for one in found),
            len(found),
            float(np.median([one.off for one in found if not np.isnan(one.off)] or [np.nan])),
            100 * sum(one.false_dates for one in found) / max(clean, 1),
            tuple(one for one in found if not one.found),
        )
        for name, found in table.items()
    ]


def write(studies: list[Study], page: Path = PAGE) -> None:
    """Write the page."""
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("\n".join(_lines(studies)) + "\n", encoding="utf-8", newline="\n")


def rewrite(studies: list[Study], page: Path = PAGE) -> None:
    """Put some measured truths anew into a page that was written of the same shops; every other row stays. Raises: OtherShops."""
    lines = page.read_text(encoding="utf-8").splitlines()
    if not any(f" {len(studies)} whole shops so far" in line for line in lines):
        raise OtherShops(page, len(studies))
    again = {row.truth: row for row in rows(studies)}
    table = [line for line in lines if line.startswith("| ")]
    head, missed = lines.index("## Every miss"), [line for line in lines if line.startswith("- ")]
    kept = [_row(again[_name(line)]) if _name(line) in again else line for line in lines[:head]]
    misses = [line for name in map(_name, table) for line in _misses(name, again, missed)]
    page.write_text(
        "\n".join([*kept, "## Every miss", "", *(misses or ["None."])]) + "\n", encoding="utf-8", newline="\n"
    )


def _name(line: str) -> str:
    """The truth of a row of the table; an incident by its id."""
    name = line.split("|")[1].strip() if line.startswith("| ") else ""
    return name.split()[0] if name.startswith("INC-") else name


def _misses(name: str, again: dict[str, Row], missed: list[str]) -> list[str]:
    if name in again:
        return [_miss(one) for one in again[name].misses]
    return [line for line in missed if line.startswith(f"- {name}, seed")]


def _miss(one: Finding) -> str:
    return f"- {one.truth}, seed {one.seed}: {one.said}"


def _row(row: Row) -> str:
    name = f"{row.truth} {KINDS[row.truth].name}" if row.truth in KINDS else row.truth
    false = f"{row.false:.2f}" if row.truth in KINDS else ""
    cells = (name, row.tolerance, f"{row.found} / {row.seeds}", f"{row.median:.3g}", false)
    return f"| {' | '.join(cells)} | {'yes' if row.reached else 'not yet'} |"


def _lines(studies: list[Study]) -> Iterator[str]:
    table = rows(studies)
    yield "# What can be found"
    yield ""
    yield f"Written by `python3 -m toolkit bench truth`, shop after shop. {len(studies)} whole shops so far, each with all its incidents"
    yield "and planned tests; for every planted truth the reference estimator of `toolkit/lens`, beside what only the simulator knows."
    yield f"To reach: found within the tolerance in {SHARE:.0%} of shops, and at most {MOST_FALSE:g} false dates per 100 clean days (days"
    yield "touched by no incident and no festival). Distances: days at the start of an incident, shares where a tolerance is a share."
    yield ""
    yield "| truth | tolerance | found | median distance | false dates per 100 clean days | |"
    yield "|---|---|---|---|---|---|"
    for row in table:
        yield _row(row)
    worst = max(studies, key=lambda one: one.false_per_100)
    total = sum(row.false for row in table)
    yield ""
    yield f"All finders together: {total:.2f} false dates per 100 clean days; at most {worst.false_per_100:.2f} (seed {worst.seed})."
    yield ""
    yield "## Every miss"
    yield ""
    for row in table:
        for one in row.misses:
            yield _miss(one)
    if not any(row.misses for row in table):
        yield "None."


def told(one: Study) -> str:
    """One line on one shop."""
    missed = [finding.truth for finding in one.findings if not finding.found]
    return f"seed {one.seed}: {len(one.findings) - len(missed)} of {len(one.findings)} found" + (
        f", not {', '.join(missed)}" if missed else ""
    )
