"""Go deeper 10: people by the formula, people by evenings replayed, and how many days the stars follow the parcels."""

import math

from toolkit import lens
from toolkit.exercises import ANY, Count, Number, Several
from toolkit.exercises.lessons.deeper_how_long_is_the_queue_parts.plan import four, hours, plan

# --- D10.1 people by the formula ------------------------------------------------------------------------------


@plan.exercise(
    answer=Count(),
    asks="The fewest people for the promotion's evening, by the queue formula: nine of ten answered within 60 seconds",
    hints=(
        "The printed list of the worked cell, with the promotion's chats an hour: which is the first line at 0.9 or above?",
        "for people in range(1, 15): print(people, lens.wait_share(case.chats / case.hours, case.minutes, people)).",
    ),
)
def by_formula(shop, case):
    people = 1
    while lens.wait_share(case.chats / case.hours, case.minutes, people) < 0.9:
        people = people + 1
    return people


@by_formula.mistake("QUEUE-FULL")
def minutes_filled(shop, case):
    """You filled every minute. Chats come when they like, so a desk without idle minutes has a queue without end. Ask the formula."""
    return math.ceil(case.chats / case.hours * case.minutes / 60)


@by_formula.mistake("QUEUE-TABLE")
def load_table(shop, case):
    """That is the load table of a desk of two. A large desk shares its idle minutes, and needs fewer. Ask the formula."""
    return math.ceil(case.chats / case.safe)


def _fewest(case):
    people = 1
    while lens.wait_share(case.chats / case.hours, case.minutes, people) < 0.9:
        people = people + 1
    return people


@by_formula.mistake("QUEUE-SPARE")
def one_to_spare(shop, case):
    """{given} keep the promise too, with one wage more than it asks. Read the list from the top: which line is the first?"""
    return _fewest(case) + 1


@by_formula.yes
def idle_is_shared(shop, case, ref):
    busy = case.chats / case.hours * case.minutes / 60 / ref
    return (
        f"{ref} people, each busy {busy:.0%} of the time; the load table says {math.ceil(case.chats / case.safe)}. Idle minutes are "
        "shared: the larger the desk, the fuller it may be. If the evening were even."
    )


# --- D10.2 people by evenings replayed ------------------------------------------------------------------------


@plan.exercise(
    answer=Count(),
    points=2,
    asks="The fewest people with whom nine of ten replayed evenings answer nine of ten customers within 60 seconds",
    hints=(
        "The same list, but with evenings: `in_time` of 200 replays, and the value that nine of ten evenings reach.",
        'lens.replay_evenings(hours, case.minutes, people)["in_time"].quantile(0.1): the first number of people at 0.9 or above.',
    ),
)
def by_replay(shop, case):
    people = 1
    while lens.replay_evenings(hours, case.minutes, people)["in_time"].quantile(0.1) < 0.9:
        people = people + 1
    return people


@by_replay.mistake("QUEUE-EVEN")
def even_hours(shop, case):
    """That is the formula's number, for chats that come evenly. They come in a rush: replay `hours`."""
    return _fewest(case)


@by_replay.mistake("QUEUE-TABLE")
def load_table_again(shop, case):
    """That is the load table of a desk of two: safe, and dear for a large desk. Replay fewer, and see where it breaks."""
    return math.ceil(case.chats / case.safe)


@by_replay.yes
def one_less(shop, case, ref):
    fewer = lens.replay_evenings(hours, case.minutes, ref - 1)
    return (
        f"with {ref - 1} the longest wait of a middling evening is {fewer['longest'].median():,.0f} seconds, and one evening in ten "
        f"answers {fewer['in_time'].quantile(0.1):.0%} in time or less. The last person costs one wage and saves that evening."
    )


# --- D10.3 days of delay --------------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(days=Count(within=1), together=Number(within=0.01, shown=".2f")),
    asks="How many days the stars follow the late parcels, and how much the two then go together",
    hints=(
        "Late parcels push stars *down*: look for the day at which they go together most strongly, with a minus.",
        'lens.lags(four["parcels"], four["stars"], most=case.most): its .idxmin() and its .min().',
    ),
)
def days_later(shop, case):
    together = lens.lags(four["parcels"], four["stars"], most=case.most)
    return {"days": together.idxmin(), "together": together.min()}


@days_later.mistake("LAG-SAME")
def same_day(shop, case):
    """You read both on the same day. Whoever waits for a parcel has nothing to review yet: shift the stars, day by day."""
    return {"days": 0, "together": ANY}


@days_later.mistake("LAG-SIGN")
def strongest_plus(shop, case):
    """You took the strongest plus. More late parcels, *fewer* stars: look for the strongest minus, `.idxmin()`."""
    return {"days": lens.lags(four["parcels"], four["stars"], most=case.most).idxmax(), "together": ANY}


@days_later.yes
def how_sure(ref):
    return (
        f"{ref['days']} days, with {ref['together']:.2f} (0 not at all, -1 entirely). One festival speaks loudest in it: "
        "a second one that was served badly would be the witness. Nobody orders it for that."
    )
