"""Where go deeper 11 looks: from which evening, on which earlier evenings the rule is played, what a miss costs."""

import pandas as pd

from toolkit import lens
from toolkit.lens.forecast import DAYS, YEAR

TODAY = pd.Timestamp(2025, 9, 28)
"""A Sunday with the greatest festival of the year in the eight weeks ahead, and none in the eight behind."""
WORKED = pd.Timestamp(2025, 6, 15)
"""A Sunday in the midst of a festival: some of its days lie behind, some ahead."""
FIRST, LAST = pd.Timestamp(2025, 3, 2), pd.Timestamp(2025, 8, 3)
"""The earlier evenings: from the first with a year behind it to the last whose eight weeks had come by today."""
LOST, OVER = 30, 10
"""Yuan that 100 yuan of demand costs where the shelf is empty, and 100 yuan of goods where they are left over. [D]"""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    days = {"today": TODAY, "worked": WORKED, "first": FIRST, "last": LAST}
    return {name: day.strftime("%Y-%m-%d") for name, day in days.items()} | {"weeks": 8, "lost": LOST, "over": OVER}


def backtests(shop, case):
    """One row an earlier evening and week ahead: what came, and what three rules had said."""
    evenings = pd.date_range(case["first"], case["last"], freq="7D")
    table = lens.rolling_backtest(shop.shop_daily, shop.calendar, "paid_amount", evenings)
    return table.round(dict.fromkeys(("came", "said", "again", "last_year"), 2))


def last_year(shop, case):
    """One row a day of the coming weeks as they were last year: what was paid, and what an ordinary day brought."""
    today = pd.Timestamp(case["today"])
    seen = shop.shop_daily[shop.shop_daily["date"] <= today]
    line = lens.ordinary_line(seen, shop.calendar, "paid_amount")
    first = today + pd.Timedelta(1, "D") - YEAR
    days = seen[seen["date"].between(first, first + pd.Timedelta(DAYS - 1, "D"))]
    table = days[["date", "paid_amount"]].assign(ordinary=line.reindex(days["date"]).round(2).to_numpy())
    plan = shop.calendar.set_index("date")["event_phase"].reindex(days["date"])
    return table.assign(promotion=(plan != "none").to_numpy()).reset_index(drop=True)


def came(shop, case):
    """What came in each of the eight weeks after today: what nobody knew then."""
    after = (shop.shop_daily["date"] - pd.Timestamp(case["today"])).dt.days
    mine = shop.shop_daily[after.between(1, DAYS)]
    weeks = mine["paid_amount"].groupby((after.loc[mine.index] - 1) // 7 + 1).sum()
    return weeks.rename("came").rename_axis("week").reset_index()


# --- the rule and its misses ----------------------------------------------------------------------------------


def parts(shop, day):
    """Level and days ahead of an evening."""
    day = pd.Timestamp(day)
    ahead = lens.days_ahead(shop.shop_daily, shop.calendar, "paid_amount", day)
    return lens.level_now(shop.shop_daily, shop.calendar, "paid_amount", day), ahead


def span(shop, last, weeks_back=0):
    """Paid of the eight weeks that end so many weeks before an evening."""
    end = pd.Timestamp(last) - pd.Timedelta(7 * weeks_back, "D")
    first = end - pd.Timedelta(DAYS - 1, "D")
    return float(shop.shop_daily[shop.shop_daily["date"].between(first, end)]["paid_amount"].sum())


def by_evening(table):
    """The eight weeks of each evening in one sum, as the lesson's own cell adds them."""
    return table.groupby("on")[["came", "said", "again", "last_year"]].sum()
