"""Charts: one look, a sentence under each, levers that are labelled. Knows neither shop nor lens.

matplotlib and seaborn are imported when the first chart is drawn.
"""

from toolkit.charts.board import Tile, board
from toolkit.charts.changes import bridge, moved
from toolkit.charts.grids import cloud, heat, pairs
from toolkit.charts.guessed import guessed
from toolkit.charts.hatched import hatched
from toolkit.charts.levers import Budget, Pick, Slide, Switch
from toolkit.charts.panels import against, panels
from toolkit.charts.pictures import band, bars, line, points
from toolkit.charts.replays import replays
from toolkit.charts.rungs import rungs
from toolkit.charts.sentence import show
from toolkit.charts.shared import see_alarms, see_shop
from toolkit.charts.style import colours, label, look
from toolkit.charts.widgets import pull

__all__ = [
    "Budget",
    "Pick",
    "Slide",
    "Switch",
    "Tile",
    "against",
    "band",
    "bars",
    "board",
    "bridge",
    "cloud",
    "colours",
    "guessed",
    "hatched",
    "heat",
    "label",
    "line",
    "look",
    "moved",
    "pairs",
    "panels",
    "points",
    "pull",
    "replays",
    "rungs",
    "see_alarms",
    "see_shop",
    "show",
]
