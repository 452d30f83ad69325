"""Lesson 02, second sitting: who buys what, and where a category gets the free week on top."""

import pandas as pd

from toolkit.exercises import ANY, Choice, Decision, Number, Several
from toolkit.exercises.lessons.people_goods_place_parts import case as chosen
from toolkit.exercises.lessons.people_goods_place_parts.plan import deals, known, plan, visits_by_cell

# --- 2.5 new and returning ------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(category=Choice("case.categories"), points=Number(within=0.05, shown="+.1f")),
    asks="The category where new and returning buyers differ most, and by how many points of their money (new − returning)",
    hints=(
        "The worked step by `place`, now by `category`. Each group's column adds up to 1 before they are compared.",
        'Pivot `known` with index="category"; divide by its own .sum(); 100 times new minus returning. '
        "Furthest from 0 counts, with its sign.",
    ),
)
def new_or_returning(shop, case):
    yuan = known.pivot_table(index="category", columns="who", values="paid", aggfunc="sum")
    parts = yuan / yuan.sum()
    gap = 100 * (parts["new"] - parts["returning"])
    furthest = gap.abs().idxmax()  # or read it from the printed column
    return {"category": furthest, "points": gap[furthest]}


@new_or_returning.mistake("CUT-COUNTS", says=lambda case, given: {"category": given["category"]})
def yuan_not_shares(shop, case):
    """You compared yuan. Returning buyers spend more in all, so they win nearly everywhere. Divide each column by its own sum first."""
    paid = _by_who("sum")
    gap = paid["new"] - paid["returning"]
    return {"category": gap.abs().idxmax(), "points": gap[gap.abs().idxmax()]}


@new_or_returning.mistake("CUT-BASE", says=lambda given: {"category": given["category"]})
def share_within_category(shop, case):
    """You asked who buys {category}. We ask what each *group* spends its money on: divide by the column's sum, not the row's."""
    paid = _by_who("sum")
    gap = 100 * (paid["new"] - paid["returning"]) / paid.sum(axis=1)
    return {"category": gap.abs().idxmax(), "points": gap[gap.abs().idxmax()]}


@new_or_returning.mistake("CUT-LINES")
def shares_of_lines(shop, case):
    """Those are shares of deals counted, cheap and dear alike. Pivot `paid` with `aggfunc="sum"`."""
    lines = _by_who("size")
    gap = 100 * (lines / lines.sum()).pipe(lambda share: share["new"] - share["returning"])
    return {"category": gap.abs().idxmax(), "points": gap[gap.abs().idxmax()]}


@new_or_returning.mistake("CUT-TOTAL", says=lambda given: {"category": given["category"]})
def most_sold(shop, case):
    """{category} is what sells most in all. Both groups buy it. Compare the two groups: where are their shares furthest apart?"""
    return {"category": deals.groupby("category")["paid"].sum().idxmax(), "points": ANY}


def _by_who(how):
    return known.pivot_table(index="category", columns="who", values="paid", aggfunc=how)


@new_or_returning.also("the points without their sign")
def without_sign(shop, case, ref):
    return {"category": ref["category"], "points": abs(ref["points"])}


@new_or_returning.yes
def doors_and_goods(shop, case, ref):
    place = chosen.gaps(deals, "place")
    door = place.abs().idxmax()
    goods_side, door_side = ("new" if gap > 0 else "returning" for gap in (ref["points"], place[door]))
    return (
        f"{goods_side} buyers lean to {ref['category']}, by {abs(ref['points']):.1f} points of their money. By *place* the gap is "
        f"{abs(place[door]):.0f} points ({door}, {door_side} buyers): the door tells more about who comes than the goods do."
    )


# --- the decision ---------------------------------------------------------------------------------------


@plan.exercise(
    answer=Decision(choice=Choice("case.offers"), evidence=Number(within_share=0.005, shown=",.0f")),
    asks="The free week on top for case.category: which place, on what number, when to look again, what would change your mind",
    hints=(
        "Sales show where we put the goods. What do 100 visits of case.category leave in each place? Trust 500 visits or more.",
        "In `visits_by_cell`, keep case.category, the places in case.offers and visits >= 500; then 100 × paid ÷ visits, as worked.",
    ),
)
def free_week(shop, case):
    offers = visits_by_cell.query("category == @case.category and place in @case.offers and visits >= 500")
    by_place = offers.groupby("place")[["paid", "visits"]].sum()
    per_100 = 100 * by_place["paid"] / by_place["visits"]
    best = per_100.idxmax()  # or read it from the printed column
    return {
        "choice": best,
        "evidence": per_100[best],
        "look_again": case.end + pd.Timedelta(days=14),
        "change_mind": "A week on top in which 100 visits leave less than half of that.",
    }


@free_week.mistake("SURV", says=lambda case: {"category": case.category})
def most_of_it_sold(shop, case):
    """We sold most {category} there because we showed it there most. Divide by visits: what do 100 of them leave?"""
    sold = _sold(deals.query("category == @case.category"), case)
    return {"choice": sold.idxmax(), "evidence": sold.max()}


@free_week.mistake("CUT-BIG", says=lambda case: {"category": case.category})
def biggest_place(shop, case):
    """Of the five, that place sells most of everything. How much do 100 visits of *{category}* leave there? Divide by visits."""
    return {"choice": _sold(deals, case).idxmax(), "evidence": ANY}


@free_week.mistake("CUT-FEW", says=lambda case: chosen.loudest_offer(visits_by_cell, case))
def loudest_of_few(shop, case):
    """{place} leads on {n} visits; one large order can do that. Keep places with 500 visits or more, then compare again."""
    return {"choice": chosen.loudest_offer(visits_by_cell, case)["place"], "evidence": ANY}


@free_week.mistake("CUT-ALL", says=lambda case: {"category": case.category})
def all_categories(shop, case):
    """Your evidence is the whole place, all categories together. The week is for {category}: keep its rows first."""
    whole = _here(case)[["paid", "visits"]].sum()
    return {"choice": ANY, "evidence": 100 * whole["paid"] / whole["visits"]}


@free_week.mistake("CUT-SUM")
def money_not_yield(shop, case):
    """Your evidence is money taken, and a place that is shown more takes more. Divide by its visits, times 100."""
    return {"choice": ANY, "evidence": _here(case).query("category == @case.category")["paid"].sum()}


@free_week.mistake("CUT-PURSE")
def per_deal(shop, case):
    """You divided by deals: that is how full a purse was. The week brings *visits*: divide by those, times 100."""
    ours = _here(case).query("category == @case.category")
    return {"choice": ANY, "evidence": 100 * ours["paid"].sum() / ours["deals"].sum()}


def _here(case):
    return visits_by_cell[visits_by_cell["place"] == chosen.best_offer(visits_by_cell, case)]


def _sold(table, case):
    return table.query("place in @case.offers").groupby("place")["paid"].sum()


@free_week.yes
def what_a_hundred_leave(shop, case, ref):
    biggest = _sold(deals, case).idxmax()
    others = chosen.yields(visits_by_cell, case.category).set_index("place")["per_100"]
    fee = shop.channels.set_index("channel_id")["fee_rate"].get(ref["choice"], 0.0)
    toll = f" Its commission of {fee:.0%} comes off and does not turn the order round." if fee else ""
    return (
        f"100 visits of {case.category} leave {ref['evidence']:,.0f} yuan in {ref['choice']}, {others[biggest]:,.0f} in {biggest}, "
        f"the one with the largest sales.{toll} A free week shows whether *more* visits there are as good: note the date."
    )
