"""Where lesson 06 looks: which months, goods, launches, weeks. Never what is to be found there."""

import random
from itertools import combinations

import numpy as np
import pandas as pd

from toolkit.exercises.lessons.goods_parts import tables, trends

MONTHS = (
    ("2025-04-01", "2025-09-30"),
    ("2025-01-01", "2025-06-30"),
    ("2024-07-01", "2024-12-31"),
    ("2025-07-01", "2025-09-30"),
    ("2025-01-01", "2025-12-31"),
)
"""Months to look at, in order of liking: the first in which every slip counts otherwise."""
BASES = (28, 35, 21, 42)
"""Days before an event that say what is usual, in order of liking."""
LATER = 3
"""Days after an empty shelf in which those who waited come back."""
MANY = 12
PULL = 400
"""Visitors worth of the average laid beside every launch's own."""
PICKS = 3
TRIES = 600
PRINTED = 1.25
"""A number that stands in the lesson, so that the price test had better say another."""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    shelf = tables.shelf_of(shop)
    happened = truth.incidents().set_index("id")
    case = months(shop) | launched(shop) | claim(shop)
    case |= trends.choose(shelf)
    case |= empty(shop, shelf, happened.loc["INC-03"], happened.loc["INC-04", "start"])
    case |= discount(happened.loc["INC-08"])
    case |= price_test(shop, shelf, truth)
    return case | {"worked_order": ordered(shelf, case["hit"], pd.Timestamp(case["empty_to"]))}


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


# --- which goods carry the shop -------------------------------------------------------------------------


def carriers(money, column):
    """How many goods make four fifths of a column, the largest first."""
    running = money.sort_values(column, ascending=False)[column].cumsum() / money[column].sum()
    return int((running < 0.8).sum() + 1)


def months(shop):
    """Months in which counting by units, by revenue and by a fifth of the goods all come to other counts."""
    gaps = {}
    for start, end in MONTHS:
        money = tables.every_good(shop, start, end)
        right = carriers(money, "contribution")
        counts = [right, carriers(money, "units"), carriers(money, "paid"), round(0.2 * len(money))]
        gaps[start, end] = min(abs(one - other) for one, other in combinations(counts, 2))
        if gaps[start, end] >= 2:
            break
    start, end = max(gaps, key=gaps.get)
    return {"start": start, "end": end}


# --- launches -------------------------------------------------------------------------------------------


def shrunk(table):
    """Share of free visitors who buy, each launch's own pulled to the middle of all of them."""
    average = table["free_buyers"].sum() / table["free_visitors"].sum()
    return (PULL * average + table["free_buyers"]) / (PULL + table["free_visitors"])


def best(table, worth):
    """The three goods with the most of it."""
    return set(np.asarray(table["product_id"])[np.argsort(-np.asarray(worth), kind="stable")[:PICKS]])


def ways(table):
    """How launches can be picked: the worked way first, then each slip."""
    raw = table["free_buyers"] / table["free_visitors"]
    return [
        best(table, table["free_visitors"] * shrunk(table) * table["left_each"]),
        best(table, table["units"]),
        best(table, raw),
        best(table, table["free_carts"] / table["free_visitors"]),
    ]


def launched(shop):
    """Twelve launches among which the worked way picks well, and every slip picks others."""
    daily = tables.aged(shop)
    known = daily[daily["launch_date"] <= shop.product_daily["date"].max() - pd.Timedelta(tables.GROWN, "D")]
    table = tables.young(known)
    table = table[table["free_visitors"] >= 30].reset_index(drop=True)
    later = known[(known["age"] >= tables.YOUNG) & (known["age"] < tables.GROWN)].groupby("product_id")["left"].sum()
    table["later"] = table["product_id"].map(later).fillna(0.0)
    columns = {name: column.to_numpy() for name, column in table.items()}  # 600 small tables would take seconds
    lot, found = random.Random(len(table)), {}  # noqa: S311 - a fixed order of tries, no secret
    for _ in range(TRIES):
        rows = sorted(lot.sample(range(len(table)), min(MANY, len(table))))
        some = {name: column[rows] for name, column in columns.items()}
        right, *slips = ways(some)
        apart = min(len(right - slip) for slip in slips) + len(set(map(frozenset, slips))) - 2
        picked = np.isin(some["product_id"], list(right))
        kept = some["later"][picked].sum() / np.sort(some["later"])[-PICKS:].sum()
        found[tuple(some["product_id"])] = (min(apart, 3), round(kept, 6))
    return {"launches": list(max(found, key=found.get))}


# --- what buyers praise ---------------------------------------------------------------------------------


def praised(said):
    """How often happy buyers praise each trait of the product itself."""
    return happy(said)["tag"].value_counts()


def happy(said):
    """What happy buyers say of the product itself."""
    return said[(said["stars"] >= 4) & ~said["tag"].isin([*tables.SERVICE, *tables.BLAME])]


def kindest(said):
    """The trait whose praise comes with the most stars on average."""
    own = said[~said["tag"].isin([*tables.SERVICE, *tables.BLAME])]
    return own.groupby("tag")["stars"].mean().idxmax()


def claim(shop):
    """A product whose page promises something else than most buyers praise, by a clear lead, and one to show it on."""
    said, goods = tables.all_voices(shop), shop.products.set_index("product_id")
    promise = goods["page_claim"]
    found = {}
    praise = happy(said).groupby("product_id")["tag"]
    for product, own in said[said["product_id"].isin(praise.groups)].groupby("product_id"):
        counts = praise.get_group(product).value_counts()
        if counts.sum() >= 60 and len(counts) > 2:
            lead = counts.iloc[0] / counts.iloc[1]
            loud = own["tag"].value_counts().index[0]
            names = (counts.index[0], promise[product], kindest(own))
            shows = (len(set(names)) == 3, promise[product] != counts.index[0], loud in tables.SERVICE, lead > 1.25)
            found[product] = (sum(shows), int(counts.sum()))
    product = max(found, key=found.get)
    elsewhere = [one for one in found if goods["category_id"][one] != goods["category_id"][product]]
    shown = max(elsewhere, key=lambda one: found[one][1])
    own = praised(said[said["product_id"] == product])
    return {
        "claim_product": product,
        "aside": [*tables.SERVICE, *tables.BLAME],
        "claims": [*sorted({*own.index, promise[product]}), *tables.SERVICE],
        "worked_product": shown,
    }


# --- the empty shelf ------------------------------------------------------------------------------------


def empty(shop, shelf, happened, slip):
    """The best-seller, the days its shelf was empty, and a calm stretch before them."""
    hit, start, end = happened["name"], happened["start"], happened["end"]
    goods = shop.products.set_index("product_id")
    base = max(BASES, key=lambda days: round(nearest(losses(shelf, hit, start, end, days)), 2))
    return {
        "hit": hit,
        "family": goods.loc[hit, "family_id"],
        "supplier": goods.loc[hit, "supplier_id"],
        "empty_from": day(start),
        "empty_to": day(end),
        "before": day(start - pd.Timedelta(base, "D")),
        "later_to": day(end + pd.Timedelta(LATER, "D")),
        "lever_from": day(end + pd.Timedelta(14, "D")),
        "lever_to": day(min(end + pd.Timedelta(14 + 55, "D"), shelf["date"].max())),
        "slip": day(slip),
    }


def ordered(shelf, hit, today):
    """The product, the best-seller aside, of which most pieces were sold until a day: orders are worked on it."""
    sold = shelf[(shelf["date"] <= today) & (shelf["product_id"] != hit)]
    return sold.groupby("product_id")["units"].sum().idxmax()


def losses(shelf, hit, start, end, base):
    """Units lost, and what each slip would say instead."""
    family = shelf.loc[shelf["product_id"] == hit, "family_id"].iloc[0]
    own = shelf[shelf["product_id"] == hit].set_index("date")
    rest = shelf[(shelf["family_id"] == family) & (shelf["product_id"] != hit)].groupby("date")["units"].sum()
    calm = own.loc[start - pd.Timedelta(base, "D") : start - pd.Timedelta(1, "D")].query("oos_hours == 0")
    days, after = len(own.loc[start:end]), own.loc[end + pd.Timedelta(1, "D") : end + pd.Timedelta(LATER, "D"), "units"]
    wanted = calm["units"].mean() * days
    sisters = (
        rest.loc[start:end].sum()
        - rest.loc[start - pd.Timedelta(base, "D") : start - pd.Timedelta(1, "D")].mean() * days
    )
    later = after.sum() - calm["units"].mean() * len(after)
    always = own["units"].mean() * days
    return {"lost": wanted - sisters - later, "zero": 0.0, "wanted": wanted, "always": always - sisters - later}


def nearest(values):
    """How near the nearest slip comes to the first value, as a share of it."""
    right, *slips = values.values()
    return min(abs(slip / right - 1) for slip in slips) if right > 0 else 0.0


# --- the discount ---------------------------------------------------------------------------------------


def discount(happened):
    """The discounted product, its days, and where the fortnight after ends."""
    return {
        "discount": happened["name"],
        "deal_from": day(happened["start"]),
        "deal_to": day(happened["end"]),
        "after_to": day(happened["end"] + pd.Timedelta(tables.AFTER, "D")),
    }


# --- the price test -------------------------------------------------------------------------------------


def price_test(shop, shelf, truth):
    """The tested family, its days, and goods beside it whose own days moved so much that one has to look."""
    units = shop.experiments.query("exp_id == 'price test'")
    tested = sorted({unit.split(" ")[0] for unit in units["unit_id"]})
    goods = shop.products.set_index("product_id")
    start, end = units["start_date"].min(), units["end_date"].max()
    family = goods.loc[tested[0], "family_id"]
    known = truth.products()
    number = {product: place for place, product in enumerate(known["product_id"])}
    true = known.set_index("product_id")["family_elasticity"][tested[0]]
    others = goods[goods["family_id"] != family]
    beside = {"all others": list(others.index)}
    beside |= {name: list(rows.index) for name, rows in others.groupby("category_id")}
    found = {}
    for name, sisters in beside.items():
        test = tables.test_of(shelf, units, tested, sisters)
        right, plain = measured(test), measured(test, sisters=False)
        sold = test.query("group == 'sister'")["units"].sum()
        found[name] = (abs(right / PRINTED - 1) > 0.01, min(abs(right - plain), 0.06), -abs(right - 0.8**true), sold)
    name = max((one for one in found if found[one][3] > 1500), key=lambda one: found[one][:3], default="all others")
    return {
        "tested": tested,
        "places": [number[product] for product in tested],
        "tested_family": family,
        "beside": name,
        "test_from": day(start),
        "test_to": day(end),
    }


def measured(test, *, sisters=True):
    """Units per shelf day at the lower price against today's; sister goods divided out."""
    sums = test.query("not promoted").groupby(["group", "block"])[["units", "shelf"]].sum()
    pace = sums["units"] / sums["shelf"]
    own = pace["tested", "lower"] / pace["tested", "today"]
    return float(own / (pace["sister", "lower"] / pace["sister", "today"] if sisters else 1.0))
