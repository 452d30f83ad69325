"""Lesson 02, Which goods, for whom, where? An average hides: cut every number by who, what and where, then decide."""

from toolkit.exercises.lessons.people_goods_place_parts import first_sitting, second_sitting
from toolkit.exercises.lessons.people_goods_place_parts.plan import plan

__all__ = ["first_sitting", "plan", "second_sitting"]
