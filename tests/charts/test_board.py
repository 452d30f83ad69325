"""The morning board: grey until a lesson lights it, readable without colours and without a browser."""

import re
from html.parser import HTMLParser

import pytest

from toolkit import charts
from toolkit.charts.board import DARK, LIT, PLACES

SEVEN = ["visitors", "sources", "revenue", "conversion", "level", "market", "loss"]
VISITORS = charts.Tile("1,204", "980 to 1,310", "An ordinary Tuesday.")


class Items(HTMLParser):
    """The tiles of a board as (style, text)."""

    def __init__(self, board):
        super().__init__()
        self.items = []
        self.feed(board._repr_html_())

    def handle_starttag(self, tag, attrs):
        if tag == "li":
            self.items.append([dict(attrs)["style"], ""])

    def handle_data(self, data):
        if self.items:
            self.items[-1][1] += data + " "


def test_the_board_has_the_seven_numbers_of_the_trade_and_begins_grey():
    grey = charts.board()
    assert list(PLACES) == SEVEN
    assert grey.lit == []
    assert [style for style, _ in Items(grey).items] == [DARK] * 7


def test_a_tile_that_is_given_shines_with_value_range_and_sentence():
    items = dict(zip(SEVEN, Items(charts.board({"visitors": VISITORS})).items, strict=True))
    style, text = items.pop("visitors")
    assert style == LIT
    assert re.search(r"1,204.*980 to 1,310.*An ordinary Tuesday", text)
    assert {style for style, _ in items.values()} == {DARK}


def test_a_grey_tile_says_in_words_which_lesson_lights_it():
    for name, (_, text) in zip(SEVEN, Items(charts.board()).items, strict=True):
        assert f"lesson {PLACES[name].lesson} lights it" in text


def test_a_tile_without_a_range_says_where_the_range_comes_from():
    assert "usual range: lesson 04" in repr(charts.board({"revenue": charts.Tile("8,120 yuan")}))


def test_what_earlier_lessons_lit_stays_lit_without_a_value():
    board = charts.board({"loss": charts.Tile("the cart")}, lit=("visitors", "loss"))
    assert board.lit == ["visitors", "loss"]
    assert "yours since lesson 03" in repr(board)
    assert charts.board(lit="visitors").lit == ["visitors"]


def test_the_text_tells_the_same_as_the_picture():
    board = charts.board({"visitors": VISITORS}, lit=("market",))
    lines = repr(board).splitlines()
    assert lines[0].endswith("2 of 7 lit")
    assert [line[0] for line in lines[1:]] == ["●", "○", "○", "○", "○", "●", "○"]
    for line, (_, text) in zip(lines[1:], Items(board).items, strict=True):
        for part in line[2:].split(" · "):
            assert part in " ".join(text.split())


def test_the_chinese_is_marked_as_chinese_and_markup_in_a_value_stays_text():
    shown = charts.board({"visitors": charts.Tile("<b>1</b>", says="a < b")})._repr_html_()
    assert shown.count('lang="zh"') == 7
    assert "<b>" not in shown
    assert "&lt;b&gt;1" in shown


def test_an_unknown_tile_is_answered_with_the_names_there_are():
    with pytest.raises(ValueError, match=r"no tile 'vistors'.*visitors, sources"):
        charts.board({"vistors": VISITORS})
    with pytest.raises(ValueError, match="no tile 'profit'"):
        charts.board(lit=("profit",))


def test_a_bare_number_is_answered_with_how_a_tile_is_written():
    with pytest.raises(TypeError, match=r"holds int.*Write Tile"):
        charts.board({"visitors": 1204})
