"""Lesson 10, second sitting: the batch that broke, the day on which least is left, a safe budget and who does what by when."""

import pandas as pd

from toolkit import lens
from toolkit.exercises import ANY, Choice, Date, Decision, Line, Number, Several
from toolkit.exercises.lessons.service_supply_capital_parts import sheet as fang
from toolkit.exercises.lessons.service_supply_capital_parts.plan import hire_by, lines, plan, sheet

CAST = ("Lu jie", "Fang", "Lin jie", "Lao Zhou", "Xiao Tang", "Xiao He")
STOP_DAY = 10

# --- 10.5 the bad batch -----------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(batch=Choice("case.batches"), yuan=Number(within_share=0.02, shown=",.0f")),
    points=2,
    fine_share=0.15,
    asks="The batch of case.product that breaks, and the yuan a stop on its day 10 would have saved",
    hints=(
        "Per batch: refunds for quality ÷ lines sold. Then only what was sold from day 10 on, less what comes back of any batch.",
        "late = own rows of that batch with age >= 10; late back.sum() less len(late) × (back ÷ sold of the other batches).",
    ),
)
def bad_batch(shop, case):
    own = lines.query("product_id == @case.product")
    sums = own.groupby("batch_id")[["sold", "quality", "back"]].sum()
    batch = (sums["quality"] / sums["sold"]).idxmax()
    late = own.query("batch_id == @batch and age >= 10")
    others = sums.drop(batch).sum()
    return {"batch": batch, "yuan": late["back"].sum() - len(late) * others["back"] / others["sold"]}


def _own(case):
    return lines.query("product_id == @case.product")


def _guilty(case):
    sums = _own(case).groupby("batch_id")[["sold", "quality"]].sum()
    return (sums["quality"] / sums["sold"]).idxmax()


def _of_it(case):
    own = _own(case)
    return own[own["batch_id"] == _guilty(case)]


def _others(case):
    own = _own(case)
    return own[own["batch_id"] != _guilty(case)]


def _late(case):
    return _of_it(case).query("age >= @STOP_DAY")


@bad_batch.mistake("BATCH-SOLD")
def most_sold(shop, case):
    """You took the batch with the most lines sold. More sold, more comes back. Divide: refunds for quality ÷ sold."""
    by_batch = _own(case).groupby("batch_id")["sold"].sum()
    return {"batch": by_batch.drop(_guilty(case)).idxmax(), "yuan": ANY}


@bad_batch.mistake("BATCH-PRODUCT")
def whole_product(shop, case):
    """You counted the whole product. Its other batches are fine; do not send back a good kettle. Keep the one batch, from day 10."""
    return {"batch": ANY, "yuan": _own(case)["back"].sum()}


@bad_batch.mistake("BATCH-DATE")
def by_refund_date(shop, case):
    """You cut by the day the refund was *asked*. Those parcels were out already; a stop saves what is *sold* from day 10: `age`."""
    stop = _of_it(case)["sold_on"].min() + pd.Timedelta(days=STOP_DAY)
    usual = _others(case)["back"].sum() / len(_others(case))
    asked = _of_it(case)[_of_it(case)["asked_on"] >= stop]
    return {"batch": ANY, "yuan": asked["back"].sum() - len(_late(case)) * usual}


@bad_batch.mistake("BATCH-ALL")
def from_the_first_day(shop, case):
    """You counted the batch from its first day. Nobody could know it then. Only what was sold from day 10 on could be stopped."""
    return {"batch": ANY, "yuan": _of_it(case)["back"].sum()}


@bad_batch.mistake("BATCH-ANYWAY")
def every_refund(shop, case):
    """You took all refunds of these lines. Some come back of any batch, for other reasons. Quality only, less the others' usual."""
    return {"batch": ANY, "yuan": _late(case)["all_back"].sum()}


@bad_batch.yes
def stop_the_shelf(shop, case, ref):
    late = len(_late(case))
    return (
        f"{_of_it(case)['quality'].mean():.0%} of {ref['batch']} came back for quality, {_others(case)['quality'].mean():.1%} of the "
        f"others. By day {STOP_DAY} {len(_of_it(case)) - late} pieces were sold, {late} were still to come: take the batch off the "
        "shelf, not the product off the page."
    )


# --- 10.6 the day on which least is left ------------------------------------------------------------------


@plan.exercise(
    answer=Several(day=Date(), left=Number(within=1, shown=",.0f")),
    points=2,
    asks="The day on Fang's sheet on which least money is left, and how much",
    hints=(
        "Add up what moves on each day, then run the sum forward, as on paper. Where is the running sum lowest?",
        'balance = sheet.groupby("date")["amount"].sum().cumsum(); its .idxmin() and its .min().',
    ),
)
def low_cash(shop, case):
    balance = sheet.groupby("date")["amount"].sum().cumsum()
    return {"day": balance.idxmin(), "left": balance.min()}


def _running(column):
    return sheet.groupby("date")[column].sum().cumsum()


@low_cash.mistake("CASH-PROF")
def profit_added_up(shop, case):
    """You added up profit. It is earned today and paid in two weeks; the supplier wants the money before. Add up `amount`."""
    profit = case.opening + _running("profit")
    return {"day": profit.idxmin(), "left": profit.min()}


@low_cash.mistake("CASH-MONTH")
def month_ends(shop, case):
    """You looked at the ends of months, as a bank statement does. The hole lies between two of them: look at every day."""
    balance = _running("amount")
    ends = balance[balance.index.is_month_end]
    return {"day": ends.idxmin(), "left": ends.min()}


@low_cash.mistake("CASH-SOLD")
def settled_at_once(shop, case):
    """You let each sale be money at once. The platform holds it until the parcel is accepted. Use the settlements, on their own days."""
    promo, entries = case.next_promo, fang.rows(shop, case.next_promo, case.opening)
    terms = fang.terms_of(shop, promo)
    at_once = [
        {**row, "amount": round(terms.sales(row["date"]) * (1 - terms.fee))} if row["what"] == "settlement" else row
        for row in entries
    ]
    balance = pd.DataFrame(at_once).groupby("date")["amount"].sum().cumsum()
    return {"day": balance.idxmin(), "left": balance.min()}


@low_cash.mistake("CASH-BILL")
def largest_bill(shop, case):
    """That is what moves on the day of the largest bill. What is *left* is the running sum: `.cumsum()` before `.min()`."""
    moved = sheet.groupby("date")["amount"].sum()
    return {"day": ANY, "left": moved.min()}


@low_cash.yes
def rich_on_paper(shop, case, ref):
    profit = _running("profit")[pd.Timestamp(ref["day"])]
    return (
        f"on {pd.Timestamp(ref['day']):%d %B} {ref['left']:,.0f} yuan are left, and profit to that day is {profit:,.0f}. "
        "The shop earns well, and one more bill of the supplier's would empty it. Profit is the month's word; cash is the day's."
    )


# --- 10.7 a safe budget, and who does what by when --------------------------------------------------------


@plan.exercise(
    answer=Decision(
        choice=Choice("case.budgets"),
        evidence=Number(within=1, shown=",.0f"),
        hands=Line(roles=CAST, either=("Xiao He", "Lu jie")),
        goods=Line(roles=CAST, either=("Lao Zhou", "Lin jie")),
        ads=Line(roles=CAST, either=("Xiao Tang",)),
    ),
    points=2,
    asks="The largest safe advertising budget of ten, the lowest balance with it, and three lines: task, role, date",
    hints=(
        "The printed list: the largest budget whose lowest day still holds Fang's buffer. Then three lines, each with role and day.",
        "hands: two weeks before the promotion at the latest; goods: the deposit's day on the sheet; ads: before it begins.",
    ),
)
def hand_over(shop, case):
    budget = lens.largest_safe_budget(sheet, case.budgets, case.buffer)
    forecast = lens.cash_forecast(sheet, budget)
    order_by = sheet[sheet["what"] == "supplier, deposit"]["date"].min()
    return {
        "choice": int(budget),
        "evidence": forecast["balance"].min(),
        "hands": (
            "find and teach the people for the evening shift",
            "Xiao He",
            case.next_promo.day - pd.Timedelta(days=14),
        ),
        "goods": ("order the promotion's goods, deposit included", "Lao Zhou", order_by),
        "ads": (
            "set the daily budget, and stop it if the balance falls below the buffer",
            "Xiao Tang",
            case.next_promo.day,
        ),
        "look_again": case.next_promo.day - pd.Timedelta(days=7),
        "change_mind": "A settlement that comes three days late, or a deposit that can be moved behind the promotion.",
    }


def _lowest(budget):
    return float(lens.cash_forecast(sheet, budget)["balance"].min())


@hand_over.mistake("CASH-ZERO", says=lambda case: {"buffer": f"{case.buffer:,}"})
def not_below_zero(shop, case):
    """Zero is not a buffer: one late settlement, and salaries wait. Take the largest budget that leaves {buffer} on every day."""
    return {"choice": int(max(budget for budget in case.budgets if _lowest(budget) >= 0)), "evidence": ANY}


@hand_over.mistake("CASH-END")
def rich_at_the_end(shop, case):
    """You looked at the end of the sheet, when all has settled. The bills come before: ask for the *lowest* day of each budget."""
    return {"choice": max(case.budgets), "evidence": ANY}


@hand_over.mistake("CASH-NOADS")
def without_ads(shop, case):
    """That is the lowest balance without advertising. Your budget leaves the account every day: `lens.cash_forecast(sheet, budget)`."""
    return {"choice": ANY, "evidence": _lowest(0)}


@hand_over.mistake("TEAM-LATE", says=lambda: {"day": f"{hire_by:%d %B}"})
def hired_too_late(shop, case):
    """New people are slow for two weeks. Who begins after {day} learns on the busiest evening of all: hire before you need them."""
    return {"choice": ANY, "evidence": ANY, "hands": ("hire", "Xiao He", hire_by + pd.Timedelta(days=1))}


@hand_over.mistake("SUPPLY-LATE")
def ordered_too_late(shop, case):
    """Goods ordered after that day arrive when the promotion is over. The sheet has the day of the deposit: that is the date."""
    order_by = sheet[sheet["what"] == "supplier, deposit"]["date"].min()
    return {"choice": ANY, "evidence": ANY, "goods": ("order", "Lao Zhou", order_by + pd.Timedelta(days=1))}


@hand_over.yes
def on_the_wall(shop, case, ref):
    day = lens.lowest_day(lens.cash_forecast(sheet, float(ref["choice"])))["date"]
    return (
        f"{ref['choice']} yuan a day leave {ref['evidence']:,.0f} on {day:%d %B}, above Fang's {case.buffer:,}. "
        "Three lines with three names hang on the wall. A change without owner and date is a wish."
    )
