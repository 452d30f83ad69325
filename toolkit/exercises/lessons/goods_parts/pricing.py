"""What a price of the tested family earns: by the shop's true response, for plans that are handed in."""

import numpy as np

from toolkit.exercises.lessons.goods_parts import tables
from toolkit.shop.decisions import Decisions, Times, times

RATIOS = (0.80, 0.85, 0.90, 0.95, 1.00, 1.05, 1.10, 1.15, 1.20)
PARCEL = 5.0
"""Yuan of parcel a piece: 7.50 an order, a piece and a half in it."""
DAYS = 56


def family_today(test, products):
    """Pieces a day, mean price paid and mean cost of the tested family at today's price; the cost with its parcel."""
    rows = test.query("group == 'tested' and block == 'today'").merge(
        products[["product_id", "unit_cost"]], on="product_id"
    )
    pieces = rows["units"].sum() / rows["date"].nunique()
    price = (rows["price"] * rows["units"]).sum() / rows["units"].sum()
    cost = (rows["unit_cost"] * rows["units"]).sum() / rows["units"].sum() + PARCEL
    return pieces, price, cost


def ratios_of(given, case, list_price):
    """The plan's price ÷ today's for each tested product; 1 where the plan leaves it alone."""
    ratios = []
    for place, product in zip(case["places"], case["tested"], strict=True):
        decided = given.prices.get(place, times(1.0))
        ratios.append(decided.factor if isinstance(decided, Times) else float(decided) / list_price[product])
    return np.array(ratios)


def earned(given, shop, case, truth):
    """Yuan that the tested family leaves in eight weeks at a plan's prices, sisters losing to each other as they do."""
    goods = truth.products().set_index("product_id").loc[list(case["tested"])]
    sheet = shop.products.set_index("product_id").loc[list(case["tested"])]
    pieces, _, _ = family_today(tables.test_days(shop, case), shop.products)
    ratio = ratios_of(given, case, sheet["list_price"])
    share = (goods["base_share"] / goods["base_share"].sum()).to_numpy()
    pull = np.power(np.maximum(ratio, 0.01), goods["elasticity"].to_numpy())
    gain = float((share * pull).sum())
    units = pieces * share * pull * gain ** -truth.parameters()["goods"]["sibling_pull"]
    each = (1 - tables.FEE) * ratio * sheet["list_price"].to_numpy() - sheet["unit_cost"].to_numpy() - PARCEL
    return DAYS * float((units * each).sum())


def plan_at(case, ratio):
    """The plan that sets the whole family's prices at a ratio of today's."""
    return Decisions(prices={place: times(ratio) for place in case["places"]})


def best(shop, case, truth):
    """What the best of the nine prices earns."""
    return max(earned(plan_at(case, ratio), shop, case, truth) for ratio in RATIOS)


def in_the_table(given, case):
    """Whether a plan's prices are among the nine, or between them."""
    wanted = [given.prices.get(place, times(1.0)) for place in case["places"]]
    return all(isinstance(one, Times) and RATIOS[0] <= round(one.factor, 6) <= RATIOS[-1] for one in wanted)


def not_raised_to_be_cut(given):
    """Whether a plan keeps the house rule: no price is raised while a discount hangs on it."""
    raised = {place for place, one in given.prices.items() if isinstance(one, Times) and one.factor > 1}
    return not raised & {place for place, depth in given.promotions.items() if depth > 0}
