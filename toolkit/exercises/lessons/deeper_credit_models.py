"""Go deeper 09a, Can a model share the credit? Markov and Shapley on the month's ways, beside what three tests say."""

from toolkit.exercises.lessons.deeper_credit_models_parts import exercises
from toolkit.exercises.lessons.deeper_credit_models_parts.plan import plan

__all__ = ["exercises", "plan"]
