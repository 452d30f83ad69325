"""A shop re-run with a lever pulled, an incident or a channel left out: as exact as if lived anew, and quick the second time."""

import numpy as np
import pytest

from tests.shop.worlds import fingerprints
from toolkit.shop.books import open_shop
from toolkit.shop.decisions import ImpossibleDecision, times
from toolkit.shop.history import run
from toolkit.shop.incidents import KINDS

SCALE, TABLES = 0.2, ("shop_daily", "orders", "order_items", "inventory_daily", "cash_ledger", "reviews", "promotions")
LATE = ("INC-03", "INC-05", "INC-08", "INC-09", "INC-12", "INC-13")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOP_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="module")
def shop(home):
    return open_shop(seed=1, scale=SCALE)


@pytest.mark.parametrize("kind", LATE)
def test_a_world_without_an_incident_is_the_world_lived_anew(shop, kind):
    quick = shop.what_if(without=kind)
    anew = run(shop._scenario, shop.days, (), (kind,))
    assert fingerprints(quick.facts, TABLES) == fingerprints(anew, TABLES)


def test_levers_on_levers_are_the_world_lived_anew(shop):
    first = shop.what_if(start="2025-03-01", budgets={"paid_feed": times(2)})
    second = first.what_if(start="2025-06-01", staff={"evening": 1})
    anew = run(shop._scenario, shop.days, second._decisions)
    assert fingerprints(second.facts, TABLES) == fingerprints(anew, TABLES)


@pytest.mark.parametrize("source", ["video", "search_org", "crm"])
def test_a_world_without_a_channel_has_nobody_coming_by_it(shop, source):
    traffic = shop.what_if(without=source).traffic_daily.query("channel_id == @source")
    gone = traffic["uv"].sum() if source != "video" else 0
    assert gone == 0
    if source == "video":  # live streams are a campaign of the same channel
        assert traffic["uv"].sum() < 0.3 * shop.traffic_daily.query("channel_id == @source")["uv"].sum()


def test_orders_to_suppliers_are_held_or_react(shop):
    cheap = {"prices": {shop.products["product_id"].iloc[0]: times(0.5)}, "start": "2024-03-01"}
    held, react = (shop.what_if(rules=rules, **cheap).purchase_orders for rules in ("hold", "react"))
    columns = ["po_id", "line_no", "product_id", "order_date", "units"]
    assert held[columns].equals(shop.purchase_orders[columns])
    assert not react[columns].equals(shop.purchase_orders[columns])


def test_comparing_with_oneself_gives_nothing_and_with_a_lever_what_it_moved(shop):
    more = shop.what_if(start="2025-03-01", messages={"all": times(3)})
    assert (shop.compare(shop) == 0).all().all()
    change = more.compare(shop)
    assert (change.loc[:"2025-02-28"] == 0).all().all()
    assert change.loc["2025-03-01":, "pay_orders"].sum() > 0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"without": "INC-99"}, "INC-01"),
        ({"without": "vidoe"}, 'Did you mean "video"'),
        ({"rules": "freeze"}, "react, hold"),
        ({"placements": {"serch": {"home": 0.5}}}, "search_org"),
        ({"placements": {"video": {"house": 0.5}}}, "home"),
        ({"placements": {"video": {"home": 0.8, "food": 0.7}}}, "add up to 1"),
        ({"promises": {"ship_hours": 2}}, "12 to 240"),
        ({"overtime": {"noon": 2}}, "morning, evening, night"),
        ({"promotions": {"P001": 1.5}}, "0 to 0.9"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(shop, asked, said):
    if "promotions" in asked:
        asked = {"promotions": {shop.products["product_id"].iloc[0]: 1.5}}
    with pytest.raises(ImpossibleDecision, match=r"(?s).+\. .+") as error:
        shop.what_if(**asked)
    assert said in str(error.value)


def test_every_kind_of_incident_may_be_left_out(shop):
    for kind in KINDS:
        assert shop.what_if(without=kind)._without == (kind,)


def test_a_shop_aside_reads_the_same_tables_and_lets_them_go(shop):
    aside = shop.aside()
    assert aside.orders.equals(shop.orders)
    assert aside.id == shop.id
    assert not shop.aside()._frames


def test_a_world_that_ends_early_is_the_same_until_then(shop):
    lever = {"start": "2025-03-01", "end": "2025-03-20", "budgets": {"paid_feed": times(2)}}
    whole, short = shop.what_if(**lever), shop.what_if(**lever, until="2025-05-10")
    for table in ("shop_daily", "traffic_daily"):
        expected = whole.table(table).query("date <= '2025-05-10'").reset_index(drop=True)
        assert short.table(table).equals(expected)
    assert shop.what_if(until="2030-01-01").last_day == shop.last_day
    with pytest.raises(ImpossibleDecision, match="Its books run from"):
        shop.what_if(until="2023-12-31")


def test_what_two_worlds_share_is_held_once(home):
    shop = open_shop(seed=2, scale=SCALE, days=200)
    worlds = [shop.what_if(start="2024-06-01", budgets={"video": yuan}) for yuan in (0, 500)]
    for world in worlds:
        assert len(world.facts.orders["day"])
        (morning,) = shop._moments.values()
        assert np.shares_memory(morning.past.orders["day"], world.facts.orders["day"])
    assert not np.shares_memory(worlds[0].facts.orders["day"], worlds[1].facts.orders["day"])
