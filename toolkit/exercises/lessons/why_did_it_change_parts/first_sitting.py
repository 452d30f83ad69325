"""Lesson 05, first sitting: a change shared out fairly, a rate split into its own change and the crowd's."""

import numpy as np

from toolkit import lens
from toolkit.exercises import Number, Parts
from toolkit.exercises.lessons.why_did_it_change_parts.plan import plan, rate, tree, weight

THREE = ("visitors", "conversion", "value")

# --- 5.1 the change of the till in three parts ------------------------------------------------------------


@plan.exercise(
    answer=Parts(names=THREE, within=1, shown="+,.0f"),
    points=2,
    asks="The change of paid money in three parts: visitors, conversion, value",
    hints=(
        "Three lines turned the paper week into parts. The same three, with `tree` where they had `paper`.",
        'The logs are np.log(tree["after"] / tree["before"]). What was gained is tree["after"].prod() - tree["before"].prod(). '
        "Logs divided by their sum, times what was gained.",
    ),
)
def fair_split(shop, case):
    growth = np.log(tree["after"] / tree["before"])
    change = tree["after"].prod() - tree["before"].prod()
    return change * growth / growth.sum()


def _percentages():
    more = 100 * (tree["after"] / tree["before"] - 1)
    till = 100 * (tree["after"].prod() / tree["before"].prod() - 1)
    return {"x": f"{more.sum():+.1f}", "y": f"{till:+.1f}"}


@fair_split.mistake("DEC-PCT", says=lambda: _percentages())
def percentages_shared(shop, case):
    """Your percentages add up to {x} %, the till says {y} %. Percentages multiply; logs add. Share the yuan by the logs."""
    more = tree["after"] / tree["before"] - 1
    return (tree["after"].prod() - tree["before"].prod()) * more / more.sum()


@fair_split.mistake("DEC-PCT", says=lambda: _percentages())
def percentages_themselves(shop, case):
    """These are percentages. They come to {x} %, and the till moved by {y} %. Lu jie pays in yuan: share the change by logs."""
    return 100 * (tree["after"] / tree["before"] - 1)


@fair_split.mistake("DEC-BASE", says=lambda given, ref: {"r": f"{abs(sum(ref.values()) - sum(given.values())):,.0f}"})
def rest_left_over(shop, case):
    """Each part is reckoned from the old week, and {r} yuan belong to nobody. Lu jie will ask. Share the whole change by the logs."""
    return tree["before"].prod() * (tree["after"] / tree["before"] - 1)


def _owners():
    one, other = lens.walk(tree["before"], tree["after"]), lens.walk(tree["before"][::-1], tree["after"][::-1])
    return {"z": f"{(one - other).abs().max():,.0f}"}


@fair_split.mistake("DEC-ORDER", says=lambda: _owners())
def one_walk(shop, case):
    """That is one walk, visitors first. Walk the other way and {z} yuan change owner. A fair split has no first: use the logs."""
    return lens.walk(tree["before"], tree["after"])


@fair_split.mistake("DEC-ORDER", says=lambda: _owners())
def walked_backwards(shop, case):
    """That is one walk, value first. Begin with visitors and {z} yuan change owner. A fair split has no first: use the logs."""
    return lens.walk(tree["before"][::-1], tree["after"][::-1])


@fair_split.yes
def to_the_yuan(shop, case, ref):
    return (
        f"{ref['visitors']:+,.0f} by visitors, {ref['conversion']:+,.0f} by conversion, {ref['value']:+,.0f} by order value: "
        f"{sum(ref.values()):+,.0f}, to the yuan. Xiao Tang and Lin jie are both right, each about one part. "
        "Nobody need be blamed for the sum."
    )


# --- 5.2 rate and mix -------------------------------------------------------------------------------------


@plan.exercise(
    answer=Parts(names=("rate", "mix"), within=0.002, shown="+.3f"),
    points=2,
    asks="The change of conversion in points, split into rate and mix over the channels",
    hints=(
        "The paper pair had tables `w` and `r`. Yours are `weight` and `rate`, with more rows.",
        'rate: (weight["after"] * (rate["after"] - rate["before"])).sum(). mix: the change of the weight times '
        'rate["before"], summed. Both times 100.',
    ),
)
def rate_and_mix(shop, case):
    own = (weight["after"] * (rate["after"] - rate["before"])).sum()
    crowd = ((weight["after"] - weight["before"]) * rate["before"]).sum()
    return {"rate": 100 * own, "mix": 100 * crowd}


@rate_and_mix.also("old weights for rate, new rates for mix")
def other_side(shop, case):
    own = (weight["before"] * (rate["after"] - rate["before"])).sum()
    crowd = ((weight["after"] - weight["before"]) * rate["after"]).sum()
    return {"rate": 100 * own, "mix": 100 * crowd}


@rate_and_mix.also("halfway between old and new")
def halfway(shop, case):
    own = ((weight["after"] + weight["before"]) / 2 * (rate["after"] - rate["before"])).sum()
    crowd = ((weight["after"] - weight["before"]) * (rate["after"] + rate["before"]) / 2).sum()
    return {"rate": 100 * own, "mix": 100 * crowd}


def _pooled(when):
    return 100 * (weight[when] * rate[when]).sum()


@rate_and_mix.mistake("MIX-BLEND", says=lambda ref: {"x": f"{ref['rate']:+.2f}"})
def all_of_it_rate(shop, case):
    """You gave it all to rate. The channels' own changes explain {x} points only; the crowd changed. Work mix out as well."""
    return {"rate": _pooled("after") - _pooled("before"), "mix": 0.0}


@rate_and_mix.mistake("MIX-TWICE")
def new_on_both(shop, case):
    """You priced the mix at new rates and weighed the rates by new weights: the overlap counts twice.
    Old rates for mix, new weights for rate."""
    own = (weight["after"] * (rate["after"] - rate["before"])).sum()
    crowd = ((weight["after"] - weight["before"]) * rate["after"]).sum()
    return {"rate": 100 * own, "mix": 100 * crowd}


@rate_and_mix.mistake("AVG-RATE")
def mean_of_channels(shop, case):
    """Your rate is the plain mean over channels, a small one speaking as loudly as search. Weigh each by its people."""
    own = 100 * (rate["after"].mean() - rate["before"].mean())
    return {"rate": own, "mix": _pooled("after") - _pooled("before") - own}


@rate_and_mix.yes
def the_crowd_moved(shop, case, ref):
    grew = (weight["after"] - weight["before"]).idxmax()
    return (
        f"conversion moved by {ref['rate'] + ref['mix']:+.2f} points: {ref['mix']:+.2f} by who came, {ref['rate']:+.2f} by the "
        f"channels themselves. {grew} grew from {weight['before'][grew]:.0%} to {weight['after'][grew]:.0%} of the crowd. "
        "A new page would work on the smaller part."
    )


# --- 5.3 the earlier crowd --------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.002, shown=".3f"),
    asks="Conversion in per cent, had the crowd been the earlier week's",
    hints=(
        "New page, old crowd: which of the two tables is taken from before, and which from after?",
        '100 times the sum of weight["before"] times rate["after"].',
    ),
)
def same_crowd(shop, case):
    return 100 * (weight["before"] * rate["after"]).sum()


@same_crowd.mistake("AVG-RATE")
def unweighted(shop, case):
    """{given} is the mean of the channels, all of one size. Weigh each by its earlier share: `weight["before"]`."""
    return 100 * rate["after"].mean()


@same_crowd.mistake("MIX-MIRROR")
def old_page_new_crowd(shop, case):
    """{given} is the mirror question: old page, new crowd. Turn it round: the weights of before, the rates of after."""
    return 100 * (weight["after"] * rate["before"]).sum()


@same_crowd.mistake("MIX-BLEND")
def as_it_came(shop, case):
    """{given} is the conversion as it came, with the new crowd in it. Put the earlier weights in its place."""
    return _pooled("after")


@same_crowd.mistake("MIX-BLEND")
def as_it_was(shop, case):
    """{given} was the earlier conversion, page and crowd. Keep its crowd, and take the rates of after."""
    return _pooled("before")


@same_crowd.yes
def the_page_alone(shop, case, ref):
    return (
        f"with the earlier crowd the page would have made {ref:.2f} %; it made {_pooled('after'):.2f}, against "
        f"{_pooled('before'):.2f} before. The distance from {_pooled('before'):.2f} to {ref:.2f} is all that a page, "
        "a price or luck can own."
    )
