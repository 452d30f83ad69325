"""The one type of lever: what somebody decides, from a day, until a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.shop.facts import SOURCES


class ImpossibleDecision(ValueError):
    """A decision names something the shop does not have, or asks for an amount that cannot be."""

    def __init__(self, *, given: str, exists: str, do: str) -> None:
        super().__init__(f"{given} {exists} {do}")


@dataclass(frozen=True)
class Times:
    """A factor on what the shopkeeper would have done."""

    factor: float


def times(factor: float) -> Times:
    """Multiply the shopkeeper's own choice: 1.2 is a fifth more."""
    return Times(factor)


Amount = float | Times


@dataclass(frozen=True)
class Decisions:
    """Levers in force from day `start` to day `end` (last day included; None: for ever), in days since the books began.

    budgets: campaign → CNY a day; prices: SKU index → CNY; orders: SKU index → pieces ordered on the first day;
    staff: people at the service desk a day; messages: people written to a day. Each absolute, or times(1.2).
    Raises: ImpossibleDecision.
    """

    start: int = 0
    end: int | None = None
    budgets: Mapping[str, Amount] = field(default_factory=dict)
    prices: Mapping[int, Amount] = field(default_factory=dict)
    orders: Mapping[int, int] = field(default_factory=dict)
    staff: Amount | None = None
    messages: Amount | None = None

    def __post_init__(self) -> None:
        for campaign in self.budgets:
            if campaign not in SOURCES:
                raise ImpossibleDecision(
                    given=f'There is no campaign "{campaign}".',
                    exists=f"Campaigns: {', '.join(SOURCES[2:10])}.",
                    do="Use one of these names as the key of budgets.",
                )
        amounts = [*self.budgets.values(), *self.prices.values(), self.staff, self.messages]
        for amount in (*amounts, *self.orders.values()):
            value = amount.factor if isinstance(amount, Times) else amount
            if value is not None and not 0 <= value < 1e9:
                raise ImpossibleDecision(
                    given=f"An amount of {value} cannot be decided.",
                    exists="Amounts are 0 or more: yuan a day, yuan, pieces, people.",
                    do="Give a number from 0 up, or times(1.2) for a fifth more than usual.",
                )

    def applies(self, day: int) -> bool:
        """Whether the levers are in force on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


def amount(decided: Amount, usual: float) -> float:
    """The amount in force: the decided one, or the usual one times a factor."""
    return usual * decided.factor if isinstance(decided, Times) else float(decided)
