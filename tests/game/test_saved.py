"""A game is its decisions: it survives a crash and a second notebook, and opens on another machine as it was."""

import json
import shutil

import pytest

from toolkit.game import Decisions, open_game, times
from toolkit.game.saved import lines_of, weeks_of
from toolkit.shop.decisions import ImpossibleDecision

SAID = {"expect": {"pay_orders": (900, 1500)}, "stop": ("cash", "<", 0)}


def played(weeks=3, **which):
    game = open_game(**which)
    for week in range(weeks):
        game.next_week(Decisions(budgets={"video": times(1 + week / 10)}), **SAID)
    return game


def test_a_game_opens_where_it_was_left():
    game = played()
    again = open_game()
    assert again.week == 4
    assert again.season.state.cash == game.season.state.cash
    assert again.expectations().equals(game.expectations())


def test_the_file_holds_decisions_and_no_results():
    game = played(1)
    header, week = (json.loads(line) for line in game.file.read_text(encoding="utf-8").splitlines())
    assert header["kind"] == "game"
    assert set(week) == {"kind", "week", "decisions", "expect", "stop", "look", "review"}


def test_a_torn_last_line_loses_only_that_week():
    game = played()
    text = game.file.read_bytes()
    game.file.write_bytes(text[:-40])
    again = open_game()
    assert again.week == 3
    again.next_week(Decisions(budgets={"video": times(1.2)}), **SAID)
    assert open_game().season.state.cash == game.season.state.cash


def test_the_first_line_of_a_week_counts():
    game = played(2)
    lines = lines_of(game.file)
    forged = {**lines[1], "decisions": lines[2]["decisions"]}
    assert weeks_of([*lines, forged]) == weeks_of(lines)


def test_a_game_opens_on_another_machine(tmp_path, monkeypatch):
    game = played(student="2024001")
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "games", elsewhere / "games")
    monkeypatch.setenv("SHOP_HOME", str(elsewhere))
    assert open_game(student="2024001").season.state.cash == game.season.state.cash


def test_seasons_and_modes_are_games_of_their_own():
    played(1)
    assert open_game(mode="practice").week == 1
    assert open_game(season=2).week == 1


def test_practice_ends_after_two_weeks():
    game = played(2, mode="practice")
    assert game.over
    with pytest.raises(ImpossibleDecision, match="2 weeks"):
        game.next_week(**SAID)
