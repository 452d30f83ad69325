"""The log: everyday notes stand still whatever else is noted."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from tests.shop.rows.strategies import facts_of, shops
from toolkit.shop.facts import PARTS, LogEntry
from toolkit.shop.pool import NAMES_EACH, make_names, pool
from toolkit.shop.rows import ids, log, make

LEVER = LogEntry(2, 600, "owner", "Changed nothing, on purpose.", "有意不作改动。", "team", "routine")


def lines(facts):
    rows = make("ops_log", facts)
    columns = [column.values() if hasattr(column, "values") else column.tolist() for column in rows.values()]
    return set(zip(*columns, strict=True))


@given(shops())
@settings(deadline=None, max_examples=25)
def test_one_more_note_changes_no_other_line(facts):
    before = lines(facts)
    after = lines(replace(facts, log=[LEVER, *facts.log]))
    assert before < after
    assert len(after) == len(before) + 1


@given(shops())
@settings(deadline=None, max_examples=25)
def test_notes_are_in_the_order_of_time_and_inside_the_book(facts):
    moment = make("ops_log", facts)["ts"]
    start = ids.first_day(facts) * 86_400_000_000
    assert (np.diff(moment) >= 0).all()
    assert (moment >= start).all()
    assert (moment < start + facts.days * 86_400_000_000).all()


def test_everyday_notes_come_from_all_six_links_at_the_rate_of_the_words_file():
    facts = facts_of(days=731, per_day=1)
    notes = log.routine(facts)
    expected = pool("luyang-living").notes_per_day * 731
    assert abs(len(notes) - expected) < 4 * expected**0.5
    assert {note.part for note in notes} == set(PARTS)
    assert {note.role for note in notes} == {"routine"}


def test_no_note_shows_an_unfilled_place_and_both_languages_speak():
    for note in log.routine(facts_of(days=731, per_day=1)):
        assert "{" not in note.text_en + note.text_zh
        assert any("\u4e00" <= letter <= "\u9fff" for letter in note.text_zh)
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in note.text_en)


def test_the_identifier_of_a_note_is_its_own():
    facts = facts_of(days=731, per_day=1)
    numbers = log.log_ids(facts, log.entries(facts))
    assert len(set(numbers)) == len(numbers)
    assert abs(np.corrcoef(numbers, [note.day for note in log.entries(facts)])[0, 1]) < 0.15


def test_the_pool_of_names_is_what_faker_makes():
    words = pool("luyang-living")
    made = make_names()
    assert list(words.people) == list(zip(made["en"], made["zh"], strict=True))
    assert len(set(made["zh"])) == NAMES_EACH


def test_every_city_lies_in_a_province_of_the_list():
    words = pool("luyang-living")
    assert {province for _, province in words.cities.values()} <= set(words.regions)
