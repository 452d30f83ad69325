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
        spelt = [word.encode() for word in text.words]
        lengths = np.array([*map(len, spelt), -1], "<i4")
        self._lengths[name].update(lengths[text.codes].data)
        self._values[name].update(_joined([*spelt, b""], text.codes))

    def hexdigest(self) -> str:
        """Give the fingerprint so far: 64 hexadecimal digits."""
        whole = hashlib.sha256()
        for name, values in self._values.items():
            whole.update(len(name).to_bytes(1, "little") + name.encode())
            whole.update(self._lengths[name].digest() if name in self._lengths else b"")
            whole.update(values.digest())
        return whole.hexdigest()


def _joined(words: list[bytes], codes: np.ndarray) -> memoryview:
    """Words one behind the other, as the codes say; the last word is that of an empty value."""
    place = np.where(codes < 0, len(words) - 1, codes)
    length = int(np.array([*map(len, words)])[place].sum())
    if not length:
        return memoryview(b"")
    letters = spelt(words).cast("large_binary").take(whole_numbers(place.astype(np.int64)))
    return memoryview(letters.buffers()[2])[:length]


def checksum(columns: Mapping[str, np.ndarray | Text], table: Table) -> str:
    """Fingerprint of a whole table: 64 hexadecimal digits.

    Raises: UnknownColumn, WrongColumn if the columns do not fit the schema.
    """
    total = Checksum(table)
    total.add(dict(columns))
    return total.hexdigest()
