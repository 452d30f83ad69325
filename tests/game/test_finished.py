"""A finished season is replayed from decisions alone: what is typed into the file moves no yuan, and what the game refuses is held."""

import json
from types import SimpleNamespace

import pytest

from toolkit.game import Decisions, hindsight, open_game, sensible
from toolkit.game.finished import finished, mark_of, plain
from toolkit.game.hindsight import LADDERS, LEVER_OF, search, start
from toolkit.game.model import played
from toolkit.game.play import play
from toolkit.game.saved import lines_of
from toolkit.game.score import score
from toolkit.game.season import Season
from toolkit.game.worth import total_of, without, worth
from toolkit.shop.decisions import ImpossibleDecision, times

SAID = {"expect": {"paid_amount": (100_000, 200_000)}, "stop": ("cash", "<", 0)}


@pytest.fixture
def lines():
    game = open_game(mode="short")
    for week in range(1, 7):
        decided = Decisions(budgets={"video": times(0.5)}) if week == 2 else Decisions()
        game.next_week(decided, review={"cause": "luck"}, **SAID)
    return lines_of(game.file)


def test_a_hand_in_is_replayed_to_the_same_score_twice(lines):
    one, two = (finished(lines, b"classroom", whole=False) for _ in range(2))
    assert one.score == two.score
    assert one.refused == {}
    assert len(one.tables["weeks"]) == 6


def test_numbers_typed_into_the_file_move_nothing(lines):
    honest = finished(lines, b"classroom", whole=False)
    boasting = [{**line, "score": 10**9, "cash": 10**9, "came": 10**9} for line in lines]
    assert finished(boasting, b"classroom", whole=False).score == honest.score


def test_decisions_the_game_would_refuse_are_held_and_named(lines):
    forged = json.loads(json.dumps(lines))
    forged[1]["decisions"]["budgets"] = {"map": [["video", {"type": "Times", "factor": 50.0}]]}
    forged[3]["decisions"] = {"type": "Path", "args": ["/"]}
    told = finished(forged, b"classroom", whole=False)
    assert set(told.refused) == {1, 3}
    assert told.score == finished(lines, b"classroom", whole=False).score


def test_the_game_of_another_shop_and_an_unfinished_one_are_refused(lines):
    with pytest.raises(ImpossibleDecision, match="your own practice shop"):
        finished(lines, b"another", whole=False)
    with pytest.raises(ImpossibleDecision, match="weeks are played"):
        finished(lines[:4], b"classroom", whole=False)


@pytest.fixture
def whole():
    game = open_game()
    for week in range(1, 14):
        game.next_week(Decisions(budgets={"video": times(0.5)}) if week == 12 else Decisions(), **SAID)
    return game


def test_a_finished_game_takes_the_place_of_the_model_game(whole):
    marked = mark_of(b"classroom")
    whole.file.unlink()
    assert mark_of(b"classroom") != marked


def test_a_season_in_plain_form_is_json(whole):
    season = plain(b"classroom")
    assert season["mode"] == "open"
    assert json.loads(json.dumps(season["worth"])) == season["worth"]
    assert list(zip(season["worth"]["week"], season["worth"]["link"], strict=True)) == [(12, "promotion"), (12, "all")]


def test_a_short_season_is_told_and_is_no_lesson(lines):
    assert "categories" not in finished(lines, b"classroom", whole=False).tables
    assert mark_of(b"classroom") == mark_of(b"nobody's shop")


def test_a_decision_is_worth_what_its_absence_costs(before):
    decided = [Decisions(budgets={"video": times(0)}, overtime={"evening": 4}), Decisions(), Decisions()]
    season = Season(before, keeps=True)
    for one in decided:
        season.live(one)
    whole = total_of(Season(before), decided)
    rows = worth(season, whole).set_index(["week", "link"])["yuan"]
    lost = whole - total_of(Season(before), [without(decided[0], "service"), *decided[1:]])
    assert rows[1, "service"] == round(lost)
    assert (1, "all") in rows.index


def test_the_model_game_is_the_sensible_rule_with_words(before):
    season, lines = played(before)
    assert season.decided == play(before, sensible, handed_over=0).decided
    assert all(line["review"]["next"] for line in lines)


def test_hindsight_steps_over_a_valley(monkeypatch):
    hills = {5: 5.0, 1: 9.0}  # step 5 of the ten of a budget is the start; each step beside it is worse
    monkeypatch.setattr(hindsight, "season_of", lambda before, steps: steps)
    monkeypatch.setattr(hindsight, "score", lambda steps: SimpleNamespace(total=hills.get(steps["video"], 0.0)))
    found = search(None, 300)
    assert (found.steps["video"], found.total) == (1, 9.0)


def test_hindsight_never_falls_and_knows_every_lever(before):
    found = search(before, 8)
    assert list(found.path) == sorted(found.path)
    assert set(LEVER_OF) == set(LADDERS) == set(start())


def test_a_policy_of_ten_lines_runs_on_any_shop(before):
    def mine(desk):
        return Decisions(overtime={"evening": 2.0 if desk.load["evening"] > 1 else 0.0})

    assert score(play(before, mine)).total > 0
