"""Go deeper 07, What will each customer do next? Two clocks for each customer, and a purse."""

from toolkit.exercises.lessons.deeper_forecasting_each_customer_parts import exercises
from toolkit.exercises.lessons.deeper_forecasting_each_customer_parts.plan import plan

__all__ = ["exercises", "plan"]
