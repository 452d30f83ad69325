"""One fingerprint per table: equal for equal values, whatever the file format, the library or the order of words.

SHA-256 over the columns in schema order. A column gives its name and the SHA-256 of its values (little-endian,
8 bytes; dates 4, bools 1); a text column gives two: lengths in bytes (4 bytes each, −1 for empty), then the UTF-8.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np

from toolkit.data.arrow import spelt, whole_numbers
from toolkit.data.columns import DTYPES, Columns, Text, arrange
from toolkit.data.table import Table

_FEW, _MANY = 64, 10_000
_DTYPES = {"int32": "<i4", "bool": "?"}


class Checksum:
    """A fingerprint taken block by block: blocks of rows added in order give the checksum of the whole."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._values = {column.name: hashlib.sha256() for column in table.columns}
        self._lengths = {column.name: hashlib.sha256() for column in table.columns if column.kind == "text"}

    def add(self, columns: Columns) -> None:
        """Add the next rows.

        Raises: UnknownColumn, WrongColumn if they do not fit the schema.
        """
        for column, values in zip(self.table.columns, arrange(columns, self.table).values(), strict=True):
            if isinstance(values, Text):
                self._add_text(column.name, values)
            else:
                dtype = _DTYPES.get(DTYPES.get(column.kind, ""), "<i8")
                self._values[column.name].update(np.ascontiguousarray(values, dtype).data)

    def _add_text(self, name: str, text: Text) -> None:
        place = np.where(text.codes < 0, len(text.words), text.codes)
        self._lengths[name].update(np.append(text.letters[0], -1).astype("<i4").take(place).data)
        self._values[name].update(_joined(text, place))

    def hexdigest(self) -> str:
        """Give the fingerprint so far: 64 hexadecimal digits."""
        whole = hashlib.sha256()
        for name, values in self._values.items():
            whole.update(len(name).to_bytes(1, "little") + name.encode())
            whole.update(self._lengths[name].digest() if name in self._lengths else b"")
            whole.update(values.digest())
        return whole.hexdigest()


def _joined(text: Text, place: np.ndarray) -> memoryview | bytes:
    """Words one behind the other; behind the last word stands an empty one.

    Where there are few words, they are laid down two at a time: it takes half as long.
    """
    lengths, letters = text.letters
    if len(text.words) > _FEW or len(place) < _MANY:
        return _laid(np.append(lengths, 0), letters, place)
    words = [*(word.encode() for word in text.words), b""]
    pairs = [first + then for first in words for then in words]
    even = len(place) - len(place) % 2
    two = place[:even:2] * len(words) + place[1:even:2]
    last = b"".join(words[one] for one in place[even:].tolist())
    return b"".join((_laid(np.array([*map(len, pairs)]), b"".join(pairs), two), last))


def _laid(lengths: np.ndarray, letters: bytes, place: np.ndarray) -> memoryview | bytes:
    laid = spelt(lengths, letters).cast("large_binary").take(whole_numbers(place.astype(np.int64)))
    _, ends, data = laid.buffers()
    length = int(np.frombuffer(ends, "<i8")[len(place)]) if len(place) else 0
    return memoryview(data)[:length] if length else b""


def checksum(columns: Mapping[str, np.ndarray | Text], table: Table) -> str:
    """Fingerprint of a whole table: 64 hexadecimal digits.

    Raises: UnknownColumn, WrongColumn if the columns do not fit the schema.
    """
    total = Checksum(table)
    total.add(dict(columns))
    return total.hexdigest()
