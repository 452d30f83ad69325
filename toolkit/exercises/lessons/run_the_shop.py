"""Lesson 12, Run the shop: decide, write down what you expect, look, learn."""

from toolkit.exercises.lessons.run_the_shop_parts import on_the_way, season_over
from toolkit.exercises.lessons.run_the_shop_parts.plan import plan

__all__ = ["on_the_way", "plan", "season_over"]
