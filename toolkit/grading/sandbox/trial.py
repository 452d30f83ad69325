"""The trial at every start: each layer is put on and then tried from inside, so that none is believed to be there unseen."""

from __future__ import annotations

from toolkit.grading.errors import NoSandbox
from toolkit.grading.limits import Limits
from toolkit.grading.runner import Runner
from toolkit.grading.sandbox import kernel
from toolkit.grading.sandbox.confine import DISK, LAYERS, LIMITS, MANDATORY, SPACES

SAYS = {
    "user": "not the administrator",
    "limits": "limits of processor, memory and files",
    "privileges": "no further privileges",
    "files": "nothing but its own files (Landlock)",
    "calls": "no network, no tracing (seccomp)",
    "spaces": "namespaces of its own: processes, network, mounts",
    "disk": "a small disk of its own",
    "libraries": "Python's libraries where a user who owns nothing can read them (not behind a closed folder)",
}
CONTAINER = "grade in a Linux container or virtual machine (Linux 5.13 or newer), or give --no-sandbox if you trust every hand-in"
TRIES = (LAYERS, tuple(layer for layer in LAYERS if layer != DISK), MANDATORY)
LINES = """
import ctypes, json, os, resource
def closed(act):
    try:
        act()
    except OSError:
        return True
    return False
held = {
    "user": os.getuid() != 0,
    "limits": resource.getrlimit(resource.RLIMIT_CORE) == (0, 0) and resource.getrlimit(resource.RLIMIT_AS)[0] > 0,
    "privileges": ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) == 1,
    "files": closed(lambda: open("/etc/passwd")) and closed(lambda: open("../out", "w")) and closed(lambda: os.listdir("/")),
    "calls": closed(lambda: __import__("socket").socket()),
    "spaces": os.getpid() == 1,
    "disk": (lambda d: d.f_blocks * d.f_frsize <= %d << 20)(os.statvfs(".")),
    "libraries": not closed(lambda: (open(__import__("numpy").__file__), open(os.__file__))),
}
for at, (name, holds) in enumerate(held.items()):
    if holds:
        os.write(PIPE, (json.dumps({"t": "cell", "cell": at, "said": name}) + chr(10)).encode())
"""


def unprotected() -> tuple[str, ...]:
    """Return what is left of the layers without a sandbox. Raises: NoSandbox where hand-ins cannot be run at all."""
    if not kernel.is_supported():
        raise _missing(
            "Hand-ins run in forks that the kernel of Linux (x86_64, aarch64) looks after; this is another system."
        )
    return (LIMITS,)


def trial(limits: Limits) -> tuple[str, ...]:
    """Return the layers that hold here, all mandatory ones among them. Raises: NoSandbox."""
    unprotected()
    with Runner(limits, preload=False) as runner:
        held: set[str] = set()
        for layers in TRIES:
            runner.layers = layers
            ran = runner.script(LINES % limits.disk)
            held = set(ran.handed.said.values())
            if {*layers, "libraries"} <= held:
                return layers
    missing = [layer for layer in (*MANDATORY, "libraries") if layer not in held]
    raise _missing(f"Missing here: {'; '.join(SAYS[layer] for layer in missing)}.")


def _missing(what: str) -> NoSandbox:
    return NoSandbox(
        what, "Hand-ins are programs of strangers; they are run in a sandbox or not at all.", f"Please {CONTAINER}."
    )


def table(layers: tuple[str, ...]) -> list[str]:
    """Return one line a layer, for the terminal."""
    marks = {True: "on ", False: "OFF"}
    return [f"  {marks[layer in layers]} {SAYS[layer]}" for layer in (*MANDATORY, SPACES, DISK)]
