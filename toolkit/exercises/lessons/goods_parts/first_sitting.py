"""Lesson 06, first sitting: which goods carry the shop, which way they go, which launches deserve a push, what to say."""

from toolkit.exercises import ANY, Choice, Count, Number, Set, Several, Sorting
from toolkit.exercises.lessons.goods_parts import case as chosen
from toolkit.exercises.lessons.goods_parts import tables, trends
from toolkit.exercises.lessons.goods_parts.plan import goods, launches, plan, six, voices

# --- 6.1 the goods that carry the shop -------------------------------------------------------------------


@plan.exercise(
    answer=Count(),
    asks="How many goods make 80 % of the contribution",
    hints=(
        "The worked step counted by units. Rent is paid by another column.",
        'Sort by "contribution", the largest first; its .cumsum() divided by its .sum(); (running < 0.8).sum() + 1.',
    ),
)
def carrying_goods(shop, case):
    ranked = goods.sort_values("contribution", ascending=False)
    running = ranked["contribution"].cumsum() / ranked["contribution"].sum()
    return (running < 0.8).sum() + 1


def _share_of_fifth(ref):
    ranked = goods.sort_values("contribution", ascending=False)["contribution"]
    fifth = round(0.2 * len(goods))
    return {"n": ref, "N": len(goods), "x": f"{100 * ranked.head(fifth).sum() / ranked.sum():.0f}"}


@carrying_goods.mistake("PAR-8020", says=_share_of_fifth)
def a_fifth(shop, case):
    """80/20 is a proverb. In this shop a fifth of {N} goods makes {x} %. Count on: sort, run up the total, stop at 0.8."""
    return round(0.2 * len(goods))


@carrying_goods.mistake("CUT-UNITS")
def by_units(shop, case):
    """{given} goods make 80 % of the pieces. Small things win by pieces; rent is paid by what stays. Sort by `contribution`."""
    return chosen.carriers(goods, "units")


def _tempting(shop, case):
    ranked = goods.assign(of_paid=goods["contribution"] / goods["paid"]).nlargest(40, "paid")
    return {"product": ranked.sort_values("of_paid")["product_id"].iloc[0]}


@carrying_goods.mistake("MARG-GROSS", says=_tempting)
def by_revenue(shop, case):
    """You ran up sales. By sales {product} stands far up; see what stays of it. Sort and add up `contribution`."""
    return chosen.carriers(goods, "paid")


@carrying_goods.mistake("PAR-ORDER")
def unsorted(shop, case):
    """{given} comes from a table that was not sorted, or sorted from the small end. Sort first, the largest on top: `ascending=False`."""
    running = goods.sort_values("contribution")["contribution"].cumsum() / goods["contribution"].sum()
    return (running < 0.8).sum() + 1


@carrying_goods.yes
def the_few(shop, case, ref):
    ranked = goods.sort_values("contribution", ascending=False)
    tail = ranked["contribution"].tail(len(goods) // 2).sum() / ranked["contribution"].sum()
    return (
        f"{ref} of {len(goods)} goods carry four fifths of what stays, and the smaller half of the shelf brings "
        f"{100 * tail:.0f} %. One of those {ref} missing for a week is felt; most of the others nobody would miss."
    )


# --- 6.2 six goods, four drawers --------------------------------------------------------------------------


@plan.exercise(
    answer=Sorting(drawers=trends.DRAWERS, items=("case.trend_goods",)),
    asks="Six goods into four drawers: rising, steady, fading, empty shelf",
    hints=(
        "First ask who was not there: `days_second` under 25 of 42 is an empty shelf, whatever the units say.",
        "For the others: (units_second ÷ days_second) ÷ (units_first ÷ days_first) ÷ season. "
        "Above 1.25 rising, below 0.8 fading, between them steady.",
    ),
)
def six_trends(shop, case):
    change = (six["units_second"] / six["days_second"]) / (six["units_first"] / six["days_first"]) / six["season"]
    drawers = {}
    for product, moved, there in zip(six["product_id"], change, six["days_second"], strict=True):
        drawer = "rising" if moved > 1.25 else "fading" if moved < 0.8 else "steady"
        drawers[product] = "empty shelf" if there < 25 else drawer
    return drawers


def _misread(ratio):
    """What each product would be called by another ratio, where that is not its drawer."""
    change = (six["units_second"] / six["days_second"]) / (six["units_first"] / six["days_first"]) / six["season"]
    named = {}
    for product, own, other, there in zip(six["product_id"], change, ratio, six["days_second"], strict=True):
        right = trends.drawer(own, there / 42)
        if trends.drawer(other) != right:
            named[product] = (right, trends.drawer(other))
    return named


def _gone():
    found = _misread(six["units_second"] / six["units_first"])
    return {product: other for product, (right, other) in found.items() if right == "empty shelf"}


def _in_season():
    pace = (six["units_second"] / six["days_second"]) / (six["units_first"] / six["days_first"])
    found = _misread(pace)
    return {product: other for product, (right, other) in found.items() if right == "steady"}


def _of_a_week():
    last = six["last_week"] / 7 / (six["units_first"] / six["days_first"]) / six["season"]
    found = _misread(last)
    seen = {product: other for product, (right, other) in found.items() if right == "steady"}
    return {product: other for product, other in seen.items() if _in_season().get(product) != other}


def _first(drawers):
    return {"product": next(iter(drawers), "One of them")}


@six_trends.mistake("STK-CENS", says=lambda: _first(_gone()))
def raw_units(shop, case):
    """{product} did not fade. It was not there: look at `days_second`. Which drawer is for goods nobody could buy?"""
    return _gone() or {six["product_id"].iloc[0]: ANY}


@six_trends.mistake("ANOM-SEASON", says=lambda: _first(_in_season()))
def season_kept(shop, case):
    """{product} moved as its whole category did. That is the calendar, not the product. Divide by `season`, then look again."""
    return _in_season() or {six["product_id"].iloc[0]: ANY}


@six_trends.mistake("TREND-WEEK", says=lambda: _first(_of_a_week()))
def last_week_only(shop, case):
    """You judged {product} by its last week. One week is weather. Compare six weeks with the six before."""
    return dict(list(_of_a_week().items())[:1]) or {six["product_id"].iloc[0]: ANY}


@six_trends.yes
def what_to_do(shop, case, ref):
    gone = [product for product, drawer in ref.items() if drawer == "empty shelf"]
    fading = [product for product, drawer in ref.items() if drawer == "fading"]
    return (
        f"{', '.join(gone) or 'nobody'} needs goods and no advertising; {', '.join(fading) or 'nobody'} needs a look at page, "
        "price and reviews. Read by raw units, both would have got the same treatment."
    )


# --- 6.3 three of twelve launches --------------------------------------------------------------------------


@plan.exercise(
    answer=Set(of="names", precision=2 / 3, recall=2 / 3),
    asks="Three of twelve launches that deserve the push",
    hints=(
        "Three things multiplied: who came by themselves, what share of them buys (pulled to the middle), what a piece leaves.",
        'launches["worth"] = free_visitors × (400 × average + free_buyers) ÷ (400 + free_visitors) × left_each; '
        'then .sort_values("worth") and the last three `product_id`.',
    ),
)
def three_launches(shop, case):
    average = launches["free_buyers"].sum() / launches["free_visitors"].sum()
    pulled = (400 * average + launches["free_buyers"]) / (400 + launches["free_visitors"])
    launches["worth"] = launches["free_visitors"] * pulled * launches["left_each"]
    return list(launches.sort_values("worth")["product_id"].tail(3))


@three_launches.mistake("CUT-UNITS")
def most_units(shop, case):
    """You took the most pieces. Cheap things sell many, each leaves little, and advertising bought some.
    Free visitors, times `left_each`."""
    return list(launches.sort_values("units", kind="stable", ascending=False)["product_id"].head(3))


def _few(given):
    rows = launches[launches["product_id"].isin(given)]
    return {"n": int(rows["free_visitors"].min())}


@three_launches.mistake("SIG-NONE", says=_few)
def raw_rates(shop, case):
    """One of your winners has {n} visitors: a single buyer more or less turns its rate round. Pull small numbers to the middle."""
    raw = launches["free_buyers"] / launches["free_visitors"]
    return list(launches.loc[raw.sort_values(ascending=False, kind="stable").index[:3], "product_id"])


@three_launches.mistake("CTR-QUAL")
def fullest_carts(shop, case):
    """You took the best cart rates. A cart is a maybe, and yours stand on few visitors. Count buyers, pulled to the middle."""
    raw = launches["free_carts"] / launches["free_visitors"]
    return list(launches.loc[raw.sort_values(ascending=False, kind="stable").index[:3], "product_id"])


@three_launches.yes
def half_a_year_on(shop, case, given):
    came = tables.came_of_it(shop, case)
    left = came[came["product_id"].isin(given)]["left"].sum()
    return (
        f"in the half year after, your three left {left:,.0f} yuan; the best three anybody could have named "
        f"{came['left'].head(3).sum():,.0f}, the middle three {3 * came['left'].median():,.0f}. Two weeks of free visitors know that much."
    )


# --- 6.4 what the page should promise ----------------------------------------------------------------------


@plan.exercise(
    answer=Several(claim=Choice("case.claims"), share=Number(within=0.005, shown=".3f")),
    asks="The claim for the page of case.claim_product, and its share of the praise of the product",
    hints=(
        "Praise of delivery and service is somebody else's; faults are no praise. `case.aside` lists both.",
        "Query `voices`: product_id == @case.claim_product and stars >= 4 and tag not in @case.aside. "
        'Then groupby("tag")["stars"].count(), .idxmax(), .max() ÷ .sum().',
    ),
)
def page_claim(shop, case):
    happy = voices.query("product_id == @case.claim_product and stars >= 4 and tag not in @case.aside")
    named = happy.groupby("tag")["stars"].count()
    return {"claim": named.idxmax(), "share": named.max() / named.sum()}


@page_claim.mistake("PRAISE-ALL")
def loudest_tag(shop, case):
    """That praises Lao Zhou and Xiao He, not the product. Every page could say it. Leave `case.aside` out, then look again."""
    tags = voices.query("product_id == @case.claim_product")["tag"].value_counts()
    return {"claim": tags.index[0], "share": ANY}


@page_claim.mistake("REV-J")
def most_stars(shop, case):
    """That tag comes with the kindest stars. Stars say whether, not why; the happy and the angry write most. Count who names it."""
    return {"claim": chosen.kindest(voices.query("product_id == @case.claim_product")), "share": ANY}


@page_claim.mistake("SURV")
def promise_kept(shop, case):
    """That is what the page says already. Whether it fits, the buyers know: count what they praise."""
    return {"claim": shop.products.set_index("product_id")["page_claim"][case.claim_product], "share": ANY}


@page_claim.mistake("DEN-REVIEWS")
def share_of_all(shop, case):
    """Your share is of all reviews, delivery and complaints included. Divide by praise of the product alone."""
    mine = voices.query("product_id == @case.claim_product")
    counts = chosen.praised(mine)
    return {"claim": ANY, "share": counts.max() / len(mine)}


@page_claim.yes
def one_line_on_the_page(shop, case, ref):
    mine = voices.query("product_id == @case.claim_product")
    says = shop.products.set_index("product_id")["page_claim"][case.claim_product]
    return (
        f'{chosen.praised(mine).max()} happy buyers name "{ref["claim"]}", {ref["share"]:.0%} of the praise; the page says "{says}". '
        "The first line of a page costs nothing to change. Change it, write down the day, look at conversion in four weeks."
    )
