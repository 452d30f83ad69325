"""`pip install -r requirements.txt && jupyter lab lessons`, for those who have an environment of their own."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.cli.serving import assert_first_lesson_and_no_news, served
from toolkit.cli import lab, place

NOT_COPIED = shutil.ignore_patterns(".venv", ".shop", ".git", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis")


def test_jupyterlab_shows_the_lessons_and_asks_nobody_about_news(tmp_path):
    with served([sys.executable, "-m", "jupyterlab", str(place.ROOT / "lessons")], tmp_path) as url:
        assert_first_lesson_and_no_news(url, lab.FIRST)


@pytest.mark.thorough
def test_pip_installs_the_requirements_and_jupyter_opens_the_lessons(tmp_path):
    copy, venv = tmp_path / "网店 运营 course", tmp_path / "own venv"
    shutil.copytree(place.ROOT, copy, ignore=NOT_COPIED)
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    environment = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    install = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "-r", "requirements.txt"]
    subprocess.run(install, cwd=copy, env=environment, check=True)
    where = [venv / "bin" / "python", "-c", "import toolkit; print(toolkit.__file__)"]
    assert subprocess.check_output(where, cwd=tmp_path, env=environment, text=True).startswith(str(copy))
    with served([venv / "bin" / "jupyter", "lab", copy / "lessons"], tmp_path, PYTHONPATH="") as url:
        assert_first_lesson_and_no_news(url, lab.FIRST)
