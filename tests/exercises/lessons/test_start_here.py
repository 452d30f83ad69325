"""What lesson 00 promises: the first miss is answered, whatever the shop."""

import pytest

from tests.exercises.lessons.desks import desk, told

SLUG = "start-here"


@pytest.fixture(params=[1, 2, 3])
def at(request):
    return desk(SLUG, request.param)


def test_page_views_on_purpose_are_told_what_pages_are(at):
    last = at.shop.shop_daily.iloc[-1]
    said = told(at, "on_purpose", int(last["pv"]))
    assert said.mistake.code == "UNIT-PV"
    assert f"{last['pv']:,} are pages" in said.words


def test_visitors_at_once_are_asked_for_a_miss_as_well(at):
    said = told(at, "on_purpose", int(at.shop.shop_daily["uv"].iloc[-1]))
    assert said.outcome == "yes"
    assert "type the page views" in said.words


def test_the_oldest_day_is_recognised(at):
    said = told(at, "visitors", int(at.shop.shop_daily["uv"].iloc[0]))
    assert "oldest" in said.words


def test_one_short_is_the_label_of_the_last_row(at):
    said = told(at, "days_remembered", len(at.shop.shop_daily) - 1)
    assert "starts at 0" in said.words
    assert told(at, "days_remembered", len(at.shop.shop_daily)).outcome == "yes"
