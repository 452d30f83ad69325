"""Lesson 02, first sitting: three drawers, shares by place, the index of a cell, and which cells to believe."""

from toolkit.exercises import Number, Set, Sorting
from toolkit.exercises.lessons.people_goods_place_parts import case as chosen
from toolkit.exercises.lessons.people_goods_place_parts.plan import cells, deals, plan

METRICS = (
    "new buyers",
    "buyers who come again",
    "value per buyer",
    "age of the buyers",
    "price",
    "stars of a product",
    "days of stock",
    "visitors by source",
    "commission of a platform",
    "share of the front page",
    "items per order",
    "returns by category and source",
)
STOCK, FRONT = "days of stock", "share of the front page"
ITEMS, RETURNS = METRICS[-2:]

# --- 2.1 twelve metrics, three drawers ------------------------------------------------------------------


@plan.exercise(
    answer=Sorting(
        drawers=("people", "goods", "place"),
        items=METRICS,
        because={
            FRONT: "It is a piece of a wall, whatever hangs on it today.",
            STOCK: "It belongs to one product, wherever that is sold.",
        },
    ),
    asks="Twelve metrics into three drawers: people, goods, place",
    hints=(
        'Ask each metric what it compares: buyers with buyers, goods with goods, or places with places. Look behind "by" and "per".',
        'Four belong to "people", three to "goods", three to "place". "items per order" and "returns by category and '
        'source" fit two drawers each: either is fine.',
    ),
)
def three_drawers(shop, case):
    # two of them fit two drawers: items per order (people or goods), returns by both (goods or place)
    people = ["new buyers", "buyers who come again", "value per buyer", "age of the buyers"]
    goods = ["price", "stars of a product", "days of stock", "items per order", "returns by category and source"]
    place = ["visitors by source", "commission of a platform", "share of the front page"]
    return dict.fromkeys(people, "people") | dict.fromkeys(goods, "goods") | dict.fromkeys(place, "place")


@three_drawers.mistake("CUT-VISITORS")
def visitors_are_people(shop, case):
    """Visitors are people, and that tempts. This metric compares *sources* with each other: which cut is "by source"?"""
    return {"visitors by source": "people"}


@three_drawers.mistake("CUT-PRICE")
def price_is_place(shop, case):
    """You filed price by where it is shown. Price travels with the goods, wherever they are shown: which drawer travels along?"""
    return {"price": "place"}


@three_drawers.mistake("CUT-STARS")
def stars_are_people(shop, case):
    """People write the stars, but what do the stars compare? One product with another. Move them to that drawer."""
    return {"stars of a product": "people"}


@three_drawers.mistake("CUT-VALUE")
def value_is_goods(shop, case):
    """Dear goods raise it, yet it is counted per head: who spends how much? Look at the word behind "per"."""
    return {"value per buyer": "goods"}


def _other(items, returns, ref):
    return {**ref, ITEMS: items, RETURNS: returns}


@three_drawers.also("items per order tells about people too")
def items_by_people(shop, case, ref):
    return _other("people", "goods", ref)


@three_drawers.also("returns by source tell about the place too")
def returns_by_place(shop, case, ref):
    return _other("goods", "place", ref)


@three_drawers.also("both of the double ones, seen from the other side")
def both_other(shop, case, ref):
    return _other("people", "place", ref)


@three_drawers.yes
def all_hang_on_deals(shop, case):
    return (
        "three drawers, one handle: all twelve turn on the deal. In a meeting, ask of any number: "
        "cut by whom, by what, or by where? The cut that is missing is the next one to make."
    )


# --- 2.2 the share of a platform ------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.0001, shown=".2%"),
    asks="Share of the paid money that case.platform brings, between 0 and 1",
    hints=(
        "Do what the worked step did, by `platform` where it had `place`.",
        'deals.groupby("platform")["paid"].sum() gives one sum a platform: the sum of case.platform, divided by all of them.',
    ),
)
def platform_share(shop, case):
    paid = deals.groupby("platform")["paid"].sum()
    return paid[case.platform] / paid.sum()


@platform_share.mistake("SHARE-LINES")
def counted_lines(shop, case):
    """{given} is the share of lines. A spoon and a rice cooker weighed the same: sum `paid` instead."""
    lines = deals.groupby("platform")["paid"].size()
    return lines[case.platform] / lines.sum()


@platform_share.mistake("SHARE-UNITS")
def counted_units(shop, case):
    """{given} is the share of pieces. Ten spoons beat one rice cooker there. Rent is paid in money: sum `paid`."""
    units = deals.groupby("platform")["units"].sum()
    return units[case.platform] / units.sum()


@platform_share.mistake("SHARE-RATIO")
def against_the_next(shop, case):
    """You divided one platform by another: a ratio of two. A share is a part of the whole: divide by the sum of all."""
    paid = deals.groupby("platform")["paid"].sum()
    return paid[case.platform] / paid.drop(case.platform).max()


@platform_share.mistake("SHARE-HEAP")
def the_heap_itself(shop, case):
    """That is the heap itself, in yuan. A share is a part of the whole: divide it by the sum of all heaps."""
    return deals.groupby("platform")["paid"].sum()[case.platform]


@platform_share.mistake("SHARE-MEAN")
def mean_deal(shop, case):
    """You compared the mean deal of each platform. How many deals there are has dropped out: take `.sum()`, not `.mean()`."""
    mean = deals.groupby("platform")["paid"].mean()
    return mean[case.platform] / mean.sum()


@platform_share.yes
def towns_and_streets(shop, case, ref):
    biggest = deals.groupby("platform")["paid"].sum().idxmax()
    rank = "more than by any other" if biggest == case.platform else f"the most by way of {biggest}"
    return (
        f"of 100 yuan, {100 * ref:.0f} are paid by way of {case.platform}, {rank}. A platform is a town, "
        "a place a street in it: whoever lives from one town pays the tolls that town sets."
    )


# --- 2.3 the index of one cell --------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.5, shown=",.0f"),
    asks="Preference index (TGI) of case.category in case.place; 100 is as usual",
    hints=(
        "Two shares: of what is sold in case.place, how much is case.category; and of what the whole shop sells?",
        "The worked step's lines with case.place and case.category; then 100 times the first share divided by the second.",
    ),
)
def preference(shop, case):
    here = deals.query("place == @case.place")
    share_here = here.query("category == @case.category")["paid"].sum() / here["paid"].sum()
    share_shop = deals.query("category == @case.category")["paid"].sum() / deals["paid"].sum()
    return 100 * share_here / share_shop


@preference.mistake("CUT-BASE", says=lambda case: {"category": case.category, "place": case.place})
def share_within_category(shop, case):
    """You asked: of all {category}, how much is sold in {place}? We ask: of what {place} sells, how much is {category}?"""
    ours = deals.query("category == @case.category")
    return 100 * ours.query("place == @case.place")["paid"].sum() / ours["paid"].sum()


@preference.mistake("CUT-DIFF")
def difference_of_shares(shop, case):
    """{given} is one share minus the other, in points. An index divides: twice as usual is 200. Divide, then times 100."""
    cell = _cell(case)
    return 100 * (cell["here"] - cell["shop"])


@preference.mistake("CUT-UNITS")
def index_of_units(shop, case):
    """{given} is the index of pieces, where a spoon weighs as much as a sofa. Sum `paid`, as in the step above."""
    return _index(deals, "units", case)


@preference.mistake("CUT-LINES")
def index_of_lines(shop, case):
    """{given} is the index of deals counted, each weighing the same. Sum `paid`, as in the step above."""
    return _index(deals.assign(lines=1), "lines", case)


@preference.mistake("CUT-HALF", says=lambda case: {"category": case.category, "place": case.place})
def share_here_alone(shop, case):
    """{given} per cent of {place} is {category}. Much or little? Divide by {category}'s share in the whole shop."""
    return 100 * _cell(case)["here"]


@preference.mistake("CUT-HALF", says=lambda case: {"category": case.category, "place": case.place})
def share_here_as_a_fraction(shop, case):
    """That is the share of {category} in {place}, and no more. Much or little? Divide by its share in the whole shop, then times 100."""
    return _cell(case)["here"]


def _cell(case):
    return cells.query("category == @case.category and place == @case.place").iloc[0]


def _index(table, weight, case):
    cut = chosen.lens.cells(table, paid=weight)
    return cut.query("category == @case.category and place == @case.place")["tgi"].iloc[0]


@preference.yes
def times_as_usual(shop, case, ref):
    return (
        f"{case.category} fills {ref / 100:.2f} times its usual share in {case.place}. That says how this place *differs*, not how much it "
        "sells: a shelf in a small shop can be full of one thing. Step 4 lays all cells side by side."
    )


# --- 2.4 loud cells, and believed -----------------------------------------------------------------------


@plan.exercise(
    answer=Set(of="names"),
    asks="Cells with an index above case.mark and at least 50 deals",
    hints=(
        "Two conditions on the rows of `cells`, both at once.",
        'cells.query("… and …")["cell"]: `tgi` above @case.mark, `deals` at 50 or more.',
    ),
)
def loved_cells(shop, case):
    loved = cells.query("tgi > @case.mark and deals >= 50")
    return list(loved["cell"])


@loved_cells.mistake("CUT-FEW", says=lambda case: {"n": int(cells.query("tgi > @case.mark")["deals"].min())})
def no_minimum(shop, case):
    """One of your cells has {n} deals. Next week it may be gone. Keep cells with at least 50: `deals >= 50`."""
    return list(cells.query("tgi > @case.mark")["cell"])


@loved_cells.mistake(
    "CUT-DIFF", says=lambda case: {"mark": case.mark, "more": case.mark - 100, "to": f"{case.mark / 10:g}"}
)
def points_of_share(shop, case):
    """You looked for {more} points of share more. {mark} means times, not plus: from 10 per cent to {to}. Compare `tgi` with it."""
    return list(cells.query("here - shop > (@case.mark - 100) / 100 and deals >= 50")["cell"])


@loved_cells.mistake("CUT-MANY")
def only_the_minimum(shop, case):
    """These are all the cells with enough deals, usual ones among them. Keep those that stand out as well: `and tgi > @case.mark`."""
    return list(cells.query("deals >= 50")["cell"])


@loved_cells.mistake("CUT-BOTH")
def either_condition(shop, case):
    """You let a cell in that meets *one* of the two conditions. Both must hold: `and`, not `or`."""
    return list(cells.query("tgi > @case.mark or deals >= 50")["cell"])


@loved_cells.yes
def how_many_stay(shop, case, ref):
    loud = len(cells.query("tgi > @case.mark"))
    return (
        f"of {loud} cells above {case.mark}, {len(ref)} stand on enough deals. The others are rumours: write them down, "
        "look again in a month. Nobody orders stock on a rumour."
    )
