"""The page of the balance counts what is reached and what is not; random play stays within its spread."""

import numpy as np
import pytest

from toolkit.bench import game, game_page
from toolkit.game.desk import Desk
from toolkit.game.season import Season, past


def study(seed=1, **changes):
    made = {
        "seed": seed, "runs": 300, "nothing": 100.0, "rule": 160.0, "best": 200.0, "share": 0.6, "worse": 1.0, "half": 199.0,
        "levers": {"prices": 0.4, "budgets": 0.3}, "signs": {"INC-05": 0.7},
    }  # fmt: skip
    return {**made, **changes}


def reached(studies):
    return [goal[3] for goal in game_page.goals(studies)]


def test_a_balanced_shop_reaches_every_goal():
    assert all(reached([study(), study(2)]))


def test_each_goal_can_be_missed():
    misses = [
        {"rule": 90.0},
        {"share": 0.9},
        {"worse": 0.5},
        {"levers": {"prices": 0.6}},
        {"half": 150.0},
        {"signs": {"INC-05": 0.4}},
    ]
    for place, miss in enumerate(misses):
        assert not reached([study(**miss)])[place]


def test_the_page_has_a_row_for_every_shop_and_tells_their_runs(tmp_path):
    game_page.write([study(2), study(1, runs=600)], tmp_path / "page.md")
    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert text.index("| 1 | 100") < text.index("| 2 | 100")
    assert "2 shops; 300 runs of the search in 1 of them, 600 runs of the search in 1 of them" in text
    assert "from 300 to 600 runs" in text
    assert "from 150 to 300 runs" in text


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("balance") / "game.jsonl"


@pytest.fixture(scope="module")
def first(file):
    return game.study(1, 6, file)


def test_a_shop_that_was_studied_is_read_and_not_played_again(file, first, monkeypatch):
    monkeypatch.setattr(game, "search", None)
    assert game.study(1, 6, file) == first


def test_more_runs_go_on_from_the_runs_there_are(file, first):
    more = game.study(1, 10, file)
    assert list(more["tried"])[:6] == list(first["tried"])
    assert len(more["tried"]) == 10
    assert more["best"] >= first["best"]
    assert game.kept(file)[1] == more


def test_a_shop_of_another_game_is_played_anew(tmp_path, first):
    file = tmp_path / "game.jsonl"
    game.lines.append(file, game.json.dumps({**first, "rule": first["rule"] + 9, "runs": 900, "tried": {}}))
    assert game.study(1, 6, file)["runs"] == 6


def test_random_play_moves_every_amount_by_less_than_a_third():
    desk = Desk(Season(past(b"classroom")))
    made = game.around(desk, np.random.default_rng(3))
    shares = [value.factor for value in made.budgets.values()]
    assert all(0.5 * 0.69 < share <= 1.31 for share in shares)
    assert len(set(shares)) == len(shares)
