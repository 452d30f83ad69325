"""A bad decision is refused with what was given, what there is and what to do; and the week does not move."""

import pytest

from toolkit.game import Decisions, GameMoved, open_game, times
from toolkit.game.limits import LEVERS, released
from toolkit.shop.decisions import ImpossibleDecision

SAID = {"expect": {"paid_amount": (140_000, 170_000)}, "stop": ("paid_amount", "<", 100_000)}


@pytest.fixture
def game():
    return open_game()


def known(game, nth=0):
    products = game.table("products").query("delist_date != delist_date")
    return str(products["product_id"].iloc[nth])


BAD = {
    "a negative budget": lambda game: Decisions(budgets={"video": -5}),
    "a price of nothing": lambda game: Decisions(prices={known(game): 0}),
    "a price too high": lambda game: Decisions(prices={known(game): times(1.2)}),
    "two steps up at once": lambda game: Decisions(prices={known(game): times(1.1)}),
    "more than the cash": lambda game: Decisions(orders={known(game, nth): 300 for nth in range(40)}),
    "more than the store-room": lambda game: Decisions(orders={known(game): 50_000}),
    "an unknown product": lambda game: Decisions(orders={"P-none": 12}),
    "an unknown campaign": lambda game: Decisions(budgets={"search_org": 12}),
    "a budget for messages": lambda game: Decisions(budgets={"crm": 12}),
    "too large a budget": lambda game: Decisions(budgets={"video": times(3.5)}),
    "letters to a band": lambda game: Decisions(messages={"sleeping": 500}),
    "nobody in a shift": lambda game: Decisions(staff={"morning": 0}),
    "half a person": lambda game: Decisions(staff={"morning": 1.5}),
    "a promise nobody knows": lambda game: Decisions(promises={"ship_hours": 36}),
    "two depths at once": lambda game: Decisions(promotions={known(game, 0): 0.1, known(game, 1): 0.2}),
    "placements": lambda game: Decisions(placements={"reco_feed": {0: 0.5}}),
    "four families at other prices": lambda game: Decisions(
        prices={known(game, n): times(0.9) for n in (0, 40, 80, 120, 160)}
    ),
    "no decision at all": lambda game: {"budgets": {"video": 5}},
}


@pytest.mark.parametrize("what", BAD)
def test_is_refused(game, what):
    with pytest.raises(ImpossibleDecision) as refused:
        game.next_week(BAD[what](game), **SAID)
    assert str(refused.value).count(". ") >= 2
    assert game.week == 1
    assert not game.file.exists()


@pytest.mark.parametrize("missing", ["expect", "stop"])
def test_no_week_moves_without_a_range_and_a_stop_rule(game, missing):
    with pytest.raises(ImpossibleDecision, match="No week moves without one"):
        game.next_week(Decisions(), **{name: value for name, value in SAID.items() if name != missing})
    assert game.week == 1


@pytest.mark.parametrize(
    "odd", [{"uv": (1, 2)}, {"paid_amount": 5}, {"paid_amount": (1, "two")}, {"paid_amount": (1,)}]
)
def test_a_range_that_is_none_is_refused(game, odd):
    with pytest.raises(ImpossibleDecision):
        game.next_week(Decisions(), expect=odd, stop=SAID["stop"])


def test_holding_is_never_refused_however_low_the_cash(game):
    game.season.state.cash = -50_000_000
    game.next_week(**SAID)
    assert game.week == 2


def test_a_price_goes_up_by_one_step_in_eight_weeks_and_down_at_once(game):
    one = known(game)
    game.next_week(Decisions(prices={one: times(1.05)}), **SAID)
    game.next_week(Decisions(prices={one: times(0.7)}), **SAID)
    game.next_week(Decisions(prices={one: times(1.05)}), **SAID)
    while game.week < 9:
        with pytest.raises(ImpossibleDecision, match="to 105% this week"):
            game.next_week(Decisions(prices={one: times(1.1)}), **SAID)
        game.next_week(**SAID)
    game.next_week(Decisions(prices={one: times(1.1)}), **SAID)
    assert game.week == 10


def test_a_second_lot_within_four_weeks_is_refused(game):
    game.next_week(Decisions(messages={"lot": 2000}), **SAID)
    with pytest.raises(ImpossibleDecision, match="second lot"):
        game.next_week(Decisions(messages={"lot": 2000}), **SAID)


def test_guided_play_hands_levers_over_in_stages():
    assert released("guided", 1) == ("budgets",)
    assert "orders" in released("guided", 2)
    assert "prices" not in released("guided", 4)
    assert set(released("guided", 6)) == set(LEVERS)
    with pytest.raises(ImpossibleDecision, match="yours from week 3"):
        open_game(mode="guided").next_week(Decisions(staff={"evening": 2}), **SAID)


def test_a_game_that_moved_elsewhere_says_so(game):
    other = open_game()
    other.next_week(**SAID)
    with pytest.raises(GameMoved, match="week 2"):
        game.next_week(**SAID)
    game.next_week(**SAID)
    assert (game.week, open_game().week) == (3, 3)
