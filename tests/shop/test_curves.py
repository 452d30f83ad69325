"""Values are looked up fast, and the answers are those of NumPy to the bit."""

import numpy as np
import pytest

from toolkit.shop.curves import Curve, Guide, passed
from toolkit.shop.keys import unit
from toolkit.shop.rows.clock import _OF_DAY
from toolkit.shop.samplers import _curve

CURVES = {
    "normal": _curve("normal", 0.0, 0.0),
    "gamma": _curve("gamma", 0.24, 0.0),
    "beta": _curve("beta", 0.79, 2.4),
    "clock": _OF_DAY,
    "steps": Curve(np.array([0.0, 0.25, 0.25, 0.5, 1.0]), np.array([0.0, 1.0, 2.0, 5.0, 7.0])),
}
CHANCE = unit(np.arange(20_000) * 12345)


def around(places):
    """Each place, and the numbers next to it, between 0 and 1."""
    near = np.concatenate([places, np.nextafter(places, 0), np.nextafter(places, 1)])
    return np.tile(near, -(-1_000 // len(near)))


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_is_read_as_numpy_reads_it(name):
    curve = CURVES[name]
    guides = np.arange(curve.guide.guides + 1) / curve.guide.guides
    for u in (CHANCE, around(curve.x), around(guides), CHANCE.reshape(2, -1)):
        assert (curve.at(u) == np.interp(u, curve.x, curve.y)).all()


@pytest.mark.parametrize("edges", [0, 1, 5, 60, 300])
@pytest.mark.parametrize("many", [3, 400, 20_000])
def test_edges_are_counted_as_numpy_finds_places(edges, many):
    edge = np.sort(CHANCE[:edges])
    values = np.concatenate([CHANCE[:many], edge])
    assert (passed(values, edge) == edge.searchsorted(values, side="right")).all()
    assert (Guide(edge).passed(values) == edge.searchsorted(values, side="right")).all()
