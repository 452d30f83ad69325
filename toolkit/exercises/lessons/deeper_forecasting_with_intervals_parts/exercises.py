"""Go deeper 11: eight weeks to come, how far the rule is usually off, and how much to order."""

from toolkit import lens
from toolkit.exercises import ANY, Number, Several
from toolkit.exercises.lessons.deeper_forecasting_with_intervals_parts import case as chosen
from toolkit.exercises.lessons.deeper_forecasting_with_intervals_parts.plan import each, off, plan, said

MONEY = Number(within_share=0.0005, shown=",.0f")

# --- D11.1 eight weeks to come --------------------------------------------------------------------------------


@plan.exercise(
    answer=MONEY,
    fine_share=0.005,
    asks="Paid money of the eight weeks after case.today, festival and all",
    hints=(
        "Three factors, day by day: the level of now, last year's season, the lift of the planned days. Then the sum.",
        "The worked cell, with case.today in place of case.worked: level * (ahead.season * ahead.lift).sum().",
    ),
)
def eight_weeks(shop, case):
    level = lens.level_now(shop.shop_daily, shop.calendar, "paid_amount", case.today)
    ahead = lens.days_ahead(shop.shop_daily, shop.calendar, "paid_amount", case.today)
    return level * (ahead["season"] * ahead["lift"]).sum()


@eight_weeks.mistake("FORE-PROMO")
def festival_twice(shop, case):
    """Last year's festival stayed in the base, and your plan put it on top: it counts twice. Take the *ordinary* season, then the lift."""
    level, ahead = chosen.parts(shop, case.today)
    then = lens.rolling_backtest(shop.shop_daily, shop.calendar, "paid_amount", [case.today])["last_year"].sum()
    return then + level * (ahead["season"] * (ahead["lift"] - 1)).sum()


@eight_weeks.mistake("FORE-CALM")
def no_festival(shop, case):
    """Ordinary days only: the festival was taken out of the base, and nobody put it back. The plan names its days: times `lift`."""
    level, ahead = chosen.parts(shop, case.today)
    return level * ahead["season"].sum()


@eight_weeks.mistake("FORE-LAST")
def last_eight_again(shop, case):
    """You let the last eight weeks come again. They know neither the season ahead nor the plan: times `season`, times `lift`."""
    return chosen.span(shop, case.today)


@eight_weeks.mistake("FORE-YEAR")
def last_year_as_it_was(shop, case, lesson):
    """Last year's weeks as they were, at last year's level. How do we run *now*? Take our level, times `season`, times `lift`."""
    return float(lesson.table("last_year")["paid_amount"].sum())


@eight_weeks.mistake("FORE-GROWTH")
def growth_for_ever(shop, case):
    """You let the last growth go on. A summer that rises is no reason for autumn. Last year's way from then to then is: `season`."""
    return chosen.span(shop, case.today) ** 2 / chosen.span(shop, case.today, weeks_back=8)


@eight_weeks.yes
def so_much_by_plan(shop, case, ref):
    level, ahead = chosen.parts(shop, case.today)
    plan_days = ahead[ahead["lift"] != 1]
    extra = level * (ahead["season"] * (ahead["lift"] - 1)).sum()
    return (
        f"{ref:,.0f} yuan; {extra:+,.0f} of them come by the {len(plan_days)} planned days. One number, and no word yet on "
        "how sure it is."
    )


# --- D11.2 how far off, usually -------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.0005, shown=".1%"),
    fine=0.001,
    points=2,
    asks="How far the rule `said` was off over all evenings, as a share of what came: 0.05 is 5 %",
    hints=(
        "Every evening counts, and too much must not cancel too little: distances without a sign, then their sum.",
        'The worked line with "said" in place of "again": abs().sum() of the gaps, divided by the sum of what came.',
    ),
)
def usual_miss(shop, case):
    return (each["came"] - each["said"]).abs().sum() / each["came"].sum()


@usual_miss.mistake("BACK-ONE")
def one_lucky_evening(shop, case):
    """{given} is the luckiest of all evenings. Show it alone and any rule shines. Take *all* of them: the sum over every row."""
    return float((each["said"] / each["came"] - 1).abs().min())


@usual_miss.mistake("BACK-SIGN")
def signs_cancel(shop, case):
    """Too much in spring paid for too little in summer. Shelves do not add up like that: take `.abs()` of each gap, then the sum."""
    return float((each["came"] - each["said"]).sum() / each["came"].sum())


@usual_miss.mistake("BACK-WEEK")
def single_weeks(shop, case, lesson):
    """You measured single weeks; their luck cancels within eight. The order is for eight at once: use `each`, not its weeks."""
    weeks = lesson.table("backtests")
    return float((weeks["came"] - weeks["said"]).abs().sum() / weeks["came"].sum())


@usual_miss.yes
def beside_the_others(ref):
    again, year = (
        float((each["came"] - each[rule]).abs().sum() / each["came"].sum()) for rule in ("again", "last_year")
    )
    return (
        f"{ref:.1%} off, over {len(each)} evenings; the last eight weeks once more {again:.1%}, last year's weeks times pace "
        f"{year:.1%}. These evenings overlap: they tell of {(len(each) + 7) // 8} separate stretches of eight weeks, not of {len(each)}."
    )


# --- D11.3 how much to order ----------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(low=MONEY, high=MONEY, order=MONEY),
    fine_share=0.002,
    points=2,
    asks="The 80 % range of the eight weeks (low, high), and what to order for, at till prices",
    hints=(
        "The range leaves one evening in ten out below, one in ten above. The order asks: how many evenings shall it suffice for?",
        "said * off.quantile(0.1), said * off.quantile(0.9); and off.quantile(case.lost / (case.lost + case.over)) for the order.",
    ),
)
def order(shop, case):
    enough = case.lost / (case.lost + case.over)
    return {
        "low": said * off.quantile(0.1),
        "high": said * off.quantile(0.9),
        "order": said * off.quantile(enough),
    }


@order.mistake("FORE-WILD")
def worst_and_best(shop, case):
    """That range holds every evening there was, the oddest too. Four in five were asked for: the quantiles 0.1 and 0.9."""
    return {"low": said * off.min(), "high": said * off.max(), "order": ANY}


@order.mistake("BACK-WEEK")
def range_of_a_week(shop, case, lesson):
    """Your range is that of single weeks. Over eight, luck cancels and the range narrows: take `off`, one number an evening."""
    weeks = lesson.table("backtests").eval("came / said")
    return {"low": said * weeks.quantile(0.1), "high": said * weeks.quantile(0.9), "order": ANY}


@order.mistake("ORDER-SWAP")
def thrifty(shop, case):
    """Your order guards against what is cheap. Which hurts more, an empty shelf or a full one? Divide by that: `case.lost` on top."""
    return {"low": ANY, "high": ANY, "order": said * off.quantile(case.over / (case.lost + case.over))}


@order.mistake("ORDER-ALL")
def for_every_case(shop, case):
    """You ordered for the best case. Then in nine of ten seasons goods are left over, and they cost too. Weigh both: the quantile."""
    return {"low": ANY, "high": ANY, "order": said * off.quantile(0.9)}


@order.yes
def what_came(ref, case, lesson):
    came = lesson.table("came")["came"].sum()
    held = (
        "inside your range"
        if ref["low"] <= came <= ref["high"]
        else "outside your range, which calm evenings made and a festival left"
    )
    enough = "enough" if ref["order"] >= came else "not enough"
    return (
        f"{ref['low']:,.0f} to {ref['high']:,.0f}, and an order for {ref['order']:,.0f}. The weeks have passed: {came:,.0f} came, "
        f"{held}; the order was {enough}. One season neither proves the rule nor refutes it: keep the list of misses."
    )
