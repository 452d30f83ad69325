"""The page of the balance counts what is reached and what is not; random play stays within its spread."""

import numpy as np

from toolkit.bench import game
from toolkit.game.desk import Desk
from toolkit.game.season import Season, past


def study(seed=1, **changes):
    made = {
        "seed": seed, "nothing": 100.0, "rule": 160.0, "best": 200.0, "share": 0.6, "worse": 1.0, "half": 199.0,
        "levers": {"prices": 0.4, "budgets": 0.3}, "signs": {"INC-05": 0.7},
    }  # fmt: skip
    return {**made, **changes}


def reached(studies):
    return [goal[3] for goal in game.goals(studies)]


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


def test_the_page_has_a_row_for_every_shop(tmp_path):
    game.write([study(2), study(1)], 300, tmp_path / "page.md")
    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert text.index("| 1 | 100") < text.index("| 2 | 100")
    assert "2 shops, 300 runs" in text


def test_random_play_moves_every_amount_by_less_than_a_third():
    desk = Desk(Season(past(b"classroom")))
    made = game.around(desk, np.random.default_rng(3))
    shares = [value.factor for value in made.budgets.values()]
    assert all(0.5 * 0.69 < share <= 1.31 for share in shares)
    assert len(set(shares)) == len(shares)
