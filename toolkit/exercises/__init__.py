"""The exercise engine: what an exercise is, what counts as right, what is said.

Definitions live in `toolkit/exercises/lessons/`, one file a lesson; the engine loads them by name and never imports them.
"""

from toolkit.exercises.answer import ANY, Answer
from toolkit.exercises.chart import Chart
from toolkit.exercises.days import Date, Interval
from toolkit.exercises.exercise import Exercise, LessonPlan
from toolkit.exercises.lists import Choice, Set
from toolkit.exercises.numbers import Count, Number, Range
from toolkit.exercises.parts import Decision, Several
from toolkit.exercises.places import Ranking, Sorting
from toolkit.exercises.plan import Plan
from toolkit.exercises.review import Review
from toolkit.exercises.sums import Parts
from toolkit.exercises.tables import Table

__all__ = [
    "ANY",
    "Answer",
    "Chart",
    "Choice",
    "Count",
    "Date",
    "Decision",
    "Exercise",
    "Interval",
    "LessonPlan",
    "Number",
    "Parts",
    "Plan",
    "Range",
    "Ranking",
    "Review",
    "Set",
    "Several",
    "Sorting",
    "Table",
]
