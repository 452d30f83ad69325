"""What can keep a class from being graded.

GradingError
├── NoSandbox      a layer that must be there is missing, or the system has none
├── InTheOpen      what no hand-in may read lies where a hand-in may read
├── NothingToGrade the folder or zip holds no hand-in
└── LostHelper     the preloaded parent or the judge ended and could not be started again
"""


class GradingError(Exception):
    """A class cannot be graded as asked: what was given, what exists, what to do."""

    def __init__(self, given: str, exists: str, do: str) -> None:
        super().__init__(given, exists, do)  # three arguments, so that it comes back whole from another process

    def __str__(self) -> str:
        return "\n".join(self.args)


class NoSandbox(GradingError):
    """A mandatory layer of the sandbox is missing."""


class InTheOpen(GradingError):
    """The class folder, the class list, grades or hand-ins lie where every hand-in may read."""


class NothingToGrade(GradingError):
    """There is no hand-in where one was looked for."""


class LostHelper(GradingError):
    """A helping process ended and could not be started again."""
