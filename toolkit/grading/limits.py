"""What one hand-in may use."""

from __future__ import annotations

from dataclasses import asdict, dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Bounds of one hand-in: cpu and wall in seconds, memory and disk in MiB, output (its records) in KiB.

    processes: how many processes and threads it may have at a time; files: how many open ones.
    """

    cpu: int = 60
    wall: int = 120
    memory: int = 1024
    output: int = 1024
    disk: int = 64
    processes: int = 64
    files: int = 256

    def as_json(self) -> dict[str, int]:
        """Return the limits as plain JSON."""
        return asdict(self)
