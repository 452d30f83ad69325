"""Go deeper 10, How long is the queue? Loads nobody has seen: a formula, evenings replayed, and days of delay."""

from toolkit.exercises.lessons.deeper_how_long_is_the_queue_parts import exercises
from toolkit.exercises.lessons.deeper_how_long_is_the_queue_parts.plan import plan

__all__ = ["exercises", "plan"]
