"""A scenario file with a missing, unknown or impossible value says which key it is, what it may be, and in which file."""

import copy
import math
import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.shop import scenario
from toolkit.shop.facts import SOURCES
from toolkit.shop.scenario_check import ImpossibleScenario, check, checked, laid_over
from toolkit.shop.scenario_kinds import rule
from toolkit.shop.scenario_rules import RULES

FILE = "datasets/luyang-living/scenario.toml"
TEXT = (scenario.DATASETS / "luyang-living" / "scenario.toml").read_bytes()
VALUES = tomllib.loads(TEXT.decode())
LISTS = ("numbers", "wholes", "rising", "bounds", "shares")


def places(values, rules, path=()):
    """(path, rule) of every key there is, sections and rows included."""
    names = {name.rstrip("?"): wanted for name, wanted in rules.items()}
    for key, value in values.items():
        yield (*path, key), names[key]
        if isinstance(names[key], dict):
            yield from places(value, names[key], (*path, key))
        elif isinstance(names[key], list):
            for place, row in enumerate(value):
                yield from places(row, names[key][0], (*path, key, place))


KEYS = list(places(VALUES, RULES))
PATHS = [path for path, _ in KEYS]
RANGED = [(path, rule(one)) for path, one in KEYS if isinstance(one, str) and not math.isinf(rule(one).low)]


def is_optional(path):
    rules = RULES
    for step in path[:-1]:
        rules = rules[0] if isinstance(step, int) else rules.get(step, rules.get(f"{step}?"))
    return path[-1] not in rules


def dotted(path):
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def inside(values, path):
    """The section a path leads into."""
    for step in path[:-1]:
        values = values[step]
    return values


def complaint(values):
    """What is said of a file, after its name."""
    with pytest.raises(ImpossibleScenario) as error:
        check(values, RULES, FILE)
    said = str(error.value)
    assert said.startswith(f"{FILE}: ")
    assert len(said.removeprefix(f"{FILE}: ").replace("? ", ". ").split(". ")) >= 3, said
    return said.removeprefix(f"{FILE}: ")


def with_value(path, value):
    values = copy.deepcopy(VALUES)
    inside(values, path)[path[-1]] = value
    return values


def test_the_file_of_every_shop_passes():
    for name in scenario.shops():
        file = scenario.DATASETS / name / "scenario.toml"
        values, written = (
            checked(file.read_bytes(), name, scenario.read),
            tomllib.loads(file.read_text(encoding="utf-8")),
        )
        assert laid_over(values, written) == values


@given(st.sampled_from([path for path in PATHS if not is_optional(path)]))
def test_a_key_taken_away_is_named(path):
    values = copy.deepcopy(VALUES)
    del inside(values, path)[path[-1]]
    assert complaint(values).startswith(f"{dotted(path)} is missing. {path[-1]} is ")


@given(st.sampled_from(PATHS), st.data())
def test_a_key_renamed_is_named_and_the_real_one_suggested(path, data):
    name = path[-1]
    place = data.draw(st.integers(0, len(name) - 1))
    mistyped = name[:place] + name[place] + name[place:]
    values = copy.deepcopy(VALUES)
    section = inside(values, path)
    section[mistyped] = section.pop(name)
    said = complaint(values)
    assert said.startswith(f"{dotted((*path[:-1], mistyped))} is no parameter. There are ")
    if len(name) > 3 and not name.startswith("INC"):
        assert f'Did you mean "{name}"?' in said


@given(st.sampled_from(RANGED), st.booleans(), st.floats(1e-3, 1e12), st.data())
def test_a_number_outside_its_range_is_named_with_the_range(ranged, below, by, data):
    path, wanted = ranged
    low_or_high = wanted.low - by if below else wanted.high + by
    value = int(math.floor(low_or_high) if below else math.ceil(low_or_high)) if "whole" in wanted.kind else low_or_high
    here = dotted(path)
    if wanted.kind in LISTS:
        there = inside(VALUES, path)[path[-1]]
        place = data.draw(st.integers(0, len(there) - 1))
        value, here = [*there[:place], value, *there[place + 1 :]], f"{here}[{place}]"
    said = complaint(with_value(path, value))
    assert said.startswith(f"{here} is ")
    assert f"from {wanted.low:g} to {wanted.high:g}" in said


@given(
    st.sampled_from([path for path, wanted in RANGED if wanted.kind not in LISTS]),
    st.sampled_from([math.nan, math.inf, -math.inf, "0.5", True, None, [], {}, [0.5]]),
)
def test_what_is_no_number_is_named(path, value):
    assert complaint(with_value(path, value)).startswith(f"{dotted(path)} is ")


@given(st.sampled_from([path for path, wanted in RANGED if wanted.kind in LISTS]), st.integers(0, 3))
def test_a_list_that_is_none_or_empty_is_named(path, which):
    assert complaint(with_value(path, [[], 1.0, "x", {}][which])).startswith(f"{dotted(path)} is ")


@given(st.sampled_from([(path, wanted) for path, wanted in RANGED if wanted.kind in LISTS and wanted.count]))
def test_a_list_of_another_length_is_named_with_its_length(counted):
    path, wanted = counted
    there = inside(VALUES, path)[path[-1]]
    for value in (there[:-1], [*there, there[-1]]):
        said = complaint(with_value(path, value))
        assert said.startswith(f"{dotted(path)} is ")
        assert f"{wanted.count} " in said or wanted.kind == "bounds"


@given(st.sampled_from([path for path, one in KEYS if isinstance(one, str) and rule(one).kind in ("bounds", "rising")]))
def test_bounds_the_wrong_way_round_are_named(path):
    there = inside(VALUES, path)[path[-1]]
    if there[0] < there[-1]:
        assert complaint(with_value(path, there[::-1])).startswith(f"{dotted(path)} is ")


@given(st.sampled_from([path for path, one in KEYS if isinstance(one, str) and rule(one).kind == "shares"]))
def test_shares_that_do_not_make_one_are_named(path):
    there = inside(VALUES, path)[path[-1]]
    said = complaint(with_value(path, [there[0] / 2, *there[1:]]))
    assert said.startswith(f"{dotted(path)} is ")
    assert "make 1" in said


@pytest.mark.parametrize("rows", ["source", "category"])
def test_rows_whose_shares_do_not_make_one_are_named(rows):
    said = complaint(with_value((rows, 1, "share"), VALUES[rows][1]["share"] + 0.01))
    assert said.startswith(f"{rows}.share adds up to 1.01 over all rows. ")


def test_sources_stand_in_their_order_each_once():
    swapped = copy.deepcopy(VALUES)
    swapped["source"][2:4] = swapped["source"][3:1:-1]
    assert complaint(swapped).startswith(f'source[2].id is "{SOURCES[3]}". There is one row a source, in this order: ')
    short = copy.deepcopy(VALUES)
    short["source"][0]["share"] += short["source"].pop()["share"]
    assert complaint(short).startswith("source.id has 11 rows. ")


def test_a_name_that_refers_to_no_source_is_named_with_those_there_are():
    said = complaint(with_value(("source", 2, "falls_back_on"), "serach_org"))
    assert said.startswith('source[2].falls_back_on is "serach_org". falls_back_on is a source: search_org, reco_feed')


def test_keys_that_belong_together_stand_together():
    alone = with_value(("source", 0, "click_spread"), 0.2)
    assert complaint(alone).startswith("source[0].click_spread stands without cost_per_click. ")
    half = copy.deepcopy(VALUES)
    del half["source"][2]["half_at"]
    assert complaint(half).startswith("source[2].half_at is missing. ")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("event", 0, "day"), 32),
        (("shop", "start"), "2024-01-01"),
        (("visits", "log_start"), VALUES["shop"]["start"].replace(year=2001)),
        (("spring_festival", "dates"), VALUES["spring_festival"]["dates"][::-1]),
        (("event", 1, "name"), VALUES["event"][0]["name"]),
        (("shop", "name_en"), " "),
        (("category",), []),
        (("customers", "units"), [[1.0, 0.0, 0.0, 0.0]]),
    ],
)
def test_a_value_that_cannot_be_is_named(path, value):
    assert complaint(with_value(path, value)).startswith(f"{dotted(path)} is ")


@pytest.mark.parametrize("text", [b"[shop\nname = 1", b"a = 1\na = 2", b"name = '\xff'"])
def test_a_file_that_is_no_toml_says_so_and_where_to_mend_it(text):
    with pytest.raises(ImpossibleScenario) as error:
        checked(text, FILE, scenario.read)
    assert str(error.value).startswith(f"{FILE}: this is no TOML: ")
    assert "Mend that place" in str(error.value)


def test_a_shop_is_read_from_its_checkout_and_named_by_the_path_in_it(tmp_path, monkeypatch):
    file = tmp_path / "datasets" / "corner-shop" / "scenario.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(TEXT.replace(b"mobile_share = 0.90", b"mobile_share = 1.90"))
    monkeypatch.setattr(scenario, "DATASETS", tmp_path / "datasets")
    with pytest.raises(ImpossibleScenario, match=r"^datasets/corner-shop/scenario.toml: shop.mobile_share is 1.9\. "):
        scenario.read("corner-shop")


def test_a_rule_that_is_none_is_told_to_its_author():
    with pytest.raises(ValueError, match=r'"nubmer 0\.\.1 share" is no rule'):
        rule("nubmer 0..1 share")


def test_checking_costs_little_beside_reading():
    best = math.inf
    for _ in range(5):
        start = time.process_time()
        check(VALUES, RULES, FILE)
        best = min(best, time.process_time() - start)
    assert best < 0.005
    assert scenario.read("luyang-living") is scenario.read("luyang-living")
