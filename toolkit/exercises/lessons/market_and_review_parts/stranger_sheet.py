"""Lesson 11, third sitting: the review sheet for the stranger, every number pointed at."""

import pandas as pd

from toolkit import lens
from toolkit.exercises import Review
from toolkit.exercises.lessons.market_and_review_parts.plan import key, plan, stranger, weeks


@plan.exercise(
    answer=Review(tables=plan.unseen, unseen=True),
    points=4,
    asks="The review sheet of the stranger's shop: goal, result, normal, causes, rule, next",
    hints=(
        "Start with the result: one metric, one table, the days of her month, and the target beside it. Then one cause a finding.",
        "lesson.evidence(table, filter, measure, of=stranger) gives a piece with its number; `{**piece, \"cause\": \"…\"}` makes it a cause. "
        "next needs action, owner, date; for the best mark also watch and stop.",
    ),
)
def review(shop, case, lesson):
    # the result first: one metric, one month, one plan; a reader must be able to type it in again
    month = f"'{case.her_month:%Y-%m-%d}' <= date <= '{case.her_month_end:%Y-%m-%d}'"
    result = lesson.evidence("shop_daily", month, "sum(paid_amount)", of=stranger)
    target = stranger.targets.query("month == @case.her_month and metric == 'paid_amount'")["target"].iloc[0]
    beside = result["number"] - target
    # normal? what her other weeks would make of such a month, and who else counted
    usual = weeks.query("week_to < @case.her_month")["paid"] / 7 * case.her_month_end.day
    orders = lesson.evidence("shop_daily", month, "sum(pay_orders)", of=stranger)
    # causes: one a finding, each with the number that only it can move; what nobody saw stays out
    names = {"INC-01": "tracker asleep", "INC-02": "machines", "INC-04": "price slip", "INC-05": "bids too high"}
    names |= {"INC-06": "rival's sale", "INC-08": "discount eats sisters", "INC-09": "viral video"}
    names |= {"INC-10": "early season", "INC-14": "broken checkout"}
    causes = []
    for one in lens.find(stranger, names).itertuples():
        row = key.loc[names[one.kind]]
        where = row["filter"].format(where=one.entity, start=f"{one.start:%Y-%m-%d}", end=f"{one.end:%Y-%m-%d}")
        piece = lesson.evidence(row["table"], where, row["measure"], of=stranger)
        # the rival explanation: that simply everybody bought more or less on these days
        days = f"'{one.start:%Y-%m-%d}' <= date <= '{one.end:%Y-%m-%d}'"
        others = lesson.evidence("shop_daily", days, "mean(pay_orders)", of=stranger)
        says = f"{names[one.kind]} at {one.entity}: {row['only_it']}"
        causes.append({**piece, "cause": says, "rival": {**others, "cause": "the whole shop moved"}})
    # one lever, one owner, one date, one number to stop at: more than that nobody does
    return {
        "goal": f"{target:,.0f} yuan paid in {case.her_month:%B %Y}",
        "result": {**result, "says": f"{result['number']:,.0f} yuan were paid, {beside:+,.0f} against the target"},
        "normal": {"range": (usual.min(), usual.max()), "witness": orders},
        "causes": causes,
        "rule": "Two numbers of two tables before a cause is named, and the calendar before both.",
        "next": {
            "action": "Halve the budget of her brand keywords for four weeks and count all searches, paid and free",
            "owner": "promotion",
            "date": stranger.last_day + pd.Timedelta(days=2),
            "watch": "visitors by search, paid and free together",
            "stop": "back to the old budget if they fall by more than 5 in 100 in a week",
        },
    }


def _with(ref, **changes):
    return {**ref, **changes}


def _causes(ref, says):
    return [{**cause, "cause": says} for cause in ref["causes"]]


@review.mistake("REV-NUMBER")
def a_number_from_memory(shop, case, ref):
    """A claim stands on its table, its days and its number. Look it up with `lesson.evidence` and hand in what it says."""
    result = {**ref["result"], "number": 1.1 * ref["result"]["number"], "says": "More was paid than planned"}
    return _with(ref, result=result)


@review.mistake("REV-BLAME")
def a_person_as_cause(shop, case, ref):
    """A name is not a cause: people change, the gap stays. Which process let it pass, and which table shows that?"""
    return _with(ref, causes=_causes(ref, "Xiao Tang did not look"))


@review.mistake("REV-SLOGAN")
def work_harder(shop, case, ref):
    """Everybody agrees, and nobody knows what to do on Monday. Which number is where, by when?"""
    return _with(ref, next={**ref["next"], "action": "Work harder", "watch": "everything", "stop": "never"})


def _whole(case):
    month = stranger.shop_daily.query("@case.her_month <= date <= @case.her_month_end")["paid_amount"].sum()
    target = stranger.targets.query("month == @case.her_month and metric == 'paid_amount'")["target"].iloc[0]
    return {"y": f"{month - target:+,.0f}"}


@review.mistake("REV-OUTSIDE", says=_whole)
def the_market_alone(shop, case, ref):
    """The market moved everybody. Your shop stands {y} yuan beside its own plan: which part of that is the shop's? Name one number of hers."""
    return _with(ref, causes=_causes(ref, "The market was weak"))


@review.yes
def who_reads_it(shop, case, given):
    owner, date = given["next"]["owner"], given["next"]["date"]
    return (
        f"every number can be looked up, {len(given['causes'])} causes point at rows, and {owner} is due on {date}. A person reads the rest: "
        "whether each cause is the whole of it, what would have been without it, and whether the words are kind."
    )


