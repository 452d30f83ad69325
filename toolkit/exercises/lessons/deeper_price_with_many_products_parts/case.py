"""Where go deeper 06 looks: which product and supplier, which quarter of the market. Never what is to be found there."""

import numpy as np
import pandas as pd

from toolkit import lens
from toolkit.lens.remembered import once

DAY = pd.Timedelta(days=1)
QUARTER, WEEK = 84, 7
SOLD = 1.5
"""Pieces a day that a product sells at least, so that its luck has a size."""
MARGIN = 0.015
"""How far a market lies from growing by nothing, at least, so that its cell is no matter of luck."""
CELLS = ("star", "cash cow", "question mark", "dog")


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    product, other = to_order(shop)
    homes = shop.products.set_index("product_id")
    goods = {"product": product, "supplier": homes.loc[product, "supplier_id"], "worked": other}
    largest = homes["category_id"].value_counts().index[0]
    return goods | {"worked_supplier": homes.loc[other, "supplier_id"], "worked_category": largest} | quarter(shop)


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


# --- the shelf of all goods ---------------------------------------------------------------------------------


@once
def shelf_of(shop):
    """Every listed day of every product: units, price, place in front, share of the day on the shelf, festivals told."""
    shelf = lens.on_the_shelf(shop.product_daily[COLUMNS], shop.inventory_daily[["date", "product_id", "oos_hours"]])
    known = shop.calendar.assign(known=lens.known_days(shop.calendar))[["date", "known"]]
    return shelf.merge(known, on="date")


COLUMNS = ["date", "product_id", "units", "price", "promo_id", "featured"]


def families(shop):
    """The family of every product."""
    return shop.products.set_index("product_id")["family_id"]


def pooled(shelf):
    """Slope of the logs of mean units over usual price, one dot a product: what a scatter of many goods shows."""
    dots = shelf.groupby("product_id").agg(units=("units", "mean"), price=("price", "median"))
    dots = dots[dots["units"] > 0]
    return float(np.polyfit(np.log(dots["price"]), np.log(dots["units"]), 1)[0])


# --- what to order ------------------------------------------------------------------------------------------


def pace(days):
    """Middle pieces of a day and how far they usually lie apart, of the days given."""
    return days["units"].mean(), days["units"].std()


def points(shelf, product, waits):
    """The order point of a product by formula: the right way and the slips."""
    mine = shelf[(shelf["product_id"] == product) & ~shelf["known"]]
    daily, luck = pace(mine[mine["shelf"] == 1])
    all_days, all_luck = pace(mine)
    return {
        "right": lens.order_point_formula(daily, luck, waits.mean(), waits.std()),
        "all days": lens.order_point_formula(all_days, all_luck, waits.mean(), waits.std()),
        "steady": lens.order_point_formula(daily, luck, waits.mean(), 0.0),
        "half": daily * waits.mean(),
    }


def to_order(shop):
    """The product whose empty days change its order point most, and another one to be worked."""
    shelf = shelf_of(shop)
    calm = shelf[~shelf["known"]]
    sold = calm[calm["shelf"] == 1].groupby("product_id")["units"].mean()
    empty = 1 - calm.groupby("product_id")["shelf"].mean()
    listed = calm.groupby("product_id").size()
    some = empty[(sold >= SOLD) & (listed >= 200)].sort_values(ascending=False).index[:12]
    homes = shop.products.set_index("product_id")["supplier_id"]
    gaps = {}
    for product in some:
        found = points(shelf, product, lens.lead_times(shop.purchase_orders, homes[product]))
        gaps[product] = min(abs(found[slip] / found["right"] - 1) for slip in ("all days", "steady", "half"))
    best = max(gaps, key=gaps.get)
    return best, sold.drop(best).idxmax()


# --- which quarter ------------------------------------------------------------------------------------------


@once
def own(shop):
    """What the shop was paid by day and category."""
    sold = shop.product_daily[["date", "product_id", "paid_amount"]]
    sold = sold.merge(shop.products[["product_id", "category_id"]], on="product_id")
    return sold.groupby(["date", "category_id"])["paid_amount"].sum().reset_index()


def quarter(shop):
    """The twelve weeks, and the place that counts as strong, in which slips move most categories to another cell."""
    ours, market, found = own(shop), shop.market_daily, {}
    for back in range(0, (shop.last_day - shop.first_day).days - 2 * QUARTER, 2 * WEEK):
        end = shop.last_day - back * DAY
        six = lens.bcg(ours, market, start=end - (QUARTER - 1) * DAY, end=end, back=QUARTER)
        cut = strong_from(six["place"])
        right = cells(six, cut)
        slips = [moved(right, cells(six.assign(market_growth=six["own_growth"]), cut)), moved(right, by_share(six))]
        far = min(float(six["market_growth"].abs().min()), MARGIN)
        found[end] = (len(set(right.values())) >= 3, min(slips) >= 1, far, min(slips), cut)
    end = max(found, key=found.get)
    return {"from": day(end - (QUARTER - 1) * DAY), "to": day(end), "back": QUARTER, "place": found[end][-1]} | {
        "categories": sorted(ours["category_id"].unique())
    }


def strong_from(place):
    """A round place between the third and fourth of six, or where the gap beside them is widest."""
    ordered = np.sort(place.to_numpy(dtype=float))
    at = 1 + int(np.argmax(np.diff(ordered)[1:4] / ordered[1:4]))
    return int(round((ordered[at] + ordered[at + 1]) / 2, -1))


def cells(six, place):
    """The cell of each category: its market up or not, its place among the rivals good or not."""
    up, strong = six["market_growth"] > 0, six["place"] <= place
    named = np.select([up & strong, up, strong], [CELLS[0], CELLS[2], CELLS[1]], CELLS[3])
    return dict(zip(six.index, named.tolist(), strict=True))


def by_share(six):
    """The slip of the other axis: strong is what is large in our own shop."""
    return cells(six.assign(place=-six["shop_share"]), -six["shop_share"].median())


def moved(right, other):
    """How many categories stand in another cell."""
    return sum(right[name] != other[name] for name in right)
