"""Go deeper 11, How sure is the forecast? Eight weeks by season and plan, tested on many evenings, ordered by their errors."""

from toolkit.exercises.lessons.deeper_forecasting_with_intervals_parts import exercises
from toolkit.exercises.lessons.deeper_forecasting_with_intervals_parts.plan import plan

__all__ = ["exercises", "plan"]
