"""Lesson 03, second sitting: money per buyer, money that was kept, money that stays."""

import pandas as pd

from toolkit.exercises import Number
from toolkit.exercises.lessons.reading_the_numbers_parts import tables
from toolkit.exercises.lessons.reading_the_numbers_parts.plan import back, bought, costs, paid_orders, plan, week

# --- 3.4 value per buyer -------------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.05, shown=",.2f"),
    asks="Value per buyer (客单价) of the week, in yuan",
    hints=(
        "Money on top, people below, both from `week`. The worked step had orders below.",
        'week["paid_amount"].sum() on top, week["pay_buyers"].sum() below.',
    ),
)
def value_per_buyer(shop, case):
    return week["paid_amount"].sum() / week["pay_buyers"].sum()


@value_per_buyer.mistake("AOV-MIX")
def per_order(shop, case):
    """That is 笔单价, per order. 客单价 is per person; the gap tells how many bought twice. Put `pay_buyers` below."""
    return week["paid_amount"].sum() / week["pay_orders"].sum()


@value_per_buyer.mistake("AVG-MEAN")
def typical_order(shop, case):
    """That is the *typical* order, and worth knowing. 客单价 is money ÷ people, so that the tree multiplies back."""
    return bought["paid_amount"].median()


@value_per_buyer.mistake("AVG-RATE")
def mean_of_seven_values(shop, case):
    """You took the mean of seven daily values; a small day spoke as loudly as the big one. Add up first, divide once."""
    return (week["paid_amount"] / week["pay_buyers"]).mean()


@value_per_buyer.mistake("REV-GMV")
def placed_per_buyer(shop, case):
    """On top stands money that was *placed*; part of it never arrived. Put `paid_amount` above the line."""
    return week["gmv_placed"].sum() / week["pay_buyers"].sum()


@value_per_buyer.yes
def the_tree_multiplies_back(shop, case, ref):
    daily = tables.between(shop.shop_daily, case.week_start, case.week_end)
    again = 1 - daily["pay_buyers"].sum() / daily["pay_orders"].sum()
    return (
        f"now the tree multiplies back: visitors × conversion × {ref:,.2f} is what was paid, to the fen. "
        f"With the value per order {again:.1%} of it would be missing."
    )


# --- 3.5 kept revenue ----------------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=1, shown=",.0f"),
    points=2,
    asks="Kept revenue of the month's orders: paid, less what came back of these very orders",
    hints=(
        "Do for the month what the worked step did for the month before: keep its orders, join `back` on the order.",
        'paid_orders.query("@case.month_start <= day <= @case.month_end"), then .merge(back, on="order_id", how="left"); '
        "paid_amount less amount.",
    ),
)
def kept_revenue(shop, case):
    of_month = paid_orders.query("@case.month_start <= day <= @case.month_end")
    joined = of_month.merge(back, on="order_id", how="left")
    return joined["paid_amount"].sum() - joined["amount"].sum()


def month_of(shop, case):
    """The shop's daily numbers in the month of the exercise."""
    return tables.between(shop.shop_daily, case["month_start"], case["month_end"])


@kept_revenue.mistake("REV-GMV")
def placed(shop, case):
    """You began with orders *placed*. Part of them was never paid, so it cannot be kept. Begin with `paid_amount`."""
    of_month = paid_orders.query("@case.month_start <= day <= @case.month_end")
    return month_of(shop, case)["gmv_placed"].sum() - of_month.merge(back, on="order_id")["amount"].sum()


@kept_revenue.mistake("REV-REFDATE")
def refunds_by_pay_out_date(shop, case):
    """You took refunds paid out this month. Some belong to older orders, and this month's will come later.
    Join on the order."""
    daily = month_of(shop, case)
    return daily["paid_amount"].sum() - daily["refund_paid_out"].sum()


@kept_revenue.mistake("COH-CENS")
def books_closed_on_the_last_day(shop, case):
    """You stopped counting refunds on the month's last day. The newest orders are still within their return time:
    use all of `back`."""
    of_month = paid_orders.query("@case.month_start <= day <= @case.month_end")
    soon = shop.refunds[shop.refunds["completed_ts"] < case.month_end + pd.Timedelta(days=1)]
    return of_month["paid_amount"].sum() - soon.merge(of_month[["order_id"]], on="order_id")["amount"].sum()


@kept_revenue.mistake("REV-KEPT")
def nothing_came_back(shop, case):
    """{given} yuan were paid. Part of it went back later. Join `back` on the order and take its `amount` away."""
    return month_of(shop, case)["paid_amount"].sum()


@kept_revenue.mistake("JOIN-INNER")
def only_orders_that_came_back(shop, case):
    """Your join threw out every order without a refund: look at the row counts before and after.
    Keep the left table whole: `how="left"`."""
    of_month = paid_orders.query("@case.month_start <= day <= @case.month_end")
    joined = of_month.merge(back, on="order_id")
    return joined["paid_amount"].sum() - joined["amount"].sum()


@kept_revenue.mistake("JOIN-TWICE")
def rows_multiplied(shop, case):
    """An order with two refunds stands in your table twice, its money too: compare row counts.
    Join `back`, which has one row an order."""
    of_month = paid_orders.query("@case.month_start <= day <= @case.month_end")
    joined = of_month.merge(shop.refunds, on="order_id", how="left")
    return joined["paid_amount"].sum() - joined["amount"].sum()


@kept_revenue.yes
def what_the_desk_would_say(shop, case, ref):
    daily = month_of(shop, case)
    desk = daily["paid_amount"].sum() - daily["refund_paid_out"].sum()
    share = 1 - ref / daily["paid_amount"].sum()
    side = "too much" if desk > ref else "too little"
    return (
        f"of 100 yuan paid, {100 * share:.1f} went back. By pay-out date the month would show {abs(desk - ref):,.0f} yuan "
        f"{side}, and Lu jie would plan with it."
    )


# --- 3.6 what stays of an order ------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.05, shown=",.2f"),
    asks="What one paid order of the month leaves after goods, fee and parcels, in yuan",
    hints=(
        "The worked step went down one rung, the goods. Two more wait in `costs`: `fee` and `freight`.",
        "Take the sums of goods, fee and freight away from the sum of kept, then divide by len(costs).",
    ),
)
def stays_per_order(shop, case):
    stays = costs["kept"] - costs["goods"] - costs["fee"] - costs["freight"]
    return stays.sum() / len(costs)


@stays_per_order.mistake("MARG-GROSS")
def gross_margin(shop, case):
    """You stopped at goods. The platform's fee and the parcels are waiting below. Take `fee` and `freight` away too."""
    return (costs["kept"] - costs["goods"]).sum() / len(costs)


@stays_per_order.mistake("MARG-PAID")
def paid_instead_of_kept(shop, case):
    """You began with what was paid. What was sent back pays for no goods. Begin with `kept`."""
    return (costs["paid"] - costs["goods"] - costs["fee"] - costs["freight"]).sum() / len(costs)


@stays_per_order.mistake("MARG-FEE")
def fee_on_placed(shop, case):
    """You took the fee on everything *placed*. It is taken from what is paid, and returned with the refund:
    use the column `fee`."""
    more = month_of(shop, case)["gmv_placed"].sum() / costs["kept"].sum()
    return (costs["kept"] - costs["goods"] - more * costs["fee"] - costs["freight"]).sum() / len(costs)


@stays_per_order.mistake("MARG-PARCEL")
def parcels_forgotten(shop, case):
    """You forgot the parcels, there and back. A yuan for the courier is as gone as one for the goods:
    take `freight` away."""
    return (costs["kept"] - costs["goods"] - costs["fee"]).sum() / len(costs)


@stays_per_order.yes
def of_what_the_customer_pays(shop, case, ref):
    paid = month_of(shop, case)
    of_100 = 100 * ref / (paid["paid_amount"].sum() / paid["pay_orders"].sum())
    return (
        f"of 100 yuan on the receipt, {of_100:.0f} stay. Rent, salaries and every advertisement are paid from these, "
        f"so an order may never cost more than {ref:,.2f} yuan to win."
    )
