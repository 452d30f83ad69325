"""Rules of advertising, journeys and planned tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.data.checks.book import Book
from toolkit.data.checks.rule import rule, unequal, where_any

if TYPE_CHECKING:
    import pandas as pd

DAY_OF_CHANNEL = ["date", "channel_id"]
MOST_DAYS = 30


@rule("who clicks was shown the advertisement, and only orders credited bring money", "ads_daily")
def clicks_were_shown(book: Book) -> pd.DataFrame:
    """Advertisements with more clicks than views, views without a place, or money without an order."""
    rows = book.ads_daily
    wrong = (rows["clicks"] > rows["impressions"]) | ((rows["impressions"] > 0) != rows["avg_position"].notna())
    wrong |= (rows["attr_orders_15d"] == 0) & (rows["attr_paid_15d"] > 0)
    names = ["date", "campaign_id", "product_id", "impressions", "clicks", "attr_orders_15d", "attr_paid_15d"]
    return rows.loc[wrong, [*names, "avg_position"]]


@rule("a click costs no more than was bid for it", "ads_daily")
def clicks_cost_no_more_than_the_bid(book: Book) -> pd.DataFrame:
    """Advertisements that paid more a click than their bid."""
    rows = book.ads_daily
    dear = (rows["clicks"] > 0) & (rows["spend"] > rows["clicks"] * rows["avg_bid"])
    return rows.loc[dear, ["date", "campaign_id", "product_id", "clicks", "spend", "avg_bid"]]


@rule("a channel's advertisements were shown as often as its traffic says", "ads_daily", "campaigns", "traffic_daily")
def advertisements_add_up_to_the_channel(book: Book) -> pd.DataFrame:
    """Days of an advertising channel whose views are others."""
    channel = book.campaigns.set_index("campaign_id")["channel_id"]
    ads = book.ads_daily.assign(channel_id=book.ads_daily["campaign_id"].map(channel))
    cells = book.traffic_daily[book.traffic_daily["channel_id"].isin(ads["channel_id"])]
    shown = cells.groupby(DAY_OF_CHANNEL)["impressions"].sum().astype("int64")
    return unequal(ads.groupby(DAY_OF_CHANNEL)["impressions"].sum(), shown)


@rule("advertisements cost no more than the day's spend on advertising", "ads_daily", "shop_daily")
def advertisements_are_in_the_spend(book: Book) -> pd.DataFrame:
    """Days on which the advertisements cost more than the shop spent."""
    days = _spent(book).to_frame("spend").join(book.shop_daily.set_index("date")["ad_spend"]).fillna(0)
    return days[days["spend"] > days["ad_spend"]].reset_index()


@rule("advertisements cost no more than the day's bills for advertising", "ads_daily", "cash_ledger")
def advertisements_are_billed(book: Book) -> pd.DataFrame:
    """Days on which the advertisements cost more than was paid for advertising, commissions of orders aside."""
    entries = book.cash_ledger
    bills = entries[(entries["kind"] == "ads") & entries["ref_id"].isna()]
    days = _spent(book).to_frame("spend").join(-bills.groupby("date")["amount"].sum().rename("bills")).fillna(0)
    return days[days["spend"] > days["bills"]].reset_index()


@rule("a journey lasts 30 days at most and has an order and money exactly when it converted", "journeys")
def journeys_end_in_orders(book: Book) -> pd.DataFrame:
    """Journeys that end before they begin, last too long, or disagree about their order."""
    rows = book.journeys
    days = (rows["end_ts"] - rows["start_ts"]).dt.total_seconds() / 86_400
    wrong = [
        (days < 0) | (days > MOST_DAYS),
        rows["converted"] != rows["order_id"].notna(),
        rows["converted"] != (rows["paid_amount"] > 0),
    ]
    return where_any(rows, wrong, list(rows.columns))


@rule("a journey's order is its own, of the same amount and moment", "journeys", "orders")
def journeys_agree_with_orders(book: Book) -> pd.DataFrame:
    """Converted journeys that share an order, or whose order has another amount or moment."""
    ended = book.journeys[book.journeys["order_id"].notna()]
    orders = book.orders.set_index("order_id")[["paid_amount", "created_ts"]]
    both = ended.join(orders.rename(columns={"paid_amount": "paid_amount_of_order"}), on="order_id")
    wrong = (both["paid_amount"] != both["paid_amount_of_order"]) | (both["end_ts"] != both["created_ts"])
    wrong |= both["order_id"].duplicated(keep=False)
    return both.loc[wrong, ["journey_id", "order_id", "paid_amount", "end_ts", "created_ts"]]


@rule("touches are numbered from 1 in the order of time, from the journey's start to its end", "touches", "journeys")
def touches_are_in_time(book: Book) -> pd.DataFrame:
    """Journeys without touches, with gaps in their numbers, or whose touches do not lie between start and end."""
    rows = book.touches.sort_values(["journey_id", "seq"])
    back = (rows["journey_id"] == rows["journey_id"].shift()) & (rows["ts"] <= rows["ts"].shift())
    found = rows.assign(back=back).groupby("journey_id").agg(
        first=("seq", "min"), last=("seq", "max"), many=("seq", "size"), start=("ts", "min"), end=("ts", "max"),
        back=("back", "any"),
    )  # fmt: skip
    both = book.journeys.set_index("journey_id")[["start_ts", "end_ts"]].join(found)
    wrong = both["many"].isna() | (both["first"] != 1) | (both["last"] != both["many"])
    wrong |= (both["start"] != both["start_ts"]) | (both["end"] > both["end_ts"]) | (both["back"] == True)  # noqa: E712
    return both[wrong].reset_index()


@rule("an order's last touch is by the channel and campaign to which it is credited", "touches", "journeys", "orders")
def orders_come_by_the_last_touch(book: Book) -> pd.DataFrame:
    """Converted journeys whose last touch is elsewhere than their order."""
    shared = ["channel_id", "campaign_id"]
    last = book.touches.sort_values("seq").drop_duplicates("journey_id", keep="last")
    ended = book.journeys.loc[book.journeys["order_id"].notna(), ["journey_id", "order_id"]]
    both = ended.merge(last, on="journey_id").merge(book.orders, on="order_id", suffixes=("", "_of_order"))
    wrong = [both[name].fillna("") != both[f"{name}_of_order"].fillna("") for name in shared]
    return where_any(both, wrong, ["journey_id", "order_id", *shared, *(f"{name}_of_order" for name in shared)])


@rule("a touch's campaign runs on its channel", "touches", "campaigns")
def campaigns_run_on_the_channel(book: Book) -> pd.DataFrame:
    """Touches by a campaign of another channel."""
    rows = book.touches[book.touches["campaign_id"].notna()]
    channel = rows["campaign_id"].map(book.campaigns.set_index("campaign_id")["channel_id"])
    return rows.loc[rows["channel_id"] != channel, ["journey_id", "seq", "channel_id", "campaign_id"]]


@rule("a unit without an order has no money, and an arm ends after it begins", "experiments")
def units_without_orders_have_no_money(book: Book) -> pd.DataFrame:
    """Units whose money and orders, or whose days, do not agree."""
    rows = book.experiments
    wrong = (~rows["converted"] & (rows["paid_amount"] > 0)) | (rows["end_date"] < rows["start_date"])
    names = ["exp_id", "unit_id", "converted", "paid_amount", "start_date", "end_date"]
    return rows.loc[wrong, names]


@rule("a customer in a test exists", "experiments", "customers")
def tested_customers_exist(book: Book) -> pd.DataFrame:
    """Units that name a customer who is not there."""
    rows = book.experiments[book.experiments["unit_kind"] == "customer"]
    lost = ~rows["unit_id"].isin(book.customers["customer_id"].astype(str))
    return rows.loc[lost, ["exp_id", "unit_id"]]


@rule("a product in a test exists", "experiments", "products")
def tested_products_exist(book: Book) -> pd.DataFrame:
    """Units that name a product which is not there."""
    rows = book.experiments[book.experiments["unit_kind"] == "product_day"]
    lost = ~rows["unit_id"].str.split().str[0].isin(book.products["product_id"])
    return rows.loc[lost, ["exp_id", "unit_id"]]


@rule("a day in a test lies in its arm", "experiments")
def tested_days_lie_in_their_arm(book: Book) -> pd.DataFrame:
    """Units of a day that lies outside their arm, or is no day."""
    import pandas as pd

    rows = book.experiments[book.experiments["unit_kind"].isin(["day", "product_day"])]
    day = pd.to_datetime(rows["unit_id"].str.split().str[-1], format="%Y-%m-%d", errors="coerce")
    inside = (day >= rows["start_date"]) & (day <= rows["end_date"])
    return rows.loc[~inside, ["exp_id", "unit_id", "start_date", "end_date"]]


def _spent(book: Book) -> pd.Series:
    return book.ads_daily.groupby("date")["spend"].sum()
