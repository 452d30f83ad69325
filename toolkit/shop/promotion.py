"""推广 Promotion: what the budgets buy. Spend is carried over, saturates, and brings people of its kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toolkit.shop.facts import SOURCES
from toolkit.shop.keys import Floats, Ints, draw
from toolkit.shop.samplers import normal
from toolkit.shop.scenario import Scenario

_CRM = SOURCES.index("crm")


@dataclass(frozen=True)
class Bought:
    """What a day's budgets bought, by source: spend (fen), and reach (1 is what the ordinary budget brings)."""

    spend: Ints
    reach: Floats
    carried: Floats
    """Money still working tomorrow, in ordinary budgets."""


class Promotion:
    """The paid sources of one shop: prices of clicks, carry-over and saturation."""

    def __init__(self, scenario: Scenario, usual_budget: Floats, usual_messages: float, days: int) -> None:
        self.usual, self.usual_messages = np.maximum(usual_budget, 1), max(usual_messages, 1.0)
        self.paid = scenario.by_source("cost_per_click") > 0
        self.keep = scenario.by_source("carry_over")
        self.half = np.where(self.paid, scenario.by_source("half_at"), 1.0)
        self.shape = np.where(self.paid, scenario.by_source("shape"), 1.0)
        self.price_of_send = round(scenario.raw["source"][_CRM]["cost_per_send"] * 100)
        luck = normal(
            draw(scenario.keys.process("ads: click price"), np.arange(days)[:, None], np.arange(len(SOURCES)))
        )
        self.click_price = np.round(np.exp(scenario.by_source("click_spread") * luck * 0.35), 6)
        self.bid_pull = scenario.raw["place"]["bid_pull"]
        self.click_rate, self.cost = scenario.by_source("click_rate"), scenario.by_source("cost_per_click")

    def buy(
        self, day: int, budget: Ints, messages: int, carried: Floats, demand: float, bid: Floats, click_price: Floats
    ) -> Bought:
        """What the day's budgets bring. Demand (1 is ordinary) stretches the scale on which money saturates.

        bid, click_price: factors by source; whoever bids more gets more clicks at a higher price, and spends the more.
        """
        more_clicks = np.where(click_price > 1, 1 + self.bid_pull * (bid - 1), 1.0)
        spend = np.where(self.paid, np.round(budget * click_price * more_clicks), 0).astype(np.int64)
        ordinary = spend / (self.usual * demand) / (self.click_price[day] * click_price)
        stock = self.keep * carried + (1 - self.keep) * ordinary
        power, half = np.power(stock, self.shape), np.power(self.half, self.shape)
        reach = np.where(self.paid, power / (power + half) * (1 + half), 1.0)
        reach[_CRM] = messages / (self.usual_messages * demand)
        spend[_CRM] = messages * self.price_of_send
        return Bought(spend, np.asarray(np.round(reach, 9)), np.asarray(stock))
