"""What only the simulator knows: when each incident happened and what it did, and what every estimate tries to find."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.shop import product
from toolkit.shop.books import Shop
from toolkit.shop.facts import SOURCES, Facts, Incident
from toolkit.shop.incidents import kind_of
from toolkit.shop.keys import Floats, Ints
from toolkit.shop.market import calendar
from toolkit.shop.people import Crowd
from toolkit.shop.placing import place
from toolkit.shop.rows import ids, log

if TYPE_CHECKING:
    from toolkit.shop.history import Moment

_FESTIVAL = (-9, 13)
_CUT = 0.8
TAIL = {
    "INC-03": 21, "INC-04": 14, "INC-05": 7, "INC-06": 14, "INC-07": 45, "INC-08": 14, "INC-09": 14, "INC-10": 14,
    "INC-11": 75, "INC-12": 60,
}  # fmt: skip
"""Days after an incident's last one on which its effect is still counted."""


class Truth:
    """The truth of one shop. Lessons reach it by `lesson.reveal` only.

    What the scenario says is told without living a day of it: facts take time, and a hundred megabytes for as long as the
    shop is open.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._eve: Moment | None = None

    @property
    def _facts(self) -> Facts:
        return self._shop.facts

    @cached_property
    def _goods(self) -> product.Goods:
        return product.catalogue(self._shop._scenario)

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return ids.product_names(self._shop._scenario.keys, len(self._goods.appeal))

    def incidents(self) -> pd.DataFrame:
        """One row an incident: id, kind, start, end (last day), entity, name (of what it strikes), driver, size (1 is ordinary)."""
        rows = [
            (one.id, one.kind, self._date(one.start_day), self._date(one.end_day), one.entity, self._name(one))
            for one in self._facts.incidents
            if one.start_day < self._facts.days
        ]
        frame = pd.DataFrame(rows, columns=["id", "kind", "start", "end", "entity", "name"])
        happened = [one for one in self._facts.incidents if one.start_day < self._facts.days]
        frame["driver"] = [kind_of(one).driver for one in happened]
        frame["size"] = [one.size for one in happened]
        return frame

    def span(self, incident_id: str) -> tuple[pd.Timestamp, pd.Timestamp]:
        """First and last day of an incident that was laid on them; what follows from sales has its days in `incidents`."""
        one = next(one for one in place(self._shop._scenario).incidents if one.id == incident_id)
        start = self._shop.first_day
        return start + pd.Timedelta(one.start_day, "D"), start + pd.Timedelta(one.end_day, "D")

    def effect(self, incident_id: str) -> pd.DataFrame:
        """Daily change of visitors, paid orders and paid money (yuan) by an incident, over its days and the tail of its kind."""
        one = next(one for one in self._facts.incidents if one.id == incident_id)
        change = self._shop.compare(self._shop.what_if(without=(incident_id,)))
        last = one.end_day + TAIL.get(incident_id, 0)
        return change.iloc[one.start_day : last + 1][["uv", "pay_orders", "paid_amount"]]

    def effects(self) -> pd.DataFrame:
        """One row an incident: its whole effect on visitors, orders and money (yuan). Every world is re-run: minutes."""
        totals = {
            one.id: self.effect(one.id).sum() for one in self._facts.incidents if one.start_day < self._facts.days
        }
        return self.incidents().set_index("id").join(pd.DataFrame(totals).T)

    def clean_days(self) -> pd.DatetimeIndex:
        """Days touched by no incident, no festival of the trade and no Spring Festival."""
        facts = self._facts
        cal = calendar(facts.scenario, facts.days)
        low, high = _FESTIVAL
        clean = (cal.phase == 0) & ~((cal.cny_offset >= low) & (cal.cny_offset <= high))
        for one in facts.incidents:
            if one.id not in ("INC-13", "INC-16"):
                clean[one.start_day : one.end_day + 1] = False
        return pd.DatetimeIndex(pd.Timestamp(facts.start) + pd.to_timedelta(np.flatnonzero(clean), unit="D"))

    def channels(self) -> pd.DataFrame:
        """One row a source: the share of its visits that it caused, carry-over a day, half-saturation and shape."""
        scenario = self._shop._scenario
        names = ("incremental", "carry_over", "half_at", "shape")
        frame = pd.DataFrame({name: scenario.by_source(name) for name in names})
        frame.insert(0, "source", SOURCES)
        return frame

    def products(self) -> pd.DataFrame:
        """One row a product: price response (elasticity) alone and of its family cut together, share of pieces wanted, the hit."""
        goods = self._goods
        money = goods.appeal * goods.list_fen
        return pd.DataFrame(
            {
                "product_id": self._words,
                "elasticity": goods.elasticity,
                "base_share": goods.appeal,
                "page_pull": goods.page,
                "is_hit": np.arange(len(money)) == money.argmax(),
                "family": goods.family,
                "family_elasticity": self._family_response()[goods.family],
            }
        )

    def _family_response(self) -> Floats:
        """Response of each family's pieces where all its prices fall together: sisters no longer lose to each other."""
        goods, scenario = self._goods, self._shop._scenario
        nothing = np.zeros(len(goods.appeal), dtype=np.int64)
        usual, lower = (
            product.wanted(
                goods,
                np.ones(len(nothing)),
                np.round(goods.list_fen * factor).astype(np.int64),
                nothing,
                nothing,
                nothing,
                scenario,
            )
            for factor in (1.0, _CUT)
        )
        before, after = (np.bincount(goods.family, weights=goods.appeal * pull) for pull in (usual, lower))
        return np.asarray(np.log(after / before) / np.log(_CUT))

    def message_lift(self) -> pd.Series:
        """What the message lot caused: share of those written to who bought in its days, with and without it, and the lift.

        Both worlds are lived from the morning of the message: 1 to 3 seconds.
        """
        facts = self._facts
        nth, trial = next((n, one) for n, one in enumerate(facts.trials) if one.kind == "lot")
        with_it, without = (self._bought(trial.start_day, trial.end_day, written=written) for written in (True, False))
        lots = facts.lots
        who = lots["customer"][(lots["trial"] == nth) & (lots["written"] > 0)]
        rates = [float(np.isin(who, bought).mean()) for bought in (with_it, without)]
        return pd.Series(
            {"with": rates[0], "without": rates[1], "lift": rates[0] - rates[1], "people": float(len(who))}
        )

    def _bought(self, first: int, last: int, *, written: bool) -> Ints:
        """Customers who paid for an order from one day to another, with or without the message of the first."""
        from toolkit.shop.history import lived, moment
        from toolkit.shop.world import copied, works_of

        scenario = self._facts.scenario
        works = works_of(scenario, last + 1, (), ())
        if not written:
            works.plan.lots.clear()
        if self._eve is None:
            self._eve = moment(scenario, last + 1, first)
        days = lived(works, copied(self._eve.state), first, last + 1)
        return np.unique(np.concatenate([day.sold.orders["customer"][day.sold.orders["paid"] > 0] for day in days]))

    def customers(self) -> pd.DataFrame:
        """One row a customer: base order rate a week, chance to leave after an order."""
        people = self._facts.customers
        log_rate, drop, _ = Crowd(self._facts.scenario).nature(people["key"], people["first_cell"])
        return pd.DataFrame({"customer_id": ids.customer_ids(self._facts), "rate": np.exp(log_rate), "drop": drop})

    def clock(self) -> pd.Series:
        """Weeks that passed for customers' clocks on each day; an ordinary day is a seventh."""
        return pd.Series(self._facts.daily["tempo"] / 1e9, index=self._days(), name="weeks")

    def lost_sales(self) -> pd.DataFrame:
        """One row a day and product of which more was asked for than there was: pieces wanted, sold, lost."""
        daily = self._facts.daily
        day, sku = np.nonzero(daily["wanted"] > daily["sold"])
        wanted, sold = daily["wanted"][day, sku], daily["sold"][day, sku]
        words = np.array(self._words)
        return pd.DataFrame(
            {
                "date": self._days()[day],
                "product_id": words[sku],
                "wanted": wanted,
                "sold": sold,
                "lost": wanted - sold,
            }
        )

    def bots(self) -> pd.DataFrame:
        """One row a day and source with visits of machines."""
        many = self._facts.daily["bots"].reshape(self._facts.days, len(SOURCES), -1).sum(axis=2)
        day, source = np.nonzero(many)
        return pd.DataFrame(
            {"date": self._days()[day], "source": np.array(SOURCES)[source], "visits": many[day, source]}
        )

    def batches(self) -> pd.DataFrame:
        """One row a batch with pieces broken by make: batch, product, lines sold and broken."""
        lines = self._facts.lines
        batch = np.unique(lines["batch"][lines["defect"] > 0])
        named = ids.batch_text(self._facts, batch)
        sku = self._facts.purchases["sku"][batch]
        return pd.DataFrame(
            {
                "batch_id": [named.words[code] for code in named.codes.tolist()],
                "product_id": np.array(self._words)[sku],
                "lines": [int((lines["batch"] == one).sum()) for one in batch],
                "broken": [int(lines["defect"][lines["batch"] == one].sum()) for one in batch],
            }
        )

    def notes(self) -> pd.DataFrame:
        """One row a note of the log: its part, its role (cause, red herring, routine) and its incident."""
        notes = log.entries(self._facts)
        frame = pd.DataFrame({"log_id": log.log_ids(self._facts, notes)})
        for name in ("part", "role", "incident_id"):
            frame[name] = [getattr(note, name) for note in notes]
        return frame.sort_values("log_id", ignore_index=True)

    def parameters(self) -> dict[str, Any]:
        """Every parameter of the scenario, as its file has it."""
        return dict(self._shop._scenario.raw)

    def _days(self) -> pd.DatetimeIndex:
        return pd.date_range(self._facts.start, periods=self._facts.days)

    def _date(self, day: int) -> pd.Timestamp:
        return pd.Timestamp(self._facts.start) + pd.Timedelta(day, "D")

    def _name(self, one: Incident) -> str:
        """Name of what an incident strikes, as the tables have it."""
        if one.entity == "product":
            return self._words[one.target]
        if one.entity == "category":
            return str(self._shop._scenario.categories[one.target]["id"])
        return f"S{one.target + 1}" if one.entity == "supplier" else one.entity
