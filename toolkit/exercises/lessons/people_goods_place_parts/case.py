"""Where lesson 02 looks: which category, which places, which offers. Never what is to be found there."""

from toolkit import lens
from toolkit.exercises.lessons.people_goods_place_parts import tables

SHOWN = ("reco_feed", "paid_feed", "video", "live", "affiliate")
"""Places that choose what they show; in the others people ask for a thing or come back by themselves."""
USUAL = 100
MANY, OFTEN = 50, 500
"""Deals from which a cell is believed, visits from which its yield is."""
MARKS, AT_LEAST = (120, 115, 110, 125, 105), 2
"""Where an index is called loud, in order of liking; so many cells are above it, with and without enough deals."""
ALIKE = 1.5
"""Slips whose values lie nearer than this, in points, could not be told apart."""
CLEAR = 1.25
"""How far the best offer stays ahead of the next, at least: no commission turns them round."""


def choose(shop):
    """The lesson's case; dates as ISO text."""
    first, last = tables.season(shop)
    window = {"start": first.strftime("%Y-%m-%d"), "end": last.strftime("%Y-%m-%d")}
    deals = tables.deals(shop, window)
    cells = lens.cells(deals).merge(other_weights(deals), on="cell")
    category = tempting(deals, tables.visits_by_cell(shop, window))
    cells["within"] = cells["paid"] / cells.groupby("category")["paid"].transform("sum")
    own = cells[(cells["category"] == category) & (cells["deals"] >= MANY)]
    place = own.loc[own.apply(nearest_slip, axis=1).idxmax(), "place"]
    worked = cells[(cells["category"] != category) & (cells["place"] != place) & (cells["deals"] >= MANY)]
    shown = worked.loc[(worked["tgi"] - USUAL).abs().idxmax()]
    return window | {
        "platform": telling_platform(deals),
        "categories": sorted(set(deals["category"])),
        "category": category,
        "place": place,
        "worked_category": shown["category"],
        "worked_place": shown["place"],
        "mark": mark(cells),
        "few": loudest_few(cells),
        "many": most(cells),
        "offers": list(SHOWN),
    }


def other_weights(deals):
    """The index of every cell by pieces and by lines, the two other ways to weigh a deal."""
    counted = deals.assign(lines=1)
    by = [lens.cells(counted, paid=weight).set_index("cell")["tgi"].rename(weight) for weight in ("units", "lines")]
    return by[0].to_frame().join(by[1]).reset_index()


def nearest_slip(cell):
    """How near the nearest wrong way comes to the index of a cell, in points; 0 where the index says "as usual"."""
    slips = (cell["units"], cell["lines"], USUAL, 0.0)
    within, points = 100 * cell["within"], 100 * (cell["here"] - cell["shop"])
    alike = abs(within - points) < ALIKE  # two slips that one reply could not tell apart
    return 0.0 if alike else min(abs(cell["tgi"] - slip) for slip in slips)


def yields(visits, category, places=SHOWN):
    """Paid per 100 visits that began on a page of one category, by place."""
    here = visits[(visits["category"] == category) & visits["place"].isin(places)]
    return here.assign(per_100=100 * here["paid"] / here["visits"]).sort_values("per_100", ascending=False)


def tempting(deals, visits):
    """The category whose best offer shows every slip: the largest place is another, and so is a place with few visits."""
    sold = deals[deals["place"].isin(SHOWN)].groupby("place")["paid"].sum().idxmax()
    found = {}
    for category in sorted(set(deals["category"])):
        offers = yields(visits, category)
        often = offers[offers["visits"] >= OFTEN]
        if len(often) < 2:  # a category that is seen often in one place only has nothing to be compared with
            continue
        best, ahead = often.iloc[0], often["per_100"].iloc[0] / often["per_100"].iloc[1]
        shows = (ahead >= CLEAR, best["place"] != sold, offers["place"].iloc[0] != best["place"])
        found[category] = (sum(shows), min(ahead, 2.0))
    return max(found, key=found.get)


def telling_platform(deals):
    """The platform whose share of the money lies farthest from its share of the lines and of the pieces."""
    counted = deals.assign(lines=1).groupby("platform")[["paid", "units", "lines"]].sum()
    share = counted / counted.sum()
    gaps = share[["units", "lines"]].sub(share["paid"], axis=0).abs().min(axis=1)
    return str(gaps.idxmax())


def mark(cells):
    """An index above which a few cells stand on enough deals, and a few do not; 120 where that holds."""
    loud = {each: cells[cells["tgi"] > each]["deals"] >= MANY for each in MARKS}
    telling = [each for each, believed in loud.items() if believed.sum() >= AT_LEAST and (~believed).sum() >= AT_LEAST]
    return next(iter(telling), MARKS[-1])


def loudest_few(cells):
    """A cell with few deals and a loud index, of the live streams where they have one: what a cousin tells at table."""
    few = cells[cells["deals"].between(4, MANY // 2)]
    live = few[few["place"] == "live"]
    return (live if len(live) else few).set_index("cell")["tgi"].idxmax()


def most(cells):
    """The cell with the most deals."""
    return cells.set_index("cell")["deals"].idxmax()


# --- what the replies look up ---------------------------------------------------------------------------


def gaps(table, by):
    """New buyers' share of each name less returning buyers', in points of their money; guests are nobody we know."""
    known = table[table["who"] != "guest"]
    paid = known.pivot_table(index=by, columns="who", values="paid", aggfunc="sum", fill_value=0)
    share = paid / paid.sum()
    return 100 * (share["new"] - share["returning"])


def best_offer(visits, case):
    """The place, among the offers with enough visits, where 100 visits of the category leave most."""
    offers = yields(visits, case["category"], case["offers"])
    return offers.loc[offers["visits"] >= OFTEN, "place"].iloc[0]


def loudest_offer(visits, case):
    """The offer that leads when nobody asks how many visits there were, and how many there were."""
    first = yields(visits, case["category"], case["offers"]).iloc[0]
    return {"place": first["place"], "n": f"{first['visits']:,}"}
