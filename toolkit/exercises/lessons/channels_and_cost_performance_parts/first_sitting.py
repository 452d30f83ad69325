"""Lesson 08, first sitting: jobs and cards, sums that are divided once, break-even, what each channel leaves after ads."""

from toolkit import lens
from toolkit.exercises import ANY, Number, Parts, Several, Sorting
from toolkit.exercises.lessons.channels_and_cost_performance_parts import cards
from toolkit.exercises.lessons.channels_and_cost_performance_parts.plan import ads, bills, ladder, plan, sales

# --- 8.1 six jobs -----------------------------------------------------------------------------------------


@plan.exercise(
    answer=Sorting(
        drawers=tuple(cards.TRAITS),
        items=tuple(cards.JOBS),
        either={"launch": ("paid_feed",), "clearance": ("crm",)},
        because={
            "launch": "Nobody searches for what nobody knows.",
            "hit": "Whoever searches tonight has said what they want.",
            "clearance": "Money goes out only after a sale.",
            "win back": "Their addresses are ours.",
            "festival": "They looked here and left, and time is short.",
            "good name": "There is a year, and no money for each visit.",
        },
    ),
    asks="Which channel fits each of six jobs",
    hints=(
        "Ask each job: whom does it need, and may it cost before it sells? Then look along the last two columns of the cards.",
        'A dict, job by job: {"launch": "video", "hit": …}. Strangers who see a new thing in use come by film.',
    ),
)
def six_jobs(shop, case):
    return {
        "launch": "video",
        "hit": "paid_search",
        "clearance": "affiliate",
        "win back": "crm",
        "festival": "paid_feed",
        "good name": "search_org",
    }


@six_jobs.mistake("CHAN-ONE")
def one_hammer(shop, case):
    """One channel for six jobs: a hammer for everything. A launch needs strangers, winning back needs addresses. Look along "brings"."""
    return dict.fromkeys(cards.JOBS, "paid_search")


@six_jobs.mistake("CHAN-FREE")
def free_tonight(shop, case):
    """Free search costs nothing, so it tempts; and nobody can turn it up tonight. For the hit, look along "can stop it"."""
    return {"hit": "search_org"}


@six_jobs.mistake("CHAN-CHEAP")
def cheap_clicks(shop, case):
    """Cheap clicks, for strangers who *resemble* our buyers. The silent ones are ours, with their addresses.
    Read the card's last column."""
    return {"win back": "paid_feed"}


@six_jobs.mistake("CHAN-BILL")
def paid_before_the_sale(shop, case):
    """A film is paid when it is shown, sold or not. For the last pieces money may go out after the sale only: "we pay for"."""
    return {"clearance": "video"}


@six_jobs.yes
def no_best_channel(shop, case):
    return (
        "no channel is good or bad in itself: each is good for something. So the next question is never "
        '"which is best?" but "what does this one leave, doing its own job?"'
    )


# --- 8.2 click rate, per click, per thousand --------------------------------------------------------------


@plan.exercise(
    answer=Several(
        click_rate=Number(within_share=0.001, shown=".4f"),
        per_click=Number(within_share=0.001, shown=",.3f"),
        per_thousand=Number(within_share=0.001, shown=",.2f"),
    ),
    asks="Click rate, price of a click and price of a thousand showings of case.campaign, in case's month",
    hints=(
        "Add up first, divide once: the three sums of this campaign's rows, as in the worked step.",
        'one = ads.query("campaign_id == @case.campaign"); then clicks ÷ impressions, spend ÷ clicks, 1000 × spend ÷ impressions.',
    ),
)
def campaign_ratios(shop, case):
    mine = ads.query("campaign_id == @case.campaign")
    sums = mine[["impressions", "clicks", "spend"]].sum()
    return {
        "click_rate": sums["clicks"] / sums["impressions"],
        "per_click": sums["spend"] / sums["clicks"],
        "per_thousand": 1000 * sums["spend"] / sums["impressions"],
    }


def _rows(case):
    return ads[ads["campaign_id"] == case.campaign]


@campaign_ratios.mistake("AVG-RATE", says=lambda case: _smallest_and_largest(case))
def mean_of_rows(shop, case):
    """You averaged the rows: one with {few} showings spoke as loudly as one with {many}. Add up first, divide once."""
    rows = _rows(case)
    return {
        "click_rate": (rows["clicks"] / rows["impressions"]).mean(),
        "per_click": (rows["spend"] / rows["clicks"].where(rows["clicks"] > 0)).mean(),
        "per_thousand": ANY,
    }


def _smallest_and_largest(case):
    shown = _rows(case)["impressions"]
    return {"few": f"{shown.min():,}", "many": f"{shown.max():,}"}


@campaign_ratios.mistake("CPM-ONE")
def price_of_one_showing(shop, case):
    """Your last number is the price of *one* showing, too small to talk about. Per thousand means times 1,000."""
    return {
        "click_rate": ANY,
        "per_click": ANY,
        "per_thousand": _rows(case)["spend"].sum() / _rows(case)["impressions"].sum(),
    }


@campaign_ratios.mistake("CPM-CLICKS")
def a_thousand_clicks(shop, case):
    """You priced a thousand *clicks*. The platform shows an ad before anybody clicks: below the line stand impressions."""
    return {
        "click_rate": ANY,
        "per_click": ANY,
        "per_thousand": 1000 * _rows(case)["spend"].sum() / _rows(case)["clicks"].sum(),
    }


@campaign_ratios.yes
def a_promise(shop, case, ref):
    rates = lens.ad_ratios(ads)["ctr"].sort_values()
    return (
        f"a click costs {ref['per_click']:.2f} yuan, a thousand showings {ref['per_thousand']:.2f}. Of all campaigns {rates.index[-1]} is "
        f"clicked most, {rates.iloc[-1]:.1%} of the time it is shown. A click is a promise; the till comes later."
    )


# --- 8.3 break-even ---------------------------------------------------------------------------------------


@plan.exercise(
    answer=Number(within=0.02, shown=".2f"),
    points=2,
    asks="The break-even ROAS of case.category, refunds in",
    hints=(
        "The worked step's ladder, from the row of the other category. Which money stands on top of a ROAS: paid, or kept?",
        'row = ladder.loc[case.category]; go down to `left` as above; then row["paid"] / left.',
    ),
)
def break_even(shop, case):
    its = ladder.loc[case.category]
    kept = its["paid"] - its["refunded"]
    goods = its["goods"] - its["goods_back"]
    fee = its["fee"] - its["fee_back"]
    stays = kept - goods - fee - its["parcels"] - its["parcels_back"]
    return its["paid"] / stays


def _row(case):
    return ladder.loc[case.category]


def _left(case):
    row = _row(case)
    kept = row["paid"] - row["refunded"] - (row["goods"] - row["goods_back"])
    return kept - (row["fee"] - row["fee_back"]) - row["parcels"] - row["parcels_back"]


@break_even.mistake("MARG-GROSS", says=lambda case: {"be": f"{_row(case)['paid'] / _left(case):.1f}"})
def goods_only(shop, case):
    """{given} pays for the goods. Returns, fee and parcels are missing; with yours a loss looks like profit. Take all of the ladder."""
    row = _row(case)
    return row["paid"] / (row["paid"] - row["goods"])


@break_even.mistake("BE-NOREF", says=lambda case: {"x": f"{100 * _row(case)['refunded'] / _row(case)['paid']:.0f}"})
def no_refunds(shop, case):
    """{given} forgets what comes back: {x} of 100 yuan here, and you pay the parcel both ways. Start from what was kept."""
    row = _row(case)
    return row["paid"] / (row["paid"] - row["goods"] - row["fee"] - row["parcels"])


@break_even.mistake("ROAS-ROI")
def one_for_one(shop, case):
    """At 1 you have bought sales for their price and given the goods away. What of 100 yuan paid is left? 100 ÷ that."""
    return 1.0


@break_even.mistake("BE-KEPT")
def on_what_was_kept(shop, case):
    """You divided what was *kept*. A ROAS counts what was paid, returns and all: the same money has to stand on both sides."""
    row = _row(case)
    return (row["paid"] - row["refunded"]) / _left(case)


@break_even.mistake("BE-SHARE")
def the_share_itself(shop, case):
    """{given} of a yuan is left: that is the share. How many yuan must come in, so that one is left? Turn it over."""
    return _left(case) / _row(case)["paid"]


@break_even.yes
def a_line_in_the_sand(shop, case, ref):
    row = _row(case)
    back = 100 * row["refunded"] / row["paid"]
    return (
        f"of 100 yuan paid {100 / ref:.0f} are left, so a yuan of ads has to bring {ref:.2f}. {back:.0f} of 100 come back in "
        f"{case.category}; a category that keeps its sales breaks even sooner. Write the line on the dashboard."
    )


# --- 8.4 after ads, by channel ----------------------------------------------------------------------------


@plan.exercise(
    answer=Parts(names=("case.sellers",), within_share=0.0005, shown="+,.0f"),
    points=2,
    asks="What each channel left after its own bills, in case's month; the parts add up to the shop's",
    hints=(
        "Two tables by channel, laid side by side: what orders left, and what was spent. Free channels have no bill: 0.",
        'theirs.groupby("channel_id")[["left"]].sum(), the same for "spent", `.merge(…, on="channel_id", how="left").fillna(0)`; '
        "left minus spent.",
    ),
)
def after_ads(shop, case):
    month_sales = sales.query("@case.month_from <= day <= @case.month_to")
    month_bills = bills.query("@case.month_from <= date <= @case.month_to")
    left = month_sales.groupby("channel_id")[["left"]].sum()
    spent = month_bills.groupby("channel_id")[["spent"]].sum()
    both = left.merge(spent, on="channel_id", how="left").fillna(0)
    return both["left"] - both["spent"]


def _by_channel(case, money):
    theirs = sales[sales["day"].between(case.month_from, case.month_to)]
    return theirs.groupby("channel_id")[money].sum()


def _spent(case, what=None):
    billed = bills[bills["date"].between(case.month_from, case.month_to)]
    billed = billed if what is None else billed[billed["what"] == what]
    return billed.groupby("channel_id")["spent"].sum().reindex(case.sellers).fillna(0.0)


@after_ads.mistake("ADS-EVEN", says=lambda case: {"x": f"{_spent(case)['video']:,.0f}"})
def spread_by_visitors(shop, case):
    """You spread the bills by visitors: now free search pays for the film. Its {x} yuan belong to who spent them: `spent` by channel."""
    came = shop.traffic_daily[shop.traffic_daily["date"].between(case.month_from, case.month_to)]
    visitors = came.groupby("channel_id")["uv"].sum().reindex(case.sellers)
    return _by_channel(case, "left") - _spent(case).sum() * visitors / visitors.sum()


@after_ads.mistake("REV-GMV")
def from_what_was_paid(shop, case):
    """You took the bills from what was *paid*. Returns, goods, fee and parcels come first: start from `left`."""
    return _by_channel(case, "paid") - _spent(case)


@after_ads.mistake("ADS-TABLE", says=lambda case: {"x": f"{_spent(case).sum() - _spent(case, 'ads').sum():,.0f}"})
def the_ad_table_only(shop, case):
    """You counted the ad table. Partners and messages had to be paid too, {x} yuan: take all kinds of `bills`."""
    return _by_channel(case, "left") - _spent(case, "ads")


@after_ads.mistake("ADS-NONE")
def before_ads(shop, case):
    """That is what the orders left, bills unpaid. Lu jie asks what is in the account: take `spent` off, channel by channel."""
    return _by_channel(case, "left")


@after_ads.yes
def who_feeds_whom(shop, case, ref):
    listed = sorted(ref, key=ref.get)
    below = [name for name in listed if ref[name] < 0]
    return (
        f"the shop kept {sum(ref.values()):,.0f} yuan after ads that month; {listed[-1]} left {ref[listed[-1]]:,.0f}. "
        f"{len(below)} of {len(ref)} channels cost more than their orders left: {', '.join(below) or 'none'}. Perhaps they pay later. "
        "That is the second half."
    )
