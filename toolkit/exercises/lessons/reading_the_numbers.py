"""Lesson 03, What exactly does three per cent mean? A rate is a fraction: say who is on top, who below, over which days."""

from toolkit.exercises.lessons.reading_the_numbers_parts import people, revenue, wonder
from toolkit.exercises.lessons.reading_the_numbers_parts.plan import plan

__all__ = ["people", "plan", "revenue", "wonder"]
