import inspect
import subprocess
import sys

import pytest

from toolkit import lens


def test_every_name_lives_where_the_room_says_and_explains_itself():
    for name in lens.__all__:
        thing = getattr(lens, name)
        assert isinstance(thing, (tuple, float, int)) or inspect.getdoc(thing), name


def test_the_rooms_own_page_lists_every_function_with_its_arguments():
    page = inspect.getdoc(lens) or ""
    for name in lens.__all__:
        thing = getattr(lens, name)
        if inspect.isfunction(thing):
            arguments = ", ".join(inspect.signature(thing).parameters)
            assert f"{name}({arguments})" in page.replace("*, ", "").replace("*", ""), name


def test_a_function_wins_over_the_file_of_its_name_whatever_is_imported_first():
    code = "import toolkit.lens.bands, toolkit.lens.normal_range as n; from toolkit import lens; assert callable(lens.normal_range)"
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)


def test_looking_through_the_room_loads_no_heavy_library():
    code = (
        "import sys; from toolkit import lens; [getattr(lens, name) for name in lens.__all__]; "
        "heavy = {'scipy.stats', 'scipy.optimize', 'statsmodels', 'seaborn', 'toolkit.shop'} & set(sys.modules); "
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match='no name "roi"'):
        _ = lens.roi
