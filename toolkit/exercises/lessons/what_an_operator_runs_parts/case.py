"""Where lesson 01 looks: which month, which supplier, which goods, which weeks. Never what is to be found there."""

from itertools import combinations

import numpy as np
import pandas as pd

from toolkit import lens

INCIDENT = "INC-12"
DAY = pd.Timedelta(days=1)
BEFORE, AHEAD, AFTER = 56 * DAY, 14 * DAY, 49 * DAY
"""Days that say what is usual, days from the first look to the first promise that was broken, and days after it."""
LINES = {"promise": 3, "cover": 7}
"""Lin jie's two lines: days past the promise, days of stock left."""
CALM = (48, 400)
"""Hours without stock before the weeks, at most, for goods that may be shown; the second where the first leaves none."""
WANTED, FEW = 8, 6
NOTES = {
    "a supplier's mould is broken": ("mould is broken", "supplier"),
    "bank token renewed": ("Renewed the bank token", ""),
    "size table corrected": ("typing error in the size table", ""),
    "shift swapped": ("swapped a shift", ""),
    "search words paused": ("Looked through the search words", ""),
    "quick answers updated": ("Updated the quick answers", ""),
}
"""Six entries of the shop's own log: their name in the lesson, and words by which the log is searched."""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    table = months(shop, None)
    worst = table.loc[table["share"].idxmin(), "month"]
    worked = table.loc[table["share"].idxmax(), "month"]
    late = truth.incidents().query("id == @INCIDENT").iloc[0]
    sent = shop.purchase_orders.query("supplier_id == @late['name']")
    broken = sent[sent["order_date"].between(late["start"], late["end"])]
    promised = broken["eta_date"].min()
    start, end = promised - AHEAD, promised + AFTER
    goods = telling_goods(shop, broken["product_id"].unique(), start, end)
    dates = {
        "month": worst, "month_end": worst + pd.offsets.MonthEnd(0), "worked": worked,
        "worked_end": worked + pd.offsets.MonthEnd(0), "start": start, "end": end, "usual_from": start - BEFORE,
        "usual_to": start - DAY, "order_day": late["start"] - AHEAD,
    }  # fmt: skip
    return {
        **{name: f"{date:%Y-%m-%d}" for name, date in dates.items()},
        "month_name": f"{worst:%B %Y}",
        "worked_name": f"{worked:%B %Y}",
        "year": worst.year,
        "supplier": str(late["name"]),
        "products": goods,
    }


def months(shop, case):
    """One row a month: its target, what was paid, and paid as a share of the target."""
    paid = shop.shop_daily.set_index("date")["paid_amount"].resample("MS").sum().rename("paid")
    target = shop.targets.query("metric == 'paid_amount'").set_index("month")["target"]
    table = target.to_frame().join(paid).dropna().reset_index()
    return table.assign(share=table["paid"] / table["target"])


def log_notes(shop, case):
    """Six entries of the log, each with the name that the lesson gives it; the nearest to the weeks, in order of time."""
    log, middle = shop.ops_log, pd.Timestamp(case["start"])
    rows = []
    for name, (words, actor) in NOTES.items():
        found = log[
            log["text_en"].str.contains(words, regex=False) & log["actor_role"].str.contains(actor, regex=False)
        ]
        nearest = found.loc[(found["ts"] - middle).abs().idxmin()]
        rows.append({"entry": name, "written": nearest["ts"].normalize(), "text": nearest["text_en"]})
    return pd.DataFrame(rows).sort_values("written", ignore_index=True)


def deliveries(shop, case):
    """One row an order to the supplier, placed in the eight weeks before and the weeks themselves: promised, arrived, late."""
    first, last = pd.Timestamp(case["usual_from"]), pd.Timestamp(case["end"]) - 28 * DAY
    orders = shop.purchase_orders[shop.purchase_orders["supplier_id"] == case["supplier"]]
    sent = orders[orders["order_date"].between(first, last)]
    table = sent.groupby("order_date").agg(
        promised=("eta_date", "first"), arrived=("arrive_date", "first"), pieces=("units", "sum")
    )
    table = table.reset_index(names="ordered").dropna()
    return table.assign(
        late=(table["arrived"] - table["promised"]).dt.days, waited=(table["arrived"] - table["ordered"]).dt.days
    )


def weeks_of(shop, case):
    """The four numbers of the case's goods, the eight weeks before and the weeks themselves, with the ends of what is usual."""
    first, start, end = (pd.Timestamp(case[name]) for name in ("usual_from", "start", "end"))
    weeks = lens.supply_weeks(shop.purchase_orders, shop.inventory_daily, case["products"], first, end)
    usual = weeks[weeks["date"] < start]
    return weeks.assign(most_empty=usual["empty"].max(), fewest=usual["units"].min())


def left_on(weeks, case):
    """The first day of the weeks on which each of the four numbers is outside its line."""
    now = weeks[weeks["date"] >= pd.Timestamp(case["start"])]
    outside = {
        "promise": now["promise"] > LINES["promise"],
        "cover": now["cover"] < LINES["cover"],
        "shelf": now["empty"] > now["most_empty"],
        "units": now["units"] < now["fewest"],
    }
    return {name: now.loc[rings, "date"].min() for name, rings in outside.items()}


def loudest_on(weeks, case):
    """The day of the weeks on which each of the four numbers is farthest out."""
    now = weeks[weeks["date"] >= pd.Timestamp(case["start"])].set_index("date")
    return {
        "promise": now["promise"].idxmax(),
        "cover": now["cover"].idxmin(),
        "shelf": now["empty"].idxmax(),
        "units": now["units"].idxmin(),
    }


# --- which goods show it --------------------------------------------------------------------------------


def telling_goods(shop, names, start, end):
    """Up to six of the late goods that together show the four steps one after the other, and the most sales at stake."""
    days = pd.date_range(start - BEFORE, end)
    ours = shop.inventory_daily[shop.inventory_daily["product_id"].isin(list(names))]
    ours = ours[ours["date"].between(days[0] - 28 * DAY, end)]
    shelf = {
        column: ours.pivot(index="date", columns="product_id", values=column).fillna(0.0)
        for column in ("close_units", "sold_units", "oos_hours")
    }
    orders = shop.purchase_orders
    late = {name: lens.overdue(orders[orders["product_id"] == name], days).to_numpy() for name in names}
    stake = at_stake(shelf, start)
    for most in CALM:
        calm = shelf["oos_hours"].loc[: start - DAY].sum() <= most
        able = [name for name in stake.index if calm[name] and (late[name][BEFORE.days :] > LINES["promise"]).any()]
        found = _best(shelf, late, stake, able[:WANTED], days)
        if found:
            return found
    return [str(name) for name in stake.index[:2]]


def at_stake(shelf, start):
    """Pieces of each good that its empty hours cost at its usual pace, the most first."""
    usual = shelf["sold_units"].loc[: start - DAY].mean()
    empty = shelf["oos_hours"].loc[start + AHEAD :].sum()
    return (usual * empty / 24).sort_values(ascending=False)


def _best(shelf, late, stake, able, days):
    """The choice of goods with the steps in order and most at stake; a promise already passed on the first day counts less."""
    best, found = 0.0, []
    for many in range(1, FEW + 1):
        for chosen in combinations(able, many):
            steps = _steps(shelf, late, list(chosen), days)
            worth = float(stake[list(chosen)].sum()) * (1.0 if steps and steps[0] else 0.3)
            if steps and min(np.diff(steps)) >= 2 and worth > best:
                best, found = worth, [str(name) for name in sorted(chosen)]
    return found


def _steps(shelf, late, goods, days):
    """Day of the weeks on which promise, cover, shelf and units leave their lines, or nothing where one never does."""
    sold, cut = shelf["sold_units"][goods].sum(axis=1), BEFORE.days
    cover = (shelf["close_units"][goods].sum(axis=1) / sold.rolling(28).mean()).reindex(days).to_numpy()
    empty = shelf["oos_hours"][goods].sum(axis=1).rolling(7).sum().reindex(days).to_numpy()
    units = sold.rolling(7).sum().reindex(days).to_numpy()
    promise = np.max([late[name] for name in goods], axis=0)
    rings = (
        promise[cut:] > LINES["promise"], cover[cut:] < LINES["cover"], empty[cut:] > np.nanmax(empty[:cut]),
        units[cut:] < np.nanmin(units[:cut]),
    )  # fmt: skip
    return [int(ring.argmax()) for ring in rings] if all(ring.any() for ring in rings) else []
