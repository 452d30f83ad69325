"""The folder a shop is written to. Work goes on in `unfinished/`; its files move up when all are there, the manifest last.

So a folder with a manifest is complete, and one without is not, whenever and however a run ends. A run that begins
clears away what an unfinished one left, and nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from toolkit.shop.export import manifest as manifests
from toolkit.shop.export.alone import ENDING, alone
from toolkit.shop.export.errors import FolderInUse, Unwritable
from toolkit.shop.export.manifest import MANIFEST, Manifest
from toolkit.shop.export.plan import Plan


class Folder:
    """Where one plan is written to."""

    def __init__(self, root: Path, plan: Plan) -> None:
        self.root, self.plan = root, plan
        self.name = manifests.name_of(plan)
        self.work = root / ("unfinished" if plan.parts == 1 else f"unfinished-{plan.part}-of-{plan.parts}")

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Keep other runs of the same part out meanwhile. Raises: FolderInUse, Unwritable."""
        if not (self.work / self.name).exists():
            self.refuse_strangers()
        try:
            with ExitStack() as held:
                with _told(self.root):
                    held.enter_context(alone(self.root / (self.work.name + ENDING)))
                yield
        finally:
            self._clear_if_empty()

    def is_complete(self) -> bool:
        """Whether the folder holds this very plan, without touching it."""
        return any(self._is_ours(self.root / name) for name in (MANIFEST, self.name))

    def holds_it(self) -> bool:
        """Whether the folder holds this very plan already, complete."""
        self._finish_moving()
        return self.is_complete()

    def begin(self) -> None:
        """Make room to work in. Raises: FolderInUse, Unwritable."""
        self.refuse_strangers()
        with _told(self.root):
            shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir(parents=True)

    def put(self, path: str, data: bytes) -> None:
        """Write a file, not to be seen until all are there. Raises: Unwritable, and then the work is cleared away."""
        try:
            with _told(self.root):
                target = self.work / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        except Unwritable:
            self.abandon()
            raise

    def finish(self, done: Manifest) -> None:
        """Show all that was put, the manifest last. Raises: Unwritable."""
        self.put(self.name, done.text().encode())
        self._finish_moving()

    def abandon(self) -> None:
        """Clear the work away, and the folder where nothing else is in it."""
        shutil.rmtree(self.work, ignore_errors=True)
        self._clear_if_empty()

    def _clear_if_empty(self) -> None:
        if self.root.is_dir() and not any(self.root.iterdir()):
            self.root.rmdir()

    def _finish_moving(self) -> None:
        """Move what is finished to where it is seen; a run that was ended in the middle of this is helped to its end."""
        if not (self.work / self.name).exists():
            return
        with _told(self.root):
            for source in sorted(path for path in self.work.rglob("*") if path.is_file()):
                if source.name != self.name:
                    target = self.root / source.relative_to(self.work)
                    target.parent.mkdir(exist_ok=True)
                    source.replace(target)
            (self.work / self.name).replace(self.root / self.name)
            shutil.rmtree(self.work)

    def refuse_strangers(self) -> None:
        """Look whether the folder is free for this plan. Raises: FolderInUse."""
        if not self.root.exists():
            return
        if not self.root.is_dir():
            raise self._in_use(f"{self.root} is a file.")
        known = {self.work.name, self.work.name + ENDING, *_theirs(self.root, self.plan)}
        strangers = sorted(path.name for path in self.root.iterdir() if path.name not in known)
        if strangers:
            more = f" and {len(strangers) - 3} more" if len(strangers) > 3 else ""
            raise self._in_use(f"{self.root} is not empty: it holds {', '.join(strangers[:3])}{more}.")

    def _in_use(self, given: str) -> FolderInUse:
        return FolderInUse(
            given, "Nothing there was touched.", "Give --out a folder that is empty or does not exist yet."
        )

    def _is_ours(self, path: Path) -> bool:
        if not path.exists():
            return False
        there = manifests.read(path)
        return (there.shop, there.form) == (self.plan.mark, self.plan.form)


def _theirs(root: Path, plan: Plan) -> Iterator[str]:
    """Names in a folder that belong to other parts of the same shop, done or at work."""
    if plan.parts == 1:
        return
    for one in manifests.parts_of(root, plan.mark):
        if (one.parts, one.form) == (plan.parts, plan.form):
            yield f"part-{one.part}-of-{one.parts}.json"
            yield from {path.split("/", 1)[0] for entry in one.tables.values() for path in entry.files}
    for part in range(1, plan.parts + 1):
        yield from (f"unfinished-{part}-of-{plan.parts}", f"unfinished-{part}-of-{plan.parts}{ENDING}")


@contextmanager
def _told(root: Path) -> Iterator[None]:
    """Tell what the system refuses in three parts."""
    try:
        yield
    except OSError as problem:
        raise Unwritable(
            f"{problem.filename or root} could not be written ({problem.strerror or problem}).",
            "What was not finished was cleared away; everything else is as it was.",
            "Free some space or choose a folder you may write to, then give the same command again.",
        ) from problem
