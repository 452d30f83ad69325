"""A shop, or many, written to disk: days lived here, blocks made by workers, files written here in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from toolkit.data.columns import Columns
from toolkit.data.schema import TABLES
from toolkit.data.store import read_parquet
from toolkit.memory import keep_freed
from toolkit.shop.export.folder import Folder
from toolkit.shop.export.manifest import Manifest, Tally
from toolkit.shop.export.pieces import File, Piece, Task, begun, make
from toolkit.shop.export.plan import Plan
from toolkit.shop.export.stream import windows
from toolkit.spread import Cluster, Local, spread

Engine = Local | Cluster
Tick = Callable[[int], None]


def write(plan: Plan, out: Path, *, engine: Engine | None = None, tick: Tick | None = None) -> bool:
    """Write a plan's shop into a folder; False where it is there already.

    Args: tick, called as work goes on with the days done since: each day counts once when lived and once when written.
    Raises: FolderInUse, Unwritable; LostPart, SilentScheduler, NoDask.
    """
    folder = Folder(out, plan)
    if folder.is_complete():
        return False
    with folder.mine():
        if folder.holds_it():
            return False
        _fill(folder, plan, engine or Local(), tick)
    return True


def write_many(plan: Plan, shops: int, out: Path, *, engine: Engine | None = None, tick: Tick | None = None) -> int:
    """Write personal shops 1 … `shops` into folders of their own, those not there yet; returns how many were made.

    Args: tick, called with the number of shops done since. Raises: as write.
    """
    width = len(str(shops))
    folders = [Folder(out / f"{number:0{width}d}", plan.personal(number)) for number in range(1, shops + 1)]
    missing = [folder for folder in folders if not folder.holds_it()]
    for folder in missing:
        folder.refuse_strangers()
    if tick:
        tick(shops - len(missing))
    for folder, (files, done) in zip(
        missing, spread(_whole, [one.plan for one in missing], engine=engine), strict=True
    ):
        _store(folder, files, done)
        if tick:
            tick(1)
    return len(missing)


def units(plan: Plan) -> int:
    """How much `tick` counts up to for one shop."""
    lived = plan.length
    return lived + sum(last - first for first, last in plan.blocks())


def _fill(folder: Folder, plan: Plan, engine: Engine, tick: Tick | None) -> None:
    folder.begin()
    try:
        tally = Tally(plan)
        for piece in _pieces(plan, engine, tick):
            for file in piece.files:
                folder.put(file.path, file.data)
                tally.add(file, _columns(file, folder))
                del file  # before the next one is made
            if tick:
                tick(piece.days)
            del piece
        folder.finish(tally.close())
    except BaseException:
        folder.abandon()
        raise


def _columns(file: File, folder: Folder) -> Columns:
    """The rows of a file that was put into the folder."""
    if file.columns is not None:
        return file.columns
    return read_parquet(folder.work / file.path, TABLES[file.table])


def _pieces(plan: Plan, engine: Engine, tick: Tick | None) -> Iterator[Piece]:
    if engine == Local():
        keep_freed()  # else this process passes on more than it makes
    lived = (lambda _day: tick(1)) if tick else None
    tasks = map(partial(Task, form=plan.form), windows(plan, lived))  # which holds none that was handed on
    return spread(begun if engine == Local() else make, tasks, engine=engine)


def _whole(plan: Plan) -> tuple[list[File], Manifest]:
    """All files of a shop and its manifest: what a worker does for a personal shop."""
    tally, files = Tally(plan), []
    for piece in _pieces(plan, Local(), None):
        for file in piece.files:
            tally.add(file, file.columns or {})
            files.append(replace(file, columns=None))
    return files, tally.close()


def _store(folder: Folder, files: list[File], done: Manifest) -> None:
    with folder.mine():
        folder.begin()
        for file in files:
            folder.put(file.path, file.data)
        folder.finish(done)
