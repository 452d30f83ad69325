"""What can go wrong while setting up, told in three parts.

Trouble
├── NoNetwork        packages could not be fetched
├── NoDisk           the disk is full
├── NoPip            this Python cannot make an environment with pip
├── OtherPackage     a fetched package is not the one the lock names
├── NotWritable      no folder to put the environment in
└── InstallFailed    anything else an installer said
"""

from __future__ import annotations


class Trouble(Exception):
    """The course could not be set up."""

    def __init__(self, given: str, exists: str, do: str) -> None:
        super().__init__(f"{given}\n{exists}\n{do}")


class NoNetwork(Trouble):
    """Packages could not be fetched."""


class NoDisk(Trouble):
    """The disk is full."""


class NoPip(Trouble):
    """This Python cannot make an environment with pip."""


class NotWritable(Trouble):
    """No folder to put the environment in."""


class OtherPackage(Trouble):
    """A fetched package is not the one the lock names."""


class InstallFailed(Trouble):
    """The installer stopped for a reason of its own."""


DISK = ("no space left on device", "errno 28", "not enough space on the disk", "disk quota exceeded")
NETWORK = (
    "temporary failure in name resolution",
    "failed to establish a new connection",
    "connection refused",
    "connection reset",
    "connection broken",
    "error sending request",
    "failed to fetch",
    "dns error",
    "network is unreachable",
    "no address associated",
    "nodename nor servname",
    "getaddrinfo failed",
    "read timed out",
    "connecttimeout",
    "readtimeout",
    "proxyerror",
    "certificate verify failed",
    "network connectivity is disabled",
    "could not find a version that satisfies",
    "no matching distribution found",
)
HASHES = ("do not match the hashes", "hash mismatch")
READ_ONLY = ("read-only file system", "permission denied", "errno 13", "errno 30", "winerror 5")


def explain(output: str, again: str) -> Trouble:
    """Turn an installer's last words into the trouble a learner can act on.

    output: all the installer printed. again: the command to type once it is mended.
    """
    low = output.lower()
    if any(words in low for words in DISK):
        return no_disk(again)
    if any(words in low for words in HASHES):
        return OtherPackage(
            "Setting up stopped: a fetched package is not the one the course was tested with.",
            "Its hash differs from the one in requirements/*.lock, so it was not installed.",
            f"Something between you and the package index changes files; try another network, then: {again}",
        )
    if any(words in low for words in NETWORK):
        return NoNetwork(
            "Setting up stopped: a package could not be fetched.",
            "Everything fetched so far is kept; after this one time the course needs no network.",
            f"Check the connection (or proxy), then type again: {again}",
        )
    if any(words in low for words in READ_ONLY):
        return NotWritable(
            "Setting up stopped: a folder refused to be written.",
            _last_line(output),
            f"Free that folder for writing, or copy the course to a folder of your own, then type again: {again}",
        )
    return InstallFailed(
        "Setting up stopped: the installer gave up.",
        "Its last words were: " + _last_line(output),
        f"Type again: {again}. If it stops at the same place, CONTRIBUTING.md says how to tell us.",
    )


def no_disk(again: str) -> NoDisk:
    """Build the message for a full disk."""
    return NoDisk(
        "Stopped: the disk is full.",
        "The environment takes about 1 GB, the shop's tables about 0.1 GB.",
        f"Free some space, then type again: {again}",
    )


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "(nothing)"
