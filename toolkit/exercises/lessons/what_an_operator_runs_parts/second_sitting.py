"""Lesson 01, second sitting: which number moved first, what the job is, and whom to visit."""

from toolkit.exercises import ANY, Choice, Decision, Number, Ranking, Sorting
from toolkit.exercises.lessons.what_an_operator_runs_parts import case as chosen
from toolkit.exercises.lessons.what_an_operator_runs_parts.first_sitting import LINKS
from toolkit.exercises.lessons.what_an_operator_runs_parts.plan import deliveries, month, now, plan, target, weeks

FOUR = ("promise", "cover", "shelf", "units")

# --- 1.4 which moved first? -------------------------------------------------------------------------------


@plan.exercise(
    answer=Ranking(items=FOUR),
    asks="Four numbers in the order in which they left their usual range: promise, cover, shelf, units",
    hints=(
        "For each number, the first day of the weeks outside its line. The worked step found that of `units`.",
        'now.query("promise > 3")["date"].min(), then cover < 7, then empty > most_empty. Write the names, the earliest first.',
    ),
)
def moved_first(shop, case):
    left = {
        "promise": now.query("promise > 3")["date"].min(),
        "cover": now.query("cover < 7")["date"].min(),
        "shelf": now.query("empty > most_empty")["date"].min(),
        "units": now.query("units < fewest")["date"].min(),
    }
    return sorted(left, key=left.get)


@moved_first.mistake("CORR-CAUSE")
def as_it_was_noticed(shop, case):
    """You went as the shop noticed it, from the till backwards. Time runs the other way: compare the first dates outside the line."""
    left = chosen.left_on(weeks, case)
    return sorted(left, key=left.get)[::-1]


@moved_first.mistake("LOUD-FIRST")
def by_the_worst_day(shop, case):
    """You went by the day on which each was loudest. The loudest is not the first: read when each *left* its line."""
    loudest = chosen.loudest_on(weeks, case)
    return sorted(loudest, key=loudest.get)


@moved_first.mistake("TILL-FIRST")
def till_before_the_shelf(shop, case):
    """You let sales fall before the shelf was empty. Goods sell until the last piece: compare the first dates of those two."""
    *rest, shelf, units = _in_time(case)
    return [*rest, units, shelf]


def _in_time(case):
    left = chosen.left_on(weeks, case)
    return sorted(left, key=left.get)


@moved_first.yes
def days_ahead(shop, case, ref):
    left = chosen.left_on(weeks, case)
    ahead = (left[ref[-1]] - left[ref[0]]).days
    return (
        f"{ref[0]} left its range on {left[ref[0]]:%d %B}, {ahead} days before {ref[-1]} did. Whoever watches only the till "
        "hears of it when the goods can no longer be ordered in time."
    )


# --- 1.5 narrow and broad -----------------------------------------------------------------------------------

APP, CHAIN, EBOOK = (
    "a customer pays in the shop's app",
    "a hotel chain buys cups online",
    "a student sells an e-book online",
)
SCANNER, STOCK, SHIFTS = (
    "parcels are booked by scanner",
    "stock is counted in an app",
    "shifts are planned in an app",
)
STALL, LEAFLET, SHELF = "a stall sells for cash", "leaflets in letterboxes", "a shelf list in handwriting"


@plan.exercise(
    answer=Sorting(
        drawers=("narrow", "broad only", "neither"),
        items=(APP, CHAIN, EBOOK, SCANNER, STOCK, SHIFTS, STALL, LEAFLET, SHELF),
        because=dict.fromkeys((STOCK, SHIFTS), "Something electronic is in it, and no customer in sight."),
    ),
    asks="Nine activities: narrow e-commerce, broad only, or neither",
    hints=(
        "First: is anything electronic? If not, neither. Then: is it the deal with the customer itself?",
        'Three each. "narrow": a customer buys and pays by electronic means. "broad only": electronic, with no customer in sight.',
    ),
)
def narrow_or_broad(shop, case):
    # the deal itself is electronic · business by electronic means, no deal with a customer · nothing electronic
    return {
        "a customer pays in the shop's app": "narrow",
        "a hotel chain buys cups online": "narrow",
        "a student sells an e-book online": "narrow",
        "parcels are booked by scanner": "broad only",
        "stock is counted in an app": "broad only",
        "shifts are planned in an app": "broad only",
        "a stall sells for cash": "neither",
        "leaflets in letterboxes": "neither",
        "a shelf list in handwriting": "neither",
    }


@narrow_or_broad.mistake("ECOM-OFFLINE")
def broad_is_offline(shop, case):
    """Broad still means electronic: parcels by scanner, stock in an app, with no customer in sight. Where does cash belong?"""
    return {STALL: "broad only"}


@narrow_or_broad.mistake("ECOM-SIZE")
def narrow_is_small(shop, case):
    """Narrow is about *which step* is electronic, not about size. A chain that buys and pays online: is the deal electronic?"""
    return {CHAIN: "broad only"}


@narrow_or_broad.mistake("ECOM-ANY")
def any_computer_is_narrow(shop, case):
    """A scanner is electronic, but no customer buys from it. Narrow needs the deal itself: which drawer is left?"""
    return {SCANNER: "narrow"}


@narrow_or_broad.yes
def most_of_the_work_is_broad(shop, case):
    return (
        "narrow lies inside broad. Today's trouble began in the broad part, where no customer looks, and was felt in the narrow one. "
        "Whoever runs only the deal meets the cause too late."
    )


# --- 1.6 marketing and management ---------------------------------------------------------------------------

MESSAGE, PRICE, FRONT, BID = (
    "whom to write to",
    "what price a lamp bears",
    "what stands on the front page",
    "how much to bid a click",
)
EVENING, PIECES, CASH, HANDOVER = (
    "how many work the evening",
    "how many pieces to order",
    "how long the cash lasts",
    "how a shift hands over",
)


@plan.exercise(
    answer=Sorting(
        drawers=("marketing", "management"),
        items=(MESSAGE, PRICE, FRONT, BID, EVENING, PIECES, CASH, HANDOVER),
        because={
            BID: "It is judged by what a visitor costs.",
            PRICE: "It is judged by what customers still buy.",
            EVENING: "It is judged by how long a chat waits.",
            PIECES: "It is judged by empty shelves and by stock left over.",
        },
    ),
    asks="Eight decisions of one week: marketing or management",
    hints=(
        "Does the decision change what customers see and want, or what the shop can deliver and bear?",
        "Four each. Message, price, front page and bid face the customer; the other four face the shop.",
    ),
)
def two_halves(shop, case):
    # what customers see and want · what the shop can deliver and bear
    return {
        "whom to write to": "marketing",
        "what price a lamp bears": "marketing",
        "what stands on the front page": "marketing",
        "how much to bid a click": "marketing",
        "how many work the evening": "management",
        "how many pieces to order": "management",
        "how long the cash lasts": "management",
        "how a shift hands over": "management",
    }


@two_halves.mistake("ROLE-MONEY")
def money_is_management(shop, case):
    """Every decision costs money, so money tells none apart. A bid buys visitors: does it face the customer or the shop?"""
    return {BID: "management"}


@two_halves.mistake("ROLE-SELLER")
def chats_are_marketing(shop, case):
    """Chats are with customers; how many people sit there is a plan of shifts. Does that number face the customer or the shop?"""
    return {EVENING: "marketing"}


@two_halves.mistake("ROLE-GOODS")
def ordering_is_marketing(shop, case):
    """What to show is one thing, how many pieces to have is another: it ties up cash. Which half carries that?"""
    return {PIECES: "marketing"}


@two_halves.yes
def both_halves(shop, case):
    return (
        "four and four: the job is both halves. Marketing alone sells what the shelf does not hold; management alone fills a shelf "
        "nobody visits."
    )


# --- 1.7 an advertisement -----------------------------------------------------------------------------------

FEE, JOBS, SINCE = "The course costs 4,800 yuan", "61 of 84 found a job in 2023", "We have taught since 2016"
PRACTICE, LOGIC, MASTER = (
    "Skill comes with practice",
    "Logic counts more than talent",
    "Who masters data masters any shop",
)
SEATS, TRIPLE = "Only three seats left!", "Triple your salary in 90 days!"


@plan.exercise(
    answer=Sorting(
        drawers=("fact", "opinion", "selling"),
        items=(FEE, JOBS, SINCE, PRACTICE, LOGIC, MASTER, SEATS, TRIPLE),
        because={
            JOBS: "Somebody could count them, and might find another number.",
            MASTER: "It sets no date and promises no prize; somebody believes it.",
            SEATS: "True or not, it wants you to sign today.",
        },
    ),
    asks="Eight sentences of an advertisement: fact, opinion or selling",
    hints=(
        "Fact: somebody could check it, even if it should turn out untrue. Selling: it wants you to hurry or to dream.",
        "Three facts, three opinions, two that sell. A number does not make a fact, and a firm voice does not either.",
    ),
)
def advertisement(shop, case):
    # fact: can be checked, true or not · opinion: may be worth testing · selling: wants you to hurry or to dream
    return {
        "The course costs 4,800 yuan": "fact",
        "61 of 84 found a job in 2023": "fact",
        "We have taught since 2016": "fact",
        "Skill comes with practice": "opinion",
        "Logic counts more than talent": "opinion",
        "Who masters data masters any shop": "opinion",
        "Only three seats left!": "selling",
        "Triple your salary in 90 days!": "selling",
    }


@advertisement.mistake("AD-SURE")
def sure_is_fact(shop, case):
    """It sounds sure. Could you check "masters any shop" with a number? If not, it is an opinion: move it."""
    return {MASTER: "fact"}


@advertisement.mistake("AD-USELESS")
def opinion_is_selling(shop, case):
    """That skill comes with practice sells nothing, and may be worth testing. Keep it, and label it as what somebody believes."""
    return {PRACTICE: "selling"}


@advertisement.mistake("AD-NUMBER")
def number_is_fact(shop, case):
    """A number stands in it, but whose salary, and who counted? It wants you to dream: which drawer is that?"""
    return {TRIPLE: "fact"}


@advertisement.yes
def label_first(shop, case):
    return (
        "three facts to check, three opinions to test, two sentences that want your hurry. At nine o'clock five colleagues speak in "
        "the same three voices; label before you act."
    )


# --- the decision ---------------------------------------------------------------------------------------


@plan.exercise(
    answer=Decision(choice=Choice(*LINKS), evidence=Number(within=0.5, shown=",.0f")),
    asks="Which link do you visit first; the number you bring; when to look again; what would change your mind",
    hints=(
        "Which of the four numbers left its range first, and who can mend that cause?",
        'Your evidence is the most days that an order of case.supplier came late: deliveries["late"].max().',
    ),
)
def first_visit(shop, case):
    return {
        "choice": "supply",
        "evidence": deliveries["late"].max(),
        "look_again": case.end,
        "change_mind": "The next two orders in time, and the shelf still empty.",
    }


@first_visit.mistake("FIRST-PUSH")
def more_visitors(shop, case):
    """More visitors meet the same empty shelf. What number moved first, and who can mend it?"""
    return {"choice": "promotion", "evidence": ANY}


@first_visit.mistake("FIRST-PRICE")
def cut_the_price(shop, case):
    """Another price or page sells faster what you do not have. Look at days of stock, then at what emptied it."""
    return {"choice": "product", "evidence": ANY}


def days_given(given):
    return {"n": f"{given['evidence']:,.0f}"}


@first_visit.mistake("STK-LEAD", says=days_given)
def from_order_to_arrival(shop, case):
    """{n} days passed from order to arrival. Part of that was agreed. Count from the *promise*: the column `late`."""
    return {"choice": ANY, "evidence": deliveries["waited"].max()}


@first_visit.mistake("FIRST-PAIN")
def what_hurts(shop, case):
    """Your evidence is the money that is missing. It says that it hurts, not where it began: bring the days late."""
    return {"choice": ANY, "evidence": target - month["paid_amount"].sum()}


@first_visit.yes
def a_promise_to_ask_for(shop, case, ref):
    usual = deliveries["late"].median()
    return (
        f"{case.supplier} came up to {ref['evidence']:,.0f} days late; its middle order is {usual:+.0f}. Lao Zhou and Lin jie can ask for "
        "part of the goods now, or for a second supplier. Neither a bid nor a discount could."
    )
