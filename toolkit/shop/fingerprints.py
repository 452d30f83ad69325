"""The classroom shop's fingerprints: one checksum a table, kept with the data set to show that a shop is the same anywhere.

`python -m toolkit.shop.fingerprints` writes them anew, after a change that is meant to change the shop.
`python -m toolkit.shop.fingerprints -` says them instead of writing them.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from toolkit.data.checksum import checksum
from toolkit.data.schema import DATA_VERSION, TABLES
from toolkit.shop import rows
from toolkit.shop.facts import Facts
from toolkit.shop.history import run
from toolkit.shop.scenario import DATASETS, scenario

SLUG, SEED = "luyang-living", b"classroom"
FILE = DATASETS / SLUG / "checksums.toml"

_HEAD = """# Fingerprints of the classroom shop: seed "{seed}", scale 1, {days} days, data version {version}.
# SHA-256 over each table's columns; the same on every machine. Written by: python -m toolkit.shop.fingerprints
"""


def classroom() -> Facts:
    """The days of the classroom shop."""
    one = scenario(SLUG, SEED)
    return run(one, int(one.raw["shop"]["days"]))


def fingerprints(facts: Facts) -> dict[str, str]:
    """Checksum of every table: 64 hexadecimal digits by name."""
    return {name: checksum(rows.make(name, facts), TABLES[name]) for name in rows.TABLES}


def text(facts: Facts) -> str:
    """The fingerprints as they stand in the file."""
    head = _HEAD.format(seed=SEED.decode(), days=facts.days, version=DATA_VERSION)
    return head + "".join(f'{name} = "{digits}"\n' for name, digits in fingerprints(facts).items())


def kept(file: Path = FILE) -> dict[str, str]:
    """The fingerprints that were written down."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    if sys.argv[1:] == ["-"]:
        sys.stdout.write(text(classroom()))
    else:
        FILE.write_text(text(classroom()), encoding="utf-8", newline="\n")
