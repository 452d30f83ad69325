"""The capstone: take over a shop for thirteen weeks, week by week, on the same day step as everywhere.

season    the shop on the morning it is handed over, and the days from there on under some decisions
troubles  what goes wrong: drawn once a seed, told beforehand where it can be met
desk      what an operator sees on a Monday, as numbers
limits    how far each lever goes, and why a decision is refused
rule      the sensible rule, and doing nothing; play lets a policy run a season
score     the one sum
hindsight the best that a search with all knowledge finds
game      a season in a learner's hands; saved, said, books: its file, what was expected, the shop's tables
report    what lies on the desk on a Monday; panel: the same with levers as widgets
finished  a season that is over, replayed from its decisions; tables, worth, marks, model: what is told of it
"""

from toolkit.game.game import Game, GameMoved, open_game
from toolkit.game.rule import do_nothing, sensible
from toolkit.shop.decisions import Decisions, times

__all__ = ["Decisions", "Game", "GameMoved", "do_nothing", "open_game", "sensible", "times"]
