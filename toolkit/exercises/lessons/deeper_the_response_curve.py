"""Go deeper 09b, What does every budget between return? A curve through the budget blocks, and the best spend on it."""

from toolkit.exercises.lessons.deeper_the_response_curve_parts import exercises
from toolkit.exercises.lessons.deeper_the_response_curve_parts.plan import plan

__all__ = ["exercises", "plan"]
