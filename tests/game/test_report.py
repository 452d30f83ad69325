"""The weekly report is one page in the same order, built from tables; the panel says why a week does not move."""

import pytest

from toolkit.game import limits, open_game
from toolkit.game.panel import panel
from toolkit.shop.decisions import ImpossibleDecision

SAID = {"expect": {"paid_amount": (100_000, 200_000)}, "stop": ("cash", "<", 0)}


@pytest.fixture
def game():
    made = open_game()
    made.next_week(**SAID)
    return made


def test_the_page_has_board_links_said_log_and_calendar_in_this_order(game):
    text = repr(game.report())
    places = [
        text.index(part) for part in ("Morning board", "Six links", "You said, it came", "The log", "Four weeks ahead")
    ]
    assert places == sorted(places)
    assert game.report().board.lit == ["visitors", "sources", "revenue", "conversion", "level", "market", "loss"]


def test_the_page_is_html_in_a_notebook(game):
    assert game.report()._repr_html_().count("<table") == 4


def test_six_links_are_told(game):
    assert game.report().links["link"].tolist() == ["capital", "product", "supply", "promotion", "service", "team"]


def test_the_faults_of_the_tracker_stay_in_the_tables(before):
    outage = next(one.incident for one in before.troubles if one.sort == "tracker")
    game = open_game()
    while game.season.day <= outage.end_day:
        game.next_week(**SAID)
    daily = game.table("shop_daily").set_index("date")
    day = game.season.date(outage.start_day)
    assert daily["uv"][day] < 0.65 * daily["uv"][:day].iloc[-8:-1].median()
    assert daily["pay_orders"][day] > 0.6 * daily["pay_orders"][:day].iloc[-8:-1].median()


def test_nothing_of_tomorrow_is_in_the_tables(game):
    last = game.monday
    assert game.table("orders")["created_ts"].max() < last
    assert game.table("shop_daily")["date"].max() < last
    assert game.table("ops_log")["ts"].max() < last
    assert not (game.table("purchase_orders")["arrive_date"] >= last).any()


def test_outside_a_notebook_the_report_is_printed(game, capsys):
    panel(game)
    assert "Report for week 2" in capsys.readouterr().out


def test_every_lever_is_in_the_list_with_how_far_it_goes(game):
    levers = game.levers()
    assert set(levers["lever"]) == set(limits.LEVERS)
    assert levers["range"].str.len().min() > 5


def test_a_season_that_is_over_tells_its_score_beside_the_rules():
    game = open_game(mode="practice")
    with pytest.raises(ImpossibleDecision, match="still to come"):
        game.result()
    for _ in range(2):
        game.next_week(**SAID)
    result = game.result()
    assert result.index.tolist() == ["you", "do nothing", "sensible rule"]
    assert result["total"]["you"] == result["total"]["do nothing"] != result["total"]["sensible rule"]
