"""Where go deeper 09a looks: the ways of lesson 09's month, those without a sale too, over eight doors."""

import pandas as pd

from toolkit import lens
from toolkit.exercises.lessons.credit_cause_plan_parts import case as core
from toolkit.exercises.lessons.credit_cause_plan_parts import tables

DAY = pd.Timedelta(days=1)
TOGETHER = {
    "reco_feed": "feed",
    "paid_feed": "feed",
    "retargeting": "feed",
    "live": "video",
    "affiliate": "partners",
    "offsite": "partners",
}
"""Doors counted as one: eight doors have 256 sets, twelve would have 4,096, most of them met by nobody."""
DOORS = ("search_org", "feed", "video", "paid_search", "paid_search_brand", "crm", "direct", "partners")
LEAST = 30
"""Journeys that a set of doors needs before its own rate is believed."""
MODELS = ("last", "first", "linear", "markov", "shapley")


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    month = core.calmest_month(shop, truth)
    dates = {"month_start": core.day(month.start_time), "month_end": core.day(month.end_time)}
    return dates | {"doors": list(DOORS), "least": LEAST}


def ways(shop, case):
    """One row a path of the month over eight doors, in text: sales, journeys."""
    books = shop.aside()
    ended = books.journeys[["journey_id", "end_ts", "converted", "paid_amount"]]
    ended = ended[(ended["end_ts"] >= case["month_start"]) & (ended["end_ts"] < case["month_end"] + DAY)]
    met = books.touches[books.touches["journey_id"].isin(ended["journey_id"])]
    door = met["campaign_id"].fillna(met["channel_id"]).astype(str)
    paths = lens.paths(ended, met.assign(door=door.replace(TOGETHER)), by="door")
    return paths.assign(path=[" > ".join(path) for path in paths["path"]])[["path", "sales", "journeys"]]


def paths_of(table):
    """The same table with its paths as tuples, as the lens wants them."""
    return table.assign(path=[tuple(path.split(" > ")) for path in table["path"]])


def tested(shop, case):
    """Sales of the month that three tests say were caused, by door; as in lesson 09."""
    touches = tables.touches(shop, case)
    lot, days = shop.experiments.query("unit_kind == 'customer'"), tables.switch(shop, case)
    people, blocks = core.days_of_switch(shop, days), tables.blocks(shop, case)
    caused = core.caused_of(core.books_of(touches), lot, people, blocks)
    return caused.round(1).rename("caused").rename_axis("door").reset_index()


def books_of(paths):
    """Credit by door (rows) in five models (columns), as the lesson's own cells build it."""
    books = lens.ledgers(paths)[["last", "first", "linear"]]
    return books.assign(
        markov=lens.markov_credit(paths)["credit"], shapley=lens.shapley_credit(paths, worth="rate", least=LEAST)
    )


def distances(books, caused):
    """How far each model lies from the tests, doors added up."""
    return books.loc[caused.index].sub(caused, axis=0).abs().sum()
