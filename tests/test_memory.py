"""Memory that was freed is handed back, but by a process that wants it kept."""

import pytest

from toolkit import memory


@pytest.fixture
def asked(monkeypatch):
    """What the C library was asked for; it says yes to everything."""
    said = []
    monkeypatch.setattr(memory, "_ask", lambda *call: said.append(call) or True)
    monkeypatch.setattr(memory, "_keeps", False)
    monkeypatch.setattr(memory, "keep_freed", lambda: None)
    return said


def test_freed_memory_goes_back(asked):
    memory.hand_back()
    assert asked == [("malloc_trim", 0)]


def test_a_process_that_keeps_all_gives_none_back(asked):
    memory.keep_all()
    memory.hand_back()
    assert not asked
