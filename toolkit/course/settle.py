"""Stripping from an executed notebook what differs from run to run, so that a built solution is the same tomorrow."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any

from toolkit.course.notebooks import code_cells
from toolkit.course.run import WIDGET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PICTURE, COLOURS = "image/png", 64
UNCOMPARED = "nbval-ignore-output"
"""nbval's tag for a cell that runs and whose output it does not compare: where a widget was taken out."""


def settle(book: Any) -> Any:
    """Strip what differs from run to run: widgets, timings, the interpreter's version. Returns the same notebook."""
    book.metadata.pop("widgets", None)
    book.metadata.get("language_info", {}).pop("version", None)
    for cell in code_cells(book):
        cell.metadata.pop("execution", None)
        kept = [out for out in cell.outputs if WIDGET not in out.get("data", {})]
        if len(kept) < len(cell.outputs):
            cell.metadata["tags"] = [UNCOMPARED]
        cell.outputs = list(_in_one_stream(kept))
        for data in (out.data for out in kept if PICTURE in out.get("data", {})):
            data[PICTURE] = smaller(data[PICTURE])
    return book


def _in_one_stream(outputs: Iterable[Any]) -> Iterator[Any]:
    """Join what was written in one go and arrived in two messages."""
    last: Any = None
    for out in outputs:
        if last is not None and out.output_type == last.output_type == "stream" and out.name == last.name:
            last.text += out.text
            continue
        last = out
        yield out


def smaller(picture: str) -> str:
    """Return a base64 PNG with as few colours as a chart needs: a third of the size, alike to the eye."""
    from PIL import Image

    paper = io.BytesIO()
    with Image.open(io.BytesIO(base64.b64decode(picture))) as drawn:
        few = drawn.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(paper, "png", optimize=True)
    return base64.b64encode(paper.getvalue()).decode()
