"""Running a notebook from top to bottom in a kernel of its own, and hearing everything it says.

The kernel talks over encrypted sockets: without keys ipykernel prints a warning on stderr at every start, and a
lesson that is quiet could not be told from one that is not. A kernel is heard until its last cell has run: what its own
sockets say while they close afterwards is no lesson's doing.
"""

from __future__ import annotations

import copy
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbclient import NotebookClient

from toolkit.course.notebooks import ROOT, code_cells
from toolkit.home import home
from toolkit.lesson import UNTIMED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WIDGET = "application/vnd.jupyter.widget-view+json"
CELL_SECONDS = 300
SHARED = ("tables", "truth")


@dataclass(frozen=True)
class Ran:
    """What came of a run: the executed copy of the notebook, and what the kernel itself said on stderr."""

    book: Any
    kernel_said: str

    def stderr(self) -> list[tuple[str, str]]:
        """List (cell id, text) of everything that cells wrote on stderr."""
        return [(cell.id, out.text) for cell, out in self.outputs("stream") if out.name == "stderr"]

    def errors(self) -> list[tuple[str, str]]:
        """List (cell id, ``Error: text``) of every exception."""
        return [(cell.id, f"{out.ename}: {out.evalue}") for cell, out in self.outputs("error")]

    def outputs(self, *kinds: str) -> Iterator[tuple[Any, Any]]:
        """Yield (cell, output) for the outputs of these kinds."""
        return ((cell, out) for cell in code_cells(self.book) for out in cell.outputs if out.output_type in kinds)

    def said(self, cell_id: str) -> list[str]:
        """List what a cell shows as plain text, output by output."""
        outputs = [out for cell, out in self.outputs("stream", "display_data", "execute_result") if cell.id == cell_id]
        return [out.get("text", "") or out.get("data", {}).get("text/plain", "") for out in outputs]


@contextmanager
def quiet_home() -> Iterator[Path]:
    """Yield a home without anybody's progress in it; tables already made are lent to it."""
    with tempfile.TemporaryDirectory(prefix="shop-course-") as name:
        for shelf in SHARED:
            _lend(home() / shelf, Path(name) / shelf)
        yield Path(name)


def _lend(shelf: Path, link: Path) -> None:
    shelf.mkdir(parents=True, exist_ok=True)
    try:
        link.symlink_to(shelf.resolve(), target_is_directory=True)
    except OSError:  # Windows without developer mode
        shutil.copytree(shelf, link)


def run(book: Any, folder: Path, place: Path, *, tick: Callable[[], None] | None = None) -> Ran:
    """Run a copy of a notebook in its folder with ``place`` as home; errors are kept as outputs, never raised.

    tick is called after each cell.
    """
    book = copy.deepcopy(book)
    with tempfile.TemporaryFile() as noise:
        heard = 0

        def after_a_cell(**_: Any) -> None:
            nonlocal heard
            heard = os.fstat(noise.fileno()).st_size
            if tick:
                tick()

        client = _client(book, folder, after_a_cell)
        try:
            client.execute(env=_environment(place), stderr=noise, transport_encryption="auto")
        finally:
            if hasattr(client, "_async_cleanup_kernel_future"):  # Ctrl-C, which nbclient takes for itself
                raise KeyboardInterrupt
        noise.seek(0)
        return Ran(book, noise.read(heard).decode("utf-8", errors="replace"))


def _client(book: Any, folder: Path, after_a_cell: Callable[..., None]) -> NotebookClient:
    return NotebookClient(
        book,
        timeout=CELL_SECONDS,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        on_cell_executed=after_a_cell,
    )


def _environment(place: Path) -> dict[str, str]:
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    own = {
        "SHOP_HOME": str(place),
        "PYTHONPATH": os.pathsep.join(paths),
        "IPYTHONDIR": str(place / "ipython"),
        UNTIMED: "1",
    }
    return {**os.environ, **own, "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
