"""The tables of lesson 07: every paid order to date, two lists of new buyers, baskets by band, and the message lot."""

import pandas as pd

from toolkit import lens
from toolkit.lens.remembered import once

LONG = 180
ORDERS = ((1, "once"), (3, "2–3 orders"))
MONEY = ((100, "up to 100 kept"), (300, "100–300 kept"), (800, "300–800 kept"))
MANY, MUCH = "4+ orders", "over 800 kept"


def ends(day):
    """The last moment of a day."""
    return pd.Timestamp(day) + pd.Timedelta(days=1) - pd.Timedelta("1us")


def paid(shop, case):
    """Paid orders up to the lesson's day, in order of time."""
    return _paid(shop, pd.Timestamp(case["snapshot"]))


@once
def _paid(shop, snapshot):
    orders = shop.orders[shop.orders["paid_ts"].notna() & (shop.orders["paid_ts"] <= ends(snapshot))]
    return orders.sort_values(["paid_ts", "order_id"])


def buys(shop, case):
    """One row a paid order: who, when, by which channel, what it left, and whether the parcel left late."""
    return _buys(shop, pd.Timestamp(case["snapshot"]))


@once
def _buys(shop, snapshot):
    orders = _paid(shop, snapshot)
    money = lens.contribution(orders, shop.order_items, shop.refunds, shop.cash_ledger).set_index("order_id")
    late = orders["ship_ts"] > orders["promise_ship_ts"]
    table = orders[["order_id", "customer_id", "paid_ts", "channel_id", "paid_amount"]].copy()
    table.insert(2, "who", orders["customer_id"].isna().map({True: "guest", False: "known"}))
    table.insert(4, "day", orders["paid_ts"].dt.normalize())
    left = orders["order_id"].map(money["contribution"]).round(2)
    return table.assign(left=left, late=late).reset_index(drop=True)


def known_of(table):
    """The known buyers' orders as the lesson's own cells build them: first day, age, first channel, first parcel, month."""
    known = table.query("who == 'known'").copy()
    known["first"] = known.groupby("customer_id")["day"].transform("min")
    known["age"] = (known["day"] - known["first"]).dt.days
    known["month"] = known["first"].dt.strftime("%Y-%m")
    known["came_by"] = known.groupby("customer_id")["channel_id"].transform("first")
    known["first_late"] = known.groupby("customer_id")["late"].transform("first")
    return known


def two_lists(shop, case):
    """What each of two people says comes back, of 100 known customers."""
    known = known_of(buys(shop, case))
    new = known[known["first"] >= pd.Timestamp(case["known_from"])]
    rows = [("Lu jie", known, known["age"].max()), ("Xiao Tang", new, 90)]
    table = [
        {"list": name, "customers": part["customer_id"].nunique(), "came_back": _back(part, days)}
        for name, part, days in rows
    ]
    return pd.DataFrame(table).assign(in_100=lambda t: (100 * t["came_back"] / t["customers"]).round(1))


def _back(known, days):
    return known[known["age"].between(1, days)]["customer_id"].nunique()


def named(number, edges, beyond):
    """The name of the band that a number falls into."""
    return next((name for edge, name in edges if number <= edge), beyond)


def baskets(shop, case):
    """Lines of the last 180 days of known customers: their band by orders and kept money, category, paid."""
    return _baskets(shop, pd.Timestamp(case["snapshot"]))


@once
def _baskets(shop, snapshot):
    orders = _paid(shop, snapshot)
    cards = lens.rfm_table(orders, snapshot, refunds=shop.refunds)
    often = cards["orders"].map(lambda number: named(number, ORDERS, MANY))
    much = cards["kept"].map(lambda number: named(number, MONEY, MUCH))
    band = often + ", " + much
    recent = orders[orders["paid_ts"] > snapshot - pd.Timedelta(days=LONG)]
    lines = shop.order_items.merge(recent[["order_id", "customer_id"]].dropna(), on="order_id")
    lines = lines.merge(shop.products[["product_id", "category_id"]], on="product_id")
    table = pd.DataFrame({"band": lines["customer_id"].map(band), "category": lines["category_id"]})
    return table.assign(paid=lines["paid_alloc"].round(2))


def lot(shop, case):
    """One row a member of the message lot: arm, band on the morning of the lot, opened, bought within its days, left."""
    table = drawn(shop)
    orders = shop.orders[shop.orders["paid_ts"] < table["start_date"].iloc[0]]
    known = orders[orders["customer_id"].notna()]
    before = known.groupby("customer_id")["paid_amount"].sum()
    member = table["unit_id"].astype("int64")
    return pd.DataFrame(
        {
            "customer_id": member,
            "arm": table["arm"].astype(str),
            "band": band_on(shop, member, table["start_date"].iloc[0]).astype(str),
            "before": member.map(before).astype(float).fillna(0.0).round(2),
            "opened": table["exposed"].astype(bool),
            "bought": table["converted"].astype(int),
            "left": table["cm"].astype(float).round(2),
        }
    ).reset_index(drop=True)


def drawn(shop):
    """The rows of the message lot in the table of planned tests."""
    return shop.experiments.query("unit_kind == 'customer'")


def band_on(shop, member, day):
    """The band of some customers on the morning of a day."""
    orders = shop.orders[(shop.orders["paid_ts"] < day) & shop.orders["customer_id"].notna()]
    last = orders.groupby("customer_id")["paid_ts"].max().dt.normalize()
    return lens.recency_band((pd.Timestamp(day) - member.map(last)).dt.days)


def members(shop, case):
    """One row a band: members who agreed to be written to, as the bands stand on the lesson's day."""
    here = shop.customers.query("is_member")
    here = here[here["first_seen_date"] <= pd.Timestamp(case["snapshot"])]
    evening = pd.Timestamp(case["snapshot"]) + pd.Timedelta(days=1)
    orders = shop.orders[(shop.orders["paid_ts"] < evening) & shop.orders["customer_id"].notna()]
    last = orders.groupby("customer_id")["paid_ts"].max().dt.normalize()
    band = lens.recency_band((pd.Timestamp(case["snapshot"]) - here["customer_id"].map(last)).dt.days)
    return band.astype(str).value_counts().reindex(case["bands"]).rename("members").rename_axis("band").reset_index()


# --- what a message is worth ----------------------------------------------------------------------------

PULL = 10_000


def worth_of(lot, members, case):
    """Yuan that a message leaves, by band, as the lesson's own cells build it from the lot."""
    rates = lot.pivot_table(index="band", columns="arm", values="bought", aggfunc="mean")
    people = lot.groupby("band")["bought"].size()
    overall = lot.groupby("arm")["bought"].mean()
    middle = overall["written"] - overall["held out"]
    order_leaves = lot["left"].sum() / lot["bought"].sum()
    worth = members.set_index("band").join(rates)
    worth["people"] = people
    worth["lift"] = worth["written"] - worth["held out"]
    worth["pulled"] = (worth["people"] * worth["lift"] + PULL * middle) / (worth["people"] + PULL)
    worth["each"] = worth["pulled"] * order_leaves - worth["written"] * case["gift"] - case["send"]
    return worth
