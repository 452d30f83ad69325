"""Who comes to the little shop and what they order, made up by chance; the rest is counted from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import pandas as pd

from toolkit.data.schema import TABLES

FIRST = pd.Timestamp("2024-01-01")
DAYS = 5
CHANNELS = ("search_org", "paid_search", "crm")
PRODUCTS = ("P1", "P2", "P3")
PRICES = {"P1": 1999, "P2": 500, "P3": 12_00}
OPENING, ARRIVING = 500, 40
NEVER = pd.NaT


@dataclass
class Visit:
    """One visit, and what was ordered in it: units by product."""

    day: int
    channel: str
    device: str
    visitor: int
    pages: int
    basket: dict[str, int] = field(default_factory=dict)
    paid: bool = False
    customer: int | None = None

    @property
    def date(self):
        return FIRST + pd.Timedelta(days=self.day)

    @property
    def asked(self):
        """Fen asked for the order: list − 1 yuan off + 5 yuan shipping."""
        return sum(PRICES[product] * units for product, units in self.basket.items()) - 100 + 500


def visits(chance: Random) -> list[Visit]:
    """A few visits a day by each channel and device; visitor 1 of a day comes by every channel, and twice."""
    made = []
    for day in range(DAYS):
        for channel in CHANNELS:
            for device in ("m", "pc"):
                own = [day * 1000 + len(made) * 10 + number for number in range(chance.randint(2, 4))]
                made += [visit(chance, day, channel, device, who) for who in [day * 1000 + 999, *own, own[0]]]
    return made


def visit(chance: Random, day: int, channel: str, device: str, visitor: int) -> Visit:
    goods = chance.sample(PRODUCTS, chance.randint(1, 2)) if chance.random() < 0.5 and visitor % 10 == 1 else []
    basket = {product: chance.randint(1, 3) for product in goods}
    pages = 2 + chance.randint(0, 5) if basket else chance.randint(1, 3)
    customer = chance.choice([None, 70, 71, 72]) if basket else None
    return Visit(day, channel, device, visitor, pages, basket, bool(basket) and chance.random() < 0.8, customer)


def frame(name: str, rows: list[dict]) -> pd.DataFrame:
    """Rows as a DataFrame in the types and the order of the schema."""
    dtypes = {
        "money": "float64",
        "rate": "float64",
        "hundredths": "float64",
        "tenths": "float64",
        "date": "datetime64[us]",
        "ts": "datetime64[us]",
        "text": "str",
        "bool": "bool",
    }
    table = TABLES[name]
    made = pd.DataFrame(rows, columns=list(table.names))
    kinds = {column.name: dtypes.get(column.kind, "Int64" if column.null else "int64") for column in table.columns}
    return made.astype(kinds)
