"""What can stop a shop on its way to disk. Every message has three lines: what you gave, what exists, what to do.

ExportError
├── ImpossibleShop   a scale, a part or a number of shops that no shop can have
├── TooLarge         more than this disk or this memory holds
├── FolderInUse      the folder holds something else
├── Unwritable       the folder refused to be written, or the disk is full
└── Unsound          a folder that is incomplete, damaged or breaks a rule
"""

from __future__ import annotations


class ExportError(Exception):
    """A shop could not be written to disk."""

    def __init__(self, given: str, exists: str, do: str) -> None:
        super().__init__(f"{given}\n{exists}\n{do}")


class ImpossibleShop(ExportError):
    """No shop has this size."""


class TooLarge(ExportError):
    """The shop needs more than is there."""


class FolderInUse(ExportError):
    """The folder holds something else."""


class Unwritable(ExportError):
    """The folder refused to be written."""


class Unsound(ExportError):
    """The folder is incomplete, damaged or breaks a rule."""
