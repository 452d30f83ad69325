"""Lesson 00, Does the shop answer back? One wrong answer on purpose, one in your own way, one count."""

from toolkit.exercises import Count, LessonPlan, Number

plan = LessonPlan(
    slug="start-here", number="00", title="Does the shop answer back?", tables=("shop_daily", "calendar"), minutes=15
)


@plan.case
def case(shop, truth):
    days = shop.shop_daily["date"]
    return {"first_day": days.iloc[0].strftime("%Y-%m-%d"), "last_day": days.iloc[-1].strftime("%Y-%m-%d")}


def last(shop, column):
    return shop.shop_daily[column].iloc[-1]


@plan.exercise(
    answer=Number(within=0.5),
    asks="Visitors of the last day. Answer with the page views, on purpose",
    hints=("The last row of the table above is the last day.", "Type the number under `pv`, and see what comes back."),
)
def on_purpose(shop, case):
    return shop.shop_daily["uv"].iloc[-1]


@on_purpose.mistake("UNIT-PV")
def pages(shop, case):
    """{given} are pages. One visitor turns many, as one guest opens many drawers. For people, read `uv`: the next cell is yours."""
    return last(shop, "pv")


@on_purpose.mistake("UNIT-VISIT")
def doors(shop, case):
    """{given} counts doors opened; the same person may come twice. For people, read `uv`: the next cell is yours."""
    return last(shop, "visits")


@on_purpose.yes
def missed_the_miss(shop, case):
    return "that is it already. Today we want to see a miss as well: type the page views."


@plan.exercise(
    answer=Number(within=0.5),
    asks="Visitors of the last day, your way now",
    hints=("People stand in the column `uv`.", "The number in the lowest row, column `uv`: type it, without a comma."),
)
def visitors(shop, case):
    return shop.shop_daily["uv"].iloc[-1]


@visitors.mistake("UNIT-VISIT")
def visits(shop, case):
    """{given} counts doors opened; the same person may come twice. Take `uv`."""
    return last(shop, "visits")


@visitors.mistake("UNIT-PV")
def page_views(shop, case):
    """{given} are pages, and one visitor turns many. Take `uv`."""
    return last(shop, "pv")


@visitors.mistake("FIRST-ROW")
def oldest_day(shop, case):
    """That day is the shop's oldest. `.tail()` shows the newest at the bottom: take the lowest row."""
    return shop.shop_daily["uv"].iloc[0]


@visitors.yes
def people_came(shop, case, ref):
    pages = last(shop, "pv") / ref
    return f"{ref:,} people came, and turned {pages:.1f} pages each. People are what a shop is short of, so we count people."


@plan.exercise(
    answer=Count(),
    asks="How many days does the shop remember?",
    hints=("One row is one day.", "`len(...)` counts the rows of the table between its brackets."),
)
def days_remembered(shop, case):
    return len(shop.shop_daily)


@days_remembered.mistake("COUNT-ACROSS")
def columns(shop, case):
    """You counted across: {given} columns. Days run downwards: take `len(shop.shop_daily)`."""
    return len(shop.shop_daily.columns)


@days_remembered.mistake("COUNT-FROM-0")
def last_label(shop, case):
    """Counting starts at 0 here, so the label of the last row is one short. Count the rows: `len(shop.shop_daily)`."""
    return len(shop.shop_daily) - 1


@days_remembered.mistake("COUNT-CELLS")
def all_cells(shop, case):
    """{given} are all the cells, days times columns. Count the rows alone: `len(shop.shop_daily)`."""
    return int(shop.shop_daily.size)


@days_remembered.yes
def two_of_each(shop, case):
    elevens = int(
        (shop.calendar.query("event_phase == 'burst' and date <= @case.last_day")["event_name"] == "11.11").sum()
    )
    return f"{elevens} times 11.11, {elevens} Chinese New Years: enough to compare a festival with a festival."
