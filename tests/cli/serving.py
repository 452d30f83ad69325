"""Start a JupyterLab of one's own and ask it something."""

import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager


@contextmanager
def served(command, folder, **environment):
    """A JupyterLab that `command` starts; yields its address. folder: for its settings and run-time files."""
    more = ["--no-browser", f"--ServerApp.port={free_port()}", "--IdentityProvider.token="]
    alone = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    root = [] if os.name == "nt" or os.geteuid() else ["--allow-root"]
    with subprocess.Popen([*command, *more, *root], env={**os.environ, **alone, **environment}, **streams) as child:
        try:
            yield address(child.stderr)
        finally:
            child.terminate()


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def address(lines):
    """Read the line in which JupyterLab tells where it serves."""
    seen = []
    for line in lines:
        seen.append(line)
        found = re.search(r"(http://127\.0\.0\.1:\d+)/", line)
        if found:
            return found[1]
    raise AssertionError("".join(seen))


def fetched(url, seconds=60):
    """Read JSON from a server that has told its address but may not listen yet."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return json.load(answer)
        except (urllib.error.URLError, TimeoutError):
            assert time.monotonic() < deadline, url
            time.sleep(0.1)


def assert_first_lesson_and_no_news(url, lesson):
    """The lesson is there to be opened, and nobody is asked about news or updates."""
    properties = fetched(f"{url}/lab/api/settings/@jupyterlab/apputils-extension:notification")["schema"]["properties"]
    assert fetched(f"{url}/api/contents/{lesson}?content=0")["type"] == "notebook"
    assert (properties["fetchNews"]["default"], properties["checkForUpdates"]["default"]) == ("false", False)
