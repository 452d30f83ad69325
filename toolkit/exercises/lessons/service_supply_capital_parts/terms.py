"""What Fang plans with: last year's days around the same promotion, and the shop's own prices for everything."""

from dataclasses import dataclass

import pandas as pd

from toolkit import lens

FEE, PARCEL, REFUNDED = 0.05, 0.07, 0.11
GOODS = 0.44
"""Cost of goods bought for each yuan sold."""
WEEKS = 8


@dataclass(frozen=True)
class Terms:
    """Sales planned by day, and what is paid for them; shares of what is sold, yuan for the bills of a month."""

    planned: pd.Series
    ordinary: float
    salaries: float
    rent: float
    goods: float = GOODS
    fee: float = FEE
    parcel: float = PARCEL
    refunded: float = REFUNDED

    @property
    def margin(self):
        """What stays of a yuan sold after refunds, goods, fee and parcel."""
        stays = 1 - self.refunded
        return stays * (1 - self.goods - self.fee) - self.parcel

    def sales(self, day):
        """Yuan sold on a day."""
        return float(self.planned.get(day, self.ordinary))

    def beyond(self, day):
        """Yuan sold around the promotion beyond ordinary days: goods for it are ordered apart."""
        around = self.planned[day - pd.Timedelta(1, "D") : day + pd.Timedelta(1, "D")]
        return float((around - self.ordinary).clip(lower=0).sum())


def terms_of(shop, promo):
    """The terms of the next promotion: the pattern of the last one of its name, `growth` times as large on its own day."""
    daily = shop.shop_daily.merge(shop.calendar, on="date").set_index("date")
    calm = daily[~lens.known_days(daily)]["paid_amount"].tail(7 * WEEKS)
    ordinary = round(float(calm.mean()), -2)
    last = last_of(shop, promo["name"])
    usual = daily["paid_amount"][last - pd.Timedelta(56, "D") : last - pd.Timedelta(15, "D")].median()
    day = pd.Timestamp(promo["day"])
    near = range(-10, 8)
    planned = {day + pd.Timedelta(at, "D"): _pull(daily, last, at, usual, promo["growth"]) * ordinary for at in near}
    ledger = shop.cash_ledger[shop.cash_ledger["date"] > shop.cash_ledger["date"].max() - pd.Timedelta(62, "D")]
    bills = -ledger[ledger["kind"].isin(["salary", "rent"])].groupby(["kind", "date"])["amount"].sum()
    return Terms(pd.Series(planned).sort_index(), ordinary, float(bills["salary"].max()), float(bills["rent"].max()))


def _pull(daily, last, at, usual, growth):
    """A day against an ordinary one: as last time, the promotion's own day `growth` times as high."""
    then = float(daily["paid_amount"][last + pd.Timedelta(at, "D")] / usual)
    return then * growth if at == 0 else min(max(then, 0.6), 1.6)


def last_of(shop, name):
    """The last day of the books on which a promotion of this name was held."""
    held = shop.calendar.query("event_name == @name and event_phase == 'burst'")["date"]
    return held[held <= shop.shop_daily["date"].max()].max()
