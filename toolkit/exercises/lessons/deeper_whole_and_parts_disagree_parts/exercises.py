"""Go deeper 05: a change in five factors over goods that came and went, and a reversal with people enough."""

from toolkit import lens
from toolkit.exercises import Choice, Parts
from toolkit.exercises.lessons.deeper_whole_and_parts_disagree_parts import case as chosen
from toolkit.exercises.lessons.deeper_whole_and_parts_disagree_parts.plan import first, plan, second, side

FIVE = (
    "uv",
    "cart_uv per uv",
    "pay_buyers per cart_uv",
    "units per pay_buyers",
    "paid_amount per units",
)

# --- D5.1 five factors, product by product ------------------------------------------------------------------


@plan.exercise(
    answer=Parts(names=FIVE, within=1, shown="+,.0f"),
    points=2,
    asks="The change of paid money in five parts, each product split on its own and then added up",
    hints=(
        "The worked cell split by category. Which column names a product?",
        'lens.split_by with "product_id" in place of "category_id" gives one row a product; .sum() adds the rows up.',
    ),
)
def five_parts(shop, case):
    split = lens.split_by(first, second, "product_id", case.ladder)
    return split.sum()


def _most_moved(given, ref):
    name = max(FIVE, key=lambda one: abs(given[one] - ref[one]))
    return {"name": name, "x": f"{abs(given[name] - ref[name]):,.0f}"}


@five_parts.mistake("DEC-WHOLE", says=_most_moved)
def the_whole_shop(shop, case):
    """You split the whole. Its rates move when *other goods* are sold: under {name} alone {x} yuan. Split each product, then add up."""
    return chosen.whole_split(first, second)


@five_parts.mistake("DEC-BASE", says=lambda given, ref: {"r": f"{abs(sum(ref.values()) - sum(given.values())):,.0f}"})
def only_goods_of_both(shop, case):
    """Goods that came or went are missing, and {r} yuan belong to nobody. Keep them: what was 0 owns its change."""
    both = set(first["product_id"]) & set(second["product_id"])
    kept = [table[table["product_id"].isin(both)] for table in (first, second)]
    return lens.split_by(*kept, "product_id", case.ladder).sum()


@five_parts.mistake("MIX-BLEND", says=_most_moved)
def by_category(shop, case):
    """That is the split of six categories. Inside each, goods changed places too: {x} yuan under {name}.
    Go down to `product_id`."""
    return lens.split_by(first, second, "category_id", case.ladder).sum()


@five_parts.yes
def who_moved(shop, case, ref):
    split = lens.split_by(first, second, "product_id", case.ladder)
    came = split[~split.index.isin(first["product_id"])].sum().sum()
    gone = split[~split.index.isin(second["product_id"])].sum().sum()
    return (
        f"{sum(ref.values()):+,.0f} yuan, to the yuan. Goods that were new brought {came:+,.0f}, goods that left {gone:+,.0f}: "
        "all under visitors, for nobody could look at what was not there. Ask of the largest part: which goods?"
    )


# --- D5.2 a reversal with people enough ---------------------------------------------------------------------


@plan.exercise(
    answer=Choice(*chosen.LETTERS),
    asks="The pair with a true reversal and at least 500 visitors in every cell",
    hints=(
        "The leader must trail twice: on plain days and in promotions. And every cell needs its people.",
        "Compare leader_plain with other_plain, leader_promotion with other_promotion, and look at `fewest`.",
    ),
)
def true_reversal(shop, case):
    turned = side.query("leader_plain < other_plain and leader_promotion < other_promotion")
    return turned.query("fewest >= 500")["pair"]


def _row(given):
    row = side.set_index("pair").loc[given]
    return {"pair": given, "n": f"{row['fewest']:,.0f}", "p": f"{row['leader_plain'] - row['other_plain']:+.2f}"} | {
        "q": f"{row['leader_promotion'] - row['other_promotion']:+.2f}"
    }


@true_reversal.mistake("SIMPSON-TINY", says=_row)
def a_handful(shop, case):
    """{pair} turns round, and one of its cells holds {n} visitors. Next month it turns again. Every cell needs 500."""
    return chosen.of_kind(shop, case, "tiny")


@true_reversal.mistake("SIMPSON-HALF", says=_row)
def turned_in_one(shop, case):
    """In {pair} the leader is {p} points ahead on plain days and {q} in promotions. A reversal trails in *both*. Compare both columns."""
    return chosen.of_kind(shop, case, "half")


@true_reversal.mistake("SIMPSON-GAP", says=_row)
def the_widest_gap(shop, case):
    """{pair} differs most, the same way everywhere: {p} and {q}. A difference between goods is no reversal.
    Where does the leader trail twice?"""
    return chosen.of_kind(shop, case, "gap")


@true_reversal.yes
def who_stood_in_front(shop, case, ref, lesson):
    table = lesson.table("pairs").query("pair == @ref")
    promoted = table.query("days == 'promotion'").set_index("who")["visitors"]
    share = promoted / table.groupby("who")["visitors"].sum()
    return (
        f"in {ref} the leader had {share['leader']:.0%} of its visitors in promotions, the other {share['other']:.0%}. "
        "It sells better as a whole because of *when* it was shown. Compare goods on like days before you drop one."
    )
