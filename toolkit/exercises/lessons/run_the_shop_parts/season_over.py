"""Lesson 12, after week 13: what each week's decisions earned, one rule for the next operator, the final review."""

from dataclasses import replace

import pandas as pd

from toolkit.exercises import ANY, Choice, Decision, Number, Ranking, Review
from toolkit.exercises.lessons.run_the_shop_parts.case import LINKS
from toolkit.exercises.lessons.run_the_shop_parts.plan import plan, season, singles, whole
from toolkit.exercises.seasons import Prepared

# --- 12.4 best and worst decision -------------------------------------------------------------------------


def _label(weeks):
    return "week " + weeks["week"].astype(str)


@plan.exercise(
    answer=Ranking(items=("case.moved",)),
    asks="The weeks in which something was decided, from the best decisions to the worst, by what the re-runs say",
    hints=(
        "Not what a week brought: what the season would have lost without its decisions. Which link has the whole week?",
        "`whole.sort_values(...)` by `yuan`, the largest first; hand in its `label`.",
    ),
)
def best_first(shop, case):
    # what the season would have lost: not what the week brought
    return whole.sort_values("yuan", ascending=False)["label"]


@best_first.mistake("GAME-RESULT")
def by_what_came(shop, case):
    """You ranked by what a week brought. A decision works later, and luck comes on top: rank by the re-runs in `season.worth`."""
    weeks = season.weeks[_label(season.weeks).isin(case.moved)].sort_values("paid_amount", ascending=False)
    return _label(weeks)


@best_first.mistake("GAME-PROFIT")
def by_what_was_left(shop, case):
    """You ranked by what was left in the week, festival and troubles and all. Without the decision much of it would have come too."""
    weeks = season.weeks[_label(season.weeks).isin(case.moved)].sort_values("left", ascending=False)
    return _label(weeks)


@best_first.yes
def not_luck(shop, case, ref):
    worth = whole.set_index("week")["yuan"]
    return f"{ref[0]} earned {worth.max():+,.0f} yuan over the season, {ref[-1]} {worth.min():+,.0f}, with the same luck in both worlds."


# --- 12.5 one rule ----------------------------------------------------------------------------------------


@plan.exercise(
    answer=Decision(choice=Choice(*LINKS), evidence=Number(within_share=0.01, shown=",.0f")),
    asks="The link your one rule for the next operator is about, and what its decisions earned over the season",
    hints=(
        "A rule names the link whose decisions were worth most, and a number behind it.",
        '`singles` by link: `.groupby("link")["yuan"].sum()`, then `.idxmax()` and `.max()`.',
    ),
)
def next_operator(shop, case):
    earned = singles.groupby("link")["yuan"].sum()
    return {
        "choice": earned.idxmax(),
        "evidence": earned.max(),
        "look_again": case.today + pd.Timedelta(days=28),
        "change_mind": "four weeks in which another link stands fuller on Monday",
    }


@next_operator.mistake("GAME-ADS")
def more_ads(shop, case):
    """You took what was spent on ads. Spending is no earning: look what the season lost without each link's decisions."""
    return {
        "choice": "promotion",
        "evidence": season.weeks["ad_spend"].sum(),
        "look_again": case.today,
        "change_mind": ANY,
    }


@next_operator.mistake("GAME-BUSY", says=lambda given: {"link": given["choice"]})
def most_often(shop, case):
    """{link} was moved most often. Often is not much: add up `yuan`, not rows, and leave "all" out."""
    moved = season.decisions.groupby("link").size()
    return {"choice": moved.idxmax(), "evidence": moved.max(), "look_again": case.today, "change_mind": ANY}


@next_operator.mistake("GAME-TWICE")
def everything(shop, case):
    """You added "all" to its parts, so each week counts twice. Leave link "all" out before you add up."""
    return {"choice": "team", "evidence": season.worth["yuan"].sum(), "look_again": case.today, "change_mind": ANY}


@next_operator.yes
def the_rule(shop, case, ref):
    return f"{ref['choice']} earned {ref['evidence']:+,.0f} yuan. Now say it as a rule with a number: when this stands at that, do so."


# --- 12.6 the final review --------------------------------------------------------------------------------


class SeasonReview(Review):
    """A review sheet whose evidence lies in the tables of the season."""

    def asking(self, ask):
        """Return this type able to ask the season."""
        books = ask(_books)
        return replace(self, ask=lambda function, **extra: ask(function, **extra, shop=books))


def _books(lesson):
    return Prepared(lesson)


@plan.exercise(
    answer=SeasonReview(tables=("weeks", "worth", "links", "categories", "expectations", "decisions", "troubles")),
    points=3,
    asks="The final review of the season: goal, result, normal, causes, rule, next",
    hints=(
        "Result first: what was left in thirteen weeks. Then at most two causes, each a row of `season.worth` or `season.links`.",
        'lesson.evidence("weeks", "week <= 13", "sum(left)", of=season) gives a piece with its number; add "says" or "cause".',
    ),
)
def season_review(shop, case, lesson):
    # the result: what thirteen weeks left, against doing nothing on the same draws
    result = lesson.evidence("weeks", "week >= 1", "sum(left)", of=season)
    best = singles.sort_values("yuan").iloc[-1]
    # the cause: the decision whose absence would have cost most, told by the re-runs and not by what the week brought
    row = f"week == {best['week']} and link == '{best['link']}'"
    cause = lesson.evidence("worth", row, "sum(yuan)", of=season)
    # its rival: that the season as a whole was simply lucky; said before, a range knows
    held = lesson.evidence("expectations", "week >= 1", "mean(held)", of=season)
    return {
        "goal": "more than the do-nothing policy on the same draws",
        "result": {**result, "says": "thirteen weeks left this much after ads, hands, rent and storage"},
        "normal": {"witness": held},
        "causes": [
            {
                **cause,
                "cause": f"the {best['link']} decision, by re-run without it",
                "rival": {**held, "cause": "a lucky season"},
            }
        ],
        "rule": "On Monday, first the link that is fullest; one lever, one range, one stop.",
        "next": {
            "action": f"keep the {best['link']} decision, and test one price step for two weeks",
            "owner": "operator",
            "date": case.today + pd.Timedelta(days=14),
            "watch": "what is left in a week",
            "stop": "two weeks below the lowest of the last eight",
        },
    }


def _with(ref, **changes):
    return {**ref, **changes}


@season_review.mistake("REV-NUMBER")
def from_memory(shop, case, ref):
    """A claim stands on its table, its rows and its number. Look it up with `lesson.evidence(..., of=season)`."""
    return _with(ref, result={**ref["result"], "number": 1.1 * ref["result"]["number"]})


@season_review.mistake("REV-BLAME")
def a_person(shop, case, ref):
    """A name is not a cause: people change, the gap stays. Which link was full, and which table shows it?"""
    return _with(ref, causes=[{**cause, "cause": "Xiao He answered too slowly"} for cause in ref["causes"]])


@season_review.mistake("REV-SLOGAN")
def work_harder(shop, case, ref):
    """A good intention is no next step. Which lever, how far, who, by when, and where do you stop?"""
    return _with(ref, next={"action": "work harder", "owner": "operator", "date": ref["next"]["date"]})
