"""Lesson 01, first sitting: the month against its target, the visitors it lacked, twelve notes in six drawers."""

from toolkit.exercises import Number, Sorting
from toolkit.exercises.lessons.what_an_operator_runs_parts import case as chosen
from toolkit.exercises.lessons.what_an_operator_runs_parts.plan import month, plan, target

LINKS = ("capital", "product", "supply", "promotion", "service", "team")
OVERHEARD = (
    "He: chats waited, half the shift at lunch",
    "He: cups arrive broken, the box is thin",
    "Tang: the page says oak, the table is pine",
    "Lin: no money left for the deposit",
    "Fang: keywords nobody buys by",
    "Lu jie: a review, nobody answered",
)
MOULD = "a supplier's mould is broken"
LUNCH, BOX, OAK, DEPOSIT, KEYWORDS, REVIEW = OVERHEARD

# --- 1.1 the month against its target -------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.001, shown=".1%"),
    asks="Attainment of the month from case.month to case.month_end: paid as a share of its target",
    hints=(
        "The worked step did it for another month. Two numbers: what was paid in the month, and the month's target.",
        "The worked lines with @case.month and @case.month_end in place of @case.worked and @case.worked_end.",
    ),
)
def attainment(shop, case):
    ours = shop.shop_daily.query("@case.month <= date <= @case.month_end")
    goal = shop.targets.query("month == @case.month and metric == 'paid_amount'")
    return ours["paid_amount"].sum() / goal["target"].sum()


@attainment.mistake("REV-GMV")
def orders_placed(shop, case):
    """You counted orders placed. Part of them was never paid for, and Fang pays salaries from what was: sum `paid_amount`."""
    return month["gmv_placed"].sum() / target


@attainment.mistake("TGT-EVEN")
def twelfth_of_the_year(shop, case):
    """You spread the year's target evenly. November is not February: divide by the month's own target."""
    year = shop.targets.query("metric == 'paid_amount'")
    return month["paid_amount"].sum() / (year.loc[year["month"].dt.year == case.year, "target"].mean())


@attainment.mistake("REV-REFDATE")
def refunds_taken_off(shop, case):
    """You took off refunds paid out in the month, mostly for older orders. This target is for `paid_amount`: leave them in."""
    return (month["paid_amount"].sum() - month["refund_paid_out"].sum()) / target


@attainment.mistake("TGT-OTHER")
def the_worked_month(shop, case):
    """{given} is the month of the worked step. Put @case.month and @case.month_end into both queries."""
    table = chosen.months(shop, case)
    return table.loc[table["month"] == case.worked, "share"].sum()


@attainment.mistake("TGT-UPSIDE")
def hope_over_money(shop, case):
    """{given} is the hope as a share of the money. Attainment asks what came of what was hoped: put `target` below the line."""
    return target / month["paid_amount"].sum()


@attainment.yes
def so_many_yuan_short(shop, case, ref):
    short = target - month["paid_amount"].sum()
    return (
        f"{case.month_name} paid {ref:.1%} of its target: {short:,.0f} yuan are missing, and rent and salaries were planned with them. "
        "Which of the five at the table is answerable? Nobody can say from this number alone."
    )


# --- 1.2 the leaf that is short ---------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within_share=0.002, shown=",.0f"),
    asks="Visitor-days missing to reach the month's target, at the month's own conversion and value per buyer",
    hints=(
        "Paper: target ÷ (conversion × paid per buyer) are the visitors it takes. Then take off those who came.",
        "conversion = pay_buyers ÷ uv, per buyer = paid_amount ÷ pay_buyers, each of sums over `month`; "
        'then target / (conversion * per_buyer) - month["uv"].sum().',
    ),
)
def missing_visitors(shop, case):
    conversion = month["pay_buyers"].sum() / month["uv"].sum()
    per_buyer = month["paid_amount"].sum() / month["pay_buyers"].sum()
    return target / (conversion * per_buyer) - month["uv"].sum()


@missing_visitors.mistake("AOV-MIX")
def per_order(shop, case):
    """You multiplied buyers by the value of an *order*. Some buy twice in a day: use paid per buyer, `pay_buyers` below the line."""
    conversion = month["pay_buyers"].sum() / month["uv"].sum()
    return target / (conversion * month["paid_amount"].sum() / month["pay_orders"].sum()) - month["uv"].sum()


@missing_visitors.mistake("DEN-ORD")
def orders_by_visitors(shop, case):
    """Your conversion counts orders. The tree needs people: `pay_buyers` above the line."""
    conversion = month["pay_orders"].sum() / month["uv"].sum()
    per_buyer = month["paid_amount"].sum() / month["pay_buyers"].sum()
    return target / (conversion * per_buyer) - month["uv"].sum()


@missing_visitors.mistake("TREE-STOP")
def yuan_missing(shop, case):
    """{given} is the *yuan* you lack. What does one visitor bring? Divide by conversion × paid per buyer."""
    return target - month["paid_amount"].sum()


@missing_visitors.mistake("TREE-STOP")
def buyers_missing(shop, case):
    """{given} is how many *buyers* you lack. How many visitors does one buyer take? Divide by the conversion as well."""
    per_buyer = month["paid_amount"].sum() / month["pay_buyers"].sum()
    return (target - month["paid_amount"].sum()) / per_buyer


@missing_visitors.mistake("TREE-ALL")
def visitors_in_all(shop, case):
    """{given} visitor-days are what the target takes in all. Some did come: take off the sum of `uv`."""
    return target * month["uv"].sum() / month["paid_amount"].sum()


@missing_visitors.yes
def one_leaf_or_another(shop, case, ref):
    share = ref / month["uv"].sum()
    return (
        f"{ref:,.0f} visitor-days, {share:.0%} more than came. Xiao Tang could buy some. But the tree has three leaves, and it does "
        "not say which one broke: with full shelves the same visitors might have done."
    )


# --- 1.3 six drawers ------------------------------------------------------------------------------------


@plan.exercise(
    answer=Sorting(
        drawers=LINKS,
        items=(*chosen.NOTES, *OVERHEARD),
        because={
            MOULD: "Whoever orders from this supplier can ask for a day, or find another.",
            LUNCH: "A plan of who is there when would mend it.",
            BOX: "Whoever packs can take a thicker box tomorrow.",
            OAK: "Somebody chose and described these goods.",
            DEPOSIT: "Somebody plans when money comes and goes.",
            KEYWORDS: "Somebody sets these bids.",
            REVIEW: "Customers are answered, or not, in one place.",
        },
    ),
    asks="Twelve notes into six drawers: capital, product, supply, promotion, service, team",
    hints=(
        "Who can mend the *cause* tomorrow? Not who noticed, not who suffers.",
        'Two notes a drawer. "team" holds the swapped shift and the lunch; "supply" the mould and the thin box.',
    ),
)
def six_drawers(shop, case):
    # two notes a drawer: who can mend the cause tomorrow?
    return {
        "a supplier's mould is broken": "supply",
        "bank token renewed": "capital",
        "size table corrected": "product",
        "shift swapped": "team",
        "search words paused": "promotion",
        "quick answers updated": "service",
        "He: chats waited, half the shift at lunch": "team",
        "He: cups arrive broken, the box is thin": "supply",
        "Tang: the page says oak, the table is pine": "product",
        "Lin: no money left for the deposit": "capital",
        "Fang: keywords nobody buys by": "promotion",
        "Lu jie: a review, nobody answered": "service",
    }


@six_drawers.mistake("LINK-NOTICED")
def by_who_noticed(shop, case):
    """Xiao He heard of the broken cups first, but she packs nothing. Ask who can mend it tomorrow."""
    return {BOX: "service"}


@six_drawers.mistake("LINK-NOTICED")
def by_who_holds_the_book(shop, case):
    """Fang sees the bill for keywords, but sets no bids. Ask who can mend it tomorrow."""
    return {KEYWORDS: "capital"}


@six_drawers.mistake("LINK-DOOR")
def customers_are_promotion(shop, case):
    """Promotion brings people to the door. What happens inside, such as a review without an answer, is another link: which?"""
    return {REVIEW: "promotion"}


@six_drawers.mistake("LINK-HIRE")
def team_is_hiring(shop, case):
    """Half a shift at lunch is nobody's rudeness. A shift plan and a clean hand-over are team work too: move the waiting chats."""
    return {LUNCH: "service"}


@six_drawers.yes
def the_operator_has_no_drawer(shop, case):
    return (
        "two notes a drawer, and none is the operator's own. An operator mends little alone: the work is to see that what hurts in one "
        "drawer was broken in another, and to walk there with a number."
    )
