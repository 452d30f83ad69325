"""How to look at a shop: tables in, tables and numbers out.

Nothing here draws, and nothing here knows that the shop is simulated: `lens.normal_range(daily, "uv")` works on the
daily numbers of any shop. Names are resolved on first use; SciPy is loaded only inside the few functions that need it.
Every function says in its own help what it takes and gives; this is the list.

normal_range
    normal_range(daily, column, *, width, window, known)
    even_out(daily, column, *, known)
    known_days(calendar)
    outside(band, column)
    plain_range(daily, column, *, width, window)
    replay_dip(daily, column, *, share, days, width, window, known)
    usual_distance(gaps)
    weekday_index(daily, column, *, known)
    witnesses(daily, columns, *, known)
bands (METHODS)
    band_by(method, daily, column, *, width, window, known)
    days_of(spans)
    tally(band, column, real, *, known)
rules (RULES)
    per_100(rings, rules)
    price(rings, quiet, real, rules)
    ring(daily, column, *, known)
tables (LensError, MissingColumn, TooFewDays)
sold
    deals(shop, first, last)
cuts
    cells(deals, *, goods, place, paid)
    dance(deals, *, part, goods, place, paid)
rates
    exact_interval(hits, of, *, sure)
    people_needed(rate, better, *, sure, power)
    pooled(table, top, below, *, by)
    rate_difference(hits, of, base_hits, base_of, *, sure)
    rate_interval(hits, of, *, sure)
    replay_luck(rate, people, *, times, seed)
    shrunk(hits, of, *, weight, middle)
ways (BELOWS, OVER, TOPS)
    readings(daily, log, orders)
parts
    log_split(before, after)
    mix_and_rate(before, after, by, *, top, below)
    reversals(table, across, within, *, top, below, least)
    split_by(before, after, by, ladder)
    standardised_rate(rates_of, weights_of, by, *, top, below)
    walk(before, after)
funnel (STEPS)
    excess_loss(usual, now, by, *, steps, money)
    funnel_counts(traffic, orders)
    loss_by_day(usual, now, by, *, steps)
    step_rates(counts, by, steps)
leaking
    leaks(usual, now, by, *, steps)
drift
    by_luck(distances)
    drift_start(steps, *, slack, limit)
    ewma(steps, *, smooth, reach)
    innovations(daily, column, *, quiet, known)
    real_alarms(distances, *, false_share)
cohorts
    buying_days(orders)
    cohort_table(orders, *, ages, as_of, truncated)
    index_table(table, row, column, value, *, least, count)
    new_customers(orders, *, truncated)
    repurchase_rate(orders, *, days, as_of, truncated)
    returned(orders, *, days, as_of, truncated)
    value_to_date(orders, contribution, *, ages, as_of, truncated, by)
rfm
    band_sizes(banded, by)
    rfm_bands(customers, *, recency, frequency, money)
    rfm_table(orders, as_of, *, refunds)
recency
    recency_band(days)
waiting
    back_by_month(known, days, as_of, *, since)
    letter(worth, sent, was, then, *, leaves, gift, send)
    orders_by_band(orders, band_of, start, *, days)
buying_clock
    BuyingClock(r, alpha, a, b)
    Spending(p, q, v)
    expected_of_new(model, weeks)
    expected_orders(model, history, weeks)
    expected_spend(model, x, mean_value)
    fit_buying_clock(history)
    fit_spending(x, mean_value)
    operational_weeks(clock, start, end)
    purchase_history(orders, as_of, *, clock, truncated, since, known)
    repeat_share(model, weeks)
assortment
    abc(goods, value, *, cuts)
    bcg(own, market, *, start, end, back)
    gini(values)
    on_the_shelf(product_daily, inventory_daily)
    praise(reviews, *, traits, stars)
    top_share(values, share)
    trend(pace, season)
    trend_name(row, *, empty_share, steep)
    weekly_pace(shelf, by)
prices
    elasticity(shelf, family, *, promo, without)
    price_table(price, units, cost, response, ratios, *, fee)
    price_test(shelf, tested, sisters, blocks, *, settle)
all_prices
    price_response(shelf, families, *, featured)
stock
    demand_windows(shelf, product, lead_days)
    discount_net(money, product, siblings, others, start, end, *, base, after, value, without)
    expected_units(shelf, product, others, start, end, *, base, value, without)
    lead_times(purchase_orders, supplier)
    lost_sales(shelf, product, siblings, others, start, end, *, base, after, without)
    order_point(shelf, product, lead_days, *, service)
    order_point_formula(daily, daily_sd, lead_days, lead_sd, *, service)
    stock_ratios(inventory, cost, *, start, end)
on_the_way
    overdue(purchase_orders, days)
    supply_weeks(purchase_orders, inventory_daily, products, start, end)
advertising
    ad_ratios(ads, by)
    after_ads(orders, contribution, ads, campaigns, *, more)
    break_even_roas(contribution, paid)
    commission_by_channel(orders, cash_ledger)
    customer_cost(orders, spend, channel, start, end)
    kept_per_100(*, price, goods, fee, parcel, refund_rate, return_freight, resold)
    left_by_100_visitors(traffic, orders, contribution, start, end, *, days)
    payback(orders, contribution, channel, cost, *, within, truncated)
    return_on_ads(roas, break_even)
money
    cash_forecast(plan, ad_budget)
    contribution(orders, order_items, refunds, cash_ledger)
    cost_per_100_kept(cash_ledger, kept, *, by)
    ladder(orders, money, *, ads)
    largest_safe_budget(plan, budgets, buffer)
    lowest_day(forecast)
    product_money(order_items, money, refunds)
credit (LEDGERS)
    ledger(path_table, rule, *, value)
    ledgers(path_table, *, value)
    markov_credit(path_table)
    paths(journeys, touches, *, by)
    shapley_credit(path_table, *, worth, least)
    touch_ledgers(touches, *, by)
    ways_to_sales(journeys, touches, start, end)
trials
    block_levels(daily, blocks, *, spend, outcome, settle, control)
    holdout_lift(test, treated, control, *, by)
    next_steps(brings, split)
    next_yuan(levels, *, worth)
    split_budget(returns, total, *, step, most, least)
    switchback(daily, *, ad, organic, off, control)
response
    Response(top, half, slope, theta, error)
    adstock(spend, theta)
    fit_response(daily, *, spend, outcome, season)
    hill(spend, half, slope)
service
    avoidable_refunds(order_items, orders, refunds, batch, stopped, usual)
    batch_refunds(order_items, refunds, *, reason, sure)
    chain_after(daily, worse, day_0, *, within, known)
    late_by_day(orders)
    load_bands(service, *, edges, slow_after)
    on_time(orders, start, end)
    safe_load(bands, *, share, least)
    shop_score(reviews, as_of, *, column, window)
    shrunk_score(stars, by, *, weight)
    staff_needed(chats, load)
    wait_share(chats_an_hour, minutes_a_chat, places, *, seconds)
queue
    lags(leader, follower, *, most)
    replay_evenings(chats_by_hour, minutes_a_chat, people, *, times, seconds, seed)
finders (FINDERS)
    find(tables, kinds)
standing
    days_to_next(daily, day, target, *, column, pace_days)
    level_by_day(daily, thresholds, *, column)
    market_and_share(own_before, own_after, market_before, market_after)
    seasonal_index(daily, column)
    seasonal_naive(daily, column, start, end, *, pace_days, backtests, sure)
forecast
    days_ahead(daily, calendar, column, today, *, days)
    festival_lift(daily, calendar, column)
    level_now(daily, calendar, column, today, *, days)
    ordinary_line(daily, calendar, column, *, width)
    rolling_backtest(daily, calendar, column, origins, *, days)
alarms
    alarms(shop, *, width, gap)
without
    part_and_rest(shop, *where)
    without_it(days, start, end, calendar, *, after, sure)
"""

from __future__ import annotations

import importlib
from typing import Any

from toolkit.lens.alarms import alarms
from toolkit.lens.normal_range import normal_range  # a function and its file share a name: the function must win

_HOMES = {
    "normal_range": "even_out known_days outside plain_range replay_dip usual_distance weekday_index witnesses",
    "bands": "METHODS band_by days_of tally",
    "rules": "RULES per_100 price ring",
    "tables": "LensError MissingColumn TooFewDays",
    "sold": "deals",
    "cuts": "cells dance",
    "rates": "exact_interval people_needed pooled rate_difference rate_interval replay_luck shrunk",
    "ways": "BELOWS OVER TOPS readings",
    "parts": "log_split mix_and_rate reversals split_by standardised_rate walk",
    "funnel": "STEPS excess_loss funnel_counts loss_by_day step_rates",
    "leaking": "leaks",
    "drift": "by_luck drift_start ewma innovations real_alarms",
    "cohorts": "buying_days cohort_table index_table new_customers repurchase_rate returned value_to_date",
    "rfm": "band_sizes rfm_bands rfm_table",
    "recency": "recency_band",
    "waiting": "back_by_month letter orders_by_band",
    "buying_clock": (
        "BuyingClock Spending expected_of_new expected_orders expected_spend fit_buying_clock fit_spending "
        "operational_weeks purchase_history repeat_share"
    ),
    "assortment": "abc bcg gini on_the_shelf praise top_share trend trend_name weekly_pace",
    "prices": "elasticity price_table price_test",
    "all_prices": "price_response",
    "stock": (
        "demand_windows discount_net expected_units lead_times lost_sales order_point order_point_formula stock_ratios"
    ),
    "on_the_way": "overdue supply_weeks",
    "advertising": (
        "ad_ratios after_ads break_even_roas commission_by_channel customer_cost kept_per_100 left_by_100_visitors payback return_on_ads"
    ),
    "money": "cash_forecast contribution cost_per_100_kept ladder largest_safe_budget lowest_day product_money",
    "credit": "LEDGERS ledger ledgers markov_credit paths shapley_credit touch_ledgers ways_to_sales",
    "trials": "block_levels holdout_lift next_steps next_yuan split_budget switchback",
    "response": "Response adstock fit_response hill",
    "service": (
        "avoidable_refunds batch_refunds chain_after late_by_day load_bands on_time safe_load shop_score shrunk_score "
        "staff_needed wait_share"
    ),
    "queue": "lags replay_evenings",
    "finders": "FINDERS find",
    "standing": "days_to_next level_by_day market_and_share seasonal_index seasonal_naive",
    "forecast": "days_ahead festival_lift level_now ordinary_line rolling_backtest",
    "without": "part_and_rest without_it",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = ["alarms", "normal_range", *sorted(_HOME_OF)]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        message = f'module "toolkit.lens" has no name "{name}"'
        raise AttributeError(message)
    return getattr(importlib.import_module(f"toolkit.lens.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, *globals()]
