"""Every finder rings for its own signature, and for nothing on quiet days or for the look-alike."""

import numpy as np
import pandas as pd
import pytest

from toolkit.lens import finders
from toolkit.lens.finders import goods, market, visitors

START = pd.Timestamp("2024-01-01")
DAYS = 200


def day(number):
    return START + pd.Timedelta(number, "D")


def calendar(burst=None):
    table = pd.DataFrame({"date": pd.date_range(START, periods=DAYS + 60)})
    table = table.assign(event_phase="none", event_name=None, cny_offset_days=200)
    if burst is not None:
        table.loc[burst, ["event_phase", "event_name"]] = ["burst", "big day"]
    return table


def traffic(seed=1):
    """Two channels on two devices with Poisson luck."""
    luck = np.random.default_rng(seed)
    rows = []
    for channel, level in (("search", 3000), ("video", 400)):
        for device, share in (("m", 0.9), ("pc", 0.1)):
            visits = luck.poisson(level * share, DAYS) * np.exp(0.08 * luck.normal(size=DAYS))
            table = pd.DataFrame({"date": pd.date_range(START, periods=DAYS), "channel_id": channel, "device": device})
            table = table.assign(visits=visits.round(), uv=(0.8 * visits).round(), bounce_visits=(0.5 * visits).round())
            rows.append(table.assign(cart_uv=luck.poisson(0.08 * visits), pay_buyers=luck.poisson(0.03 * visits)))
    return pd.concat(rows, ignore_index=True)


def rows_of(table, first, last, **where):
    inside = table["date"].between(day(first), day(last))
    for column, value in where.items():
        inside &= table[column] == value
    return inside


def the_only(found, first, last, entity):
    assert found[["start", "end", "entity"]].to_numpy().tolist() == [[day(first), day(last), entity]]


def test_a_sleeping_tracker_is_found_by_device_and_a_real_fall_of_demand_is_not():
    table = traffic()
    hit = rows_of(table, 120, 121, device="m")
    table.loc[hit, ["uv", "visits"]] *= 0.4
    the_only(visitors.tracking_outage(table, calendar()), 120, 121, "m")
    table.loc[hit, "pay_buyers"] = (table.loc[hit, "pay_buyers"] * 0.4).round()
    assert visitors.tracking_outage(table, calendar()).empty


def test_bots_and_a_viral_film_are_told_apart_by_what_they_leave():
    table = traffic()
    hit = rows_of(table, 120, 122, channel_id="video", device="m")
    table.loc[hit, ["visits", "bounce_visits", "uv"]] += 4000
    the_only(visitors.bot_visits(table, calendar()), 120, 122, "video")
    assert visitors.viral_video(table, calendar()).empty
    table.loc[hit, "bounce_visits"] -= 1500
    table.loc[hit, "cart_uv"] += 150
    the_only(visitors.viral_video(table, calendar()), 120, 122, "video")
    assert visitors.bot_visits(table, calendar()).empty


def test_a_known_festival_is_no_incident():
    table = traffic()
    hit = rows_of(table, 120, 120, channel_id="video")
    table.loc[hit, ["visits", "bounce_visits"]] += 4000
    assert visitors.bot_visits(table, calendar(burst=120)).empty


def test_quiet_days_ring_for_nobody():
    false = 0
    for seed in range(10):
        table = traffic(seed)
        for look in (visitors.tracking_outage, visitors.bot_visits, visitors.viral_video):
            false += len(look(table, calendar()))
    assert false <= 1


def ads(seed=1):
    luck = np.random.default_rng(seed)
    dates = pd.date_range(START, periods=DAYS)
    table = pd.DataFrame({"date": dates, "campaign_id": "search", "product_id": "a", "clicks": luck.poisson(400, DAYS)})
    return table.assign(spend=table["clicks"] * 1.2 * np.exp(0.08 * luck.normal(size=DAYS)), avg_position=4.0)


def test_over_bidding_is_dear_clicks_in_a_better_place_and_a_dear_season_is_not():
    table = ads()
    hit = rows_of(table, 120, 131)
    table.loc[hit, "spend"] *= 1.8
    assert market.over_bidding(table).empty
    table.loc[hit, "avg_position"] = 2.2
    the_only(market.over_bidding(table), 120, 131, "search")


def test_keywords_switched_off_in_alternate_weeks_are_one_test():
    table = ads()
    for first in (100, 114, 128):
        table.loc[rows_of(table, first, first + 6), "clicks"] = 5
    the_only(visitors.keywords_off(table), 100, 134, "search")
    assert visitors.keywords_off(ads()).empty


def outside(seed=1):
    luck = np.random.default_rng(seed)
    rows = []
    for name in ("home", "food", "beauty", "apparel"):
        table = pd.DataFrame({"date": pd.date_range(START, periods=DAYS), "category_id": name})
        season = 100 * np.exp(0.1 * np.sin(np.arange(DAYS) / 30) + 0.01 * luck.normal(size=DAYS))
        rows.append(table.assign(market_paid_index=season, rival_price_index=100 + luck.normal(size=DAYS)))
    return pd.concat(rows, ignore_index=True)


def test_a_rivals_sale_and_an_early_season_are_told_apart_by_the_rivals_prices():
    table = outside()
    hit = rows_of(table, 120, 140, category_id="beauty")
    table.loc[hit, "market_paid_index"] *= 1.3
    the_only(market.early_season(table), 120, 140, "beauty")
    assert market.rival_sale(table).empty
    table.loc[hit, "rival_price_index"] *= 0.8
    assert market.early_season(table).empty


def test_a_rivals_sale_is_dated_by_its_prices():
    table = outside()
    table.loc[rows_of(table, 120, 128, category_id="food"), "rival_price_index"] *= 0.8
    the_only(market.rival_sale(table), 120, 128, "food")


def desk(seed=1):
    """Waiting by shift, and forty parcels and ten reviews a day."""
    luck = np.random.default_rng(seed)
    dates = pd.date_range(START, periods=DAYS)
    waits = [
        pd.DataFrame({"date": dates, "shift": shift, "first_resp_p90_s": 35 * np.exp(0.2 * luck.normal(size=DAYS))})
        for shift in ("morning", "evening", "night")
    ]
    paid = dates.repeat(40)
    parcels = pd.DataFrame({"paid_ts": paid, "promise_ship_ts": paid + pd.Timedelta(48, "h")})
    parcels["ship_ts"] = parcels["paid_ts"] + pd.to_timedelta(np.where(luck.random(len(paid)) < 0.04, 60, 20), unit="h")
    stars = pd.DataFrame({"ts": dates.repeat(10), "stars_desc": luck.choice([3, 4, 5], 10 * DAYS, p=[0.1, 0.2, 0.7])})
    return pd.concat(waits), parcels, stars


def test_parcels_late_for_days_after_a_festival_are_a_collapse_and_one_slow_festival_is_not():
    waits, parcels, stars = desk()
    waits.loc[rows_of(waits, 120, 120), "first_resp_p90_s"] *= 50
    late = parcels["paid_ts"].between(day(121), day(124)).to_numpy() & (np.arange(len(parcels)) % 3 > 0)
    one = late & (parcels["paid_ts"] == day(121)).to_numpy()
    assert market.service_collapse(waits, parcels, stars, calendar(burst=120)).empty
    parcels.loc[one, "ship_ts"] += pd.Timedelta(60, "h")
    assert market.service_collapse(waits, parcels, stars, calendar(burst=120)).empty
    parcels.loc[late, "ship_ts"] += pd.Timedelta(60, "h")
    assert market.service_collapse(waits, parcels, stars, calendar()).empty
    stars.loc[stars["ts"].between(day(126), day(131)), "stars_desc"] = 3
    found = market.service_collapse(waits, parcels, stars, calendar(burst=120))
    assert found[["start", "entity"]].to_numpy().tolist() == [[day(120), "big day"]]
    assert abs((found["end"][0] - day(131)).days) <= 2


def till(seed=1):
    luck = np.random.default_rng(seed)
    rows = []
    for device, level in (("m", 130), ("pc", 20)):
        for number, count in enumerate(luck.poisson(level, DAYS)):
            paid = luck.random(count) < 0.93
            when = day(number) + pd.Timedelta(10, "h")
            rows.append(pd.DataFrame({"created_ts": when, "device": device, "paid": paid}))
    table = pd.concat(rows, ignore_index=True)
    return table.assign(paid_ts=table["created_ts"].where(table["paid"]))


def test_a_broken_checkout_is_found_by_device():
    table = till()
    luck = np.random.default_rng(9)
    hit = table["created_ts"].between(day(120), day(122)) & (table["device"] == "pc") & (luck.random(len(table)) < 0.6)
    table.loc[hit, "paid_ts"] = pd.NaT
    the_only(market.checkout_fault(table, calendar()), 120, 121, "pc")
    assert market.checkout_fault(till(), calendar()).empty


def shelf(seed=1):
    luck = np.random.default_rng(seed)
    rows = []
    for number in range(12):
        level = 30 if number == 0 else 9
        table = pd.DataFrame({"date": pd.date_range(START, periods=DAYS), "product_id": f"p{number}"})
        units = luck.poisson(level, DAYS).astype(float)
        rows.append(table.assign(units=units, price=50.0, paid_amount=50 * units, oos_hours=0.0))
    return pd.concat(rows, ignore_index=True)


def test_the_hits_empty_shelf_rings_and_a_slow_sellers_does_not():
    table = shelf()
    table.loc[rows_of(table, 100, 110, product_id="p5"), ["oos_hours", "paid_amount"]] = [24.0, 0.0]
    stock = table[["date", "product_id", "oos_hours"]]
    assert goods.empty_shelf(table, stock).empty
    alone = table[table["product_id"] == "p5"]
    assert goods.empty_shelf(alone, stock)["entity"].tolist() == ["p5"]  # in a shop of its own it carries everything
    many = shelf()
    many.loc[rows_of(many, 120, 125, product_id="p0"), ["oos_hours", "paid_amount", "units"]] = [24.0, 0.0, 0.0]
    the_only(goods.empty_shelf(many, many[["date", "product_id", "oos_hours"]]), 120, 125, "p0")


def test_a_price_slip_of_some_hours_shows_in_what_was_paid_a_piece():
    table = shelf()
    hit = rows_of(table, 120, 120, product_id="p0")
    table.loc[hit, "units"] += 800
    assert goods.price_mistake(table.assign(paid_amount=table["units"] * 50)).empty
    table.loc[hit, "paid_amount"] += 800 * 5
    the_only(goods.price_mistake(table), 120, 120, "p0")


def test_a_discount_on_one_product_tells_what_its_siblings_lost():
    table = shelf()
    table.loc[rows_of(table, 120, 129, product_id="p0"), "units"] *= 2.2
    for sibling in ("p1", "p2"):
        table.loc[rows_of(table, 120, 129, product_id=sibling), "units"] *= 0.2
    products = pd.DataFrame({"product_id": [f"p{k}" for k in range(12)], "family_id": ["f"] * 3 + list("ghijklmno")})
    promotions = pd.DataFrame({"kind": "discount", "product_ids": ["p0", "p4 p5"]})
    promotions = promotions.assign(start_ts=day(120), end_ts=day(130))
    found = goods.cannibal(
        promotions, table.drop(columns="oos_hours"), table[["date", "product_id", "oos_hours"]], products
    )
    the_only(found, 120, 129, "p0")
    assert found["size"][0] == pytest.approx(0.4, abs=0.12)


def test_a_late_supplier_is_late_again_and_again_and_one_late_ship_is_luck():
    luck = np.random.default_rng(2)
    order = [START + pd.Timedelta(7 * k, "D") for k in range(28)] * 2
    table = pd.DataFrame({"order_date": order, "supplier_id": ["s1"] * 28 + ["s2"] * 28})
    table["eta_date"] = table["order_date"] + pd.Timedelta(18, "D")
    table["arrive_date"] = table["eta_date"] + pd.to_timedelta(luck.integers(-4, 6, 56), unit="D")
    table.loc[5, "arrive_date"] += pd.Timedelta(20, "D")
    assert goods.late_supplier(table).empty
    table.loc[28 + np.arange(10, 14), "arrive_date"] += pd.Timedelta(20, "D")
    the_only(goods.late_supplier(table), 70, 91, "s2")


def test_a_festival_that_leaves_the_window_takes_a_level_with_it():
    money = np.full(DAYS, 1000.0)
    money[120] = 31_000.0
    daily = pd.DataFrame({"date": pd.date_range(START, periods=DAYS), "paid_amount": money})
    cuts = pd.DataFrame({"month": [START] * 3, "level": [1, 2, 3], "min_paid_30d": [0.0, 20_000, 50_000]})
    the_only(market.festival_left(daily, cuts, calendar(burst=120)), 150, 150, "big day")
    money[150:] = 100.0  # now the till itself is empty: no festival explains that
    assert (
        market.festival_left(daily.assign(paid_amount=money), cuts, calendar(burst=120))
        .query("start == @day(150)")
        .empty
    )


def test_a_note_in_the_log_is_found_as_a_note():
    log = pd.DataFrame(
        {"ts": [day(3) + pd.Timedelta(9, "h")], "text_en": ["The whole shop front was redesigned today."]}
    )
    the_only(market.noted(log), 3, 3, "The whole shop front was redesigned today.")


def test_find_runs_finders_by_id_on_a_mapping_or_on_anything_that_has_the_tables():
    class Shop:
        ads_daily = ads()
        market_daily = outside()

    Shop.market_daily.loc[rows_of(Shop.market_daily, 120, 128, category_id="food"), "rival_price_index"] *= 0.8
    found = finders.find(Shop(), ["INC-05", "INC-06"])
    assert found["kind"].tolist() == ["INC-06"]
    assert finders.find({"ads_daily": ads()}, ["INC-05"]).empty
    with pytest.raises(finders.NoSuchFinder, match="Finders: INC-01"):
        finders.find(Shop(), ["INC-99"])
