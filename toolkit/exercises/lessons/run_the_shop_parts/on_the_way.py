"""Lesson 12, while you play: what the next week may bring, which link binds, which note explains nothing."""

from toolkit.exercises import ANY, Choice, Number, Range, Set, Several
from toolkit.exercises.lessons.run_the_shop_parts.plan import links, plan, season

# --- 12.1 a range for the week to come --------------------------------------------------------------------


def _third(case):
    week = season.weeks.set_index("week")
    return week["paid_amount"].get(3)


@plan.exercise(
    answer=Range(times=1.5, shown=",.0f"),
    truth=_third,
    asks="The range in which you expect the paid money of week 3, from the five weeks before it",
    hints=(
        "What did weeks without a festival bring lately? The lowest and the highest of them are two honest ends.",
        "`season.days.query(...)` between case.recent_start and case.recent_end, then by `monday`; its .min() and .max().",
    ),
)
def week_three(shop, case):
    recent = season.days.query("@case.recent_start <= date <= @case.recent_end")
    weeks = recent.groupby("monday")["paid_amount"].sum()
    return (weeks.min(), weeks.max())


@week_three.mistake("GAME-DAY")
def last_day_times_seven(shop, case):
    """You took one day seven times, and a day has its weekday and its luck. Take whole weeks: lowest and highest of the five."""
    day = season.days.query("date == @case.recent_end")["paid_amount"].sum()
    return (0.55 * 7 * day, 0.6 * 7 * day)


@week_three.mistake("GAME-WIDE")
def autumn_too(shop, case):
    """A range with the great festivals in it holds nearly everything and says nothing. Keep to the weeks from `case.recent_start` on."""
    weeks = season.days.query("date < @case.third").groupby("monday")["paid_amount"].sum()
    return (weeks.min(), weeks.max())


@week_three.yes
def what_came(shop, case, ref, true):
    middle = (true[0] + true[1]) / 2 if true else float("nan")
    return f"week 3 brought {middle:,.0f} yuan. A range like this, said before, is what every week of the game asks of you."


# --- 12.2 which link binds --------------------------------------------------------------------------------


@plan.exercise(
    answer=Several({"link": Choice("case.link_names"), "used": Number(within=0.01)}),
    asks="After week 4: the link that is fullest, and how full it is",
    hints=(
        "Units differ from row to row, so no two rows can be compared as they stand. What can?",
        "`asked` divided by `can`; the row in which that is largest, with `.idxmax()` and `.max()`.",
    ),
)
def binds_now(shop, case):
    used = links["asked"] / links["can"]
    return {"link": used.idxmax(), "used": used.max()}


@binds_now.mistake("GAME-LARGE", says=lambda given: {"link": given["link"]})
def largest_number(shop, case):
    """{link} has the largest number, in its own unit. Parcels, days and yuan meet only as a share: `asked` ÷ `can`."""
    link = links["asked"].idxmax()
    return {"link": link, "used": links["asked"][link]}


@binds_now.mistake("GAME-MEAN")
def whole_desk(shop, case):
    """You took the service desk as one. A quiet night answers no chat of the morning: divide shift by shift."""
    desk = season.links[season.links["link"].str.startswith("service")]
    return {"link": desk["link"].iloc[-1], "used": desk["asked"].sum() / desk["can"].sum()}


@binds_now.mistake("GAME-CASH")
def cash_is_low(shop, case):
    """You took what hurts most. Cash comes from orders placed weeks ago; look first which link the *next* order meets: `asked` ÷ `can`."""
    return {"link": "capital", "used": links["asked"]["capital"] / links["can"]["capital"]}


@binds_now.yes
def what_to_move(shop, case, ref):
    return f"{ref['link']} is {ref['used']:.0%} full: more visitors would wait there, and every other lever is worth less until it moves."


# --- 12.3 the red herring ---------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(note=Choice("case.suspects"), witness=Set(of="names"), change=Number(within=0.5, shown="+.1f")),
    asks="The note that explains nothing, the categories that can tell, and by how many per cent they changed together",
    hints=(
        "The front page is met by everybody, the rival's sale by one category. Who can tell them apart?",
        "Filter `case.struck` out with `!=`; add up `before` and `during` of the rest; per cent of change is the witness.",
    ),
)
def cleared(shop, case):
    others = season.categories.query("category_id != @case.struck")
    return {
        "note": "the new front page",
        "witness": others["category_id"],
        "change": 100 * (others["during"].sum() / others["before"].sum() - 1),
    }


@cleared.mistake("GAME-WHOLE")
def whole_shop(shop, case):
    """You counted the whole shop, the struck category among it, so both notes move your number. Leave `case.struck` out."""
    both = season.categories
    return {
        "note": ANY,
        "witness": both["category_id"],
        "change": 100 * (both["during"].sum() / both["before"].sum() - 1),
    }


@cleared.mistake("GAME-LOUD")
def the_struck_one(shop, case):
    """You looked where it hurts; there both notes predict a fall. Look where they differ: all categories but `case.struck`."""
    one = season.categories.query("category_id == @case.struck")
    return {
        "note": ANY,
        "witness": one["category_id"],
        "change": 100 * (one["during"].sum() / one["before"].sum() - 1),
    }


@cleared.yes
def the_witness(shop, case, ref):
    one = season.categories.query("category_id == @case.struck")
    fell = 100 * (one["during"].sum() / one["before"].sum() - 1)
    return (
        f"{case.struck} moved by {fell:+.0f} %, all others by {ref['change']:+.0f} %. A front page that hurts, hurts everywhere. "
        "The sale was nobody's fault; the right action was none."
    )
