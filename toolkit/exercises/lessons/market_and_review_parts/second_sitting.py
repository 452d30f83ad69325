"""Lesson 11, second sitting: a festival on one card, to the fortnight after."""

from toolkit.exercises import Count, Number, Several
from toolkit.exercises.lessons.market_and_review_parts.plan import after, days, plan, span


def _more(span, column):
    usual = days.query("when == 'before'")[column].mean()
    return float(span[column].sum() - usual * len(span))


@plan.exercise(
    answer=Several(
        attainment=Number(within=0.5, shown=".1f"),
        kept_more=Number(within_share=0.005, within=20, shown="+,.0f"),
        left_more=Number(within_share=0.005, within=20, shown="+,.0f"),
        new_more=Count(within=1),
        cost_share=Number(within=0.05, shown=".2f"),
        dip=Number(within_share=0.005, within=20, shown="+,.0f"),
    ),
    points=3,
    asks="The festival's card: attainment in per cent, kept and left (after ads) beyond the usual, new buyers beyond it, cost share, dip",
    hints=(
        "Everything but attainment runs from the first day of the warm-up to the last of the fortnight: all rows that are not `before`.",
        "span = days.query(\"when != 'before'\"); usual = days.query(\"when == 'before'\")[column].mean(); "
        "span[column].sum() - usual * len(span). What is left after ads: the same for `left`, less the same for `ads`.",
    ),
)
def card(shop, case):
    usual = days.query("when == 'before'")[["kept", "left", "ads", "new_buyers"]].mean()
    more = span[["kept", "left", "ads", "new_buyers"]].sum() - usual * len(span)
    target = shop.promotions.query("promo_id == @case.promo_id")["target_paid"].iloc[0]
    return {
        "attainment": 100 * days.query("when == 'the day'")["paid"].sum() / target,
        "kept_more": more["kept"],
        "left_more": more["left"] - more["ads"],
        "new_more": round(more["new_buyers"]),
        "cost_share": 100 * span["ads"].sum() / span["kept"].sum(),
        "dip": after["kept"].sum() - usual["kept"] * len(after),
    }


@card.mistake("INC-BEFORE")
def against_the_warm_up(shop, case):
    """You compared with the week before, when people were already waiting. It was low *because* of the festival: take the rows `before`."""
    waiting = days.query("when == 'warm-up'")["kept"].mean()
    return {"kept_more": float(span["kept"].sum() - waiting * len(span))}


@card.mistake("PROMO-DAY")
def without_the_fortnight(shop, case):
    """You stopped on the festival's evening. The fortnight after paid for part of it: count every row that is not `before`."""
    return {"kept_more": _more(days.query("when == 'warm-up' or when == 'the day'"), "kept")}


@card.mistake("PROMO-DAY")
def the_day_alone(shop, case):
    """You counted the day itself. People waited for it before and stayed away after: count every row that is not `before`."""
    return {"kept_more": _more(days.query("when == 'the day'"), "kept")}


@card.mistake("REV-KEPT")
def paid_for_kept(shop, case):
    """You counted what was paid. Part of it went back: column `kept` has the refunds of these very orders taken off."""
    return {"kept_more": _more(span, "paid")}


@card.mistake("PROMO-ADS")
def ads_forgotten(shop, case):
    """Your `left_more` is before ads, and the festival was loud. Take off what ads cost beyond their usual."""
    return {"left_more": _more(span, "left")}


@card.yes
def one_line(shop, case, ref):
    went = "left more than ordinary weeks" if ref["left_more"] > 0 else "left less than ordinary weeks would have"
    return (
        f"{case.promo_name}: {ref['attainment']:.0f} % of its target on the day, {ref['kept_more']:+,.0f} yuan kept and "
        f"{ref['left_more']:+,.0f} left after ads, dip included. It {went}. The day's fireworks alone would have told another story."
    )
