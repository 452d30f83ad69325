"""Chance, by name: every draw of the shop is a pure function of (seed, process, entity).

A world is re-run with one lever changed by asking for the same names again: whatever the lever does not touch
comes out the same. Nothing here keeps state, so draws may be made in any order, by any worker.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

_MULTIPLY_1 = np.uint64(0xBF58476D1CE4E5B9)
_MULTIPLY_2 = np.uint64(0x94D049BB133111EB)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_TO_UNIT = 2.0**-53
_BELOW_ONE = 1.0 - _TO_UNIT


@dataclass(frozen=True)
class Keys:
    """The root of all chance in one shop: a seed of any length."""

    seed: bytes

    def process(self, name: str) -> np.uint64:
        """Key of a named process, such as "visits" or "lead times"."""
        digest = hashlib.sha256(self.seed + b"/" + name.encode()).digest()
        return np.uint64(int.from_bytes(digest[:8], "little"))


def mix(word: ArrayLike) -> Words:
    """A 64-bit finaliser (SplitMix64): equal in, equal out; one bit in changes half the bits out."""
    given = np.asarray(word, dtype=np.uint64)
    x = np.atleast_1d(given) + _STEP  # a whole array wraps around in silence, a single number would warn
    x ^= x >> _S30
    x *= _MULTIPLY_1
    x ^= x >> _S27
    x *= _MULTIPLY_2
    x ^= x >> _S31
    return x.reshape(given.shape)


def key(process: ArrayLike, *parts: ArrayLike) -> Words:
    """Key of an entity: the process folded with whole numbers (day, cell, slot …), broadcast together."""
    word = np.asarray(process, dtype=np.uint64)
    for part in parts:
        word = mix(word ^ np.asarray(part).astype(np.int64).view(np.uint64))
    return word


def unit(word: ArrayLike) -> Floats:
    """Uniform number strictly between 0 and 1 from a key."""
    whole = (np.asarray(word, dtype=np.uint64) >> _S11).astype(np.float64)
    return np.minimum((whole + 0.5) * _TO_UNIT, _BELOW_ONE)


def units(word: Words, tags: tuple[int, ...]) -> Floats:
    """One uniform number per tag of each key, [tag, key]: the same as `unit(key(word, tag))` one by one."""
    return unit(mix(word ^ np.array(tags, dtype=np.uint64)[:, None]))


def draw(process: ArrayLike, *parts: ArrayLike) -> Floats:
    """Uniform number in (0, 1) of an entity: `unit(key(process, *parts))`."""
    return unit(key(process, *parts))
