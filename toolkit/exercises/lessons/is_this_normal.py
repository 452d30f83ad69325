"""Lesson 04, Is this normal? A number is an alarm only when it leaves the band that days like it stay in."""

from toolkit.exercises.lessons.is_this_normal_parts import first_sitting, second_sitting
from toolkit.exercises.lessons.is_this_normal_parts.plan import plan

__all__ = ["first_sitting", "plan", "second_sitting"]
