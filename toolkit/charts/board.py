"""The morning board (晨报): the seven numbers of a shop, each grey until a lesson has taught how to build it.

    board()                                                            all seven grey, as in lesson 01
    board({"visitors": Tile("1,204 yesterday", says="…")})             that tile lit, its usual range still to come
    board({"visitors": Tile("1,204", "980 to 1,310", "…")}, lit=("revenue",))

A tile shines by a solid edge and by its words, never by colour alone; text and edges take the theme's own colour.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.speech import N_, say

RANGE_LESSON = "04"
BOARD, GREY = N_("Morning board"), N_("grey: lesson {lesson} lights it")
USUAL, NO_RANGE = N_("usual: {usual}"), N_("usual range: lesson {lesson}")
YOURS, COUNT = N_("yours since lesson {lesson}"), N_("{lit} of {all} lit")
NO_TILE = N_("There is no tile {given}. The board has: {known}. Use one of these names.")
NOT_A_TILE = N_(
    'Tile {name} holds {kind}. A tile is Tile("value", "usual range", "sentence"). Write Tile("1,204", says="…").'
)

ROW = (
    "display:grid;grid-template-columns:repeat(auto-fill,minmax(12.5em,1fr));gap:.6em;list-style:none;padding:0;"
    "margin:.4em 0 .8em;max-width:56em;color:inherit;line-height:1.4;"
    "font-family:var(--jp-ui-font-family,sans-serif);font-size:var(--jp-content-font-size1,14px)"
)
LIT = "border:2px solid var(--jp-brand-color1,#0072b2);border-radius:4px;padding:.5em .7em;margin:0"
DARK = "border:1px dashed #8a8a8a;border-radius:4px;padding:.5em .7em;margin:0;opacity:.75"
BIG, SMALL = "font-size:130%;font-weight:600", "font-size:90%"


@dataclass(frozen=True)
class Tile:
    """What a lit tile says: the value as text, the range it usually stays in, and one sentence; the last two may be empty."""

    value: str
    usual: str = ""
    says: str = ""


@dataclass(frozen=True)
class _Place:
    """A tile's place on the board: English, Chinese, what it asks, and the lesson that lights it."""

    name: str
    chinese: str
    asks: str
    lesson: str


PLACES: Mapping[str, _Place] = {
    "visitors": _Place(N_("Visitors"), "访客数", N_("How many people came in?"), "03"),
    "sources": _Place(N_("Traffic sources"), "流量来源", N_("Through which doors did they come?"), "08"),
    "revenue": _Place(N_("Revenue"), "营业额", N_("How much was paid?"), "03"),
    "conversion": _Place(N_("Pay conversion"), "支付转化率", N_("Which share of them paid?"), "03"),
    "level": _Place(N_("Shop level"), "店铺层级", N_("Where do we stand among shops like ours?"), "11"),
    "market": _Place(N_("Market"), "行业大盘", N_("Was it us, or everybody?"), "11"),
    "loss": _Place(N_("Traffic loss"), "流量流失", N_("At which step do they leave?"), "05"),
}
"""Name of a tile → its place, in the order in which the board is read."""


def board(tiles: Mapping[str, Tile] | None = None, lit: Iterable[str] = ()) -> Board:
    """Return the morning board with seven tiles: those given are lit, the others grey.

    tiles: name in PLACES → Tile. lit: further names, built in earlier lessons, that are lit without a value today.
    Raises: ValueError for a name the board does not have, TypeError for what is not a Tile.
    """
    shown, yours = dict(tiles or {}), frozenset([lit] if isinstance(lit, str) else lit)
    for name in [*shown, *yours]:
        if name not in PLACES:
            raise ValueError(say(NO_TILE, given=repr(name), known=", ".join(PLACES)))
    for name, tile in shown.items():
        if not isinstance(tile, Tile):
            raise TypeError(say(NOT_A_TILE, name=repr(name), kind=type(tile).__name__))
    return Board(shown, yours)


@dataclass(frozen=True, repr=False)
class Board:
    """Seven tiles, in HTML for a notebook and in lines of text elsewhere."""

    tiles: Mapping[str, Tile]
    yours: frozenset[str]

    @property
    def lit(self) -> list[str]:
        """The names of the tiles that shine, in the board's order."""
        return [name for name in PLACES if name in self.tiles or name in self.yours]

    def _lines(self, name: str) -> list[str]:
        """Return what a tile says under its name: the value first where it has one."""
        place, tile = PLACES[name], self.tiles.get(name)
        if tile is None:
            state = YOURS if name in self.yours else GREY
            return [say(place.asks), say(state, lesson=place.lesson)]
        usual = say(USUAL, usual=tile.usual) if tile.usual else say(NO_RANGE, lesson=RANGE_LESSON)
        return [line for line in (tile.value, usual, tile.says) if line]

    def _title(self) -> str:
        return f"{say(BOARD)} 晨报 · {say(COUNT, lit=len(self.lit), all=len(PLACES))}"

    def __repr__(self) -> str:
        rows = [
            f"{'●' if name in self.lit else '○'} {say(place.name)} {place.chinese} · {' · '.join(self._lines(name))}"
            for name, place in PLACES.items()
        ]
        return "\n".join([self._title(), *rows])

    def _repr_html_(self) -> str:
        items = "".join(map(self._item, PLACES))
        title = html.escape(self._title())
        return f'<p style="margin:.4em 0 0"><strong>{title}</strong></p><ul role="list" style="{ROW}">{items}</ul>'

    def _item(self, name: str) -> str:
        place, valued = PLACES[name], name in self.tiles
        first, *rest = (html.escape(line, quote=False) for line in self._lines(name))
        head = f'{html.escape(say(place.name))} <span lang="zh">{place.chinese}</span>'
        big = f'<div style="{BIG}">{first}</div>' if valued else f"<div>{first}</div>"
        small = "".join(f'<div style="{SMALL}">{line}</div>' for line in rest)
        return f'<li style="{LIT if name in self.lit else DARK}"><div>{head}</div>{big}{small}</li>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}
