"""Where lesson 10 looks: which weeks, shifts, quarters, batches, which sheet of payments. Never what is to be found there."""

import math

import pandas as pd

from toolkit import lens
from toolkit.exercises.lessons.service_supply_capital_parts import sheet, tables
from toolkit.exercises.lessons.service_supply_capital_parts.terms import last_of, terms_of

FORTNIGHT = pd.Timedelta(14, "D")
LENGTHS = (7, 8, 6, 9, 10, 12, 14)
"""Days of orders due that are looked at, in order of liking: the first in which both slips are seen well."""
SEEN = 0.05
AFTER = 45
"""Days after the promotion in which its traces are looked for."""
EDGES = tuple(range(0, 80, 10))
"""Edges of the load bands, chats a person and shift."""
IN_TIME, SLOW_AFTER = 0.9, 60
GROWTH = (1.5, 1.6, 1.4, 1.7, 1.8, 1.3)
"""How much larger Lu jie wants the next promotion, in order of liking."""
NEXT = "618"
EARLIER, LATER = 7, 5
"""Batches before and after the one that is looked for, in time."""
LEAST = 20
"""Lines of a batch from which its rate is more than luck."""
LEARNING = 14
"""Days for which new people are slow."""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    happened = truth.incidents().set_index("id")
    promo = happened.loc["INC-07", "start"]
    case = {"promo": day(promo), "promo_name": event(shop, promo), "until": day(promo + pd.Timedelta(AFTER, "D"))}
    case |= well_served(shop, promo) | due(shop, promo) | quarters(shop, promo) | lots(shop, happened.loc["INC-11"])
    case["next_promo"] = next_promo(shop)
    return case | money(shop, case["next_promo"]) | {"best": best(shop)}


def best(shop):
    """The ten goods of which most pieces are sold."""
    return list(shop.product_daily.groupby("product_id")["units"].sum().nlargest(10).index)


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


def event(shop, date):
    """The name of the festival on a day."""
    return shop.calendar.query("date == @date")["event_name"].iloc[0]


def well_served(shop, promo):
    """A festival before the promotion after which parcels left as on any day: the one with most orders, to compare with."""
    late = lens.late_by_day(shop.orders).set_index("date")["share"]
    bursts = shop.calendar[shop.calendar["event_phase"] == "burst"]
    burst = bursts[bursts["date"] < promo - FORTNIGHT]["date"]
    calm = [one for one in burst if late[one : one + FORTNIGHT].max() < 0.2]
    sold = shop.shop_daily.set_index("date")["pay_orders"]
    other = max(calm or list(burst), key=lambda one: sold[one])
    return {"calm_promo": day(other), "calm_name": event(shop, other)}


# --- the promise ----------------------------------------------------------------------------------------


def due(shop, promo):
    """The days after the promotion whose orders due are counted, and the fortnight before it that shows the way."""
    ends = {length: promo + pd.Timedelta(length, "D") for length in LENGTHS}
    best = max(LENGTHS, key=lambda length: min(gap(shop.orders, promo, ends[length]), SEEN))
    return {"before": day(promo - FORTNIGHT), "due_before": day(ends[best])}


def promises(orders, start, end):
    """Shares in time of the orders due from start to end (not included), of those shipped then, of those delivered in time."""
    open_ones = orders[orders["status"] != "cancelled"]
    owed = open_ones[(open_ones["promise_ship_ts"] >= start) & (open_ones["promise_ship_ts"] < end)]
    sent = open_ones[(open_ones["ship_ts"] >= start) & (open_ones["ship_ts"] < end)]
    return {
        "due": (owed["ship_ts"] <= owed["promise_ship_ts"]).mean(),
        "shipped": (sent["ship_ts"] <= sent["promise_ship_ts"]).mean(),
        "delivered": (owed["deliver_ts"] <= owed["promise_deliver_ts"]).mean(),
    }


def gap(orders, start, end):
    """How far the nearest slip lies from the share in time."""
    shares = promises(orders, start, end)
    return min(abs(shares["due"] - shares[name]) for name in ("shipped", "delivered"))


# --- hands ----------------------------------------------------------------------------------------------


def loads(shop):
    """Shifts of ordinary days with their load, and the band it falls into."""
    table = shop.service_daily.merge(shop.calendar, on="date")
    table = table[~lens.known_days(table)].reset_index(drop=True)
    table["load"] = table["chats"] / table["staff"]
    table["wait"] = table["first_resp_p90_s"].astype(float)
    table["band"] = pd.cut(table["load"], list(EDGES), labels=list(EDGES[1:]))
    return table


def safe_load(shifts):
    """The upper edge of the last band in which nine of ten shifts answered in time."""
    worst = shifts.groupby("band", observed=True)["wait"].quantile(IN_TIME)
    return int(worst[worst <= SLOW_AFTER].index.max())


def people(chats, load):
    """Whole people for so many chats."""
    return math.ceil(chats / load)


def next_promo(shop):
    """The next promotion: name, day, how much larger it is to be, chats of its busiest shift and of the whole day."""
    last = last_of(shop, NEXT)
    desk = shop.service_daily[shop.service_daily["date"] == last]["chats"]
    safe = safe_load(loads(shop))
    ahead = shop.calendar.query("event_name == @NEXT and event_phase == 'burst' and date > @shop.last_day")[
        "date"
    ].min()
    growth = max(GROWTH, key=lambda one: distinct(one * desk.max(), one * desk.sum(), safe))
    return {
        "name": NEXT,
        "day": day(ahead),
        "growth": growth,
        "chats": round(growth * int(desk.max())),
        "day_chats": round(growth * int(desk.sum())),
        "arrives": 1 + int(desk.max()) % 5,
    }


def distinct(busiest, whole, safe):
    """How many counts of people the right way and its slips come to."""
    return len({people(busiest, safe), int(busiest / safe), people(whole / 3, safe)})


# --- costs ----------------------------------------------------------------------------------------------


def quarters(shop, promo):
    """The quarter of the promotion and the next one; two earlier ones that show the way."""
    starts = [promo - pd.DateOffset(months=3 * back) for back in (2, 1, 0, -1)]
    names = list(tables.quarter_of(pd.Series(starts)))
    return {"worked_quarters": names[:2], "quarters": names[2:]}


# --- batches --------------------------------------------------------------------------------------------


def lots(shop, happened):
    """The product with complaints and a dozen of its batches in time; another of its size that shows the way."""
    product, start = happened["name"], happened["start"]
    sold = shop.product_daily.groupby("product_id")["units"].sum().sort_values()
    place = list(sold.index).index(product)
    worked = sold.index[place - 1] if place else sold.index[1]
    return {
        "product": product,
        "batches": around(shop, product, start),
        "worked_product": worked,
        "worked_batches": around(shop, worked, start),
    }


def around(shop, product, start):
    """A dozen batches of a product, as they were first sold around a day, by name; tiny ones are left out."""
    batches = tables.lines_of(shop, [product]).groupby("batch_id")["sold_on"]
    first = batches.min()[batches.size() >= LEAST].sort_values(kind="stable")
    place = int((first < start).sum())
    begin = max(min(place - EARLIER, len(first) - EARLIER - LATER), 0)
    return sorted(first.index[begin : begin + EARLIER + LATER])


# --- money ----------------------------------------------------------------------------------------------


def money(shop, promo):
    """The day of the plan, the opening balance, the buffer Fang asks for, ten budgets of advertising a day."""
    terms = terms_of(shop, promo)
    buffer = round(1.2 * terms.ordinary, -3)
    plan = pd.DataFrame(sheet.rows(shop, promo, 0))
    aim = sheet.BUDGETS[1 + promo["chats"] // 4 % 4]
    lowest = lens.cash_forecast(plan, aim)["balance"].min()
    opening = math.ceil((buffer - lowest) / 1000) * 1000
    today = pd.Timestamp(promo["day"]) - pd.Timedelta(sheet.DAYS_BEFORE + 1, "D")
    return {"today": day(today), "opening": opening, "buffer": int(buffer), "budgets": list(sheet.BUDGETS)}
