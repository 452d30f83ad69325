"""Desks stand in a home without anybody's progress or games; the tables that are made already are lent to it."""

import pytest

from toolkit.course.run import quiet_home


@pytest.fixture(scope="module", autouse=True)
def home():
    with quiet_home() as place, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOP_HOME", str(place))
        yield place
