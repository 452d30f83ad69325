"""`python3 -m toolkit class bundle`: the smallest thing that a class can be handed for graded work.

    bundles/<lesson>/[<student>/]<lesson>.ipynb
                                 sealed/<random name>/lesson.json, <table>.parquet, unseen/<table>.parquet

No definitions, no seed, no truth, no key: what is not in the bundle cannot be read out of it.
"""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from toolkit import home
from toolkit.course.bars import progress_bar
from toolkit.course.classes import Class, NoClass, open_class
from toolkit.course.notebooks import ROOT, LessonFile, LessonNotFoundError, lessons
from toolkit.course.roster import Student, read_students
from toolkit.course.sheets import BadSheet
from toolkit.data.errors import UnknownShop
from toolkit.data.schema import DATA_VERSION, TABLES
from toolkit.data.store import write_parquet
from toolkit.exercises.practice import Practice, load
from toolkit.exercises.seats import FOLDER, SHEET, UNSEEN_FOLDER
from toolkit.shop.in_memory import InMemory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from toolkit.exercises.exercise import LessonPlan

RANDOM_BYTES = 8
KIB = 1024


class HandedOutOtherwise(Exception):
    """A lesson was handed out with shops of another kind."""

    def __init__(self, slug: str, *, personal: bool) -> None:
        before, now = ("one shop for all", "personal shops") if personal else ("personal shops", "one shop for all")
        super().__init__(
            f"You asked for {now} in {slug}. This class has it with {before}, and some may have begun. "
            "Ask as before, or take another class folder."
        )


@dataclass(frozen=True)
class Bundler:
    """Makes the bundles of one lesson for one class; open_shop: seed → shop."""

    of: Class
    lesson: LessonFile
    open_shop: Callable[[bytes], Any]

    @property
    def place(self) -> Path:
        """Where the bundles of this lesson lie."""
        return self.of.folder / "bundles" / self.lesson.slug

    def personal(self, students: list[Student]) -> Iterator[Path]:
        """Yield one bundle a student, each with a shop of its own; those already made are left as they are."""
        made = self._handed_out(personal=True)
        for student in students:
            folder = self.place / home.progress_file(student.id).stem
            if student.id not in made or not (folder / FOLDER / made[student.id]["sealed"] / SHEET).exists():
                self._keep(student, folder, self._bundle(folder, self.of.seed(student.id)))
            yield folder

    def shared(self, students: list[Student]) -> Iterator[Path]:
        """Yield the one bundle of a class that shares a shop."""
        self._handed_out(personal=False)
        sealed = next((path.parent.name for path in self.place.glob(f"{FOLDER}/*/{SHEET}")), "")
        sealed = sealed or self._bundle(self.place, self.of.seed())
        for student in students:
            self._keep(student, self.place, sealed)
            yield self.place

    def _handed_out(self, *, personal: bool) -> dict[str, Any]:
        """Return what was handed out before of this lesson, by student. Raises: HandedOutOtherwise."""
        made = {line["student"]: line for line in self.of.handed_out() if line["lesson"] == self.lesson.slug}
        if any((self.of.folder / line["folder"] == self.place) == personal for line in made.values()):
            raise HandedOutOtherwise(self.lesson.slug, personal=personal)
        return made

    def _keep(self, student: Student, folder: Path, sealed: str) -> None:
        where = folder.relative_to(self.of.folder).as_posix()
        self.of.hand_out(
            student=student.id,
            name=student.name,
            lesson=self.lesson.slug,
            folder=where,
            sealed=sealed,
            data=DATA_VERSION,
        )

    def _bundle(self, folder: Path, seed: bytes) -> str:
        """Write one bundle in whole or not at all; returns the sealed folder's name."""
        sealed = secrets.token_hex(RANDOM_BYTES)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as name:
            draft = Path(name) / folder.name
            seal(load(self.lesson.slug), self.open_shop(seed), draft / FOLDER / sealed)
            shutil.copyfile(self.lesson.path, draft / self.lesson.path.name)
            if folder.exists():
                shutil.rmtree(folder)  # a bundle that was never finished
            draft.replace(folder)
        return sealed


def seal(plan: LessonPlan, shop: Any, folder: Path, papers: Path | None = None) -> Practice:
    """Write what a sealed lesson holds: the shop's tables of this lesson, its prepared ones, case and forms.

    papers: where the case and the known values of its desk, which is returned, are to stay; nowhere if not given.
    """
    shop = InMemory.of(shop)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as passing:
        desk = Practice(plan, shop, papers or Path(passing), tables=folder)
        sheet = json.loads((desk.papers.folder / SHEET).read_text(encoding="utf-8"))
    whole = {key: sheet[key] for key in ("slug", "case", "forms")} | {"title": plan.title, "shop": _about(shop)}
    whole |= {"tables": _write(shop, plan.sealed_columns, folder), "prepared": list(plan.prepared)}
    if plan.unseen:
        whole["unseen"] = _seal_unseen(desk.unseen, plan.unseen, folder / UNSEEN_FOLDER)
    (folder / SHEET).write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    return desk


def _about(shop: Any) -> dict[str, Any]:
    return {"name": shop.name, "first_day": f"{shop.first_day:%Y-%m-%d}", "last_day": f"{shop.last_day:%Y-%m-%d}"}


def _seal_unseen(shop: InMemory, names: tuple[str, ...], folder: Path) -> dict[str, Any]:
    """Write the tables of the stranger's shop; returns what is said of it."""
    return _about(shop) | {"tables": _write(shop, {name: TABLES[name].names for name in names}, folder)}


def _write(shop: InMemory, columns: Mapping[str, tuple[str, ...]], folder: Path) -> dict[str, list[str]]:
    """Write tables of a shop with these columns; returns which are there."""
    parts = {name: TABLES[name].part(chosen) for name, chosen in columns.items()}
    for name, part in parts.items():
        made = shop.stored(name)
        write_parquet({each: made[each] for each in part.names}, part, folder / f"{name}.parquet", small=True)
    return {name: list(part.names) for name, part in parts.items()}


def size(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@click.group(
    "class", epilog="Example: python3 -m toolkit class bundle autumn --lesson goods --roster roster.csv --personal"
)
def group() -> None:
    """Make what a class is handed."""


@group.command("bundle", epilog="Example: python3 -m toolkit class bundle autumn --lesson goods --roster roster.csv")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--lesson", "slug", required=True, help="Which lesson: its slug, number or file name.")
@click.option(
    "--roster", required=True, type=click.Path(path_type=Path), help="The class list; Canvas' or Moodle's will do."
)
@click.option("--personal", is_flag=True, help="A shop of their own for each student; else the class shares one.")
def bundle(folder: Path, slug: str, roster: Path, *, personal: bool) -> None:
    """Write sealed bundles of a lesson into the class folder FOLDER; its secret key is made at the first time."""
    from toolkit.shop.books import open_shop

    console = Console(soft_wrap=True)
    try:
        (lesson,) = lessons(ROOT, slug)[:1]
        students = read_students(roster)
        bundler = Bundler(open_class(folder, make=True), lesson, lambda seed: open_shop(seed=seed))
        made = _made(bundler, students, personal=personal, console=console)
    except (LessonNotFoundError, BadSheet, NoClass, HandedOutOtherwise, UnknownShop) as trouble:
        raise click.ClickException(str(trouble)) from trouble
    view = bundler.of.write_view()
    each = size(made[0]) / KIB
    console.print(
        f"{len(made)} students, {len(set(made))} bundles of {each:,.0f} KiB in {bundler.place}", highlight=False
    )
    console.print(f"who has which: {view}; keep {folder / 'class.toml'} to yourself", highlight=False)


def _made(bundler: Bundler, students: list[Student], *, personal: bool, console: Console) -> list[Path]:
    with progress_bar(console) as bar:
        tick = partial(bar.advance, bar.add_task(bundler.lesson.slug, total=len(students)))
        return [path for path in (bundler.personal if personal else bundler.shared)(students) if tick() is None]
