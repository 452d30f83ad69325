"""What go deeper 10 is about: the evening of the next promotion, and the days around the last one."""

import pandas as pd

from toolkit import lens
from toolkit.exercises import LessonPlan
from toolkit.exercises.lessons.service_supply_capital_parts import case as core
from toolkit.exercises.lessons.service_supply_capital_parts import tables
from toolkit.exercises.lessons.service_supply_capital_parts.terms import last_of

EVENING, HOURS, MINUTES = 16, 8, 3.0
"""The hour the evening shift begins, its hours, and what a chat takes: with it the formula meets the load table at two people."""

plan = LessonPlan(
    slug="deeper-how-long-is-the-queue",
    number="10",
    title="How long is the queue?",
    tables=("service_daily", "calendar"),
    minutes=25,
)
plan.table("chain")(tables.chain)


@plan.case
def choose(shop, truth):
    """The lesson's case: the next promotion's evening, what a chat takes, the load that the core found safe."""
    promo = core.next_promo(shop)
    names = {name: promo[name] for name in ("name", "day", "chats")}
    return names | {"minutes": MINUTES, "hours": HOURS, "safe": core.safe_load(core.loads(shop)), "most": 20}


@plan.table("evening")
def evening(shop, case):
    """One row an hour of the evening: its share of the orders of the last such promotion, and the chats to be expected."""
    last = last_of(shop, case["name"])
    placed = shop.orders["created_ts"][shop.orders["created_ts"].dt.normalize() == last].dt.hour
    many = placed[placed >= EVENING].value_counts().reindex(range(EVENING, EVENING + HOURS), fill_value=0)
    share = many / many.sum()
    return pd.DataFrame(
        {"hour": many.index, "share": share.to_numpy(), "chats": (share * case["chats"]).round(1).to_numpy()}
    )


@plan.defines
def hours(lesson):
    return list(lesson.table("evening")["chats"])


@plan.defines
def four(lesson):
    return lens.witnesses(lesson.table("chain"), ["waiting", "parcels", "stars", "conversion"], known="known")
