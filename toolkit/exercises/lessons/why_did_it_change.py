"""Lesson 05, Why did it change? Split a change into parts that add up to the yuan before you name a cause."""

from toolkit.exercises.lessons.why_did_it_change_parts import first_sitting, second_sitting
from toolkit.exercises.lessons.why_did_it_change_parts.plan import plan

__all__ = ["first_sitting", "plan", "second_sitting"]
