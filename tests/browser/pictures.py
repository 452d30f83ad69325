"""Pictures of a lesson as a learner sees it, to be looked at by a person.

python -m tests.browser.pictures FOLDER            lesson 04, light and dark, 1280 and 800 pixels wide
python -m tests.browser.pictures FOLDER --notebook lessons/00-start-here.ipynb        another notebook
python -m tests.browser.pictures --readme          the README's picture, lessons/images/lesson-04.png
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.browser import driver
from toolkit.exercises.practice import load
from toolkit.exercises.worked import worked_solution

LESSON = "lessons/2-data-reading/04-is-this-normal.ipynb"
README_PICTURE = driver.ROOT / "lessons" / "images" / "lesson-04.png"
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
WIDTHS = (1280, 800)


def main() -> None:
    """Serve the lesson, answer one exercise by a common mistake, and take the pictures."""
    wants = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wants.add_argument("folder", nargs="?", type=Path)
    wants.add_argument("--notebook", default=LESSON)
    wants.add_argument("--readme", action="store_true")
    wanted = wants.parse_args()
    with tempfile.TemporaryDirectory() as place, driver.served(Path(place)) as address, driver.browser() as window:
        lesson = driver.open_lesson(window, address, wanted.notebook)
        lesson.run_all()
        if wanted.notebook == LESSON:
            _answer_by_mistake(lesson)
        if wanted.readme:
            _readme(lesson)
        if wanted.folder:
            wanted.folder.mkdir(parents=True, exist_ok=True)
            _all(lesson, wanted.folder)


def _answer_by_mistake(lesson: driver.Lesson) -> None:
    exercise = load("is-this-normal").exercises["usual_visitors"]
    lesson.answer(exercise.name, worked_solution(exercise.name, exercise.mistakes[0].run))
    lesson.page.wait_for_selector("text=not quite")


def _readme(lesson: driver.Lesson) -> None:
    README_PICTURE.parent.mkdir(exist_ok=True)
    lesson.page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    lesson.page.set_viewport_size({"width": 1280, "height": 1160})
    lesson.show('lesson.check("usual_visitors"', "end")
    lesson.page.wait_for_timeout(500)
    lesson.page.screenshot(path=README_PICTURE)


def _all(lesson: driver.Lesson, folder: Path) -> None:
    for look, theme in THEMES.items():
        lesson.theme(theme)
        for width in WIDTHS:
            lesson.page.set_viewport_size({"width": width, "height": 900})
            _scroll_through(lesson, folder / f"{look}-{width}")


def _scroll_through(lesson: driver.Lesson, stem: Path) -> None:
    cells = lesson.page.locator(".jp-Notebook .jp-Cell")
    for number in range(0, cells.count(), 3):
        cells.nth(number).evaluate("cell => cell.scrollIntoView({block: 'start'})")
        lesson.page.wait_for_timeout(400)
        lesson.page.screenshot(path=f"{stem}-{number:02}.png")


if __name__ == "__main__":
    main()
