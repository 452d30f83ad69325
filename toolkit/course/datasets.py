"""What is committed beside a shop's scenario: its card, and its small tables as CSV for spreadsheets. No code reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.course.calibration import EXPLAINED, Bound, books_of, measure
from toolkit.data.columns import rows_of
from toolkit.data.schema import DATA_VERSION, TABLES
from toolkit.data.store import write_csv
from toolkit.shop import rows
from toolkit.shop.facts import Facts
from toolkit.shop.fingerprints import SLUG, classroom
from toolkit.shop.scenario import DATASETS

SMALL = (
    "calendar",
    "channels",
    "campaigns",
    "products",
    "promotions",
    "shop_daily",
    "targets",
    "level_thresholds",
)
"""Tables that fit a spreadsheet."""
CARD = "CARD.md"

_HEAD = """\
# {name_en} · {name_zh}

Built by `python3 -m toolkit build`; what stands here is computed from the shop. Change the shop, not this file.

A simulated online shop for home and lifestyle goods in Hefei: mid-size, {products} products in {categories} categories,
{channels} channels, {first} to {last}. It is not a sample of anybody's data. One day follows from the day before, by
causes that are all written down in [`scenario.toml`](scenario.toml), so every conclusion drawn from its tables can be
compared with the truth, and every "what if" can be re-run.

一家模拟的家居生活类网店（合肥，中等规模），{products} 个商品，{channels} 个渠道，{first} 至 {last}。
数据由模拟生成，不含任何真实个人或店铺信息；每个结果的原因都写在 [`scenario.toml`](scenario.toml) 中，
因此结论可与真相对照，任何“如果……”都可重演。

**Licence.** The data are nobody's and everybody's: CC0 1.0. 数据以 CC0 1.0 放弃一切权利。

**Making it.** `python3 -m toolkit lab` makes the tables on first use; in Python, `open_shop().orders` makes one. The same
seed gives the same bytes everywhere: [`checksums.toml`](checksums.toml) holds the fingerprint of each table (data version
{version}, seed "classroom", scale 1). Another `seed` is another shop of the same kind; `scale` multiplies its visitors.

What the columns mean stands in the [data dictionary](../README.md).

## Tables

Those with a link are here as CSV (UTF-8 with BOM, for spreadsheets); lessons never read these files.

| table | a row is | rows |
|---|---|--:|
"""

_SHAPE = """
## Does it look like a real shop?

Ours is the classroom shop's number, *source* the number it is held against, *ratio* ours ÷ source. Bounds in **bold** are
acceptance numbers: they are tested over 20 seeds. [M] measured on open data, [S…] published or trade figures (listed at
the end), [design] a choice without a good source. Where sources are of another trade or country, the bounds say what we chose.

| number | ours | bounds | source | ratio | where from |
|---|--:|--:|--:|--:|---|
"""

_LIMITS = """
## What this shop is not

- **Not evidence about the world.** Effects are what `scenario.toml` says. Learn methods here; take your own shop's numbers
  from your own shop.
- **Not a platform's data.** No open source gives visitors and conversion by channel for Chinese platforms: the channel
  table is our design, spread like vendors' tables. Platform rules change; ours are frozen.
- **Few causes, all known.** Real shops have causes nobody wrote down. An estimator that works here has passed an easy test.
- **People are simple.** They buy, come back and leave by a few rules; they have no addresses, no families, no friends, and
  do not learn. Age and region are drawn apart from what they buy: segments by age or region show luck only.
- **One shop, one currency, one warehouse.** Rivals and the market are indices, not shops.
- **Small shops are noisier.** Below scale 1 luck hides most incidents; that is a property of small numbers, not a fault.
"""

_SOURCES = """
## Sources

Measured by us [M]: UCI Online Retail I and II (a wholesaler of gifts), CDNOW (23,570 buyers of records), Olist (99,441
orders in Brazil), Hillstrom's e-mail test, an online-shoppers set of 12,330 sessions, daily web visits, a grocery chain,
Taobao's mini-sample of user behaviour.

S7 Hu, Pavlou, Zhang, CACM 52(10), 2009 · S16 Contentsquare benchmark, 2022 · S17 Wolfgang Digital study, 2016 · S19 acceleroi.com
conversion by channel, 2026 · S20 conversionbench.com after Contentsquare, 2024 · S21 Baymard, cart abandonment · S27, S28 State
Post Bureau, parcels of November 2023 and 2024 · S29 gov.cn, Spring Festival parcels 2023 · S30 Shanghai Daily, 18 February 2024 ·
S33 AIO Conquer on Olist · S36 NRF and Appriss, returns 2023 · S37, S38 trade pages on returns in China.
"""


FOLDER = DATASETS / SLUG


def build(facts: Facts | None = None, folder: Path = FOLDER) -> list[Path]:
    """Write the card and the CSV files of the classroom shop, lived anew unless given; return their paths."""
    lived = facts or classroom()
    written = [folder / CARD]
    written[0].write_text(card(lived), encoding="utf-8", newline="\n")
    for name in small():
        written.append(folder / f"{name}.csv")
        write_csv(rows.make(name, lived), TABLES[name], written[-1])
    return written


def stale(facts: Facts | None = None, folder: Path = FOLDER) -> list[str]:
    """Names of the committed files that are missing or not what the shop gives today; others' CSV files count too."""
    with TemporaryDirectory() as place:
        fresh = {path.name: path.read_bytes() for path in build(facts, Path(place))}
    there = {path.name: path.read_bytes() for path in (*folder.glob("*.csv"), *folder.glob(CARD))}
    return sorted(name for name in {*fresh, *there} if fresh.get(name) != there.get(name))


def small() -> list[str]:
    """Names of the tables that are committed as CSV."""
    return [name for name in SMALL if name in TABLES]


def card(facts: Facts) -> str:
    """The card of a shop as Markdown."""
    raw, books = facts.scenario.raw, books_of(facts)
    dates = books.daily["date"]
    head = _HEAD.format(
        name_en=raw["shop"]["name_en"],
        name_zh=raw["shop"]["name_zh"],
        products=raw["goods"]["products"],
        categories=len(raw["category"]),
        channels=len(books.table("channels")),
        first=f"{dates.min():%Y-%m-%d}",
        last=f"{dates.max():%Y-%m-%d}",
        version=DATA_VERSION,
    )
    measured = measure(books)
    return "".join([head, *_tables(facts), _SHAPE, *map(_row, measured), *_outside(measured), _LIMITS, _SOURCES])


def _tables(facts: Facts) -> Iterator[str]:
    for name, table in TABLES.items():
        shown = f"[{name}]({name}.csv)" if name in SMALL else name
        yield f"| {shown} | {table.grain_en} | {rows_of(rows.make(name, facts)):,} |\n"


def _row(measured: tuple[Bound, float]) -> str:
    one, value = measured
    bold = "**" if one.accepted else ""
    bounds = f"{bold}{one.text(one.low)} – {one.text(one.high)}{bold}"
    ours = one.text(value) + ("" if one.keeps(value) else " ✗")
    return f"| {one.name} | {ours} | {bounds} | {one.text(one.source)} | {value / one.source:.2f} | {one.published} |\n"


def _outside(measured: list[tuple[Bound, float]]) -> Iterator[str]:
    """Why a number outside its bounds was left there."""
    outside = [one.name for one, value in measured if not one.keeps(value)]
    yield f"\n✗ Outside its bounds: {len(outside)} of {len(measured)} numbers.\n" if outside else "\nAll lie within.\n"
    yield from (f"- *{name}*: {EXPLAINED.get(name, 'to be mended.')}\n" for name in outside)
