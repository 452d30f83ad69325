"""Parts for the tests of spread: workers import them by name."""

import os
import signal
import time
from pathlib import Path


def square(number):
    return number * number


def refuse(number):
    raise ValueError(number)


def die_once(part):
    """End the worker the first time a part comes by; give its square the second time."""
    number, mark = part
    if number == 5 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def die(number):
    os.kill(os.getpid(), signal.SIGKILL)


def name_and_wait(part):
    """Write down who works, then be slow enough to be killed at work."""
    number, folder = part
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(0.1)
    return number * number


def nap(seconds):
    time.sleep(seconds)
    return seconds
