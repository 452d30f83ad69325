"""Fang's sheet of the weeks around the next promotion: what is sold when, and when the money moves."""

import pandas as pd

from toolkit.exercises.lessons.service_supply_capital_parts.terms import terms_of

DAYS_BEFORE, DAYS_AFTER = 21, 35
SETTLES = 13
"""Days from a sale until its money arrives: three on the road, ten at the platform."""
ASKED_BACK = 11
PARCELS = 1
ORDERED = 20
"""Days before the promotion on which its goods are ordered."""
FILLS = 7
"""Ordinary days for which the promotion's order fills the shelf besides."""
DEPOSIT = 0.3
MONDAY, RENT_DAY, PAY_DAY = 0, 1, 10
BUDGETS = tuple(range(400, 4400, 400))


def sheet(shop, case):
    """One row an entry: date, what, amount (cash, + in), profit (yuan earned or spent that day), by date."""
    return pd.DataFrame(rows(shop, case["next_promo"], case["opening"])).sort_values("date", ignore_index=True)


def rows(shop, promo, opening):
    """The entries of the sheet, before advertising."""
    terms, day = terms_of(shop, promo), pd.Timestamp(promo["day"])
    days = pd.date_range(day - pd.Timedelta(DAYS_BEFORE, "D"), day + pd.Timedelta(DAYS_AFTER, "D"))
    entries = [_row(days[0], "opening balance", opening, 0)]
    for now in days:
        entries += _sold(terms, now) + _arrives(terms, now) + _bills(terms, now)
    return entries + _promotion(terms, day, promo["arrives"])


def _row(date, what, amount, profit):
    return {"date": date, "what": what, "amount": round(float(amount)), "profit": round(float(profit))}


def _sold(terms, now):
    """The day's sales earn their margin at once; parcels leave the day after."""
    sales = terms.sales(now)
    sent = terms.sales(now - pd.Timedelta(PARCELS, "D"))
    return [
        _row(now, "sales", 0, sales * terms.margin),
        _row(now, "parcels", -sent * terms.parcel, 0),
    ]


def _arrives(terms, now):
    """Money of earlier sales comes in, some of it goes back."""
    then, back = (terms.sales(now - pd.Timedelta(days, "D")) for days in (SETTLES, ASKED_BACK))
    return [
        _row(now, "settlement", then * (1 - terms.fee), 0),
        _row(now, "refunds", -back * terms.refunded * (1 - terms.fee), 0),
    ]


def _bills(terms, now):
    entries = []
    if now.day_of_week == MONDAY:
        entries.append(_row(now, "supplier, weekly", -7 * terms.ordinary * terms.goods, 0))
    if now.day == RENT_DAY:
        entries.append(_row(now, "rent", -terms.rent, -terms.rent))
    if now.day == PAY_DAY:
        entries.append(_row(now, "salaries", -terms.salaries, -terms.salaries))
    return entries


def _promotion(terms, day, arrives):
    """The supplier order of the promotion: a deposit, and the rest when the goods arrive, so many days before it."""
    bill = (terms.beyond(day) + FILLS * terms.ordinary) * terms.goods
    return [
        _row(day - pd.Timedelta(ORDERED, "D"), "supplier, deposit", -bill * DEPOSIT, 0),
        _row(day - pd.Timedelta(arrives, "D"), "supplier, on delivery", -bill * (1 - DEPOSIT), 0),
    ]
