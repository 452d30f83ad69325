"""Lesson 11, third sitting: what happened in the stranger's shop, and what the first and the last of it cost or brought."""

import pandas as pd

from toolkit import lens
from toolkit.exercises import ANY, Found, Range, Several
from toolkit.exercises.lessons.market_and_review_parts import key as of_search
from toolkit.exercises.lessons.market_and_review_parts.plan import key, plan, stranger

FIELDS = ["kind", "start", "end", "where"]
WITH_IT = {"video": ("video", "search_org")}
"""What a channel's crowd does besides: who saw the film searches for us days later."""

# --- 11.5 four incidents -------------------------------------------------------------------------------


def _of_truth(table):
    rows = table.assign(kind=table["id"].map(of_search.BY_ID), where=table["name"])
    return rows.sort_values(["start", "end"])[FIELDS].to_dict("records")


@plan.exercise(
    answer=Found(kinds=of_search.KINDS),
    truth=lambda unseen_truth: _of_truth(unseen_truth.incidents()),
    points=4,
    asks="What happened in the stranger's shop: kind, first and last day, where",
    hints=(
        "Bells on the same days are one thing seen from several sides. Which number moved that only one kind of the key can move?",
        "A list of dicts, one a cause: kind as the key has it, start and end as days, where as the alarms have it (device, channel, "
        "campaign, category, product).",
    ),
)
def four_incidents(shop, case):
    # every suspect of the key asked for its own number, and that number's witness: what is left is a cause
    names = {"INC-01": "tracker asleep", "INC-02": "machines", "INC-04": "price slip", "INC-05": "bids too high"}
    names |= {"INC-06": "rival's sale", "INC-08": "discount eats sisters", "INC-09": "viral video"}
    names |= {"INC-10": "early season", "INC-14": "broken checkout"}
    suspects = lens.find(stranger, names)
    # bells that ring on the same days and have no number of their own are echoes: they do not stand here
    suspects["where"] = suspects["entity"]
    suspects["kind"] = suspects["kind"].map(names)
    return suspects.sort_values(["start", "end"])[["kind", "start", "end", "where"]]


@four_incidents.mistake("CORR-CAUSE")
def a_log_entry(shop):
    """It is in the log, and on time. Whose number moved that only *it* could move? Without one, leave it out."""
    return [{"kind": "a note in the log", "where": ANY, "start": ANY, "end": ANY}]


@four_incidents.mistake("ANOM-EVENT")
def festival_as_incident(case):
    """One of your rows lies on a festival. It was in the calendar, and everybody had it: pass over what the calendar explains."""
    festive = stranger.calendar.query("event_phase != 'none' and date <= @case.her_last_day")
    return [{"kind": ANY, "where": ANY, "start": day, "end": day} for day in festive["date"]]


@four_incidents.mistake("REV-ECHO")
def one_cause_told_twice(ref):
    """Two of your rows share their days and one cause. Which number moved first, and which only followed? Keep that one."""
    alone = [row for row in ref if sum(_meet(row, other) for other in ref) == 1]
    return [{"kind": ANY, "where": ANY, "start": row["start"], "end": row["end"], "times": 2} for row in alone]


def _meet(row, other):
    return row["start"] <= other["end"] and other["start"] <= row["end"]


@four_incidents.yes
def said_how_many(shop, case, ref):
    kinds = ", ".join(row["kind"] for row in ref)
    return (
        f"{kinds}: {len(ref)} causes behind {len(lens.alarms(stranger))} bells. The rest is luck and echo. A review that named "
        "every bell would have sent her people after all of them."
    )


# --- 11.6 what the first and the last cost --------------------------------------------------------------


def _estimate(row, after=None):
    """The money of one finding by the rule of the lesson."""
    days = lens.part_and_rest(stranger, *WITH_IT.get(row["where"], (row["where"],)))
    start, end = pd.Timestamp(row["start"]), pd.Timestamp(row["end"])
    later = int(key.loc[row["kind"], "after"]) if after is None else after
    return lens.without_it(days, start, end, stranger.calendar, after=later)


def _ends():
    rows = _of_truth(lens.find(stranger, of_search.SUSPECTS).rename(columns={"kind": "id", "entity": "name"}))
    return {"first": rows[0], "last": rows[-1]}


def _truths(unseen_truth):
    rows = unseen_truth.incidents().sort_values(["start", "end"])
    ends = {"first": rows["id"].iloc[0], "last": rows["id"].iloc[-1]}
    return {name: float(unseen_truth.effect(one)["paid_amount"].sum()) for name, one in ends.items()}


@plan.exercise(
    answer=Several(first=Range(times=1.5, least=0.3, shown="+,.0f"), last=Range(times=1.5, least=0.3, shown="+,.0f")),
    truth=_truths,
    points=2,
    asks="Yuan at the till that your first and your last finding brought (below 0: cost), each as a range",
    hints=(
        "What would its part of the shop have taken, had it run like the rest? The rule was worked above for a known case.",
        'lens.without_it(lens.part_and_rest(stranger, where), start, end, stranger.calendar, after=key.loc[kind, "after"]); '
        "low and high are the range.",
    ),
)
def money(shop, case):
    found = lens.find(
        stranger, ["INC-01", "INC-02", "INC-04", "INC-05", "INC-06", "INC-08", "INC-09", "INC-10", "INC-14"]
    )
    found = found.sort_values(["start", "end"])
    first, last = found.iloc[0], found.iloc[-1]
    # days after the end in which something comes back or follows: 14 for goods and crowds, 7 for markets, else none
    after = {"INC-04": 14, "INC-08": 14, "INC-09": 14, "INC-06": 7, "INC-10": 7}
    # who saw a film searches for us days later: that part belongs to it
    with_it = {"video": ["video", "search_org"]}
    part = lens.part_and_rest(stranger, *with_it.get(first["entity"], [first["entity"]]))
    one = lens.without_it(part, first["start"], first["end"], stranger.calendar, after=after.get(first["kind"], 0))
    part = lens.part_and_rest(stranger, *with_it.get(last["entity"], [last["entity"]]))
    other = lens.without_it(part, last["start"], last["end"], stranger.calendar, after=after.get(last["kind"], 0))
    return {"first": (one["low"], one["high"]), "last": (other["low"], other["high"])}


def _gross(row):
    """What the whole till did against the same days a week earlier, as a thin range."""
    paid = stranger.shop_daily.set_index("date")["paid_amount"]
    start, end = pd.Timestamp(row["start"]), pd.Timestamp(row["end"])
    length = end - start + pd.Timedelta(days=1)
    change = float(paid[start:end].sum() - paid[start - length : start - pd.Timedelta(days=1)].sum())
    half = max(0.05 * abs(change), 50.0)
    return change - half, change + half


@money.mistake("FUPAN-STORY")
def gross_change_first(shop, case):
    """Your first range is the whole till against the days before. The season took a part. How would *that* part have run with the rest?"""
    return {"first": _gross(_ends()["first"])}


@money.mistake("FUPAN-STORY")
def gross_change_last(shop, case):
    """Your last range is the whole till against the days before. The season took a part. How would *that* part have run with the rest?"""
    return {"last": _gross(_ends()["last"])}


@money.yes
def and_in_truth(shop, case, ref, true):
    middles = {name: (true[name][0] + true[name][1]) / 2 for name in true}
    held = sum(ref[name][0] <= middles[name] <= ref[name][1] for name in middles)
    return (
        f"lived again without them, her till differs by {middles['first']:+,.0f} and {middles['last']:+,.0f} yuan: {held} of our 2 ranges "
        "hold that. A part of the shop is compared with the rest, and the rest was touched a little too. Say so in the sheet."
    )
