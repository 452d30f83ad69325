"""Who came, or seemed to: the tracker asleep (INC-01), bots (INC-02), a viral film (INC-09), keywords off (INC-13)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.lens.spans import by_day, festive, spans, together, usual
from toolkit.lens.tables import need

LOST, BETTER = 0.70, 1.45
FLOOD, BARE = 1.6, 0.15
VIRAL = 2.0
OFF = 0.10


def tracking_outage(traffic_daily: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """Days on which a device's visitors fell and its conversion rose, while its buyers stayed as usual (INC-01).

    Returns: start, end, entity (device), size (share of visitors missing).
    """
    need(traffic_daily, "date", "device", "uv", "pay_buyers")
    uv, buyers = by_day(traffic_daily, "device", "uv"), by_day(traffic_daily, "device", "pay_buyers")
    seen, paid = uv / usual(uv), buyers / usual(buyers)
    quiet = ~festive(calendar, uv.index)
    found = []
    for device in uv.columns:
        # luck of few buyers must not look like a better conversion
        luck = 3 / np.sqrt(usual(buyers)[device].clip(lower=1))
        rings = (
            (seen[device] < LOST)
            & (paid[device] / seen[device] > BETTER)
            & (paid[device] > 0.75 - luck.clip(upper=0.3))
        )
        others = [other for other in uv.columns if other != device]
        rings &= seen[others].min(axis=1) > 0.8
        found.append(spans(rings & quiet, entity=str(device), size=1 - seen[device], gap=1))
    return together(found)


def bot_visits(traffic_daily: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """Days on which a channel's visits multiplied and hardly one of the extra visits left its page or filled a cart (INC-02).

    Returns: start, end, entity (channel), size (extra visits a day).
    """
    extra, visits, cart = _flood(traffic_daily)
    bounces = by_day(traffic_daily, "channel_id", "bounce_visits")
    more_bounces = bounces - usual(bounces)
    quiet = ~festive(calendar, visits.index)
    found = []
    for channel in visits.columns:
        bare = more_bounces[channel] > 0.9 * extra[channel]
        empty = (cart[channel] - usual(cart)[channel]) < 0.01 * extra[channel]
        rings = _is_flood(extra, visits, channel) & bare & empty & quiet
        found.append(spans(rings, entity=str(channel), size=extra[channel], gap=1))
    return together(found)


def viral_video(traffic_daily: pd.DataFrame, calendar: pd.DataFrame) -> pd.DataFrame:
    """Days on which a channel's visits multiplied with people who look around and fill carts (INC-09).

    Returns: start, end, entity (channel), size (times its usual visits).
    """
    extra, visits, cart = _flood(traffic_daily)
    quiet = ~festive(calendar, visits.index)
    found = []
    for channel in visits.columns:
        times = visits[channel] / usual(visits)[channel]
        alive = (cart[channel] - usual(cart)[channel]) > 0.01 * extra[channel]
        rings = _is_flood(extra, visits, channel) & (times > VIRAL) & alive & quiet
        found.append(spans(rings, entity=str(channel), size=times, least=2, gap=1))
    return together(found)


def keywords_off(ads_daily: pd.DataFrame, *, block: int = 7) -> pd.DataFrame:
    """A campaign that was switched off for whole weeks, and on between them (INC-13).

    Returns: start (first day off), end (last day off), entity (campaign), size (days off).
    """
    clicks = by_day(ads_daily, "campaign_id", "clicks")
    found = []
    for campaign in clicks.columns:
        # who clicked before may come back after: off is not quite nothing
        ran = clicks[campaign] > OFF * clicks[campaign].rolling(56, min_periods=7).quantile(0.75)
        life = ran[ran].index
        off = (~ran).loc[life.min() : life.max()]
        weeks = spans(off, entity=str(campaign), size=off.astype(float), least=block)
        if len(weeks) >= 2:
            days = int((weeks["end"] - weeks["start"]).dt.days.add(1).sum())
            last = weeks["end"].max()
            found.append(
                pd.DataFrame([(weeks["start"].min(), last, str(campaign), float(days))], columns=weeks.columns)
            )
    return together(found)


def _flood(traffic_daily: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    need(traffic_daily, "date", "channel_id", "visits", "bounce_visits", "cart_uv")
    visits, cart = by_day(traffic_daily, "channel_id", "visits"), by_day(traffic_daily, "channel_id", "cart_uv")
    return visits - usual(visits), visits, cart


def _is_flood(extra: pd.DataFrame, visits: pd.DataFrame, channel: str) -> pd.Series:
    """Much more than the channel's usual, and enough to move the whole shop."""
    shop = usual(visits.sum(axis=1).to_frame("all"))["all"]
    return (visits[channel] > FLOOD * usual(visits)[channel]) & (extra[channel] > BARE * shop)
