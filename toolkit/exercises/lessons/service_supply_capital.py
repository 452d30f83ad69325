"""Lesson 10, What did the promise cost? Hands, stock and cash on one calendar, and who does what by when."""

from toolkit.exercises.lessons.service_supply_capital_parts import first_sitting, second_sitting
from toolkit.exercises.lessons.service_supply_capital_parts.plan import plan

__all__ = ["first_sitting", "plan", "second_sitting"]
