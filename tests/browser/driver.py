"""JupyterLab as a learner has it, driven by Playwright: own home, own settings, a copy of the lessons, loopback only."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

from toolkit.cli import chromium
from toolkit.course.blanks import fill_in
from toolkit.home import home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90_000  # ms; two busy cores can be slow
CHROMIUM = (
    "--no-sandbox",  # root in a container has no other way; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def served(place: Path) -> Iterator[str]:
    """Serve a copy of the lessons by `python3 -m toolkit lab`; yields the address with its token."""
    shutil.copytree(ROOT / "lessons", place / "lessons", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    port = _free_port()
    with (place / "lab.log").open("w", encoding="utf-8") as log:
        lab = subprocess.Popen(
            _command(place, port), cwd=ROOT, env=environment(place), stdout=log, stderr=log, start_new_session=True
        )
        try:
            yield _address(place, port, lab)
        finally:
            _stop(lab)


def _command(place: Path, port: int) -> list[str]:
    ours = [f"--ServerApp.root_dir={place}", "--ServerApp.port_retries=0", "--LabApp.expose_app_in_browser=True"]
    return [sys.executable, "-m", "toolkit", "lab", "--no-browser", f"--port={port}", "--", *ours]


def environment(place: Path) -> dict[str, str]:
    """Return the environment of a learner's first day: no settings, no progress; the tables are lent."""
    shop_home = place / "home"
    shop_home.mkdir()
    (home() / "tables").mkdir(parents=True, exist_ok=True)
    (shop_home / "tables").symlink_to((home() / "tables").resolve())
    folders = {name: str(place / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")}
    runtime = {"JUPYTER_RUNTIME_DIR": str(place / "runtime"), "JUPYTER_PREFER_ENV_PATH": "1"}
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, **folders, **runtime, "SHOP_HOME": str(shop_home), "PYTHONPATH": paths}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _address(place: Path, port: int, lab: subprocess.Popen[bytes]) -> str:
    """Wait for the note that a server leaves in its runtime folder. Raises: RuntimeError with its log."""
    for _ in range(PATIENCE // 200):
        for note in (place / "runtime").glob("jpserver-*.json"):
            token = json.loads(note.read_text(encoding="utf-8"))["token"]
            return f"http://127.0.0.1:{port}/lab/workspaces/{{}}/tree/{{}}?reset&token={token}"
        if lab.poll() is not None:
            break
        time.sleep(0.2)
    raise RuntimeError("JupyterLab did not start:\n" + (place / "lab.log").read_text(encoding="utf-8"))


def _stop(lab: subprocess.Popen[bytes]) -> None:
    if lab.poll() is not None:
        return
    os.killpg(lab.pid, signal.SIGTERM)  # the group started above: the server and its kernels
    try:
        lab.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(lab.pid, signal.SIGKILL)
        lab.wait(10)


@contextmanager
def browser() -> Iterator[Browser]:
    """Open the system's Chromium without a window."""
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=chromium.find(), args=CHROMIUM)
        yield window
        window.close()


@dataclass
class Lesson:
    """An open notebook: what a learner can do with it, and what went wrong meanwhile."""

    page: Page
    trouble: list[str] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)  # sources as the lesson has them, by exercise

    def cell(self, text: str) -> Locator:
        """Return the first code cell whose source holds a text."""
        source = self.page.locator(".jp-InputArea-editor", has_text=text)
        return self.page.locator(".jp-CodeCell", has=source).first

    def run_all(self) -> None:
        """Choose Run All Cells from the menu and wait until the kernel rests."""
        first = self.page.locator(".jp-CodeCell .jp-InputPrompt").first
        for _ in range(5):  # a Run All before the kernel listens is dropped without a word
            self.page.click(".lm-MenuBar-itemLabel:text-is('Run')")
            self.page.click(".lm-Menu-item[data-command='runmenu:run-all']")
            with suppress(AssertionError):
                expect(first).to_have_text(re.compile(r"\[(\d+|\*)\]"), timeout=4000)
                break
        self.rest()

    def rest(self) -> None:
        """Wait until no cell is waiting or running."""
        prompts = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
        self.page.wait_for_function(f"() => {prompts}.every(prompt => !prompt.innerText.includes('*'))")
        self.page.wait_for_selector("#jp-main-statusbar >> text=/\\| Idle/")

    def answer(self, name: str, worked: str) -> Locator:
        """Type an answer over the blank of an exercise, run the cell that checks it; returns the checking cell."""
        check = f'lesson.check("{name}"'
        editor = self.cell(f"{name} = ").locator(".cm-content")
        editor.scroll_into_view_if_needed()
        source = self.typed.setdefault(name, "\n".join(editor.locator(".cm-line").all_text_contents()))
        self._retype(editor, fill_in(source, {name: worked}))
        if check not in source:
            self._retype(self.cell(check).locator(".cm-content"), None)
        self.rest()
        return self.cell(check)

    def _retype(self, editor: Locator, source: str | None) -> None:
        editor.click()
        if source is not None:
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(source)
        self.page.keyboard.press("Shift+Enter")

    def theme(self, name: str) -> None:
        """Change JupyterLab's theme: "JupyterLab Light" or "JupyterLab Dark"."""
        self.page.evaluate("name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})", name)
        self.page.wait_for_function(f"document.body.dataset.jpThemeName == '{name}'")
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")

    def show(self, text: str, where: str = "center") -> None:
        """Scroll so that the code cell with a text stands at "start", "center" or "end" of the window."""
        self.cell(text).evaluate("(cell, where) => cell.scrollIntoView({block: where})", where)


def open_lesson(window: Browser, address: str, path: str, width: int = 1280) -> Lesson:
    """Open a notebook with an idle kernel; page errors and requests off loopback are noted as trouble."""
    page = window.new_page(viewport={"width": width, "height": 900})
    page.set_default_timeout(PATIENCE)
    lesson = Lesson(page)
    page.on("pageerror", lambda error: lesson.trouble.append(f"page error: {error}"))
    page.on("request", lambda request: _note_offsite(lesson, request.url))
    page.goto(address.format(f"w{time.monotonic_ns()}", path))
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_selector("#jp-main-statusbar >> text=/\\| Idle/")
    return lesson


def _note_offsite(lesson: Lesson, url: str) -> None:
    if url.startswith(("http:", "https:", "ws:", "wss:")) and "//127.0.0.1:" not in url:
        lesson.trouble.append(f"a request off loopback: {url}")
