"""Lesson 03, first sitting: buyers we can name, different people, and one conversion with its range."""

from toolkit import lens
from toolkit.exercises import ANY, Count, Number, Several
from toolkit.exercises.lessons.reading_the_numbers_parts import tables
from toolkit.exercises.lessons.reading_the_numbers_parts.plan import bought, log, plan, week

# --- 3.1 paid per known buyer --------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.05, shown=",.2f"),
    asks="What one known buyer paid in the week, guests set aside on top and below",
    hints=(
        "First keep the orders with a name. Then money on top, different people below, both from what you kept.",
        'bought.query("customer_id.notna()") keeps them. On top ["paid_amount"].sum(), below ["customer_id"].nunique().',
    ),
)
def paid_per_known(shop, case):
    known = bought.query("customer_id.notna()")
    return known["paid_amount"].sum() / known["customer_id"].nunique()


@paid_per_known.mistake("ID-FILL")
def one_giant_guest(shop, case):
    """You made one giant customer out of all guests. They are many people we cannot name:
    set them aside, on top and below."""
    return bought["paid_amount"].sum() / bought["customer_id"].fillna(0).nunique()


@paid_per_known.mistake("ID-TOP")
def guests_above_only(shop, case):
    """Guests pay above the line and are missing below: `.nunique()` does not count an empty name.
    Drop them on both sides."""
    return bought["paid_amount"].sum() / bought["customer_id"].nunique()


@paid_per_known.mistake("AOV-MIX")
def per_known_order(shop, case):
    """{given} is what an *order* of a known buyer brings. Some bought twice in the week.
    Below the line, count different people: `.nunique()`."""
    return bought.query("customer_id.notna()")["paid_amount"].mean()


@paid_per_known.yes
def guests_set_aside(shop, case, ref):
    week_orders = tables.between(tables.paid_orders(shop), case.week_start, case.week_end, day="day")
    guests = week_orders[week_orders["customer_id"].isna()]
    return (
        f"and {guests['paid_amount'].sum():,.0f} yuan of this week belong to nobody we can write to. "
        "As one customer they would be your best: the message you send them reaches no one."
    )


# --- 3.2 different people ------------------------------------------------------------------------------------


@plan.exercise(
    answer=Several(people=Count(), counted_again=Count()),
    asks="Different people in the week of the visit log, and by how much the sum of the seven days is larger",
    hints=(
        "`log` has one row a visit, all seven days. The worked step counted different people of two days.",
        'log["visitor_id"].nunique() counts people. Sum `uv` of shop_daily over the same days, then subtract.',
    ),
)
def week_people(shop, case):
    people = log["visitor_id"].nunique()
    seven = shop.shop_daily.query("@case.log_start <= date <= @case.log_end")
    return {"people": people, "counted_again": seven["uv"].sum() - people}


@week_people.mistake("UNIT-UVSUM")
def sum_of_days(shop, case):
    """Somebody who came on Monday and on Friday is in your sum twice.
    Count different people over all seven days: `.nunique()`."""
    seven = shop.shop_daily.query("@case.log_start <= date <= @case.log_end")
    return {"people": seven["uv"].sum(), "counted_again": ANY}


@week_people.mistake("UNIT-VISIT")
def doors_opened(shop, case):
    """You counted rows of the log: doors opened. One person opens several. Count different values of `visitor_id`."""
    return {"people": len(log), "counted_again": ANY}


@week_people.mistake("UNIT-UVSUM")
def sum_of_channels(shop, case):
    """Who came by search and by video is in both channels, and each day anew. Leave the channels;
    count different people in `log`."""
    seven = shop.traffic_daily.query("@case.log_start <= date <= @case.log_end")
    return {"people": seven["uv"].sum(), "counted_again": ANY}


@week_people.mistake("UNIT-VISIT")
def visits_less_people(shop, case):
    """You took people away from *visits*. The question is about the board's days:
    sum `uv` over the seven days, then subtract the people."""
    return {"people": ANY, "counted_again": len(log) - log["visitor_id"].nunique()}


@week_people.yes
def the_board_counts_again(shop, case, ref):
    share = ref["counted_again"] / ref["people"]
    return (
        f"added up, the seven days show {share:.0%} more visitors than there were people. "
        "Plan parcels or messages by that sum and you order for people who do not exist."
    )


# --- 3.3 one conversion and its range ------------------------------------------------------------------------


@plan.exercise(
    answer=Several(
        conversion=Number(within=0.0001, shown=".2%"),
        low=Number(within=0.0001, shown=".2%"),
        high=Number(within=0.0001, shown=".2%"),
    ),
    points=2,
    asks="Daily conversion of the week, pooled, and the two ends of its range, as shares",
    hints=(
        "Buyers on top, visitors below, each added up over the seven days first. Then the range of the same two sums.",
        'Top week["pay_buyers"].sum(), below week["uv"].sum(); low and high from lens.rate_interval(top, below).',
    ),
)
def pay_conversion(shop, case):
    buyers, visitors = week["pay_buyers"].sum(), week["uv"].sum()
    low, high = lens.rate_interval(buyers, visitors)
    return {"conversion": buyers / visitors, "low": low, "high": high}


@pay_conversion.mistake("DEN-ORD")
def orders_on_top(shop, case):
    """You put orders on top: two orders of one person count twice. People on both sides: `pay_buyers`."""
    return {"conversion": week["pay_orders"].sum() / week["uv"].sum(), "low": ANY, "high": ANY}


@pay_conversion.mistake("DEN-VISIT")
def visits_below(shop, case):
    """Below the line you have visits. Then three per cent means "of doors opened".
    A door buys nothing: put visitors there, `uv`."""
    return {"conversion": week["pay_buyers"].sum() / week["visits"].sum(), "low": ANY, "high": ANY}


@pay_conversion.mistake("AVG-RATE")
def mean_of_seven(shop, case):
    """You took the mean of seven rates: a quiet Tuesday counted as much as the big day. Add up first, divide once."""
    return {"conversion": (week["pay_buyers"] / week["uv"]).mean(), "low": ANY, "high": ANY}


@pay_conversion.mistake("DEN-PLACED")
def placed_on_top(shop, case):
    """On top stand people who *placed* an order; some never paid. Fang counts payers: `pay_buyers`."""
    return {"conversion": week["order_buyers"].sum() / week["uv"].sum(), "low": ANY, "high": ANY}


@pay_conversion.mistake("SIG-DAY")
def range_of_one_day(shop, case):
    """Your range belongs to one day's crowd. The week had seven times as many people, so luck moves it less:
    give both sums to `rate_interval`."""
    buyers, visitors = round(week["pay_buyers"].mean()), round(week["uv"].mean())
    low, high = lens.rate_interval(buyers, visitors)
    return {"conversion": ANY, "low": low, "high": high}


@pay_conversion.mistake("SIG-ENDS")
def worst_and_best_replay(shop, case):
    """Those are the wildest two of ten thousand replays; more replays would be wilder still.
    Take the ends that hold 95 in 100: `rate_interval`."""
    visitors = int(week["uv"].sum())
    luck = lens.replay_luck(week["pay_buyers"].sum() / visitors, visitors)
    return {"conversion": ANY, "low": luck.min(), "high": luck.max()}


@pay_conversion.yes
def luck_moves_the_last_digit(shop, case, ref):
    points = 50 * (ref["high"] - ref["low"])
    return (
        f"of 1,000 visitor-days, {1000 * ref['conversion']:.0f} ended with a payment. Luck alone moves a week like "
        f"this by {points:.2f} points either way: whoever reports a smaller change reports the dice."
    )
