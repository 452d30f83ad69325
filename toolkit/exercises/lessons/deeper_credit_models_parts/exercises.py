"""Go deeper 09a: credit by removal, credit by Shapley's rule, and which model lies nearest to what tests say."""

from toolkit import lens
from toolkit.exercises import Choice, Parts
from toolkit.exercises.lessons.deeper_credit_models_parts import case as chosen
from toolkit.exercises.lessons.deeper_credit_models_parts.plan import books, caused, paths, plan

# --- D9.1 credit by removal ---------------------------------------------------------------------------------


@plan.exercise(
    answer=Parts(names=("case.doors",), within=1, shown=",.0f"),
    fine_share=0.002,
    points=2,
    asks="The month's sales credited by Markov removal, by door",
    hints=(
        "The worked call, on `paths`. Then scale: removals do not add up to all sales by themselves.",
        'removal = lens.markov_credit(paths)["removal"]; removal / removal.sum() * paths["sales"].sum().',
    ),
)
def by_removal(shop, case):
    removal = lens.markov_credit(paths)["removal"]
    return removal / removal.sum() * paths["sales"].sum()


@by_removal.mistake("ATTR-CONV", says=lambda: {"n": f"{int((paths['journeys'] - paths['sales']).sum()):,}"})
def buyers_only(shop, case):
    """You left out {n} journeys that ended without a sale. A door that many leave is worth less. Keep all rows of `paths`."""
    sold = paths.query("sales > 0")
    return lens.markov_credit(sold.assign(journeys=sold["sales"]))["credit"]


@by_removal.mistake(
    "ATTR-SCALE", says=lambda given, ref: {"x": f"{sum(given.values()):,.0f}", "y": f"{sum(ref.values()):,.0f}"}
)
def not_scaled(shop, case):
    """Yours add up to {x}, the month sold {y}. Each removal is asked alone, so a sale is lost several times. Divide by their sum."""
    return lens.markov_credit(paths)["removal"] * paths["sales"].sum()


@by_removal.mistake("ATTR-SCALE", says=lambda given: {"x": f"{sum(given.values()):.2f}"})
def shares_lost(shop, case):
    """These are the shares lost, one door at a time; they add up to {x}. Divide by their sum, times the month's sales."""
    return lens.markov_credit(paths)["removal"]


@by_removal.mistake("ATTR-LAST")
def last_touch(shop, case):
    """That is the ledger of last touches: whoever stands at the till. Removal asks how many ways break without a door."""
    return lens.ledger(paths, "last")


@by_removal.yes
def who_gained(shop, case, ref):
    more = {door: ref[door] - books.loc[door, "last"] for door in ref}
    top = max(more, key=more.get)
    return (
        f"{top} gains most against the last touch: {books.loc[top, 'last']:,.0f} become {ref[top]:,.0f}. The sum is the same month; "
        "only the sharing changed. No one was switched off for it."
    )


# --- D9.2 credit by Shapley's rule --------------------------------------------------------------------------


@plan.exercise(
    answer=Parts(names=("case.doors",), within=1, shown=",.0f"),
    fine_share=0.002,
    points=2,
    asks="The month's sales credited by Shapley's rule on rates, sets of fewer than case.least journeys apart",
    hints=(
        "A set is worth the *rate* of those who met exactly these doors. And small sets are not believed.",
        'lens.shapley_credit(paths, worth="rate", least=case.least).',
    ),
)
def by_shapley(shop, case):
    return lens.shapley_credit(paths, worth="rate", least=case.least)


@by_shapley.mistake("ATTR-DD")
def shapley_of_sales(shop, case):
    """Worth in sales gives the linear ledger, to the yuan: equal parts under a finer name. Let a set be worth its *rate*."""
    return lens.shapley_credit(paths, worth="sales")


def _small(case):
    sets = paths.assign(members=[frozenset(path) for path in paths["path"]]).groupby("members")["journeys"].sum()
    return {"n": int((sets < case.least).sum()), "m": len(sets)}


@by_shapley.mistake("ATTR-TINY", says=_small)
def every_set_believed(shop, case):
    """{n} of {m} sets were met by too few to have a rate. One buyer of two is no 50 %. Give `least=case.least`."""
    return lens.shapley_credit(paths, worth="rate")


@by_shapley.mistake("ATTR-CONV")
def sets_of_buyers(shop, case):
    """Without those who did not buy every rate is one, and each door counts alike. Keep all rows of `paths`."""
    sold = paths.query("sales > 0")
    return lens.shapley_credit(sold.assign(journeys=sold["sales"]), worth="rate", least=case.least)


@by_shapley.yes
def rates_are_people(shop, case, ref):
    top = max(ref, key=lambda door: ref[door] - books.loc[door, "linear"])
    return (
        f"{top} rises from {books.loc[top, 'linear']:,.0f} to {ref[top]:,.0f}. Its visitors buy at a high rate: because of the door, or "
        "because they are the people who buy anyway? The model cannot tell, and does not ask."
    )


# --- D9.3 nearest to what tests say -------------------------------------------------------------------------


@plan.exercise(
    answer=Choice(*chosen.MODELS),
    asks="The model nearest to what three tests say, distances of the three doors added up",
    hints=(
        "Three rows of `books` beside `caused`: the distance of each cell, added up down each column.",
        "gap = books.loc[caused.index].sub(caused, axis=0).abs().sum(); gap.idxmin() names the nearest.",
    ),
)
def nearest_model(shop, case):
    gap = books.loc[caused.index].sub(caused, axis=0).abs().sum()
    return gap.idxmin()


def _off(given):
    gap = chosen.distances(books, caused)
    return {"model": given, "x": f"{gap[given]:,.0f}", "y": f"{gap.min():,.0f}"}


@nearest_model.mistake("ATTR-DD", says=_off)
def the_finest(shop, case):
    """{model} uses most of the data and misses the tests by {x} sales; the nearest by {y}. Fine is not true: read `gap`."""
    return "shapley"


@nearest_model.mistake("ATTR-FINE", says=_off)
def the_cleverest(shop, case):
    """{model} takes doors away on paper only: it misses by {x}, the nearest by {y}. Real people turn to other doors: read `gap`."""
    return "markov"


@nearest_model.mistake("ATTR-LAST", says=_off)
def what_the_platform_shows(shop, case):
    """{model} is what dashboards show. It pays whoever stands at the till, {x} sales off; the nearest is {y} off. Read `gap`."""
    return "last"


@nearest_model.yes
def none_is_near(shop, case, ref):
    gap = chosen.distances(books, caused)
    return (
        f"{ref} is nearest and still {gap.min():,.0f} sales off, where the tests say {caused.sum():,.0f} in all; {gap.idxmax()} is "
        f"{gap.max():,.0f} off. A model shares out; only a switch, a lot or a block tells what would have come anyway."
    )
