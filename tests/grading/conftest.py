"""What the tests of grading share: one shop prepared once, and tools that are put away at the end."""

from __future__ import annotations

import pytest

from tests.attacks.conftest import HONEST, LIMITS
from toolkit.grading.sandbox.confine import LAYERS
from toolkit.grading.worker import How, close_all

LITTLE = How(LIMITS, LAYERS, HONEST[:1])
"""How hand-ins of the first lesson are run here: with small limits, all layers on."""


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """Where the classroom shop of the first lesson lies prepared once a test that grades has run."""
    yield tmp_path_factory.mktemp("prepared") / "shop"
    close_all()
