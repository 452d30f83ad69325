"""Six goods of lesson 06 that sell more or fewer pieces, and why: themselves, their category's season, an empty shelf."""

import pandas as pd

WEEKS, GOODS = 6, 6
HALF = pd.Timedelta(7 * WEEKS, "D")
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


def weekly(shelf, start):
    """Units and shelf days of every product by week from a day on; empty where it was not listed."""
    week = ((shelf["date"] - start).dt.days // 7).rename("week")
    return shelf.groupby([week, "product_id"])[["units", "shelf"]].sum().unstack("product_id")


def measured(weeks, middle, category):
    """One row a product, six weeks from week `middle` on against the six before: its change of units and of pace, its category's.

    Beside them: the share of the later half that it stood on the shelf, and the last week alone against the first half.
    """
    first, second = (weeks.loc[at : at + WEEKS - 1].sum(min_count=1).unstack(0) for at in (middle - WEEKS, middle))
    pace, kind = (
        (later["units"] / later["shelf"]) / (before["units"] / before["shelf"])
        for before, later in ((first, second), (table.groupby(category).sum() for table in (first, second)))
    )
    table = pd.DataFrame(
        {
            "first_units": first["units"],
            "units": second["units"] / first["units"],
            "on_shelf": second["shelf"] / 42,
            "pace": pace,
            "category": category.map(kind),
        }
    ).dropna()
    last = weeks.loc[middle + WEEKS - 1, "units"] / 7
    table["last_week"] = last / (first["units"] / first["shelf"]) / table["category"]
    table["own"] = table["pace"] / table["category"]
    return table[table["first_units"] >= ENOUGH]


def drawer(ratio, on_shelf=1.0):
    """The drawer of a change of pace."""
    if on_shelf < EMPTY:
        return "empty shelf"
    return "rising" if ratio > RISES else "fading" if ratio < FALLS else "steady"


def clear(ratio):
    """Whether changes of pace stay away from both marks."""
    return away(ratio, SURE - 1)


def away(ratio, share):
    """Whether changes of pace lie further than a share from both marks."""
    return ((ratio / RISES - 1).abs() > share) & ((ratio / FALLS - 1).abs() > share)


def moves(ratio):
    """Which changes of pace are a rise or a fall."""
    return (ratio > RISES) | (ratio < FALLS)


def choose(shelf):
    """Twelve weeks and six goods in which each drawer has its own, and two would be misread."""
    first, last = shelf["date"].min() + HALF + pd.Timedelta(30, "D"), shelf["date"].max() - HALF
    category, weeks, found = category_of(shelf), weekly(shelf, first), {}
    for middle in pd.date_range(first, last, freq="14D"):
        found[middle] = pick(measured(weeks, (middle - first).days // 7, category))
        if len(found[middle]) == GOODS:
            break
    middle = max(found, key=lambda one: len(found[one]))
    six = found[middle]
    return {
        "trend_from": (middle - HALF).strftime("%Y-%m-%d"),
        "trend_middle": middle.strftime("%Y-%m-%d"),
        "trend_to": (middle + HALF - pd.Timedelta(1, "D")).strftime("%Y-%m-%d"),
        "trend_goods": sorted(six.values()),
    }


def pick(table):
    """Six goods by what each is to show: role → product."""
    full = table[(table["on_shelf"] > 0.97) & clear(table["own"])]
    gone = table[
        (table["on_shelf"] < EMPTY - 0.08)
        & (table["units"] < FALLS - 0.1)
        & table["pace"].div(table["category"]).between(0.85, 1.2)
    ]
    steady = full[full["own"].between(0.92, 1.1)]
    seasonal = steady[moves(steady["pace"]) & away(steady["pace"], 0.05)]
    weather = full[~moves(full["own"]) & moves(full["last_week"])]
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
