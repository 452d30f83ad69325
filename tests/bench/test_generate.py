"""The bench measures real shops of the size it says, beside a floor of the same rows, and writes what it measured."""

import re

import numpy as np
import pytest
from click.testing import CliRunner

from tests.shop.export.little import little, told
from toolkit.bench import floor, page
from toolkit.bench.command import command
from toolkit.bench.cost import Cost
from toolkit.bench.generate import Figures, Made, Peer
from toolkit.data.columns import arrange, rows_of
from toolkit.data.schema import TABLES
from toolkit.data.store import read_parquet
from toolkit.shop.export import job


@pytest.mark.parametrize("name", TABLES)
def test_random_columns_fit_the_schema(name):
    rows = floor.random_rows(TABLES[name], 50, np.random.Generator(np.random.PCG64(1)))
    assert rows_of(arrange(rows, TABLES[name])) == 50


def test_the_floor_has_the_same_files_and_rows_as_the_shop(tmp_path):
    job.write(little(days=40), tmp_path / "shop")
    floor.write(tmp_path / "shop" / "manifest.json", tmp_path / "floor")
    for name, entry in told(tmp_path / "shop")["tables"].items():
        for path, (rows, _, _) in entry["files"].items():
            assert rows_of(read_parquet(tmp_path / "floor" / path, TABLES[name])) == rows


def figures():
    cost = Cost(8.0, 4.0, 250.0)
    rows = {"orders": 1_000_000, "sessions": 10_000_000}
    made = Made(9.0, 1, rows, 200_000_000, cost, Cost(2.0, 2.0, 100.0), 4.0)
    peer = Peer("tpchgen-cli", 8_000_000, 10, Cost(8.0, 8.0, 400.0), 0.7)
    return Figures(3, [made], [peer], {"what-if, 13 weeks": 0.25}, {"tpchgen-cli": "4.0.0"})


def test_a_goal_that_is_missed_is_said_to_be_missed():
    reached = {(what, aim): good for what, aim, _, good in page.goals(figures())}
    assert [good for (_, aim), good in reached.items() if "floor" in aim] == [False]
    assert [good for (_, aim), good in reached.items() if "300 MiB" in aim] == [True]
    assert [good for (_, aim), good in reached.items() if "2.5 M" in aim] == [False]
    assert [good for (_, aim), good in reached.items() if "tpchgen" in aim] == [False]
    assert reached["what-if, 13 weeks", "≤ 0.3 CPU s"]


def test_a_shop_of_fewer_orders_reaches_no_goal_of_a_million():
    small = figures()
    small.sizes[0].rows["orders"] = 800_000
    assert not [aim for _, aim, _, _ in page.goals(small) if "floor" in aim or "6.5" in aim]


def test_the_page_holds_every_figure_and_its_chart(tmp_path):
    page.write(figures(), tmp_path / "README.md")
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| 9 | 1 | 1,000,000 | 11,000,000 | 8.00 | 4.00 | 1.38 | 25.00 | 250 |" in text
    assert "4.00 × (2.00 CPU s) | not yet" in text
    assert (tmp_path / re.search(r"\]\((.*svg)\)", text)[1]).read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.thorough
def test_the_verb_measures_and_writes(tmp_path):
    asked = [
        "generate",
        "--runs",
        "1",
        "--scale",
        "0.05",
        "--workers",
        "1",
        "--without-peers",
        "--page",
        str(tmp_path / "p.md"),
    ]
    done = CliRunner().invoke(command, asked, catch_exceptions=False)
    assert done.exit_code == 0
    assert "what-if, 731 days" in (tmp_path / "p.md").read_text(encoding="utf-8")
