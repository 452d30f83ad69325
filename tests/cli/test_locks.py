"""What is installed: exact, hashed, without a registry's address, and what requirements.txt asks for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement

from toolkit.cli import lock, place

MARKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)", re.IGNORECASE)


def pins(name):
    """Pinned versions of a lock: {package: [versions]}."""
    found = {}
    for block in lock.blocks(place.LOCKS[name].read_text(encoding="utf-8")):
        match = MARKED.match(block)
        found.setdefault(match[1].lower(), []).append(match[2])
    return found


def asked(text):
    lines = (line.split(" #")[0].strip() for line in text.splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


@pytest.mark.parametrize("name", place.LOCKS)
def test_every_pin_carries_its_hashes_and_no_lock_an_address(name):
    text = place.LOCKS[name].read_text(encoding="utf-8")
    assert all("--hash=sha256:" in block for block in lock.blocks(text))
    assert not re.search(r"https?:|file:|--(extra-)?index|--find-links", text)


@pytest.mark.parametrize(("name", "path"), [("learner", "requirements.txt"), ("test", "requirements/test.in")])
def test_the_locks_hold_what_was_asked_for_inside_its_bounds(name, path):
    held = {**pins("learner"), **(pins("test") if name == "test" else {})}
    for requirement in asked((place.ROOT / path).read_text(encoding="utf-8")):
        versions = held[requirement.name.lower().replace("_", "-")]
        assert all(version in requirement.specifier for version in versions), requirement


def test_the_test_lock_holds_what_the_extras_ask_for():
    project = tomllib.loads((place.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    held = {**pins("learner"), **pins("test")}
    for requirement in asked("\n".join(project["optional-dependencies"]["cluster"])):
        assert all(version in requirement.specifier for version in held[requirement.name]), requirement


def test_the_test_lock_adds_to_the_learners_and_repeats_nothing():
    assert not pins("learner").keys() & pins("test").keys()


def test_requirements_name_the_six_fixed_ingredients_and_end_with_the_course():
    lines = (place.ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [requirement.name for requirement in asked("\n".join(lines))]
    assert names[:6] == ["jupyterlab", "pandas", "seaborn", "ipywidgets", "nbval", "faker"]
    assert lines[-1] == "-e ."


def test_numpy_is_pinned_for_each_python_it_forks_on():
    assert len(pins("learner")["numpy"]) >= 2


def test_the_project_supports_the_pythons_that_setting_up_accepts():
    project = tomllib.loads((place.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
