"""Where lesson 05 looks: which two weeks, which two days, which four calm weeks. Never what is to be found there."""

import pandas as pd

from toolkit import lens

ENDS = ["uv", "pay_buyers", "paid_amount"]
DAY, WEEK = pd.Timedelta(days=1), pd.Timedelta(days=7)
CALM = pd.Timedelta(days=28)
EARLIER, BACK = (0, 1, 2), (1, 2, 3, 4, 5, 6)
"""The week after begins so many days before the crowd came; the week before lies so many weeks earlier."""
FARTHEST = 150
"""How many days before or after the two days calm weeks are looked for."""
MOVES_RATES = ("INC-01", "INC-02", "INC-09")
"""What would spoil a usual week of the funnel: a sleeping counter, machines, a crowd that came by video."""
APART = 0.012
"""How far the modelled slips lie from every right value, at least, in points of conversion."""
SMALLER = 0.25
"""How large the channels' own part is against the crowd's, at best: small enough for the story, large enough to be seen."""
FAR_OFF = 0.08
"""What each week between the two costs in that liking."""
LEAST = 0.02
"""The money moved at least by this share, so that its parts can be told from nothing."""


def choose(shop, truth):
    """The lesson's case; dates as ISO text."""
    incidents = truth.incidents().set_index("id")
    first, last = incidents.loc["INC-14", ["start", "end"]]
    usual = calm_weeks(shop, truth, first, last)
    before, after = weeks(shop, truth, incidents.loc["INC-09", "start"])
    spans = {"before": (before, before + WEEK - DAY), "after": (after, after + WEEK - DAY)}
    spans |= {"usual": (usual, usual + CALM - DAY), "odd": (first, last)}
    return {f"{name}_{end}": day(span[at]) for name, span in spans.items() for at, end in enumerate(("start", "end"))}


def day(date):
    """A date as ISO text."""
    return pd.Timestamp(date).strftime("%Y-%m-%d")


def spoilt_days(shop, truth, ids):
    """Days of the calendar's events, and days of the incidents named."""
    events = set(shop.calendar.query("event_phase != 'none'")["date"])
    spans = truth.incidents().query("id in @ids")
    return events | {each for span in spans.itertuples() for each in pd.date_range(span.start, span.end)}


# --- which two weeks --------------------------------------------------------------------------------------


def weeks(shop, truth, came):
    """First days of the two weeks: of the pairs around the crowd, the one that tells the story most clearly."""
    spoilt = spoilt_days(shop, truth, ("INC-01", "INC-02"))
    pairs = [(came - early * DAY - back * WEEK, came - early * DAY) for back in BACK for early in EARLIER]
    return max(pairs, key=lambda pair: clearness(shop, pair, spoilt))


def clearness(shop, pair, spoilt):
    """How clearly two weeks tell that visitors rose, money did not follow, and the crowd is why."""
    days = [each for start in pair for each in pd.date_range(start, start + WEEK - DAY)]
    sums = [of_week(shop.shop_daily, start)[ENDS].sum() for start in pair]
    more, money = (sums[1][name] / sums[0][name] - 1 for name in ("uv", "paid_amount"))
    doors = [of_week(shop.traffic_daily, start) for start in pair]
    split = lens.mix_and_rate(*doors, "channel_id", top="pay_buyers", below="uv")
    rate, mix = split["rate"].sum(), split["mix"].sum()
    told = (more > 0.15, abs(money) > LEAST and money < more - 0.08, mix < 0, 1.25 * abs(rate) < abs(mix))
    near = (pair[1] - pair[0]) / WEEK
    liking = -abs(rate / mix - SMALLER) - FAR_OFF * near - 2 * shuffled(split)
    return -len(spoilt & set(days)), sum(told), min(nearest_slip(split), APART), liking


def shuffled(split):
    """How far the other doors' shares moved among themselves, as by a budget that changed meanwhile."""
    others = split.drop("video")[["weight_before", "weight_after"]]
    shares = others / others.sum()
    return float((shares["weight_after"] - shares["weight_before"]).abs().sum() / 2)


def nearest_slip(split):
    """How near a modelled slip of 5.2, 5.3 or 5.7 comes to a right value, in points of conversion."""
    change = split["rate_after"] - split["rate_before"]
    new, old = 100 * split["rate"].sum(), 100 * (split["weight_before"] * change).sum()
    rights, plain = (new, old, (new + old) / 2), 100 * change.mean()
    return min(abs(new - old) / 2, *(abs(right) for right in rights), *(abs(plain - right) for right in rights))


def of_week(table, start):
    """The rows of one week."""
    return table[table["date"].between(start, start + WEEK - DAY)]


# --- which calm weeks -------------------------------------------------------------------------------------


def calm_weeks(shop, truth, first, last):
    """First day of the four weeks nearest the two days in which neither the calendar nor anything else moved the steps."""
    spoilt = spoilt_days(shop, truth, (*MOVES_RATES, "INC-14"))
    earlier = [first - CALM - gap * DAY for gap in range(FARTHEST)]
    later = [last + DAY + gap * DAY for gap in range(FARTHEST)]
    inside = [start for start in (*earlier, *later) if shop.first_day <= start <= shop.last_day - CALM]
    return min(inside, key=lambda start: len(spoilt & set(pd.date_range(start, start + CALM - DAY))))


# --- the tables that the lesson's own cells build ---------------------------------------------------------


def two_weeks(table, case):
    """The rows of both weeks, the week written beside each."""
    before = table["date"].between(case["before_start"], case["before_end"])
    after = table["date"].between(case["after_start"], case["after_end"])
    return table[before | after].assign(when=before[before | after].map({True: "before", False: "after"}))


def tree_of(shop, case):
    """Visitors, conversion and order value (rows) before and after (columns)."""
    sums = two_weeks(shop.shop_daily, case).groupby("when")[ENDS].sum()
    tree = pd.DataFrame(
        {
            "visitors": sums["uv"],
            "conversion": sums["pay_buyers"] / sums["uv"],
            "value": sums["paid_amount"] / sums["pay_buyers"],
        }
    )
    return tree.T[["before", "after"]]


def by_door(shop, case, column):
    """One column of the traffic table, summed by channel (rows) and week (columns)."""
    came = two_weeks(shop.traffic_daily, case)
    return came.pivot_table(index="channel_id", columns="when", values=column, aggfunc="sum")


def funnel_of(shop, case, window):
    """The funnel's counts of a window of days; the door of the machines stays outside."""
    start, end = case[f"{window}_start"], case[f"{window}_end"]
    traffic = shop.traffic_daily[shop.traffic_daily["date"].between(start, end)].query("channel_id != 'offsite'")
    placed = shop.orders["created_ts"].dt.normalize().between(start, end)
    return lens.funnel_counts(traffic, shop.orders[placed].query("channel_id != 'offsite'"))


def losses_of(shop, case):
    """Every step on every device against its own usual."""
    return lens.leaks(funnel_of(shop, case, "usual"), funnel_of(shop, case, "odd"))


# --- what the replies look up -----------------------------------------------------------------------------


def leak(losses):
    """The row that lies farthest below its own usual."""
    return losses.loc[losses["distance"].idxmin()]


def on_device(counts, device):
    """The funnel's counts of one device."""
    return counts[counts["device"] == device]


def far(losses, cell):
    """What a reply says about one cell: people, and how far off."""
    row = losses.set_index("cell").loc[cell]
    return {
        "cell": cell,
        "n": f"{row['reached']:,.0f}",
        "z": f"{abs(row['distance']):.1f}",
        "lost": f"{row['lost']:,.0f}",
    }


def most_missing(losses):
    """The cell that misses most people, of those that no other slip points at."""
    others = {leak(losses)["cell"], steepest(losses), largest(losses)}
    rest = losses[~losses["cell"].isin(others)]
    return rest.loc[rest["lost"].idxmax(), "cell"]


def steepest(losses):
    """The cell that the smallest share goes on from."""
    return losses.loc[losses["now"].idxmin(), "cell"]


def largest(losses):
    """The cell that most people leave."""
    return losses.loc[(losses["reached"] - losses["went"]).idxmax(), "cell"]
