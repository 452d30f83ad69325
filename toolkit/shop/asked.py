"""What people ask a shop for, looked at before anything is made of it: whose shop, how large, which day."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from toolkit.shop.decisions import Decisions, ImpossibleDecision, number, whole

MOST_DAYS, MOST_SCALE = 36_525, 1_000_000
"""A hundred years; the size up to which an order's number has digits."""


def seed_of(seed: object) -> bytes:
    """The bytes a shop is drawn from. Raises: ImpossibleDecision for what is no word, whole number or bytes."""
    if isinstance(seed, bytes) and seed:
        return seed
    if (isinstance(seed, str) and seed) or whole(seed):
        return str(seed).encode()
    raise ImpossibleDecision(
        given=f"No shop can be drawn from the seed {seed!r}.",
        exists='A seed is a word such as "classroom", a whole number, or bytes.',
        do="Give one of these, or leave the seed out: then it is the shop of the books.",
    )


def need_size(days: object, scale: object) -> None:
    """Refuse a shop that cannot be made. Raises: ImpossibleDecision."""
    if not whole(days) or not number(scale) or not 1 <= days <= MOST_DAYS or not 0 < scale < MOST_SCALE:
        raise ImpossibleDecision(
            given=f"A shop of {_shown(days)} days at scale {_shown(scale)} cannot be made.",
            exists=f"Days are whole, from 1 to {MOST_DAYS:,}; scale is above 0 and below {MOST_SCALE:,}; "
            "731 days at scale 1 are usual.",
            do="Give other numbers, or leave both out.",
        )


def need_plan(day: object, decided: object) -> None:
    """Refuse what is no plan, or begins on no day. Raises: ImpossibleDecision."""
    if not whole(day) or not isinstance(decided, Decisions):
        raise ImpossibleDecision(
            given=f"{decided!r} from day {day!r} is no plan.",
            exists="A plan is Decisions(…); days are whole numbers, counted from the first day of the books.",
            do="Give both so.",
        )


def date_of(date: object, books: str) -> pd.Timestamp:
    """A date as it was asked for; books: which days there are, in words. Raises: ImpossibleDecision for what is no date."""
    read = _read(date)
    if read is None or read.tzinfo is not None:
        zone = read is not None
        raise ImpossibleDecision(
            given=f"{_shown(date)} {'has a time zone; the days of a shop have none' if zone else 'is no date'}.",
            exists=f'A date is text like "2025-03-08" or a pd.Timestamp. {books}',
            do="Take its day without the zone: .tz_localize(None)." if zone else "Give a date between these.",
        )
    return read


def _read(date: object) -> pd.Timestamp | None:
    """The moment that is meant; None where none is. A number is no date, though pandas would count it from 1970."""
    if not isinstance(date, (str, dt.date, np.datetime64)):
        return None
    try:
        read = pd.Timestamp(date)
    except (ValueError, TypeError, OverflowError):
        return None
    return None if pd.isna(read) else read


def _shown(given: object) -> str:
    """What was given, as it was typed; dates and numbers without their type."""
    return str(given) if isinstance(given, (dt.date, np.generic, float, int)) else repr(given)
