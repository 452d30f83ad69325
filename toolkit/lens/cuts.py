"""Cutting a number by goods and place: the preference index (TGI) of every cell, and how far a cell dances by luck.

index = share of the goods here ÷ share of the goods in the whole shop × 100; 100 is as usual, 200 twice as much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.lens.tables import need

if TYPE_CHECKING:
    from collections.abc import Sequence

USUAL = 100


def cells(deals: pd.DataFrame, *, goods: str = "category", place: str = "place", paid: str = "paid") -> pd.DataFrame:
    """The shop cut by goods and place at once.

    deals: one row a deal with the columns goods, place and paid. Returns: one row a cell (goods that were sold in that
    place): cell ("beauty in live"), goods, place, deals, paid, here and shop (shares of the place's and of the whole
    shop's money, 0 to 1), tgi (the index, 100 is as usual). Raises: MissingColumn.
    """
    need(deals, goods, place, paid)
    table = deals.groupby([goods, place], observed=True)[paid].agg(["size", "sum"]).reset_index()
    table.columns = pd.Index([goods, place, "deals", paid])
    here = table[paid] / table.groupby(place)[paid].transform("sum")
    shop = table.groupby(goods)[paid].transform("sum") / table[paid].sum()
    named = table[goods].astype(str) + " in " + table[place].astype(str)
    table.insert(0, "cell", named)
    return table.assign(here=here, shop=shop, tgi=USUAL * here / shop)


def dance(
    deals: pd.DataFrame, *, part: str = "week", goods: str = "category", place: str = "place", paid: str = "paid"
) -> pd.DataFrame:
    """How far each cell's index jumps when one part of the time (a week) is hidden, each part once.

    Returns: the table of `cells` with low and high, the ends of the index over the hidden parts, and jump = high − low.
    A cell that is empty without some part counts as 0 there. Raises: MissingColumn.
    """
    need(deals, part)
    whole = cells(deals, goods=goods, place=place, paid=paid)
    parts = sorted(deals[part].unique())
    tries = [_without(deals, part, one, [goods, place, paid], whole["cell"]) for one in parts]
    each = pd.concat(tries, axis=1)
    low, high = each.min(axis=1).to_numpy(), each.max(axis=1).to_numpy()
    return whole.assign(low=low, high=high, jump=high - low)


def _without(deals: pd.DataFrame, part: str, one: object, columns: Sequence[str], order: pd.Series) -> pd.Series:
    goods, place, paid = columns
    rest = cells(deals[deals[part] != one], goods=goods, place=place, paid=paid)
    return rest.set_index("cell")["tgi"].reindex(order, fill_value=0.0)
