"""Lesson 09, second sitting: what the next yuan of keyword ads returns, and which ledger lies near what the tests say."""

from toolkit.exercises import Choice, Number, Several
from toolkit.exercises.lessons.credit_cause_plan_parts import case as chosen
from toolkit.exercises.lessons.credit_cause_plan_parts.plan import blocks, books, caused, each, level, plan

# --- 9.5 the next yuan --------------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within_share=0.001, shown=".3f"),
    fine_share=0.15,
    points=2,
    asks="Yuan that the next yuan of keyword ads returns, from the middle budget to the high one",
    hints=(
        "The worked step went from low to middle. Yours goes one step up: extra visitors ÷ extra yuan × what a visitor leaves.",
        'more = level.loc["x1.8"] - level.loc["x1"]; then its visitors ÷ its spend, times `each`.',
    ),
)
def next_yuan(shop, case):
    more = level.loc["x1.8"] - level.loc["x1"]
    return more["visitors"] / more["spend"] * each


@next_yuan.also("measured against the rest of the shop")
def against_the_rest(shop, case):
    scaled = level["visitors"] / level["rest"] * level["rest"].mean()
    return (scaled["x1.8"] - scaled["x1"]) / (level["spend"]["x1.8"] - level["spend"]["x1"]) * each


def _between(table, low, high, count="visitors"):
    means = table.groupby("level")[[count, "spend"]].mean()
    more = means.loc[high] - means.loc[low]
    return more[count] / more["spend"]


@next_yuan.mistake("SAT-AVG")
def the_average_yuan(shop, case):
    """{given} is the average yuan, and the first ones were the good ones. The last met a full room. Divide extra by extra."""
    return level["visitors"]["x1.8"] / level["spend"]["x1.8"] * each


@next_yuan.mistake("SAT-AVG")
def the_average_left(shop, case):
    """{given} divides all that was left by all that was spent: an average. Your question is the *next* yuan: extra by extra."""
    high = chosen.settled(blocks).query("level == 'x1.8'")
    return high["left"].sum() / high["spend"].sum()


@next_yuan.mistake("LAG-IGN")
def first_weeks_kept(shop, case):
    """You kept the first weeks. There the last block's ads are still talking. Set them aside: `day > 7`."""
    return _between(blocks, "x1", "x1.8") * blocks["left"].sum() / blocks["visitors"].sum()


@next_yuan.mistake("SAT-SHOP")
def whole_shop(shop, case):
    """You counted the whole shop's visitors. Too much else moves there in three weeks. Watch the door itself: `visitors`."""
    return _between(chosen.settled(blocks), "x1", "x1.8", "shop") * each


@next_yuan.mistake("SAT-STEP")
def one_step_lower(shop, case):
    """{given} is the worked step, from low to middle. Lu jie asks about the step above it: from `x1` to `x1.8`."""
    return _between(chosen.settled(blocks), "x0.3", "x1") * each


@next_yuan.yes
def less_and_less(shop, case, ref):
    lower, average = one_step_lower(shop, case), the_average_yuan(shop, case)
    return (
        f"{lower:.2f} yuan for each one between low and middle, {ref:.2f} between middle and high; the average at the top still says "
        f"{average:.2f}. Whoever doubles a budget buys the *last* yuan's story, not the average's."
    )


# --- 9.6 which ledger lies nearest --------------------------------------------------------------------------

LEDGER = Choice(*chosen.LEDGERS)


@plan.exercise(
    answer=Several(dict.fromkeys(chosen.TESTED, LEDGER)),
    asks="For each of three doors, the ledger nearest to what its test says: last, first or equal",
    hints=(
        "Door by door: which of the three ledgers in `books` lies nearest to the door's number in `caused`?",
        "gap = (books - caused).abs(); in each column the smallest gap is the nearest, and .idxmin() names it.",
    ),
)
def nearest_ledger(shop, case):
    gap = (books - caused).abs()
    return gap.idxmin().to_dict()


def _fit(rule):
    gap = (books.loc[rule] - caused).abs() / caused.abs().clip(lower=1)
    return {"a": gap.idxmin(), "b": gap.idxmax(), "x": f"{books.loc[rule, gap.idxmax()]:,.0f}"}


@nearest_ledger.mistake("ATTR-DD", says=lambda: _fit("last"))
def last_for_all(shop, case):
    """One ledger for all: last touch does best for {a} and books {x} sales with {b}. It depends on the place on the way: door by door."""
    return dict.fromkeys(books.columns, "last")


@nearest_ledger.mistake("ATTR-DD", says=lambda: _fit("first"))
def first_for_all(shop, case):
    """One ledger for all: first touch does best for {a} and books {x} sales with {b}. Openers and closers differ: go door by door."""
    return dict.fromkeys(books.columns, "first")


@nearest_ledger.mistake("ATTR-FINE")
def the_finer_one(shop, case):
    """Equal parts look fair, and a finer ledger is still a ledger: it never asks who would have come. Compare each door with `caused`."""
    return dict.fromkeys(books.columns, "equal")


@nearest_ledger.yes
def depends_on_the_place(shop, case, ref):
    told = ", ".join(f"{door} by {rule}" for door, rule in ref.items())
    over = sum(books.loc[rule, door] for door, rule in ref.items()) / caused.sum()
    return (
        f"{told}. Even the nearest ledgers together book {over:.1f} times what the tests say was caused. "
        "A ledger shares out all sales; those that come by themselves have to go somewhere."
    )
