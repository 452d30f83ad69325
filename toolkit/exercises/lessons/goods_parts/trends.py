"""Six goods of lesson 06 that sell more or fewer pieces, and why: themselves, their category's season, an empty shelf."""

import pandas as pd

HALF = pd.Timedelta(42, "D")
EMPTY, RISES, FALLS = 0.6, 1.25, 0.8
"""Share of days on the shelf below which it was empty; paces against the category's above and below which it moves."""
ENOUGH = 30
SURE = 1.12
"""How far a chosen product stays away from a mark."""
DRAWERS = ("rising", "steady", "fading", "empty shelf")


def halves(shelf, middle, by="product_id"):
    """Units and shelf days of six weeks before and of six weeks from `middle` on, by product or category."""
    inside = shelf[shelf["date"].between(middle - HALF, middle + HALF - pd.Timedelta(1, "D"))]
    half = (inside["date"] >= middle).map({False: "first", True: "second"})
    return inside.groupby([by, half.rename("half")])[["units", "shelf"]].sum().unstack("half")


def category_of(shelf):
    """The category of every product."""
    return shelf.drop_duplicates("product_id").set_index("product_id")["category_id"]


def measured(shelf, middle, category):
    """One row a product: raw change of units, share of its second half on the shelf, change of pace, its category's, own."""
    goods, kinds = halves(shelf, middle), halves(shelf, middle, "category_id")
    pace, kind = (table["units"] / table["shelf"] for table in (goods, kinds))
    table = pd.DataFrame(
        {
            "first_units": goods["units", "first"],
            "units": goods["units", "second"] / goods["units", "first"],
            "on_shelf": goods["shelf", "second"] / 42,
            "pace": pace["second"] / pace["first"],
            "category": category.map(kind["second"] / kind["first"]),
        }
    ).dropna()
    last = shelf[shelf["date"].between(middle + HALF - pd.Timedelta(7, "D"), middle + HALF - pd.Timedelta(1, "D"))]
    weekly = last.groupby("product_id")["units"].sum() / 7
    table["last_week"] = weekly / (goods["units", "first"] / goods["shelf", "first"]) / table["category"]
    table["own"] = table["pace"] / table["category"]
    return table[table["first_units"] >= ENOUGH]


def drawer(ratio, on_shelf=1.0):
    """The drawer of a change of pace."""
    if on_shelf < EMPTY:
        return "empty shelf"
    return "rising" if ratio > RISES else "fading" if ratio < FALLS else "steady"


def clear(ratio):
    """Whether a change of pace stays away from both marks."""
    return min(abs(ratio / mark - 1) for mark in (RISES, FALLS)) > SURE - 1


def choose(shelf):
    """Twelve weeks and six goods in which each drawer has its own, and two would be misread."""
    first, last = shelf["date"].min() + HALF + pd.Timedelta(30, "D"), shelf["date"].max() - HALF
    category, found = category_of(shelf), {}
    shelf = shelf[["date", "product_id", "category_id", "units", "shelf"]]
    for middle in pd.date_range(first, last, freq="14D"):
        twelve = shelf[shelf["date"].between(middle - HALF, middle + HALF - pd.Timedelta(1, "D"))]
        table = measured(twelve, middle, category)
        six = pick(table)
        found[middle] = (len(set(six.values())), six)
    middle = max(found, key=lambda one: (found[one][0], len(found[one][1])))
    six = found[middle][1]
    return {
        "trend_from": (middle - HALF).strftime("%Y-%m-%d"),
        "trend_middle": middle.strftime("%Y-%m-%d"),
        "trend_to": (middle + HALF - pd.Timedelta(1, "D")).strftime("%Y-%m-%d"),
        "trend_goods": sorted(six.values()),
    }


def pick(table):
    """Six goods by what each is to show: role → product."""
    full = table[(table["on_shelf"] > 0.97) & table["own"].map(clear)]
    gone = table[
        (table["on_shelf"] < EMPTY - 0.08)
        & (table["units"] < FALLS - 0.1)
        & table["pace"].div(table["category"]).between(0.85, 1.2)
    ]
    steady = full[full["own"].between(0.92, 1.1)]
    seasonal = steady[
        (steady["pace"].map(drawer) != "steady")
        & steady["pace"].map(lambda one: abs(one / FALLS - 1) > 0.05 and abs(one / RISES - 1) > 0.05)
    ]
    weather = full[full["own"].map(drawer).eq("steady") & ~full["last_week"].map(drawer).eq("steady")]
    groups = {
        "gone": gone.sort_values("first_units"),
        "seasonal": seasonal.sort_values("first_units"),
        "rising": full[full["own"] > RISES].sort_values("first_units"),
        "fading": full[full["own"] < FALLS].sort_values("first_units"),
        "weather": weather.sort_values("first_units"),
        "steady": steady.sort_values("first_units"),
    }
    six = {}
    for role, some in groups.items():
        free = some[~some.index.isin(list(six.values()))]
        if len(free):
            six[role] = free.index[-1]
    return six


def six_goods(shelf, titles, case):
    """One row each of the case's six goods: units and shelf days of both halves, and how its category's pace moved."""
    middle = pd.Timestamp(case["trend_middle"])
    goods, kinds = halves(shelf, middle), halves(shelf, middle, "category_id")
    kind = kinds["units"] / kinds["shelf"]
    category = category_of(shelf)
    rows = goods.loc[list(case["trend_goods"])]
    table = pd.DataFrame(
        {
            "category": category[rows.index],
            "units_first": rows["units", "first"],
            "units_second": rows["units", "second"],
            "days_first": rows["shelf", "first"].round(1),
            "days_second": rows["shelf", "second"].round(1),
            "season": category[rows.index].map(kind["second"] / kind["first"]).round(3),
        },
        index=rows.index,
    ).reset_index()
    week = shelf[shelf["date"].between(middle + HALF - pd.Timedelta(7, "D"), middle + HALF - pd.Timedelta(1, "D"))]
    last = week.groupby("product_id")["units"].sum()
    table["last_week"] = table["product_id"].map(last).fillna(0).astype(int)
    table.insert(1, "title", table["product_id"].map(titles))
    return table
