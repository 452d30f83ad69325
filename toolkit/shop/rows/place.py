"""When and where: the calendar, the channels and their campaigns, the promotions."""

from __future__ import annotations

import datetime as dt

import numpy as np

from toolkit.data.columns import NULL_DATE, Columns, Text
from toolkit.shop.facts import CHANNEL_OF, CHANNELS, DEVICES, SOURCES, Facts
from toolkit.shop.keys import Floats, Ints
from toolkit.shop.market import HOLIDAY_NAMES, PHASES, calendar
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import microseconds

CALENDAR_END = dt.date(2026, 12, 31)
CHANNEL_ROWS = {  # name, Chinese name, place, kind, billing
    "search_org": ("Platform search", "手淘搜索", "marketplace", "free", "none"),
    "reco_feed": ("Recommendation feed", "推荐", "marketplace", "free", "none"),
    "paid_search": ("Keyword ads", "直通车", "marketplace", "paid", "cpc"),
    "paid_feed": ("Audience and display ads", "人群推广", "marketplace", "paid", "cpc"),
    "video": ("Short video and live", "短视频·直播", "content platform", "paid", "cpm"),
    "affiliate": ("Affiliates", "淘宝客", "off-site", "cps", "cps"),
    "crm": ("Own contacts: SMS, members, cart", "私域·会员", "own mini-program", "owned", "per_send"),
    "direct": ("Favourites and direct", "收藏·直接访问", "marketplace", "free", "none"),
    "offsite": ("External referral", "站外", "off-site", "free", "none"),
}
CAMPAIGN_ROWS = {  # name, objective
    "paid_search": ("Keywords: what people look for 品类词", "new buyers who search for the product"),
    "paid_search_brand": ("Keywords: our own name 品牌词", "buyers who search for the shop"),
    "paid_feed": ("Audiences: people like our buyers 拉新", "people who do not know the shop"),
    "retargeting": ("Audiences: looked but did not buy 再营销", "visitors of the last days"),
    "video": ("Short videos 短视频", "interest in new products"),
    "live": ("Live shows 直播", "sales in the show"),
    "affiliate": ("Affiliates 淘宝客", "sales by partners, paid by commission"),
    "crm": ("Messages to own contacts 私域触达", "buyers who come again"),
}
CAMPAIGNS = tuple(CAMPAIGN_ROWS)
_BIG_EVENT = 1.1
_CHANNEL_CODE = np.array([CHANNELS.index(channel) for channel in CHANNEL_OF], dtype=np.int32)
_CAMPAIGN_CODE = np.array(
    [CAMPAIGNS.index(source) if source in CAMPAIGNS else -1 for source in SOURCES], dtype=np.int32
)


def channel_text(source: Ints) -> Text:
    """Channel of each source index."""
    return Text(_CHANNEL_CODE[source], CHANNELS)


def campaign_text(source: Ints) -> Text:
    """Campaign of each source index; null where the source is no campaign."""
    return Text(_CAMPAIGN_CODE[source], CAMPAIGNS)


def device_text(device: Ints) -> Text:
    """Device of each device index."""
    return Text(device.astype(np.int32), DEVICES)


def calendar_rows(facts: Facts) -> Columns:
    """One row a day, on to the end of 2026: what is known in advance."""
    days = max((CALENDAR_END - facts.start).days + 1, facts.days)
    cal = calendar(facts.scenario, days)
    events = tuple(str(row["name"]) for row in facts.scenario.raw["event"])
    return {
        "date": (ids.first_day(facts) + np.arange(days)).astype(np.int32),
        "dow": cal.dow,
        "is_holiday": cal.holiday >= 0,
        "holiday_name": Text(cal.holiday.astype(np.int32), HOLIDAY_NAMES),
        "event_name": Text(cal.event.astype(np.int32), events),
        "event_phase": Text(cal.phase.astype(np.int32), PHASES),
        "cny_offset_days": cal.cny_offset,
    }


def cart_factor(facts: Facts) -> Floats:
    """How much more often visitors fill carts each day: above 1 while they wait for a big festival."""
    cal, events = calendar(facts.scenario, facts.days), facts.scenario.raw["event"]
    size = np.clip((np.array([row["visitors"] for row in events])[cal.event] - 1) / _BIG_EVENT, 0, 1)
    more = facts.scenario.raw["event_phases"]["preheat_carts"] - 1
    return np.asarray(np.where(cal.phase == PHASES.index("preheat"), 1 + more * size, 1.0))


def channels(facts: Facts) -> Columns:
    """The nine channels."""
    rows = [CHANNEL_ROWS[channel] for channel in CHANNELS]
    names = ("name_en", "name_zh", "place_platform", "kind", "billing")
    commission = dict(zip(CHANNEL_OF, facts.scenario.by_source("commission"), strict=True))
    return {
        "channel_id": Text.of(list(CHANNELS)),
        **{name: Text.of([row[i] for row in rows]) for i, name in enumerate(names)},
        "fee_rate": np.array([round(commission[channel] * 1_000_000) for channel in CHANNELS], dtype=np.int64),
    }


def campaigns(facts: Facts) -> Columns:
    """One row a campaign; they run all through the book."""
    source = np.array([SOURCES.index(campaign) for campaign in CAMPAIGNS])
    start = ids.first_day(facts)
    return {
        "campaign_id": Text.of(list(CAMPAIGNS)),
        "channel_id": channel_text(source),
        "name": Text.of([row[0] for row in CAMPAIGN_ROWS.values()]),
        "objective": Text.of([row[1] for row in CAMPAIGN_ROWS.values()]),
        "is_brand_kw": np.array([campaign == "paid_search_brand" for campaign in CAMPAIGNS]),
        "start_date": np.full(len(CAMPAIGNS), start, dtype=np.int32),
        "end_date": np.full(len(CAMPAIGNS), NULL_DATE, dtype=np.int32),
        "daily_budget": facts.daily["budget"][0, source],
    }


def promotions(facts: Facts) -> Columns:
    """One row a promotion that has begun, by its first day."""
    product, name = ids.product_words(facts), ids.promo_words(facts)
    here = sorted(
        (i for i, one in enumerate(facts.promos) if one.start_day < facts.days),
        key=lambda i: (facts.promos[i].start_day, name[i]),
    )
    rows = [facts.promos[i] for i in here]
    first = ids.first_day(facts)
    return {
        "promo_id": Text.of([name[i] for i in here]),
        "name": Text.of([row.name for row in rows]),
        "kind": Text.of([row.kind for row in rows]),
        "start_ts": microseconds([first + row.start_day for row in rows], 0),
        "end_ts": microseconds([first + row.end_day + 1 for row in rows], 0),
        "product_ids": Text.of([" ".join(sorted(product[sku] for sku in row.skus)) for row in rows]),
        "depth": np.array([row.depth_ppm for row in rows], dtype=np.int64),
        "funded_by": Text.of([row.funded_by for row in rows]),
        "target_paid": np.array([row.target_fen for row in rows], dtype=np.int64),
    }
