"""场 Place: where people meet the goods. How many come by each source, given luck, money spent and the shop's standing."""

from __future__ import annotations

import numpy as np

from toolkit.shop.facts import SOURCES
from toolkit.shop.keys import Floats
from toolkit.shop.scenario import Scenario

_SEARCH, _FEED = SOURCES.index("search_org"), SOURCES.index("reco_feed")
_LEAST = 0.05


class Place:
    """The sources of one shop: ordinary visitors, and how far each would come another way."""

    def __init__(self, scenario: Scenario) -> None:
        shop = scenario.raw["shop"]
        self.ordinary = scenario.by_source("share") * shop["visitors_per_day"] * scenario.scale
        self.elsewhere = 1.0 - scenario.by_source("incremental")
        self.other_ways = [way for way in enumerate(scenario.falls_back_on()) if way[1] >= 0]
        self.mobile = np.array([shop["mobile_share"], 1 - shop["mobile_share"]])
        self.rank_pull = scenario.raw["supply"]["rank_pull"]
        self.video_pull = scenario.raw["supply"]["video_pull"]
        self.level_pull = scenario.raw["levels"]["feed"]

    def expected(
        self, luck: Floats, reach: Floats, strange: Floats, rank: float, video_before: float, level: int
    ) -> Floats:
        """Expected visitors by cell, [24].

        Args: luck, the outside's factor by source; reach, what the spend brings by source (1 is ordinary); strange, what an
        incident does to a source; rank, recent sales against usual; video_before, mean reach of video over the last five
        days; level, the shop's of a week ago (the feed shows shops of a higher level more often).
        """
        usual = self.ordinary * luck
        reach = np.where(strange > 0, reach, 0.0)
        coming = usual * reach
        turned = self.elsewhere * (usual - coming)
        for source, other in self.other_ways:
            coming[other] += turned[source]
        coming *= strange
        coming[_SEARCH] *= rank**self.rank_pull * (1 + self.video_pull * (video_before - 1))
        coming[_FEED] *= self.level_pull[level - 1]
        coming = np.maximum(coming, usual * _LEAST * (reach > 0))
        return (coming[:, None] * self.mobile).ravel().round(6)
