"""Where go deeper 05 looks: which two months, which five pairs of goods. Never what is to be found there."""

import numpy as np
import pandas as pd

from toolkit import lens
from toolkit.lens.remembered import once

DAY = pd.Timedelta(days=1)
MONTH, WEEK = 28, 7
LADDER = ["uv", "cart_uv", "pay_buyers", "units", "paid_amount"]
MANY, FEW = 500, (10, 200)
"""Visitors that a cell needs to be believed, and between which a cell is tiny."""
LETTERS = ("A", "B", "C", "D", "E")
LEFT_OVER = 200
"""Yuan of goods that came or went, so that leaving them out shows."""
MOVED = 0.05
"""The money moves at least by this share from one month to the other."""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    return months(shop) | {"ladder": LADDER, "pairs": five_pairs(shop)}


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


# --- which two months ---------------------------------------------------------------------------------------


@once
def between(shop, start, end):
    """The ladder's numbers of every product, summed over some days, with its category."""
    daily = shop.product_daily[["date", "product_id", *LADDER]]
    inside = daily[daily["date"].between(start, end)]
    sums = inside.groupby("product_id")[LADDER].sum().reset_index()
    return sums.merge(shop.products[["product_id", "category_id"]], on="product_id")


def months(shop):
    """Two neighbouring months of four weeks between which goods came or went, and whole and parts disagree most."""
    festive = set(shop.calendar.query("event_phase != 'none'")["date"])
    found = {}
    for back in range(2 * MONTH, (shop.last_day - shop.first_day).days, WEEK):
        start = shop.last_day - back * DAY + DAY
        spans = (start, start + (MONTH - 1) * DAY), (start + MONTH * DAY, start + (2 * MONTH - 1) * DAY)
        if spans[0][0] < shop.first_day or spans[1][1] > shop.last_day:
            continue
        events = sum(each in festive for each in pd.date_range(spans[0][0], spans[1][1]))
        found[spans] = (-events, disagreement(*(between(shop, *span) for span in spans)))
    calm = [spans for spans, (events, _) in found.items() if events >= -2] or list(found)
    (b0, b1), (a0, a1) = max(calm, key=lambda spans: found[spans][1])
    return {"before_start": day(b0), "before_end": day(b1), "after_start": day(a0), "after_end": day(a1)}


def disagreement(first, second):
    """How many yuan change owner between the split of the whole and that of the goods; 0 where the story has no zeros."""
    came = second[~second["product_id"].isin(first["product_id"])]["paid_amount"].sum()
    gone = first[~first["product_id"].isin(second["product_id"])]["paid_amount"].sum()
    before, after = (table["paid_amount"].sum() for table in (first, second))
    if abs(came - gone) < LEFT_OVER or abs(after / before - 1) < MOVED:
        return 0.0
    parts = lens.split_by(first, second, "product_id", LADDER)
    return float((parts.sum() - whole_split(first, second)).abs().max() / before)


def whole_split(first, second):
    """The split of the whole shop's sums, under the names that split_by gives its columns."""
    one = [table[LADDER].sum().to_frame().T.assign(shop="all") for table in (first, second)]
    return lens.split_by(*one, "shop", LADDER).sum()


def goods(shop, case):
    """One row a product and month: the five numbers of the ladder."""
    spans = {
        when: (pd.Timestamp(case[f"{when}_start"]), pd.Timestamp(case[f"{when}_end"])) for when in ("before", "after")
    }
    return pd.concat([between(shop, *span).assign(when=when) for when, span in spans.items()], ignore_index=True)


# --- which five pairs ---------------------------------------------------------------------------------------


@once
def by_days(shop):
    """Visitors and buyers of every product on promotion days and on plain ones."""
    table = shop.product_daily[["product_id", "promo_id", "uv", "pay_buyers"]]
    kind = np.where(table["promo_id"].notna(), "promotion", "plain")
    sums = table.assign(days=kind).groupby(["product_id", "days"])[["uv", "pay_buyers"]].sum()
    return sums.rename(columns={"uv": "visitors", "pay_buyers": "buyers"}).astype(float)


def all_pairs(shop):
    """Every pair of goods sold on both kinds of days: who leads as a whole, by how much, in how many kinds it trails."""
    wide = by_days(shop).unstack("days").dropna()
    people, rate = wide["visitors"], wide["buyers"] / wide["visitors"]
    total = wide["buyers"].sum(axis=1) / people.sum(axis=1)
    one, two = (at.ravel() for at in np.indices((len(wide), len(wide))))
    leads = total.to_numpy()[one] > total.to_numpy()[two]
    one, two = one[leads], two[leads]
    luck = np.sqrt(rate * (1 - rate) / people).to_numpy()
    gap = rate.to_numpy()[one] - rate.to_numpy()[two]
    steps = gap / np.sqrt(luck[one] ** 2 + luck[two] ** 2).clip(min=1e-9)
    whole = np.sqrt(total * (1 - total) / people.sum(axis=1)).to_numpy()
    lead = total.to_numpy()[one] - total.to_numpy()[two]
    clear = np.minimum(-steps.max(axis=1), lead / np.sqrt(whole[one] ** 2 + whole[two] ** 2).clip(min=1e-9))
    plain = (people["plain"] / people.sum(axis=1)).to_numpy()
    return pd.DataFrame(
        {
            "leader": wide.index[one],
            "other": wide.index[two],
            "lead": lead,
            "trails": (gap < 0).sum(axis=1),
            "clear": clear,
            "mix": np.abs(plain[one] - plain[two]),
            "fewest": np.minimum(people.min(axis=1).to_numpy()[one], people.min(axis=1).to_numpy()[two]),
        }
    )


def five_pairs(shop):
    """One true reversal with people enough, one with a handful, one half, the widest gap, and the most unlike crowds."""
    pairs, few = all_pairs(shop), FEW
    true, believed = pairs["trails"] == 2, pairs["fewest"] >= MANY
    kinds = (
        pairs[true & believed].sort_values("clear", ascending=False),
        pairs[true & pairs["fewest"].between(*few)].sort_values("lead", ascending=False),
        pairs[(pairs["trails"] == 1) & believed].sort_values("mix", ascending=False),
        pairs[(pairs["trails"] == 0) & believed].sort_values("lead", ascending=False),
        pairs[(pairs["trails"] == 0) & believed].sort_values("mix", ascending=False),
    )
    taken = []
    for kind in kinds:
        used = {product for pair in taken for product in pair}
        fresh = kind[~kind["leader"].isin(used) & ~kind["other"].isin(used)]
        taken.append(tuple((fresh if len(fresh) else kind).iloc[0][["leader", "other"]]))
    return [list(pair) for pair in sorted(taken)]


def pairs(shop, case):
    """Five pairs of goods, the leader as a whole and the other, on plain days and in promotions: visitors and buyers."""
    sums = by_days(shop).reset_index()
    parts = []
    for letter, two in zip(LETTERS, case["pairs"], strict=True):
        for who, product in zip(("leader", "other"), two, strict=True):
            parts.append(sums[sums["product_id"] == product].assign(pair=letter, who=who))
    table = pd.concat(parts, ignore_index=True)
    return table[["pair", "who", "product_id", "days", "visitors", "buyers"]]


def rates_of(table):
    """The five pairs laid side by side as the lesson's own cells do: a rate for each who and days, and the fewest visitors."""
    table = table.assign(cell=table["who"] + "_" + table["days"], rate=100 * table["buyers"] / table["visitors"])
    side = table.pivot_table(index="pair", columns="cell", values="rate").reset_index()
    fewest = table.groupby("pair")["visitors"].min().rename("fewest")
    return side.merge(fewest, on="pair")


def of_kind(shop, case, kind):
    """The letter of the first pair of a kind: "tiny", "half", "gap"."""
    told = all_pairs(shop).set_index(["leader", "other"])
    rows = [told.loc[tuple(two)] for two in case["pairs"]]
    tests = {
        "tiny": lambda row: row["trails"] == 2 and row["fewest"] < MANY,
        "half": lambda row: row["trails"] == 1,
        "gap": lambda row: row["lead"] == max(each["lead"] for each in rows if each["trails"] == 0),
    }
    return next(letter for letter, row in zip(LETTERS, rows, strict=True) if tests[kind](row))
