"""Chance, by name: every draw of the shop is a pure function of (seed, process, entity).

A world is re-run with one lever changed by asking for the same names again: whatever the lever does not touch
comes out the same. Nothing here keeps state, so draws may be made in any order, by any worker.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

_ALL = 0xFFFF_FFFF_FFFF_FFFF
_ROUNDS = (0x9E3779B97F4A7C15, 30, 0xBF58476D1CE4E5B9, 27, 0x94D049BB133111EB, 31)
_STEP, _S30, _MULTIPLY_1, _S27, _MULTIPLY_2, _S31 = (np.array(number, dtype=np.uint64) for number in _ROUNDS)
_S11 = np.array(11, dtype=np.uint64)
_TO_UNIT = 2.0**-53
_BELOW_ONE = 1.0 - _TO_UNIT


@dataclass(frozen=True)
class Keys:
    """The root of all chance in one shop: a seed of any length."""

    seed: bytes

    def process(self, name: str) -> np.uint64:
        """Key of a named process, such as "visits" or "lead times"."""
        return _process(self.seed, name)


@lru_cache(maxsize=4096)
def _process(seed: bytes, name: str) -> np.uint64:
    digest = hashlib.sha256(seed + b"/" + name.encode()).digest()
    return np.uint64(int.from_bytes(digest[:8], "little"))


def mix(word: ArrayLike) -> Words:
    """A 64-bit finaliser (SplitMix64): equal in, equal out; one bit in changes half the bits out."""
    given = np.asarray(word, dtype=np.uint64)
    if not given.ndim:
        return np.asarray(_mix_one(int(given)), dtype=np.uint64)
    x: Words = np.add(given, _STEP)
    shifted = np.right_shift(x, _S30)
    x ^= shifted
    x *= _MULTIPLY_1
    x ^= np.right_shift(x, _S27, out=shifted)
    x *= _MULTIPLY_2
    x ^= np.right_shift(x, _S31, out=shifted)
    return x


def _mix_one(word: int) -> int:
    """The same for one number: a tenth of the time that an array of one takes."""
    step, first, multiply_1, second, multiply_2, third = _ROUNDS
    word = (word + step) & _ALL
    word = ((word ^ (word >> first)) * multiply_1) & _ALL
    word = ((word ^ (word >> second)) * multiply_2) & _ALL
    return word ^ (word >> third)


def key(process: ArrayLike, *parts: ArrayLike) -> Words:
    """Key of an entity: the process folded with whole numbers (day, cell, slot …), broadcast together."""
    word = np.asarray(process, dtype=np.uint64)
    for part in parts:
        word = mix(word ^ _word(part))
    return word


def _word(part: ArrayLike) -> Words | np.uint64:
    """A whole number, or many, as the machine's words: negative ones in two's complement."""
    if isinstance(part, int):
        return np.uint64(part & _ALL)
    if isinstance(part, np.ndarray) and part.dtype == np.int64:
        return part.view(np.uint64)
    return np.asarray(part).astype(np.int64, copy=False).view(np.uint64)


def unit(word: ArrayLike) -> Floats:
    """Uniform number strictly between 0 and 1 from a key."""
    whole = (np.asarray(word, dtype=np.uint64) >> _S11).astype(np.float64)
    whole += 0.5
    whole *= _TO_UNIT
    return np.minimum(whole, _BELOW_ONE)


def fold(word: Words, tags: ArrayLike) -> Words:
    """One key per tag of each key, [tag, key]: the same as `key(word, tag)` one by one."""
    return mix(word ^ np.asarray(tags, dtype=np.uint64)[:, None])


def units(word: Words, tags: ArrayLike) -> Floats:
    """One uniform number per tag of each key, [tag, key]: the same as `unit(key(word, tag))` one by one."""
    return unit(fold(word, tags))


def draw(process: ArrayLike, *parts: ArrayLike) -> Floats:
    """Uniform number in (0, 1) of an entity: `unit(key(process, *parts))`."""
    return unit(key(process, *parts))
