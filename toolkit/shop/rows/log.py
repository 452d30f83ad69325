"""The shop's log: notes that the facts carry, among the everyday notes of people at work."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import numpy as np

from toolkit.data.columns import Columns, Text
from toolkit.shop.facts import PARTS, Facts, LogEntry
from toolkit.shop.keys import Ints, draw, key
from toolkit.shop.pool import Pool, pool
from toolkit.shop.rows import ids
from toolkit.shop.rows.clock import microseconds
from toolkit.shop.samplers import poisson

_OFFICE_OPENS, _OFFICE_CLOSES = 9 * 60, 18 * 60
_DIGITS = 10**12
_PRODUCT = re.compile(r"\{product:(\d+)\}")


def ops_log(facts: Facts) -> Columns:
    """One row a note, by the time it was made."""
    notes = entries(facts)
    name = log_ids(facts, notes)
    moment = microseconds([ids.first_day(facts) + note.day for note in notes], [note.minute * 60 for note in notes])
    order = np.lexsort((name, moment))
    rows, products = [notes[i] for i in order], ids.product_words(facts)
    return {
        "log_id": name[order],
        "ts": moment[order],
        "actor_role": Text.of([note.actor_role for note in rows]),
        "text_en": Text.of([_named(note.text_en, products) for note in rows]),
        "text_zh": Text.of([_named(note.text_zh, products) for note in rows]),
    }


def _named(text: str, products: tuple[str, ...]) -> str:
    """A note with its product named: {product:12} is the twelfth."""
    return _PRODUCT.sub(lambda found: products[int(found[1])], text)


def entries(facts: Facts) -> list[LogEntry]:
    """Every note of the books, those of the facts and the everyday ones, in no order that a table shows."""
    return [note for note in facts.log if 0 <= note.day < facts.days] + routine(facts)


def log_ids(facts: Facts, notes: list[LogEntry]) -> Ints:
    """Identifier of each note, made from its moment and words alone: another note more or less changes none."""
    words = [int.from_bytes(hashlib.sha256(note.text_en.encode()).digest()[:7], "little") for note in notes]
    moment = [note.day * 1440 + note.minute for note in notes]
    mixed = key(facts.keys.process("log ids"), np.array(moment, dtype=np.int64), np.array(words, dtype=np.int64))
    return (mixed % np.uint64(_DIGITS)).astype(np.int64)


def routine(facts: Facts) -> list[LogEntry]:
    """The everyday notes: a few days have none, some have three; nothing in the shop moves them."""
    words, day = pool(facts.scenario.source), np.arange(facts.days)
    count = poisson(draw(facts.keys.process("notes a day"), day), words.notes_per_day)
    days = np.repeat(day, count)
    nth = np.arange(len(days)) - np.repeat(np.cumsum(count) - count, count)
    u = draw(facts.keys.process("note"), days[:, None], nth[:, None], np.arange(6))
    products = ids.product_words(facts)
    return [_note(words, products, int(one), chance) for one, chance in zip(days, u, strict=True)]


def _note(words: Pool, products: tuple[str, ...], day: int, u: np.ndarray[Any, Any]) -> LogEntry:
    part = PARTS[int(u[0] * len(PARTS))]
    actor, texts = words.notes[part]
    en, zh = texts[int(u[1] * len(texts))]
    city = list(words.cities)[int(u[2] * len(words.cities))]
    person = words.people[int(u[3] * len(words.people))]
    common = {"product": products[int(u[4] * len(products))], "n": 2 + int(u[4] * 17)}
    minute = _OFFICE_OPENS + int(u[5] * (_OFFICE_CLOSES - _OFFICE_OPENS))
    text_en = en.format(city=city, name=person[0], **common)
    text_zh = zh.format(city=words.cities[city][0], name=person[1], **common)
    return LogEntry(day, minute, actor, text_en, text_zh, part, "routine")
