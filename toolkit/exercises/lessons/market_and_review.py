"""Lesson 11, Was it us or the market? Ask "us or everyone?" first; then write only what the evidence carries."""

from toolkit.exercises.lessons.market_and_review_parts import (
    first_sitting,
    second_sitting,
    stranger,
    stranger_sheet,
    then_next_month,
)
from toolkit.exercises.lessons.market_and_review_parts.plan import plan

__all__ = ["first_sitting", "plan", "second_sitting", "stranger", "stranger_sheet", "then_next_month"]
