"""Lesson 09, What would have happened anyway? Credit is bookkeeping; cause is the difference to what would have come anyway."""

from toolkit.exercises.lessons.credit_cause_plan_parts import first_sitting, second_sitting, the_budget
from toolkit.exercises.lessons.credit_cause_plan_parts.plan import plan

__all__ = ["first_sitting", "plan", "second_sitting", "the_budget"]
