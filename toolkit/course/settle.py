"""Stripping from an executed notebook what differs from run to run, so that a built solution is the same tomorrow."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING, Any

from toolkit.course.notebooks import code_cells
from toolkit.course.run import WIDGET
from toolkit.exercises.words import FIRST_CHECK

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE, COLOURS = "image/png", 128
SMALL_PRINT = r"<p style=\"[^\"]*\">{}</p>|\s*{}"
"""How a sentence of small print stands in a reply: a paragraph of its own in HTML, folded lines in plain text."""


def settle(book: Any) -> Any:
    """Strip what differs from run to run: widgets, timings, the interpreter's version. Returns the same notebook."""
    book.metadata.pop("widgets", None)
    book.metadata.get("language_info", {}).pop("version", None)
    for cell in code_cells(book):
        cell.metadata.pop("execution", None)
        cell.outputs = list(_in_one_stream(out for out in cell.outputs if WIDGET not in out.get("data", {})))
        for out in cell.outputs:
            _settle_data(out.get("data", {}))
    return book


def _in_one_stream(outputs: Iterator[Any]) -> Iterator[Any]:
    """Join what was written in one go and arrived in two messages."""
    last: Any = None
    for out in outputs:
        if last is not None and out.output_type == last.output_type == "stream" and out.name == last.name:
            last.text += out.text
            continue
        last = out
        yield out


def _settle_data(data: dict[str, Any]) -> None:
    for kind in ("text/plain", "text/html"):
        if kind in data:
            data[kind] = without_clock(data[kind])
    if PICTURE in data:
        data[PICTURE] = smaller(data[PICTURE])


def without_clock(said: str) -> str:
    """Return a reply without the sentence that tells how long its first check took."""
    sentence = r"\s+".join(map(re.escape, FIRST_CHECK.split())).replace(re.escape("{seconds}"), r"[\d.]+")
    return re.sub(SMALL_PRINT.format(sentence, sentence), "", said)


def smaller(picture: str) -> str:
    """Return a base64 PNG with as few colours as a chart needs: a third of the size, alike to the eye."""
    from PIL import Image

    paper = io.BytesIO()
    with Image.open(io.BytesIO(base64.b64decode(picture))) as drawn:
        few = drawn.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(paper, "png", optimize=True)
    return base64.b64encode(paper.getvalue()).decode()
