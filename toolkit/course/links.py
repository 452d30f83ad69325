"""Links in the prose of lessons: found, followed on disk, and bent for a notebook that lives elsewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LINK = re.compile(r"(\]\()([^)\s]+)((?:\s+\"[^\"]*\")?\))")
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)


def without_code(prose: str) -> str:
    """Return markdown with its code spans and fences blanked out."""
    return CODE.sub(" ", prose)


def links(prose: str) -> Iterator[str]:
    """Yield the targets of a text's markdown links, code aside."""
    return (match[2] for match in LINK.finditer(without_code(prose)))


def is_dead(target: str, folder: Path, headings: set[str]) -> bool:
    """Tell whether a relative link leads nowhere; a link out of the checkout is never followed.

    headings: anchors of the document that holds the link.
    """
    if OUTSIDE.match(target):
        return False
    path, _, anchor = target.partition("#")
    if not path:
        return anchor not in headings
    return not (folder / unquote(path)).exists()


def anchors(prose: str) -> set[str]:
    """Return the anchors that JupyterLab gives to the headings of a text: words joined by hyphens."""
    return {re.sub(r"\s+", "-", title) for title in HEADING.findall(prose)}


def moved(prose: str, old: Path, new: Path, stays: Callable[[Path], bool]) -> str:
    """Return markdown whose relative links still lead to the same files after a move from folder old to folder new.

    stays: tells of a file that it moves along with the text, so that links to it are left as they are.
    """

    def bend(match: re.Match[str]) -> str:
        path, mark, anchor = match[2].partition("#")
        if OUTSIDE.match(match[2]) or not path or stays((old / unquote(path)).resolve()):
            return match[0]
        bent = Path(os.path.relpath(old / path, new)).as_posix()
        return f"{match[1]}{bent}{mark}{anchor}{match[3]}"

    return LINK.sub(bend, prose)
