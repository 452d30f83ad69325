"""The game with widgets: every lever a labelled control that works with Tab and arrow keys, and one button a week."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Any

from toolkit.charts.levers import WIDE
from toolkit.charts.sentence import in_notebook
from toolkit.game import limits
from toolkit.game.game import Game, GameMoved
from toolkit.game.said import CAUSES, METRICS, SIGNS
from toolkit.shop.decisions import EVERYBODY, SHIP, Decisions, ImpossibleDecision, times

NOTHING = "–"
GRID = "repeat(auto-fill, minmax(17em, 1fr))"


def panel(game: Game) -> None:
    """Show this week's report and its levers; outside a notebook the report is printed."""
    if not in_notebook():
        print(game.result() if game.over else game.report())  # noqa: T201 - the report is what was asked for
        return
    _Panel(game).show()


class _Panel:
    """Controls of one week; what is left as it stands is not decided, and not said."""

    def __init__(self, game: Game) -> None:
        import ipywidgets as widgets

        self.game = game
        self.boxes: dict[tuple[str, Any], Any] = {}
        self.start: dict[tuple[str, Any], Any] = {}
        self.page, self.form, self.said = widgets.Output(), widgets.VBox(), widgets.HTML()
        self.buttons = widgets.HBox([self._button("Next week", self.decided), self._button("As last week", Decisions)])

    def show(self) -> None:
        """Display report, levers, the two sentences that are due, and the buttons."""
        import ipywidgets as widgets
        from IPython.display import display

        display(widgets.VBox([self.page, self.form, self.buttons, self.said]))  # type: ignore[no-untyped-call]
        self.begin()

    def begin(self) -> None:
        """Lay out the week that comes."""
        from IPython.display import display

        self.page.clear_output(wait=True)
        with self.page:
            display(self.game.result() if self.game.over else self.game.report())  # type: ignore[no-untyped-call]
        self.form.children = () if self.game.over else tuple(self._groups())
        self.buttons.layout.display = "none" if self.game.over else ""

    def _groups(self) -> Iterator[Any]:
        """Levers by what they move, then what is said; each group a name and its controls."""
        import ipywidgets as widgets

        self.boxes, self.start = {}, {}
        groups = {
            "Budgets and messages, times what they were at the hand-over": self._spending, "People": self._people, "Prices": self._prices,
            "Orders to suppliers: pieces on top of the Monday habit": self._orders, "Said before the week moves": self._words,
        }  # fmt: skip
        for name, lay in groups.items():
            before = len(self.boxes)
            lay()
            boxes = list(self.boxes.values())[before:]
            yield widgets.HTML(f"<strong>{name}</strong>")
            yield widgets.GridBox(boxes, layout=widgets.Layout(grid_template_columns=GRID, grid_gap="0 .8em"))

    def _spending(self) -> None:
        desk = self.game.desk()
        for name, now in desk.budgets.items():
            share = round(now / max(desk.handed_over[name], 1e-9), 2)
            self._number("budgets", name, f"{name} ×", share, 0, limits.MOST_BUDGET, 0.05)
        self._number("messages", EVERYBODY, "messages ×", desk.messages, 0, limits.MOST_MESSAGES, 0.1)

    def _people(self) -> None:
        desk = self.game.desk()
        for shift, people in desk.people.items():
            self._number("staff", shift, f"{shift}, people", people, 1, limits.MOST_PEOPLE, 1)
        for shift, hours in desk.overtime.items():
            self._number("overtime", shift, f"{shift}, overtime hours a day", hours, 0, limits.MOST_HOURS, 0.5)
        self._choice("promises", SHIP, "ship within, hours", (NOTHING, *limits.PROMISES))

    def _prices(self) -> None:
        families = (NOTHING, *(f"F{one + 1:02d}" for one in self.game.desk().families[:12]))
        self._choice("prices", "family", "price of family", families)
        slowly = f"… × its list price; up by {limits.STEP:g} in {limits.PACE} weeks"
        self._number("prices", "factor", slowly, 1, limits.CHEAPEST, limits.DEAREST, limits.STEP)
        self._choice("promotions", "family", "promotion on family", families)
        self._choice("promotions", "depth", "… share off", limits.DEPTHS)

    def _orders(self) -> None:
        desk = self.game.desk()
        for sku in desk.a_goods:
            name = f"{self.game.product(sku)} of S{desk.goods.supplier[sku] + 1}, lasts {desk.cover[sku]:.0f} days"
            self._number("orders", sku, name, 0, 0, 5000, 6)

    def _words(self) -> None:
        self._choice("expect", "metric", "I expect", METRICS)
        for end in ("low", "high"):
            self._number("expect", end, {"low": "from", "high": "to"}[end], 0, -1e9, 1e9, 1000)
        self._choice("stop", "metric", "I stop if", METRICS)
        self._choice("stop", "sign", "is", tuple(SIGNS))
        self._number("stop", "edge", "than", 0, -1e9, 1e9, 1000)
        self._choice("review", "cause", "cause of last week", (NOTHING, *CAUSES))

    def _number(self, lever: str, name: Any, label: str, now: float, low: float, high: float, step: float) -> None:
        import ipywidgets as widgets

        self._keep(lever, name, widgets.BoundedFloatText(now, min=low, max=high, step=step, description=label))

    def _choice(self, lever: str, name: str, label: str, options: tuple[Any, ...]) -> None:
        import ipywidgets as widgets

        self._keep(lever, name, widgets.Dropdown(options=options, description=label))

    def _keep(self, lever: str, name: Any, box: Any) -> None:
        """Have a control in the form; a lever that is not handed over yet is shown and does not move."""
        box.style, box.layout.width = WIDE, "auto"
        box.disabled = lever in limits.LEVERS and lever not in limits.released(self.game.mode, self.game.week)
        self.boxes[lever, name], self.start[lever, name] = box, box.value

    def _button(self, words: str, decide: Callable[[], Decisions]) -> Any:
        import ipywidgets as widgets

        button = widgets.Button(description=words, tooltip=words)
        button.on_click(lambda _: self.move(decide()))
        return button

    def _moved(self, lever: str) -> dict[Any, Any]:
        """What was moved of a lever, by name."""
        mine = {name: box.value for (one, name), box in self.boxes.items() if one == lever}
        return {name: value for name, value in mine.items() if value != self.start[lever, name]}

    def decided(self) -> Decisions:
        """The week's decisions, as the controls stand."""
        factor = times(self.boxes["prices", "factor"].value)
        return Decisions(
            budgets={name: times(value) for name, value in self._moved("budgets").items()},
            messages={name: times(value) for name, value in self._moved("messages").items()},
            staff={name: int(value) for name, value in self._moved("staff").items()},
            overtime=self._moved("overtime"),
            promises={name: float(value) for name, value in self._moved("promises").items()},
            prices=dict.fromkeys(self._family("prices"), factor),
            promotions=dict.fromkeys(self._family("promotions"), float(self.boxes["promotions", "depth"].value)),
            orders={sku: int(units) for sku, units in self._moved("orders").items()},
        )

    def _family(self, lever: str) -> list[Any]:
        """The products of the family that was chosen for a lever."""
        chosen = self.boxes[lever, "family"].value
        return [] if chosen == NOTHING else list(self.game.family(chosen))

    def _words_said(self) -> dict[str, Any]:
        """Range, stop rule and cause, as far as they were said."""
        value = {key: box.value for key, box in self.boxes.items()}
        expect = {value["expect", "metric"]: (value["expect", "low"], value["expect", "high"])}
        stop = tuple(value["stop", part] for part in ("metric", "sign", "edge"))
        return {
            "expect": expect if self._moved("expect") else None,
            "stop": stop if self._moved("stop") else None,
            "review": self._moved("review") or None,
        }

    def move(self, decided: Decisions) -> None:
        """Live the week, or say why not."""
        try:
            self.game.next_week(decided, **self._words_said())
        except (ImpossibleDecision, GameMoved) as why:
            told = html.escape(str(why)).replace("\n", "<br>")
            self.said.value = f'<p role="alert" style="line-height:1.4"><strong>Not yet.</strong> {told}</p>'
            return
        self.said.value = f'<p role="status">Week {self.game.week - 1} is over.</p>'
        self.begin()
