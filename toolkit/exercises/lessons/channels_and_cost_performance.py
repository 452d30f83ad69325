"""Lesson 08, Which traffic is worth its price? Judge a channel by what a visitor leaves in the till after everything."""

from toolkit.exercises.lessons.channels_and_cost_performance_parts import first_sitting, second_sitting, the_decision
from toolkit.exercises.lessons.channels_and_cost_performance_parts.plan import plan

__all__ = ["first_sitting", "plan", "second_sitting", "the_decision"]
