"""A sealed table with fewer columns is a table like any other, and says which columns it has when another is asked for."""

import pandas as pd
import pytest

from toolkit.course.bundle import seal
from toolkit.data.schema import TABLES
from toolkit.exercises import LessonPlan
from toolkit.exercises.errors import SealedShop
from toolkit.exercises.sealed import Sealed
from toolkit.exercises.sealed_table import SealedTable, sealed_table
from toolkit.shop.books import open_shop

HERE = ("order_id", "paid_ts", "channel_id", "paid_amount")
plan = LessonPlan(
    slug="a-part",
    number="99",
    title="A part",
    tables=("orders", "order_items", "calendar"),
    columns={"orders": " ".join(HERE), "order_items": ""},
)
ASKED = {
    "one column": lambda orders: orders["region"],
    "several": lambda orders: orders[["order_id", "region"]],
    "as an attribute": lambda orders: orders.region,
    "a query": lambda orders: orders.query("region == 'Jiangsu'"),
    "a sum of columns": lambda orders: orders.eval("paid_amount - list_amount"),
    "by a group": lambda orders: orders.groupby("region")["paid_amount"].sum(),
    "of a group": lambda orders: orders.groupby("channel_id")["region"].nunique(),
    "several of a group": lambda orders: orders.groupby("channel_id")[["paid_amount", "list_amount"]].sum(),
    "named of a group": lambda orders: orders.groupby("channel_id").agg(all=("list_amount", "sum")),
    "a join": lambda orders: orders.merge(pd.DataFrame({"region": ["Jiangsu"]}), on="region"),
    "an order": lambda orders: orders.sort_values("region"),
    "a label": lambda orders: orders.loc[orders["paid_amount"] > 0, "region"],
    "a pivot": lambda orders: orders.pivot_table(index="channel_id", columns="region", values="paid_amount"),
    "an index": lambda orders: orders.set_index("customer_id"),
    "emptiness": lambda orders: orders.dropna(subset="customer_id"),
    "after a filter": lambda orders: orders.query("paid_amount > 0").assign(day=orders["paid_ts"].dt.normalize())[
        "region"
    ],
    "after a join": lambda orders: orders.merge(pd.DataFrame({"channel_id": ["crm"]}), on="channel_id")["region"],
}


@pytest.fixture(scope="module")
def shop():
    return open_shop(seed="9", scale=0.2, days=60)


@pytest.fixture(scope="module")
def sealed(shop, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sealed") / "shop"
    seal(plan, shop, folder)
    return Sealed(folder, quiet=False).shop


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_whoever_asks_for_another_column_is_told_in_three_parts_which_are_here(sealed, asked):
    with pytest.raises(SealedShop) as told:
        asked(sealed.orders)
    given, exists, do = str(told.value).split(". ", 2)[0], str(told.value), str(told.value).rsplit(". ", 1)[-1]
    assert given.startswith("You asked for the column")
    assert "of that table it holds order_id, paid_ts, channel_id, paid_amount" in exists
    assert do


def test_a_column_that_no_table_has_is_pandas_matter(sealed):
    with pytest.raises(KeyError, match="no_such"):
        sealed.orders["no_such"]
    with pytest.raises(AttributeError):
        _ = sealed.orders.no_such


def test_what_is_here_has_the_values_of_the_whole_table(sealed, shop):
    whole, part = shop.orders[list(HERE)], sealed.orders
    assert isinstance(part, SealedTable)
    pd.testing.assert_frame_equal(pd.DataFrame(part), whole)
    sums = part.groupby("channel_id")[["paid_amount"]].sum()
    assert sums.equals(whole.groupby("channel_id")[["paid_amount"]].sum())
    assert part.loc[part["paid_amount"] > 50, "channel_id"].equals(whole.loc[whole["paid_amount"] > 50, "channel_id"])
    assert list(part.columns) == list(HERE)
    assert len(part.dropna(subset="paid_ts")) == len(whole.dropna(subset="paid_ts"))
    assert list(part.loc(axis=1)[["paid_ts"]]) == ["paid_ts"]
    assert part.drop_duplicates("channel_id").reset_index(drop=True).shape[1] == len(HERE)
    assert len(part.head(3).to_html()) > 100


def test_a_query_sees_the_names_of_whoever_asks(sealed):
    least = 50
    assert (sealed.orders.query("paid_amount >= @least")["paid_amount"] >= least).all()
    assert sealed.orders.eval("paid_amount - @least").max() == sealed.orders["paid_amount"].max() - least


def test_a_learner_may_name_a_column_as_they_like(sealed):
    mine = sealed.orders.assign(region="ours")
    mine.loc[:, "device"] = "m"
    assert set(mine["region"]) == {"ours"}
    assert set(mine.device) == {"m"}


def test_a_table_that_only_definitions_read_is_not_sealed(sealed):
    assert sealed.tables() == ["orders", "calendar"]
    assert list(sealed.describe("orders").index) == list(HERE)
    with pytest.raises(SealedShop, match="it holds orders, calendar"):
        _ = sealed.order_items


def test_a_whole_table_stays_a_plain_one(sealed):
    assert type(sealed.calendar) is pd.DataFrame
    frame = pd.DataFrame({"date": []})
    assert sealed_table(frame, TABLES["calendar"], TABLES["calendar"].names) is frame
