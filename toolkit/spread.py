"""Run independent parts on this machine's processes or on a Dask cluster; results come in the order of the parts.

A part is done again when the worker that had it dies, so the function must give the same for the same part whenever
and wherever it runs. It must be importable (no lambda), and only a few parts are under way at a time, so that neither
parts nor results pile up. This file knows nobody: what a part is, is the caller's business.

SpreadError
├── LostPart          a part ended its worker again and again
├── SilentScheduler   the Dask scheduler does not answer, or has no workers
└── NoDask            the packages for a cluster are not installed
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Part = TypeVar("Part")
Result = TypeVar("Result")
Tick = Callable[[int], None]

_MOST_DEATHS = 3
_AHEAD = 2
_DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"  # workers leave interrupts to who started them
_NOT_BEGUN = "can only join a started process"
_HUGE = "1TiB"  # Dask warns of parts above 10 MB; ours are tables, and few at a time


class SpreadError(Exception):
    """Parts could not be spread over workers."""

    def __init__(self, given: str, exists: str, do: str) -> None:
        super().__init__(f"{given}\n{exists}\n{do}")


class LostPart(SpreadError):
    """A part ended its worker again and again."""


class SilentScheduler(SpreadError):
    """The Dask scheduler does not answer."""


class NoDask(SpreadError):
    """The packages for a cluster are not installed."""


@dataclass(frozen=True)
class Local:
    """Processes of this machine; one worker is this very process."""

    workers: int = 1


@dataclass(frozen=True)
class Cluster:
    """A Dask cluster: the scheduler at `address`, or where None a cluster of `workers` processes on this machine.

    patience: seconds to wait for an answer and for a first worker.
    """

    address: str | None = None
    workers: int = 2
    patience: float = 15.0


def spread(
    function: Callable[[Part], Result],
    parts: Iterable[Part],
    *,
    engine: Local | Cluster | None = None,
    tick: Tick | None = None,
) -> Iterator[Result]:
    """Yield `function(part)` for every part, in the order of the parts.

    Args: parts, read only as fast as they are done; tick, called with the number of results so far after each.
    Raises: LostPart, SilentScheduler, NoDask; whatever the function raises.
    """
    engine = engine or Local()
    if isinstance(engine, Cluster):
        results = _on_cluster(function, parts, engine)
    elif engine.workers > 1:
        results = _on_processes(function, parts, engine.workers)
    else:
        results = map(function, parts)
    for number, result in enumerate(results, 1):
        if tick:
            tick(number)
        yield result


@dataclass
class _Task(Generic[Part]):
    """A part under way."""

    part: Part
    future: Future
    deaths: int = 0


@dataclass
class _Processes:
    """A pool of processes that is made anew when one of them dies."""

    function: Callable[[Any], Any]
    workers: int
    pool: ProcessPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Start afresh: a pool of which one process died takes no more work."""
        context = multiprocessing.get_context("spawn")
        self.pool = ProcessPoolExecutor(self.workers, context, initializer=_stay_with_parent)

    def stop(self) -> None:
        """End the workers at once: nobody waits any more for what is under way."""
        for process in list((self.pool._processes or {}).values()):
            process.terminate()

    def start(self, part: Any) -> _Task:
        """Hand a part to the next free process; where one has just died, the part waits to be handed out anew."""
        try:
            return _Task(part, self.pool.submit(self.function, part))
        except BrokenProcessPool as broken:
            never: Future = Future()
            never.set_exception(broken)
            return _Task(part, never)

    def again(self, tasks: Iterable[_Task]) -> None:
        """Hand out anew all that was under way when a process died."""
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.open()
        for task in tasks:
            if not task.future.done() or task.future.cancelled() or task.future.exception() is not None:
                task.deaths += 1
                task.future = self.pool.submit(self.function, task.part)


def _on_processes(function: Callable[[Any], Any], parts: Iterable[Any], workers: int) -> Iterator[Any]:
    processes, left, under_way = _Processes(function, workers), iter(parts), deque[_Task]()
    try:
        while True:
            try:
                under_way.extend(processes.start(part) for part in islice(left, workers + 1 - len(under_way)))
                if not under_way:
                    return
                result = under_way[0].future.result()
            except BrokenProcessPool:
                if under_way[0].deaths >= _MOST_DEATHS:
                    raise _lost(f"died {_MOST_DEATHS + 1} times at it") from None
                processes.again(under_way)
                continue
            under_way.popleft()
            yield result
    except (KeyboardInterrupt, GeneratorExit):
        processes.stop()
        raise
    finally:
        processes.pool.shutdown(wait=True, cancel_futures=True)


def _stay_with_parent() -> None:
    """A worker leaves interrupts to its parent, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent,), daemon=True).start()


def _leave_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _on_cluster(function: Callable[[Any], Any], parts: Iterable[Any], engine: Cluster) -> Iterator[Any]:
    if importlib.util.find_spec("distributed") is None:
        raise NoDask(
            "The engine dask was asked for, and its packages are not installed here.",
            "The local engine needs nothing more.",
            'Take --engine local, or type: python -m pip install -e ".[cluster]"',
        )
    from distributed.scheduler import KilledWorker

    with _client(engine) as client:
        left, under_way = iter(parts), deque[Any]()
        while True:
            room = max(_AHEAD * sum(client.nthreads().values()), 1) - len(under_way)
            under_way.extend(client.submit(function, part, pure=False) for part in islice(left, max(room, 0)))
            if not under_way:
                return
            try:
                result = under_way.popleft().result()
            except KilledWorker:
                raise _lost("of the cluster died at it, one after the other") from None
            yield result


@contextmanager
def _client(engine: Cluster) -> Iterator[Any]:
    """A client whose cluster answers and has a worker; a cluster of our own ends with it."""
    import dask
    import distributed

    new_client: Any = distributed.Client
    new_cluster: Any = distributed.LocalCluster
    with ExitStack() as stack:
        stack.enter_context(dask.config.set({"distributed.admin.large-graph-warning-threshold": _HUGE}))
        where: Any = engine.address
        if where is None:
            here, any_port = "127.0.0.1", "127.0.0.1:0"  # two clusters on one machine do not meet at a port
            where = new_cluster(
                n_workers=engine.workers, threads_per_worker=1, host=here, dashboard_address=any_port, preload=_DEAF
            )
            stack.callback(_close, where)
        try:
            client = stack.enter_context(new_client(where, timeout=engine.patience, set_as_default=False))
        except (OSError, ValueError) as error:
            raise _silent(engine, "does not answer") from error
        try:
            client.wait_for_workers(1, timeout=engine.patience)
        except TimeoutError as error:
            raise _silent(engine, "has no workers") from error
        yield client


def _close(cluster: Any) -> None:
    """End a cluster of our own; what happened before is not hidden by a worker that was just being replaced.

    Dask waits for each worker's process, which may not have begun when the one before it has just died; it ends everything,
    then asserts that each worker says so, and such a one may say something else. What is left to end then is ended at a
    second call: Dask's own thread at least, for which Python would wait ten seconds on its way out.
    """
    from distributed.core import Status

    try:
        cluster.close()
    except AssertionError as error:
        if not any(isinstance(said, Status) or said == _NOT_BEGUN for said in error.args):
            raise
        cluster._created.clear()  # the workers that are asked
        cluster.status = Status.failed  # "closing" would wait for itself
        cluster.close()


def _silent(engine: Cluster, what: str) -> SilentScheduler:
    return SilentScheduler(
        f"The Dask scheduler at {engine.address} {what} (waited {engine.patience:g} s).",
        "Nothing was started there.",
        "Start it (dask scheduler, dask worker), look at its address, or leave --scheduler out: then this machine works.",
    )


def _lost(what: str) -> LostPart:
    return LostPart(
        f"One part could not be done: workers {what}.",
        "Workers mostly die when memory runs out; parts that were done are kept.",
        "Give fewer workers, or a machine with more memory, and start again.",
    )
