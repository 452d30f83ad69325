"""Every attack is held: no point gained, nothing outside read or written, nobody else harmed, and the run goes on."""

import pytest

from tests.attacks.conftest import HONEST, LIMITS, THIN
from tests.attacks.hostile import ATTACKS
from toolkit.grading.book import lasting, points
from toolkit.grading.worker import bench, grade

BITING = [name for name, attack in ATTACKS.items() if attack.bites]


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gains_nothing_and_harms_nobody(name, arena, honest):
    record, harm = arena.attack(ATTACKS[name].code)
    assert harm == [], (ATTACKS[name].tries, record["said"])
    assert record["peak"] <= 4 * LIMITS.memory
    assert lasting(grade(arena.part(HONEST, who="honest"))) == honest


@pytest.mark.thorough
@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_held_as_well_where_the_system_has_no_namespaces(name, arena, honest):
    record, harm = arena.attack(ATTACKS[name].code, THIN)
    assert harm == [], (ATTACKS[name].tries, record["said"])
    assert lasting(grade(arena.part(HONEST, THIN, "honest"))) == honest


@pytest.mark.parametrize("name", BITING)
def test_without_the_sandbox_the_same_attack_does_harm(name, arena, bare):
    assert arena.attack(ATTACKS[name].code, bare)[1], ATTACKS[name].tries


def test_an_honest_hand_in_gets_its_point(honest):
    assert points(honest) == 1
    assert honest["end"] == "ended"


def test_no_process_of_an_attack_is_left(arena, honest):
    from toolkit.grading.watch import descendants

    arena.attack(ATTACKS["daemon"].code)
    parent = bench(arena.part(()).how).runner._process
    assert list(descendants(parent.pid)) == []


def test_answers_before_a_fall_keep_their_credit(arena):
    record = grade(arena.part((*HONEST, "import os; os.kill(os.getpid(), 11); os._exit(9)")))
    assert points(record) == 1
    assert not record["whole"]
