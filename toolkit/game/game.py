"""A game: one season in a learner's hands, saved after every week.

from toolkit.game import open_game, times
game = open_game()
game.report()
game.next_week(Decisions(budgets={"video": times(0.8)}), expect={"paid_amount": (140_000, 165_000)},
stop=("paid_amount", "<", 120_000))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from toolkit.game import limits, saved
from toolkit.game.desk import Desk
from toolkit.game.hindsight import RUNS, keep_best
from toolkit.game.limits import refusal
from toolkit.game.play import beside
from toolkit.game.said import came, metrics, said
from toolkit.game.score import score
from toolkit.game.season import SHORT, WEEKS, Season, past
from toolkit.shop.decisions import Decisions
from toolkit.shop.rows.ids import product_names

if TYPE_CHECKING:
    from toolkit.game.report import Report

MODES = {"open": WEEKS, "guided": WEEKS, "short": SHORT, "practice": 2}
SCORED = ("open", "guided", "short")
"""Modes that are scored; practice is not."""


def open_game(student: str | None = None, mode: str = "open", season: int = 1) -> Game:
    """Open a game where it was left, or begin one.

    mode: "open" has all levers from week 1, "guided" hands them over in stages, "short" has six weeks, "practice" two on
    another shop. season: 1 is played on one's own practice shop, 2, 3 … on others.
    Raises: ImpossibleDecision for an unknown mode.
    """
    if mode not in MODES:
        raise refusal(f'There is no mode "{mode}".', f"Modes: {', '.join(MODES)}.", "Choose one.")
    return Game(student, mode, season)


class GameMoved(RuntimeError):
    """The game has moved on elsewhere."""


class Game:
    """One season, a week at a time. Everything that is decided lies in its file; everything else is lived again from it."""

    def __init__(self, student: str | None, mode: str, number: int) -> None:
        self.student, self.mode, self.number = student, mode, number
        self.weeks = MODES[mode]
        self.file = saved.file_of(student, mode, number)
        self._seed = saved.seed_of(student, number, mode)
        self.lines: list[saved.Line] = []
        self._frames: dict[tuple[str, int], pd.DataFrame] = {}
        self._report: Report | None = None
        self.season = Season(past(self._seed))
        self._catch_up()

    def __repr__(self) -> str:
        where = "over" if self.over else f"week {self.week} of {self.weeks}"
        return f"A game ({self.mode}, season {self.number}): {where}, {self.cash:,.0f} CNY in the account."

    @property
    def week(self) -> int:
        """The week that comes next, from 1; after the last one, one more."""
        return self.season.week

    @property
    def over(self) -> bool:
        """Whether the last week has been played."""
        return self.week > self.weeks

    @property
    def cash(self) -> float:
        """CNY in the account this Monday morning."""
        return self.season.state.cash / 100

    @property
    def monday(self) -> pd.Timestamp:
        """The Monday on which the next week begins."""
        return self.season.date(self.season.day)

    def desk(self) -> Desk:
        """What a rule sees this Monday."""
        return Desk(self.season)

    def next_week(
        self,
        decided: Decisions | None = None,
        *,
        expect: object = None,
        stop: object = None,
        look: object = None,
        review: object = None,
    ) -> pd.Series:
        """Decide, say what you expect, and live a week; returns the numbers of the week.

        decided: what is moved, from this Monday on; the rest stays as it is. expect: {number: (low, high)}. stop: (number,
        "<" or ">", edge). look: when to look again, the next Monday where nothing is said. review: the lines of the week's review.
        Raises: ImpossibleDecision (the week does not move), GameMoved.
        """
        self._stand_still()
        read = limits.read(self.season, Decisions() if decided is None else decided, self.mode)
        words = said(expect, stop, look or f"{self.monday + pd.Timedelta(7, 'D'):%Y-%m-%d}", review)
        line = saved.week_line(self.week, read, words)
        if not self.lines and not saved.header_of(saved.lines_of(self.file)):
            saved.write(self.file, saved.header(self.student, self.mode, self.number, self._seed))
        saved.write(self.file, line)
        moved = self._catch_up()
        if moved[0] != line:
            raise GameMoved(_MOVED.format(week=self.week))
        return pd.Series(metrics(self.season.days[-7:]), name=f"week {self.week - 1}")

    def _stand_still(self) -> None:
        """Make sure that this is the game as it stands. Raises: GameMoved, ImpossibleDecision after the last week."""
        if self._catch_up():
            raise GameMoved(_MOVED.format(week=self.week))
        if self.over:
            raise refusal(
                f"Week {self.week} was to be played.",
                f"This season has {self.weeks} weeks, and all are played.",
                f"See game.result(), or begin another: open_game(season={self.number + 1}).",
            )

    def _catch_up(self) -> list[saved.Line]:
        """Live the weeks that the file has and this game has not; returns their lines."""
        new = saved.weeks_of(saved.lines_of(self.file))[len(self.lines) :][: self.weeks - len(self.lines)]
        for line in new:
            self.season.live(saved.decided_in(line))
            self.lines.append(line)
        return new

    def result(self) -> pd.DataFrame:
        """The score of a season that is over beside doing nothing and the sensible rule on the same draws, CNY, hand-over included.

        Raises: ImpossibleDecision before the last week is played.
        """
        if not self.over:
            raise refusal(
                f"Week {self.week} of {self.weeks} is still to come.",
                "A season has its result when the last week is played.",
                "Play on; game.report() tells how things stand.",
            )
        scores = {name: score(end) for name, end in beside(self.season).items()}
        rows = {name: {**one._asdict(), "total": one.total} for name, one in scores.items()}
        frame = pd.DataFrame.from_dict(rows, orient="index").round()
        return frame.rename({"nothing": "do nothing", "rule": "sensible rule"})

    def play(self) -> None:
        """Play with widgets in the notebook: report, levers, one button a week."""
        from toolkit.game.panel import panel

        panel(self)

    def hindsight(self, runs: int = RUNS) -> float:
        """Search the best season of this shop, knowing all, and keep it for the charts of the lesson; returns its score, CNY.

        The search plays the season some hundred times: a minute or two.
        """
        return keep_best(self.season.past, runs).total

    def product(self, sku: int) -> str:
        """The published name of a product by its number in a rule's desk."""
        goods = self.season.works.goods
        return product_names(self.season.works.scenario.keys, len(goods.family))[sku]

    def family(self, family_id: str) -> list[str]:
        """The products of a family such as "F07", for prices and promotions. Raises: ImpossibleDecision."""
        family = self.season.works.goods.family
        known = [f"F{one + 1:02d}" for one in range(int(family.max()) + 1)]
        if family_id not in known:
            raise refusal(
                f'There is no family "{family_id}".',
                f"Families: {known[0]} to {known[-1]}.",
                'Take a family_id from game.table("products").',
            )
        return [self.product(sku) for sku in np.flatnonzero(family == known.index(family_id)).tolist()]

    def report(self) -> Report:
        """The page that lies on the desk this Monday."""
        from toolkit.game.report import report

        if not self._report or self._report.week != self.week:
            self._report = report(self.season, self.lines)
        return self._report

    def expectations(self) -> pd.DataFrame:
        """One row a week: what was expected, what came, whether the range held it and whether the stop rule rings."""
        return pd.DataFrame([came(line, self.season.week_days(line["week"])) for line in self.lines])

    def table(self, name: str) -> pd.DataFrame:
        """A table of the shop from the last weeks before the hand-over to last Sunday. Raises: UnknownTable."""
        from toolkit.game.books import table

        if (name, self.week) not in self._frames:
            self._frames = {key: frame for key, frame in self._frames.items() if key[1] == self.week}
            self._frames[name, self.week] = table(self.season, name)
        return self._frames[name, self.week].copy(deep=False)

    def levers(self) -> pd.DataFrame:
        """One row a lever: where it stands, how far it goes, whether it is yours this week."""
        free = limits.released(self.mode, min(self.week, self.weeks))
        frame = pd.DataFrame(limits.ranges(self.desk()), columns=["lever", "name", "now", "range"])
        return frame.assign(yours=frame["lever"].isin(free))


_MOVED = "This game has moved on to week {week} in another notebook. Read its report, then decide again."
