"""In a real kernel: chart and sentence are outputs, a lever moves them, a button speaks, and stderr stays empty."""

import nbformat
import pytest
from nbclient import NotebookClient

CHART = """
import pandas as pd
from toolkit.charts import Pick, Slide, line, pull, show
daily = pd.DataFrame({"date": pd.date_range("2025-01-01", periods=60), "uv": range(60)})
show(line(daily, "date", "uv", unit="visitors a day 访客"), says="It grows.")
"""
LEVER = """
def draw(days, rule):
    return line(daily.tail(days), "date", "uv", unit="visitors"), f"{rule}: {days} days."
pull(draw, days=Slide("Days shown", 7, 60, start=30), rule=Pick("Rule", ("band", "yesterday")))
"""
MOVE = """
from ipywidgets.widgets import widget
box = next(one for one in widget._instances.values() if getattr(one, "description", "") == "Days shown")
box.value = 12
"""
SLOW = """
from toolkit.charts import Budget, Switch
runs = []
def spend(parts, film):
    runs.append(parts)
    return line(daily, "date", "uv", unit="visitors"), f"video {parts['video']}, film {film}."
pull(spend, slow=True, parts=Budget("Spend", {"video": 2000, "search": 4000}, 100), film=Switch("Film on"))
"""
DRAG = """
import asyncio
boxes = [one for one in widget._instances.values() if getattr(one, "description", "") in ("video", "Film on")]
for amount in (3000, 3500, 5000):
    boxes[0].value = amount
boxes[1].value = True
before = len(runs)
await asyncio.sleep(1.5)
print(before, len(runs))
"""
REPLY = """
from toolkit.exercises.reply import Action, Card, reply
reply("not quite", "five is the mean.", actions=[Action("Hint 1", lambda: Card("Look at the rows."))])
"""


@pytest.fixture(scope="module")
def cells():
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in (CHART, LEVER, MOVE, REPLY, SLOW, DRAG)]
    )
    NotebookClient(book, timeout=120, kernel_name="python3").execute()
    return [cell.outputs for cell in book.cells]


def kinds(outputs):
    return [sorted(output.data) for output in outputs if "data" in output]


def test_nothing_is_said_on_stderr(cells):
    assert [output for outputs in cells for output in outputs if output.get("name") == "stderr"] == []


def test_a_chart_is_a_picture_and_then_its_sentence(cells):
    assert kinds(cells[0]) == [["image/png", "text/plain"], ["text/html", "text/plain"]]
    assert cells[0][0].metadata["image/png"]["alt"] == "It grows."


def test_the_chart_stands_without_its_levers_and_a_lever_redraws_it(cells):
    picture, sentence, box = cells[1]
    assert "image/png" in picture.data
    assert sentence.data["text/plain"] == "band: 12 days."
    assert "application/vnd.jupyter.widget-view+json" in box.data


def test_a_reply_is_a_card_and_a_row_of_buttons(cells):
    card, row = cells[3]
    assert "not quite, because" in card.data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in row.data


def test_a_slow_lever_runs_once_when_it_rests_and_redraws_its_own_cell(cells):
    assert cells[5][0].text == "1 2\n"
    assert cells[4][1].data["text/plain"] == "video 5000, film True."
