"""What can be decided in a game: the levers, how far each goes, and the reason where one is refused.

A refusal has three parts: what was given, what there is, what to do. The week does not move.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np

from toolkit.game.desk import Desk
from toolkit.game.season import CAMPAIGNS, Season
from toolkit.shop.decisions import EVERYBODY, LOT, SHIP, Decisions, ImpossibleDecision, Times, amount
from toolkit.shop.keys import Floats
from toolkit.shop.product import listed
from toolkit.shop.rows.ids import product_names

MOST_BUDGET, MOST_MESSAGES, MOST_LOT, LOT_EVERY = 3.0, 2.0, 3000, 4
DEAREST, CHEAPEST, STEP, PACE = 1.10, 0.70, 0.05, 8
"""Of the list price; up by one step in so many weeks. Dearer or sooner, prices alone would carry half of what can be won."""
MOST_FAMILIES = 3
DEPTHS = (0.05, 0.10, 0.15, 0.20, 0.25, 0.30)
MOST_PEOPLE, MOST_HOURS, PROMISES = 6, 8, (24, 48, 72)
ROOM = 24_000
"""Pieces that the store-room holds, those on their way included, at scale 1."""
LEVERS = ("budgets", "messages", "orders", "staff", "overtime", "promises", "prices", "promotions")
STAGES = {
    1: ("budgets",),
    2: ("orders",),
    3: ("staff", "overtime", "promises"),
    5: ("prices", "promotions"),
    6: ("messages",),
}
"""Guided play: the week in which a lever is handed over."""
SHORT_LEVERS = ("budgets", "orders", "staff", "overtime")


def released(mode: str, week: int) -> tuple[str, ...]:
    """The levers that may be moved in a week: all in open play, more each week in guided play, three sorts in the short season."""
    if mode == "short":
        return SHORT_LEVERS
    if mode != "guided":
        return LEVERS
    return tuple(lever for first, names in STAGES.items() if first <= week for lever in names)


def ranges(desk: Desk) -> list[tuple[str, str, str, str]]:
    """Each lever in words: its name, what it moves, where it stands this Monday, how far it goes."""
    hours, people = f"0 to {MOST_HOURS} hours a day", f"1 to {MOST_PEOPLE} people"
    return [
        *(
            ("budgets", name, f"{now:,.0f} CNY a day", f"0 to {MOST_BUDGET * desk.handed_over[name]:,.0f} CNY a day")
            for name, now in desk.budgets.items()
        ),
        ("messages", EVERYBODY, f"{desk.messages:g} times the old number", f"0 to {MOST_MESSAGES:g} times"),
        *(("staff", shift, f"{now}", people) for shift, now in desk.people.items()),
        *(("overtime", shift, f"{now:g}", hours) for shift, now in desk.overtime.items()),
        ("promises", SHIP, f"{desk.promise} hours", f"{', '.join(map(str, PROMISES))} hours"),
        (
            "prices",
            "a product",
            "",
            f"{CHEAPEST:g}–{DEAREST:g} × list; up {STEP:g} in {PACE} weeks; {MOST_FAMILIES} families",
        ),
        ("promotions", "a family", "", f"{DEPTHS[0]:.0%} to {DEPTHS[-1]:.0%} off for the week"),
        ("orders", "a product", "", "pieces, as far as cash and store-room go"),
    ]


def read(season: Season, decided: Decisions, mode: str = "open") -> Decisions:
    """Return a week's decisions with products as the shop's own numbers. Raises: ImpossibleDecision."""
    if type(decided) is not Decisions:
        raise refusal(
            f"A {type(decided).__name__} was decided.", "A week is one Decisions(…).", "Write Decisions() to hold all."
        )
    decided = _by_number(season, decided)
    _known_levers(decided, mode, season.week)
    desk = Desk(season)
    _budgets(desk, season, decided)
    _prices(season, decided)
    _promotion(season, decided)
    _orders(season, decided)
    _people(desk, decided)
    _cash(desk, decided)
    return decided


def refusal(given: str, exists: str, do: str) -> ImpossibleDecision:
    """The reason why a week does not move, in three parts."""
    return ImpossibleDecision(given=given, exists=exists, do=do)


def _by_number(season: Season, decided: Decisions) -> Decisions:
    names = product_names(season.works.scenario.keys, len(season.works.goods.family))
    place = {name: sku for sku, name in enumerate(names)}
    for lever in ("prices", "promotions", "orders"):
        given = getattr(decided, lever)
        for product in given:
            if product not in place and (isinstance(product, bool) or product not in range(len(names))):
                raise refusal(
                    f'There is no product "{product}".',
                    f"The shop has {len(names)} products, such as {sorted(names)[0]}.",
                    'Take a product_id from game.table("products").',
                )
        numbered: dict[str, Any] = {lever: {place.get(one, one): value for one, value in given.items()}}
        decided = replace(decided, **numbered)
    return decided


def _known_levers(decided: Decisions, mode: str, week: int) -> None:
    moved = [one.name for one in fields(decided) if one.name not in ("start", "end") and getattr(decided, one.name)]
    free = released(mode, week)
    for lever in moved:
        if lever not in LEVERS:
            raise refusal(f"{lever} cannot be moved in a game.", f"Levers: {', '.join(LEVERS)}.", "Leave it out.")
        if lever not in free:
            later = next((first for first, names in STAGES.items() if lever in names), None)
            when = (
                f"it is yours from week {later}" if mode == "guided" and later else "it is not part of the short season"
            )
            raise refusal(
                f"{lever} was moved in week {week}.", f"Free now: {', '.join(free)}; {when}.", "Leave it out for now."
            )


def _budgets(desk: Desk, season: Season, decided: Decisions) -> None:
    for name, value in decided.budgets.items():
        if name not in CAMPAIGNS:
            raise refusal(f"{name} has no budget.", f"Campaigns: {', '.join(CAMPAIGNS)}.", "Use one of these.")
        usual = desk.handed_over[name]
        _up_to(
            f"The budget of {name}",
            amount(value, usual),
            MOST_BUDGET * usual,
            f"{usual:,.0f} CNY a day at the hand-over",
        )
    for group, value in decided.messages.items():
        if group == LOT:
            _up_to("A message lot", amount(value, 0), MOST_LOT, "people, drawn by lot")
            if any(LOT in one.messages for one in season.decided[1 - LOT_EVERY :]):
                raise refusal(
                    "A second lot.", f"One in {LOT_EVERY} weeks: it has to be read first.", "Wait, or leave it out."
                )
        elif group == EVERYBODY:
            usual = float(season.past.works.plan.messages[season.day])
            _up_to("Messages", amount(value, usual), MOST_MESSAGES * usual, f"{usual:,.0f} a day at the hand-over")
        else:
            raise refusal(
                f'Messages to "{group}".', f'Messages go to "{EVERYBODY}" or to a "{LOT}".', "Use one of these."
            )


def _up_to(what: str, given: float, most: float, usual: str) -> None:
    if given > most * 1.000001:
        raise refusal(
            f"{what} would be {given:,.0f}.",
            f"It goes from 0 to {most:,.0f} ({usual}).",
            "Give a number in that range.",
        )


def dearest(season: Season) -> Floats:
    """The highest price of each product this Monday, of its list price: a step above what it was eight weeks ago."""
    then = max(season.day - 7 * PACE, season.past.first - 1)
    share = np.round(season.works.plan.price[then] / season.past.works.plan.price[then], 2)
    return np.asarray(np.minimum(np.maximum(share, 1.0) + STEP, DEAREST))


def _prices(season: Season, decided: Decisions) -> None:
    goods, plan, most = season.works.goods, season.works.plan, dearest(season)
    for sku, value in decided.prices.items():
        factor = value.factor if isinstance(value, Times) else float(value) * 100 / float(goods.list_fen[sku])
        steps = factor / STEP
        if not CHEAPEST - 1e-9 <= factor <= most[sku] + 1e-9 or (
            isinstance(value, Times) and abs(steps - round(steps)) > 1e-6
        ):
            raise refusal(
                f"A price of {factor:.0%} of the list price.",
                f"It goes from {CHEAPEST:.0%} to {most[sku]:.0%} this week, in steps of {STEP:.0%}; up by one in {PACE} weeks, "
                f"to {DEAREST:.0%} at most.",
                "Write times(1.05) for a step up, times(1) for the old price.",
            )
    here = plan.price[season.day] != season.past.works.plan.price[season.day]
    here[list(decided.prices)] = [amount(value, 1.0) != 1.0 for value in decided.prices.values()]
    families = np.unique(goods.family[here])
    if decided.prices and len(families) > MOST_FAMILIES:
        raise refusal(
            f"Prices of {len(families)} families would differ from the old ones.",
            f"At most {MOST_FAMILIES} families at a time, or nobody can tell which one did it.",
            "Give one of them back with times(1) first.",
        )


def _promotion(season: Season, decided: Decisions) -> None:
    given = decided.promotions
    families = {int(season.works.goods.family[sku]) for sku in given}
    depths = {round(float(depth), 4) for depth in given.values()}
    if len(families) > 1 or len(depths) > 1 or not depths <= set(DEPTHS):
        raise refusal(
            f"A promotion on {len(families)} families at {', '.join(f'{depth:.0%}' for depth in sorted(depths))}.",
            f"One family and one depth a week: {', '.join(f'{depth:.0%}' for depth in DEPTHS)}.",
            "Choose one; next week is another.",
        )


def _orders(season: Season, decided: Decisions) -> None:
    goods, shelf = season.works.goods, season.state.shelf
    gone = [sku for sku in decided.orders if not listed(goods, season.day)[sku]]
    if gone:
        raise refusal(
            "A product that is no longer on sale was ordered.", "Suppliers make what is on sale.", "Leave it out."
        )
    for units in decided.orders.values():
        if units != int(units):
            raise refusal(f"{units} pieces were ordered.", "Pieces are whole.", "Round it.")
    after = int(shelf.units.sum() + shelf.on_order.sum()) + int(sum(decided.orders.values()))
    room = round(ROOM * season.works.scenario.scale)
    if decided.orders and after > room:
        raise refusal(
            f"{after:,} pieces would be here or on their way.", f"The store-room holds {room:,}.", "Order fewer."
        )


def _people(desk: Desk, decided: Decisions) -> None:
    for shift, value in decided.staff.items():
        many = amount(value, desk.people[shift])
        if many != int(many) or not 1 <= many <= MOST_PEOPLE:
            raise refusal(
                f"{many:g} people for {shift}.", f"A shift has 1 to {MOST_PEOPLE}.", "Give a whole number of people."
            )
    for shift, hours in decided.overtime.items():
        _up_to(f"Overtime in the {shift} shift", hours, MOST_HOURS, "hours a day, all people of the shift together")
    hours = decided.promises.get(SHIP, PROMISES[1])
    if hours not in PROMISES:
        raise refusal(
            f"A promise of {hours:g} hours.", f"Promises: {', '.join(map(str, PROMISES))} hours.", "Choose one."
        )


def _cash(desk: Desk, decided: Decisions) -> None:
    """Refuse what the account cannot bear: the lowest evening of four weeks, with all that is decided paid, and as before."""
    more = np.cumsum(desk.cost_ahead(decided))
    lowest = int((desk.cash_ahead - np.maximum(more, 0)).argmin())
    after = float((desk.cash_ahead - more)[lowest])
    if float(more[lowest]) > 0.5 and after < -desk.limit:
        raise refusal(
            f"With these decisions the account would stand at {after:,.0f} CNY in {lowest + 1} days.",
            f"There are {desk.cash:,.0f} CNY in it, and the bank lends {desk.limit:,.0f} at most.",
            "Spend less, order less, or wait for money that is on its way.",
        )
