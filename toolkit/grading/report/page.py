"""One look for all pages: self-contained HTML, readable at 800 pixels and on paper, everything written by others escaped."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from toolkit.grading.sandbox.confine import MANDATORY

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:64em;margin:2em auto;padding:0 1em}
h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}table{border-collapse:collapse;width:100%;font-size:.9em}
th,td{text-align:left;vertical-align:top;padding:.35em .6em;border-bottom:1px solid #ccc;overflow-wrap:anywhere}
td{white-space:pre-line}th.s,td.s{white-space:nowrap}td.n,th.n{text-align:right;white-space:nowrap;width:1%}td.l{min-width:8.5em}
.warn{border:3px solid #d55e00;padding:.6em 1em;font-weight:bold}
.small{color:#555;font-size:.9em}.bar{display:inline-block;height:.8em;background:#0072b2}li{margin:.3em 0}
@media screen and (prefers-color-scheme:dark){body{color:#e8e8e8;background:#161616}th,td{border-color:#444}
.small{color:#aaa}a{color:#7cc4f5}.bar{background:#56b4e9}}
@media print{body{margin:0;max-width:none;font-size:11pt}h2{break-after:avoid}tr{break-inside:avoid}
thead{display:table-header-group}.bar{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
UNPROTECTED = "These hand-ins were run WITHOUT a sandbox (--no-sandbox): a hand-in could have changed anything here."
SHORT, LONG, NONE = 15, 30, "—"
CODE = re.compile(r"`([^`\n]{1,80})`")
HIDDEN = ("Cc", "Cf", "Cs", "Co")


def safe(text: object) -> str:
    """Return a text that HTML shows as it is: escaped, without control marks and marks that turn the reading direction."""
    shown = str(text)
    if not shown.isprintable():
        shown = "".join(c if c == "\n" or unicodedata.category(c) not in HIDDEN else "�" for c in shown)
    return html.escape(shown, quote=True)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; numbers stand to the right, short cells on one line; a sentence where there are no rows."""
    lines = list(rows)
    if not lines:
        return "<p>Nothing here.</p>"
    numeric = [all(line[at] == NONE or isinstance(line[at], int | float) for line in lines) for at in range(len(head))]
    top = "".join(
        f'<th scope="col"{_kind(0 if n else cell)}>{safe(cell)}</th>' for cell, n in zip(head, numeric, strict=True)
    )
    body = "".join(f"<tr>{''.join(map(_cell, line, numeric))}</tr>" for line in lines)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


class Link(NamedTuple):
    """A text that leads somewhere beside the page."""

    text: str
    to: str


def _cell(value: object, numeric: bool) -> str:
    if isinstance(value, Link):
        return f'<td{_kind(value.text)}><a href="{safe(quote(value.to, safe="#/"))}">{safe(value.text)}</a></td>'
    shown = CODE.sub(r"<code>\1</code>", safe(f"{value:g}" if isinstance(value, float) else value))
    return f"<td{_kind(0 if numeric else value)}>{shown}</td>"


def _kind(value: object) -> str:
    if isinstance(value, int | float):
        return ' class="n"'
    long = len(str(value))
    return ' class="s"' if long <= SHORT else ' class="l"' if long > LONG else ""


def section(title: str, body: str, about: str = "") -> str:
    """Return a part of a page under its heading."""
    said = f'<p class="small">{safe(about)}</p>' if about else ""
    return f"<h2>{safe(title)}</h2>{said}{body}"


def write(path: Path, title: str, body: str, layers: Sequence[str]) -> Path:
    """Write a page; one that was graded without a sandbox says so on top."""
    warning = "" if set(MANDATORY) <= set(layers) else f'<p class="warn">{safe(UNPROTECTED)}</p>'
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    view = '<meta name="viewport" content="width=device-width">'
    page = (
        f'<!doctype html><html lang="en"><head>{head}{view}<title>{safe(title)}</title><style>{STYLE}</style></head>'
        f"<body><h1>{safe(title)}</h1>{warning}{body}</body></html>\n"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}")
    draft.write_text(page, encoding="utf-8", errors="replace")
    draft.replace(path)
    return path
