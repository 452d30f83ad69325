"""Go deeper 04, Which of forty numbers really moved? What a daily band does not hear, and a fair hearing for forty bells."""

from toolkit.exercises.lessons.deeper_drift_and_many_numbers_parts import exercises
from toolkit.exercises.lessons.deeper_drift_and_many_numbers_parts.plan import plan

__all__ = ["exercises", "plan"]
