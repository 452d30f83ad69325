"""A notebook is run in a kernel of its own, and stopping the run by hand stops all of it."""

import os

import pytest

from toolkit.course.notebooks import new_book, new_cell
from toolkit.course.run import quiet_home, run

STOP = "import os, signal, time\nos.kill(os.getppid(), signal.SIGINT)\ntime.sleep(60)"


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C reaches a kernel another way there")
def test_stopping_a_run_by_hand_is_heard_as_such(tmp_path):
    book = new_book()
    book.cells.append(new_cell("stop", "code", STOP))
    with quiet_home() as place, pytest.raises(KeyboardInterrupt):
        run(book, tmp_path, place)
