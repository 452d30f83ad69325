"""Lesson 07, Who comes back, and what are they worth? Give everybody the same time before you compare them."""

from toolkit.exercises.lessons.people_parts import first_sitting, second_sitting
from toolkit.exercises.lessons.people_parts.plan import plan

__all__ = ["first_sitting", "plan", "second_sitting"]
