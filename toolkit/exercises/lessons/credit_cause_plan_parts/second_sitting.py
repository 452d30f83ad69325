"""Lesson 09, second sitting: what the next yuan of keyword ads returns, and which ledger lies near what the tests say."""

from toolkit.exercises import Choice, Number, Several
from toolkit.exercises.lessons.credit_cause_plan_parts import case as chosen
from toolkit.exercises.lessons.credit_cause_plan_parts.plan import beside, blocks, plan

# --- 9.5 the next yuan --------------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within_share=0.001, shown=".3f"),
    fine_share=0.15,
    points=2,
    asks="Yuan that the next yuan of keyword ads returns, from the middle budget to the high one",
    hints=(
        "The worked step went from low to middle. Yours goes one step up: extra visitors ÷ extra yuan × what a visitor leaves.",
        '(level["visitors"]["x1.8"] - level["visitors"]["x1"]) / (level["spend"]["x1.8"] - level["spend"]["x1"]) * each, '
        'all from blocks.query("day > 7").',
    ),
)
def next_yuan(shop, case):
    settled = blocks.query("day > 7")  # in the first week the last block's ads still work
    level = settled.groupby("level")[["visitors", "spend"]].mean()
    each = settled["left"].sum() / settled["visitors"].sum()
    more = level.loc["x1.8"] - level.loc["x1"]
    return more["visitors"] / more["spend"] * each


def _between(table, low, high, count="visitors"):
    level = table.groupby("level")[[count, "spend"]].mean()
    more = level.loc[high] - level.loc[low]
    return more[count] / more["spend"]


def _each(table):
    return table["left"].sum() / table["visitors"].sum()


def _settled():
    return blocks.query("day > 7")


@next_yuan.mistake("SAT-AVG")
def the_average_yuan(shop, case):
    """{given} is the average yuan, and the first ones were the good ones. The last met a full room. Divide extra by extra."""
    level = _settled().groupby("level")[["visitors", "spend"]].mean().loc["x1.8"]
    return level["visitors"] / level["spend"] * _each(_settled())


@next_yuan.mistake("SAT-AVG")
def the_average_left(shop, case):
    """{given} divides all that was left by all that was spent: an average. Your question is the *next* yuan: extra by extra."""
    high = _settled().query("level == 'x1.8'")
    return high["left"].sum() / high["spend"].sum()


@next_yuan.mistake("LAG-IGN")
def first_weeks_kept(shop, case):
    """You kept the first weeks. There the last block's ads are still talking. Set them aside: `day > 7`."""
    return _between(blocks, "x1", "x1.8") * _each(blocks)


@next_yuan.mistake("SAT-SHOP")
def whole_shop(shop, case):
    """You counted the whole shop's visitors. Too much else moves there in three weeks. Watch the door itself: `visitors`."""
    return _between(_settled(), "x1", "x1.8", "shop") * _each(_settled())


@next_yuan.mistake("SAT-STEP")
def one_step_lower(shop, case):
    """{given} is the worked step, from low to middle. Lu jie asks about the step above it: from `x1` to `x1.8`."""
    return _between(_settled(), "x0.3", "x1") * _each(_settled())


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
    answer=Several({door: LEDGER for door in chosen.TESTED}),
    asks="For each of three doors, the ledger nearest to what its test says: last, first or equal",
    hints=(
        "Row by row: which of the three ledgers lies nearest to the last column, `caused`?",
        'gap = beside[["last", "first", "equal"]].sub(beside["caused"], axis=0).abs(); gap.idxmin(axis=1) names the nearest.',
    ),
)
def nearest_ledger(shop, case):
    gap = beside[["last", "first", "equal"]].sub(beside["caused"], axis=0).abs()
    return gap.idxmin(axis=1).to_dict()


def _fit(rule):
    gap = (beside[rule] - beside["caused"]).abs()
    off = gap / beside["caused"].abs().clip(lower=1)
    return {"a": off.idxmin(), "b": off.idxmax(), "x": f"{beside.loc[off.idxmax(), rule]:,.0f}"}


@nearest_ledger.mistake("ATTR-DD", says=lambda: _fit("last"))
def last_for_all(shop, case):
    """One ledger for all: last touch does best for {a} and books {x} sales with {b}. It depends on the place on the way: go row by row."""
    return dict.fromkeys(beside.index, "last")


@nearest_ledger.mistake("ATTR-DD", says=lambda: _fit("first"))
def first_for_all(shop, case):
    """One ledger for all: first touch does best for {a} and books {x} sales with {b}. Openers and closers differ: go row by row."""
    return dict.fromkeys(beside.index, "first")


@nearest_ledger.mistake("ATTR-FINE")
def the_finer_one(shop, case):
    """Equal parts look fair, and a finer ledger is still a ledger: it never asks who would have come. Compare each row with `caused`."""
    return dict.fromkeys(beside.index, "equal")


@nearest_ledger.yes
def depends_on_the_place(shop, case, ref):
    told = ", ".join(f"{door} by {rule}" for door, rule in ref.items())
    over = beside[chosen.LEDGERS].min(axis=1).sum() / beside["caused"].sum()
    return (
        f"{told}. Even the nearest ledgers together book {over:.1f} times what the tests say was caused. "
        "A ledger shares out all sales; those that come by themselves have to go somewhere."
    )
