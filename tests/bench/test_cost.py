"""Costs are those of the process measured and of its children, and pairs are compared pair by pair."""

import sys

import pytest

from toolkit.bench.cost import BenchFailed, Cost, cost, in_turn, median, python, ratio

BUSY = "import time\nend = time.process_time() + {0}\nwhile time.process_time() < end: pass\nprint('done')"


def test_processor_time_is_counted_and_sleep_is_not(tmp_path):
    busy, asleep = (cost(python(code), home=tmp_path) for code in (BUSY.format(0.5), "import time; time.sleep(0.5)"))
    assert 0.5 <= busy.cpu < 1.5
    assert asleep.cpu < 0.4 < asleep.wall
    assert busy.said == "done"


def test_children_count_too(tmp_path):
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY.format(0.5)!r}], check=True)"
    assert cost(python(code), home=tmp_path).cpu >= 0.5


def test_memory_is_the_most_that_was_held(tmp_path):
    small, large = (cost(python(f"x = b'1' * {size}; del x"), home=tmp_path).peak for size in (1, 200 << 20))
    assert 190 <= large - small <= 260


def test_a_program_that_fails_is_told_with_its_last_words(tmp_path):
    with pytest.raises(BenchFailed, match="no such luck") as told:
        cost(python("import sys; sys.exit('no such luck')"), home=tmp_path)
    assert len(str(told.value).splitlines()) == 3


def test_programs_take_turns():
    seen = []
    costs = in_turn(2, lambda: seen.append("a") or Cost(1, 1, 1), lambda: seen.append("b") or Cost(2, 2, 2))
    assert "".join(seen) == "abab"
    assert [one.cpu for one in costs[1]] == [2, 2]


def test_a_ratio_is_the_median_of_pairs_and_not_of_sums():
    ours, theirs = [Cost(1, 0, 0), Cost(1, 0, 0), Cost(90, 0, 0)], [Cost(2, 0, 0), Cost(4, 0, 0), Cost(10, 0, 0)]
    assert ratio(ours, theirs) == 0.5
    assert median(ours).cpu == 1


def test_python_is_this_environments():
    assert python("pass")[0] == sys.executable
