"""Charts: one look, a sentence under each, levers that are labelled. Knows neither shop nor lens.

matplotlib and seaborn are imported when the first chart is drawn.
"""

from toolkit.charts.pictures import band, bars, line, points
from toolkit.charts.sentence import show
from toolkit.charts.style import colours, label, look
from toolkit.charts.widgets import Pick, Slide, pull

__all__ = ["Pick", "Slide", "band", "bars", "colours", "label", "line", "look", "points", "pull", "show"]
