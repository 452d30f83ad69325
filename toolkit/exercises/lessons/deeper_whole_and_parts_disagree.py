"""Go deeper 05, What if the whole and the parts disagree? Many factors, zeros, and reversals."""

from toolkit.exercises.lessons.deeper_whole_and_parts_disagree_parts import exercises
from toolkit.exercises.lessons.deeper_whole_and_parts_disagree_parts.plan import plan

__all__ = ["exercises", "plan"]
