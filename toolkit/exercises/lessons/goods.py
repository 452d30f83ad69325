"""Lesson 06, Goods: sales are not demand; they are what people wanted, at that price, from what stood on the shelf."""

from toolkit.exercises.lessons.goods_parts import first_sitting, second_sitting
from toolkit.exercises.lessons.goods_parts.plan import plan

__all__ = ["first_sitting", "plan", "second_sitting"]
