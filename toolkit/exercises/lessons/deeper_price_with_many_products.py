"""Go deeper 06, What do two years of prices say? Prices of many goods at once, an order point by formula, four cells."""

from toolkit.exercises.lessons.deeper_price_with_many_products_parts import exercises
from toolkit.exercises.lessons.deeper_price_with_many_products_parts.plan import plan

__all__ = ["exercises", "plan"]
