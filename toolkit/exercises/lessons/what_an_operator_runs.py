"""Lesson 01, Whose number is this? What an operator runs."""

from toolkit.exercises.lessons.what_an_operator_runs_parts import first_sitting, second_sitting
from toolkit.exercises.lessons.what_an_operator_runs_parts.plan import plan

__all__ = ["first_sitting", "plan", "second_sitting"]
