"""The data dictionary, built from the schema in English and Chinese: datasets/README.md, and one table at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.data.schema import DATA_VERSION, TABLES
from toolkit.data.table import KINDS, Column, Table

if TYPE_CHECKING:
    import pandas as pd

SHOWN = {
    "int": ("int64, or Int64 where it may be empty", ""),
    "money": ("float64, yuan", "÷ 100"),
    "rate": ("float64, a share from 0 to 1", "÷ 1,000,000"),
    "hundredths": ("float64", "÷ 100"),
    "tenths": ("float64", "÷ 10"),
    "date": ("datetime64[us], midnight", ""),
    "ts": ("datetime64[us]", ""),
    "text": ("str", ""),
    "bool": ("bool", ""),
}
"""How a DataFrame shows each kind, and what turns a stored number into it."""

_HEAD = """\
# Data dictionary · 数据字典

Built from `toolkit/data/schema.py` by `python3 -m toolkit build`; change it there.

本文由 `toolkit/data/schema.py` 生成，请勿直接修改。

The tables of a simulated shop, data version {version}. The data are made on your machine, belong to nobody and are free
for any use (CC0 1.0). Each shop has a folder here with the parameters it is made from.

模拟店铺的数据表，数据版本 {version}。数据在本机生成，以 CC0 1.0 放弃一切权利，可任意使用。每个店铺一个文件夹，内有其全部参数。

In a notebook: `shop.tables()` lists the tables, `shop.orders` is one of them as a pandas DataFrame, and
`shop.describe("orders")` says what its columns mean. All times are local (UTC+8), all money is in CNY with tax included.

在笔记本中：`shop.tables()` 列出各表，`shop.orders` 即该表（pandas DataFrame），`shop.describe("orders")` 解释各列。
时间均为当地时间（UTC+8），金额单位为元（含税）。
"""

_KINDS_HEAD = """
## Kinds of column · 列的类型

Files (Parquet) and checksums keep whole numbers, so that sums are exact; a DataFrame shows everyday units. CSV files show
everyday units too, in UTF-8 with a byte order mark, with times to the second.

文件（Parquet）与校验和中一律存整数，求和无误差；DataFrame 与 CSV（UTF-8，带 BOM，时间精确到秒）显示日常单位。

| Kind · 类型 | Kept as · 存储 | In a DataFrame · 显示 | Stored → shown · 换算 |
|---|---|---|---|
"""


def text() -> str:
    """Return the whole dictionary as Markdown."""
    head = _HEAD.format(version=DATA_VERSION)
    return "".join([head, _contents(), _kinds(), *map(_section, TABLES.values())])


def describe(table: Table) -> pd.DataFrame:
    """Explain the columns of a table, one a row: type in a DataFrame, unit, key or may be empty, words, meaning, 含义."""
    import pandas as pd

    rows = {
        column.name: {
            "type": _shown_type(column),
            "unit": column.unit,
            "key": column.name in table.keys,
            "may be empty": column.null,
            "words": ", ".join(column.words),
            "meaning": column.en,
            "含义": column.zh,
        }
        for column in table.columns
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("column")


def _shown_type(column: Column) -> str:
    """The dtype that to_frame gives the column."""
    if column.kind == "int" and column.null:
        return "Int64"
    return SHOWN[column.kind][0].split(",")[0]


def _contents() -> str:
    rows = [
        f"| [{table.name}](#{table.name}) | {table.grain_en} · {table.grain_zh} | {len(table.columns)} |\n"
        for table in TABLES.values()
    ]
    return "\n## Tables · 数据表\n\n| Table · 表 | A row is · 每行 | Columns · 列数 |\n|---|---|---|\n" + "".join(rows)


def _kinds() -> str:
    rows = [f"| {kind} | {kept} | {SHOWN[kind][0]} | {SHOWN[kind][1] or '–'} |\n" for kind, kept in KINDS.items()]
    return _KINDS_HEAD + "".join(rows)


def _section(table: Table) -> str:
    keys = ", ".join(f"`{key}`" for key in table.keys)
    return (
        f"\n## {table.name}\n\n{table.en}\n\n{table.zh}\n\n"
        f"A row is {table.grain_en}; key {keys}. · 每行为{table.grain_zh}；主键 {keys}。\n\n"
        "| Column · 列 | Kind · 类型 | Unit · 单位 | Empty · 可空 | Meaning | 含义 |\n|---|---|---|---|---|---|\n"
        + "".join(_row(column, table) for column in table.columns)
    )


def _row(column: Column, table: Table) -> str:
    name = f"**{column.name}**" if column.name in table.keys else column.name
    words = f": {', '.join(column.words)}" if column.words else ""
    points_to = f" → [{column.points_to}](#{column.points_to})" if column.points_to else ""
    empty = "yes · 是" if column.null else "no · 否"
    cells = [name, f"{column.kind}{words}{points_to}", column.unit or "–", empty, column.en, column.zh]
    return f"| {' | '.join(cells)} |\n"
