"""The game with widgets: every lever a labelled control that works with Tab and arrow keys, and one button a week."""

from __future__ import annotations

from typing import Any

from toolkit.charts.levers import WIDE
from toolkit.charts.sentence import in_notebook
from toolkit.game import limits
from toolkit.game.game import Game, GameMoved
from toolkit.game.said import CAUSES, METRICS, SIGNS
from toolkit.shop.decisions import EVERYBODY, SHIP, Amount, Decisions, ImpossibleDecision, times

NOTHING = "–"


def panel(game: Game) -> None:
    """Show this week's report and its levers; outside a notebook the report is printed."""
    if not in_notebook():
        print(game.report() if not game.over else game)  # noqa: T201 - the report is what was asked for
        return
    _Panel(game).show()


class _Panel:
    """Controls of one week; what is left as it stands is not decided."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.controls: dict[str, Any] = {}
        self.start: dict[str, Any] = {}

    def show(self) -> None:
        """Display report, levers, the two sentences that are due, and the button."""
        import ipywidgets as widgets
        from IPython.display import display

        self.page, self.form = widgets.Output(), widgets.VBox()
        self.said = widgets.HTML()
        display(widgets.VBox([self.page, self.form, self.said]))  # type: ignore[no-untyped-call]
        self.begin()

    def begin(self) -> None:
        """Lay out the week that comes."""
        from IPython.display import display

        self.page.clear_output(wait=True)
        with self.page:
            display(self.game if self.game.over else self.game.report())  # type: ignore[no-untyped-call]
        self.form.children = () if self.game.over else tuple(self._rows())

    def _rows(self) -> list[Any]:
        import ipywidgets as widgets

        desk, free = self.game.desk(), limits.released(self.game.mode, self.game.week)
        self.controls, self.start = {}, {}
        for name, now in desk.budgets.items():
            share = round(now / max(desk.handed_over[name], 1e-9), 2)
            self._number("budgets", name, f"{name}, × the old budget", share, 0, 3, 0.05, free)
        self._number("messages", EVERYBODY, "messages, × the old number", desk.messages, 0, 2, 0.1, free)
        for shift, people in desk.people.items():
            self._number("staff", shift, f"{shift}, people", people, 1, limits.MOST_PEOPLE, 1, free)
        for shift, hours in desk.overtime.items():
            self._number("overtime", shift, f"{shift}, overtime hours a day", hours, 0, limits.MOST_HOURS, 0.5, free)
        self._choice("promises", SHIP, "ship within, hours", (NOTHING, *limits.PROMISES), free)
        families = [NOTHING, *(f"F{one + 1:02d}" for one in desk.families[:12])]
        self._choice("prices", "family", "price of family", families, free)
        self._number("prices", "factor", "… × the list price", 1.0, limits.CHEAPEST, limits.DEAREST, limits.STEP, free)
        self._choice("promotions", "family", "promotion on family", families, free)
        self._choice("promotions", "depth", "… off the price", limits.DEPTHS, free)
        for sku in desk.a_goods:
            self._number("orders", sku, f"order {self.game.product(sku)}, pieces", 0, 0, 5000, 6, free)
        self._choice("expect", "metric", "I expect", METRICS, ("expect",))
        for end in ("low", "high"):
            self._number("expect", end, end, 0.0, -1e9, 1e9, 1000, ("expect",))
        self._choice("stop", "metric", "I stop if", METRICS, ("stop",))
        self._choice("stop", "sign", "is", tuple(SIGNS), ("stop",))
        self._number("stop", "edge", "than", 0.0, -1e9, 1e9, 1000, ("stop",))
        self._choice("review", "cause", "last week's cause", CAUSES, ("review",))
        boxes = list(self.controls.values())
        grid = widgets.GridBox(
            boxes, layout=widgets.Layout(grid_template_columns="repeat(auto-fill, minmax(20em, 1fr))")
        )
        buttons = []
        for words, decide in (("Next week", self.decided), ("As last week", Decisions)):
            button = widgets.Button(description=words, tooltip=words)
            button.on_click(lambda _, decide=decide: self.move(decide()))
            buttons.append(button)
        return [grid, widgets.HBox(buttons)]

    def _number(
        self, lever: str, name: Any, label: str, now: float, low: float, high: float, step: float, free: Any
    ) -> None:
        import ipywidgets as widgets

        box = widgets.BoundedFloatText(
            value=now, min=low, max=high, step=step, description=label, style=WIDE, disabled=lever not in free
        )
        self.controls[f"{lever}|{name}"], self.start[f"{lever}|{name}"] = box, box.value

    def _choice(self, lever: str, name: str, label: str, options: Any, free: Any) -> None:
        import ipywidgets as widgets

        box = widgets.Dropdown(options=list(options), description=label, style=WIDE, disabled=lever not in free)
        self.controls[f"{lever}|{name}"], self.start[f"{lever}|{name}"] = box, box.value

    def _moved(self, lever: str) -> dict[Any, Any]:
        """What was moved of a lever, by name."""
        mine = {key.split("|", 1)[1]: key for key in self.controls if key.split("|", 1)[0] == lever}
        return {
            name: self.controls[key].value for name, key in mine.items() if self.controls[key].value != self.start[key]
        }

    def decided(self) -> Decisions:
        """The week's decisions, as the controls stand."""
        family = {name: self.controls[f"{name}|family"].value for name in ("prices", "promotions")}
        goods: dict[str, list[Any]] = {
            name: list(self.game.family(one)) if one != NOTHING else [] for name, one in family.items()
        }
        factor = times(self.controls["prices|factor"].value)
        shares: dict[str, Amount] = {name: times(value) for name, value in self._moved("budgets").items()}
        promise = {name: float(value) for name, value in self._moved("promises").items() if value != NOTHING}
        return Decisions(
            budgets=shares,
            messages={name: times(value) for name, value in self._moved("messages").items()},
            staff={name: int(value) for name, value in self._moved("staff").items()},
            overtime=self._moved("overtime"),
            promises=promise,
            prices=dict.fromkeys(goods["prices"], factor),
            promotions=dict.fromkeys(goods["promotions"], float(self.controls["promotions|depth"].value)),
            orders={int(sku): int(units) for sku, units in self._moved("orders").items() if units},
        )

    def move(self, decided: Decisions) -> None:
        """Live the week, or say why not."""
        value = {key: box.value for key, box in self.controls.items()}
        try:
            self.game.next_week(
                decided,
                expect={value["expect|metric"]: (value["expect|low"], value["expect|high"])},
                stop=(value["stop|metric"], value["stop|sign"], value["stop|edge"]),
                review={"cause": value["review|cause"]},
            )
        except (ImpossibleDecision, GameMoved) as why:
            self.said.value = f'<p role="alert">{why}</p>'
            return
        self.said.value = f'<p role="status">Week {self.game.week - 1} is over.</p>'
        self.begin()
