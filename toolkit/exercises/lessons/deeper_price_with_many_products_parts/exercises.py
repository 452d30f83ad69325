"""Go deeper 06: what a family answers to its price, an order point by formula, and six categories in four cells."""

import numpy as np

from toolkit import lens
from toolkit.exercises import Number, Sorting
from toolkit.exercises.lessons.deeper_price_with_many_products_parts import case as chosen
from toolkit.exercises.lessons.deeper_price_with_many_products_parts.plan import families, plan, shelf, six

# --- D6.1 what a family answers -----------------------------------------------------------------------------


def _true_response(truth):
    goods = truth.products()
    return float(np.average(goods["family_elasticity"], weights=goods["base_share"]))


@plan.exercise(
    answer=Number(within=0.002, shown="+.2f"),
    points=2,
    fine=0.3,
    truth=_true_response,
    asks="What a whole family answers to its price, over all goods and two years",
    hints=(
        "The worked cell looked at one category. Take the whole shelf.",
        'lens.price_response(shelf, families) gives several numbers; the whole family cut at once is "together".',
    ),
)
def family_answer(shop, case):
    found = lens.price_response(shelf, families)
    return found["together"]


@family_answer.mistake("ELA-POOL")
def one_dot_a_product(shop, case):
    """{given} is the slope of the dots: cheap goods sell more than dear ones, always.
    Let each product answer for itself: `price_response`."""
    return chosen.pooled(shelf)


@family_answer.mistake("ELA-PROMO", says=lambda: {"x": f"{lens.price_response(shelf, families)['lift']:.1f}"})
def banner_read_as_price(shop, case):
    """You left out who stood in front. The banner alone sells {x} times as much, and most cuts come with it: keep `featured`."""
    return lens.price_response(shelf.assign(featured=False), families)["together"]


@family_answer.mistake("ELA-CENS")
def empty_shelves_kept(shop, case):
    """{given} counts hours on an empty shelf as a no to the price. Nobody could buy: keep `shelf`, the share of the day."""
    return lens.price_response(shelf.assign(shelf=1.0), families)["together"]


@family_answer.mistake("ELA-ALONE", says=lambda: {"s": f"{lens.price_response(shelf, families)['sisters']:.0%}"})
def a_product_alone(shop, case):
    """{given} is a product cut *alone*: {s} of its gain comes from its sisters. A whole family cut together answers less: `together`."""
    return lens.price_response(shelf, families)["alone"]


@family_answer.yes
def one_per_cent(shop, case, ref):
    found = lens.price_response(shelf, families)
    gain = 100 * (0.9**ref - 1)
    return (
        f"a tenth off a whole family sells {gain:.0f} % more pieces, for {90 + 0.9 * gain:.0f} % of the money. "
        f"A product alone answers {found['alone']:+.2f}, and {found['sisters']:.0%} of that its sisters lose. "
        "Ask which of the two a discount will be."
    )


# --- D6.2 an order point by formula -------------------------------------------------------------------------


def _waits(shop, case):
    return lens.lead_times(shop.purchase_orders, case.supplier)


@plan.exercise(
    answer=Number(within_share=0.005, shown=",.0f"),
    fine_share=0.05,
    asks="The order point of case.product by formula, 95 of 100 waits without an empty shelf",
    hints=(
        "Four numbers go in: pieces of a day and their usual distance, days of waiting and theirs. Only ordinary days on the shelf.",
        'mine = shelf.query("product_id == @case.product and shelf == 1 and not known"); then mean and std of "units", '
        "mean and std of the waits of case.supplier.",
    ),
)
def order_point(shop, case):
    mine = shelf.query("product_id == @case.product and shelf == 1 and not known")
    waits = lens.lead_times(shop.purchase_orders, case.supplier)
    return lens.order_point_formula(mine["units"].mean(), mine["units"].std(), waits.mean(), waits.std())


@order_point.mistake("STK-HALF")
def no_buffer(shop, case):
    """{given} is what an average wait wants. Half of all waits want more: add the buffer of the formula for 95 of 100."""
    return chosen.points(shelf, case.product, _waits(shop, case))["half"]


@order_point.mistake("STK-CENS")
def empty_days_kept(shop, case):
    """Empty days are in your mean: {given} orders the next hole. Demand shows only on days with `shelf == 1`."""
    return chosen.points(shelf, case.product, _waits(shop, case))["all days"]


@order_point.mistake("STK-STEADY", says=lambda shop, case: {"s": f"{_waits(shop, case).std():.0f}"})
def supplier_on_time(shop, case):
    """{given} trusts the supplier's mean. Its waits usually lie {s} days apart, and each late day sells too: give `waits.std()`."""
    return chosen.points(shelf, case.product, _waits(shop, case))["steady"]


@order_point.yes
def beside_the_windows(shop, case, ref):
    lead = int(_waits(shop, case).median())
    seen = lens.order_point(shelf, case.product, lead)
    buffer = ref - chosen.points(shelf, case.product, _waits(shop, case))["half"]
    return (
        f"{ref:,.0f} pieces, {buffer:,.0f} of them for luck. The windows of lesson 06 say {seen:,.0f} without late ships. "
        "The formula knows waits that were never so long together; the windows know days that no bell describes."
    )


# --- D6.3 four cells ----------------------------------------------------------------------------------------


@plan.exercise(
    answer=Sorting(drawers=chosen.CELLS, items=("case.categories",)),
    asks="Six categories → star, cash cow, question mark, dog",
    hints=(
        "Two questions for each: did its market grow, and do we stand at `case.place` or better among the rivals?",
        "Both yes: star. Only the market: question mark. Only the place: cash cow. Neither: dog. Columns market_growth, place.",
    ),
)
def four_cells(shop, case):
    up, strong = six["market_growth"] > 0, six["place"] <= case.place
    names = np.select([up & strong, up, strong], ["star", "question mark", "cash cow"], "dog")
    return dict(zip(six.index, names, strict=True))


def _ours_and_theirs(given, ref):
    name = next(one for one in ref if given[one] != ref[one])
    row = six.loc[name]
    return {"name": name, "own": f"{row['own_growth']:+.0%}", "market": f"{row['market_growth']:+.0%}"} | {
        "share": f"{row['shop_share']:.0%}",
        "place": f"{row['place']:.0f}",
    }


@four_cells.mistake("BCG-SELF", says=_ours_and_theirs)
def our_own_growth(shop, case):
    """In {name} *we* grew by {own}, its market by {market}. The cell asks whether everybody grows: take `market_growth`."""
    return chosen.cells(six.assign(market_growth=six["own_growth"]), case.place)


@four_cells.mistake("BCG-SHARE", says=_ours_and_theirs)
def large_in_our_shop(shop, case):
    """{name} is {share} of *our* shop, and place {place} among its rivals. Strength is measured against them: take `place`."""
    return chosen.by_share(six)


@four_cells.yes
def a_cell_is_a_question(shop, case, ref):
    counts = ", ".join(
        f"{sum(cell == name for cell in ref.values())} × {name}" for name in chosen.CELLS if name in ref.values()
    )
    return (
        f"{counts}. A cell decides nothing; it says which question to ask: a star, is the shelf full? A cow, what does it need? "
        "A question mark, what would it take? A dog, who would miss it?"
    )
