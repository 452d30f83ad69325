"""The tables that the cells of lesson 03 build before they are asked about."""

LOG = ["day", "start_ts", "visitor_id", "channel_id", "device", "pv", "is_bounce", "cart", "order_id"]
"""What stands in the log of one visit."""
LOGGED = 0.5
"""A day is in the full log where more than half of its visits stand in the table of visits."""


def between(table, start, end, day="date"):
    """The rows from one day to another, both included."""
    return table[table[day].between(start, end)]


def paid_orders(shop):
    """Orders that were paid, with `day`, the day of the payment."""
    orders = shop.orders.query("paid_ts.notna()")
    return orders.assign(day=orders["paid_ts"].dt.normalize())


def visits(shop):
    """Visits of the log, with `day`, the day on which they began."""
    return shop.sessions.assign(day=shop.sessions["start_ts"].dt.normalize())


def log(shop, case):
    """Visits of the lesson's week."""
    week = between(visits(shop), case.log_start, case.log_end, day="day")
    return week[LOG].reset_index(drop=True)


def ledger(shop, case):
    """What the cash book says of the orders of the two months: platform's fee and parcels, there and back."""
    asked = between(paid_orders(shop), case.earlier_start, case.month_end, day="day")["order_id"]
    entries = shop.cash_ledger[shop.cash_ledger["kind"].isin(["fee", "freight"])]
    return entries[entries["ref_id"].isin(asked)][["date", "kind", "amount", "ref_id"]].reset_index(drop=True)


def logged_days(shop):
    """The days of the full log, in order."""
    logged = visits(shop)["day"].value_counts()
    counted = shop.shop_daily.set_index("date")["visits"]
    return counted.index[logged.reindex(counted.index, fill_value=0) > LOGGED * counted]


def back_of(shop):
    """What came back of each order, in yuan."""
    return shop.refunds.groupby("order_id", as_index=False)["amount"].sum()


def by_device(shop, case, device):
    """One row a day of the sixty, of one device; seen and till are visitors and buyers, 1 is the middle day."""
    days = between(shop.traffic_daily, case["window_start"], case["window_end"])
    sums = days.query("device == @device").groupby("date")[["uv", "pay_buyers", "paid_amount"]].sum().reset_index()
    middle = sums[["uv", "pay_buyers"]].median()
    return sums.assign(seen=sums["uv"] / middle["uv"], till=sums["pay_buyers"] / middle["pay_buyers"])
