"""The browser of the browser test: find the system's Chromium, or install it where that needs no question."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
ELSEWHERE = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
PACKAGES = ("chromium", "fonts-noto-cjk")
HOW = "sudo apt-get install chromium fonts-noto-cjk   (macOS, Windows: install Chrome)"


def find() -> str | None:
    """Path of a Chromium-like browser on this machine, or None."""
    on_path = [shutil.which(name) for name in NAMES]
    elsewhere = [path for path in ELSEWHERE if Path(path).exists()]
    return next((path for path in [*on_path, *elsewhere] if path), None)


def install() -> bool:
    """Install Chromium and a font with Chinese glyphs by apt; False where this is not root on Debian or apt refused."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    return _apt("update") and _apt("install", "-y", "--no-install-recommends", *PACKAGES)


def _apt(*arguments: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", *arguments]
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode == 0


def find_or_install() -> str | None:
    """Path of a browser, installed first where this is root on Debian; None where there is none to be had."""
    return find() or (find() if install() else None)
