"""From a bare Python to an environment, really made, on a small course (POSIX paths; the same code runs on Windows)."""

import json
import resource
import signal
import subprocess
import time

import pytest


@pytest.mark.parametrize("uv", [True, False], ids=["uv", "venv and pip"])
def test_a_bare_python_becomes_an_environment_in_a_folder_with_spaces_and_chinese(course, uv):
    code, output = course.run("lab", "--port", "8899", uv=uv)
    assert code == 0, output
    assert f"inside|{course.venv}|--port|8899" in output


def test_the_course_is_on_the_path_whatever_the_systems_encoding(course):
    course.run("lab")
    where = [course.venv / "bin" / "python", "-c", "import toolkit.cli as cli; print(ascii(cli.__file__))"]
    found = subprocess.check_output(where, cwd="/", env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}, text=True).strip()
    assert found == ascii(str(course.root / "toolkit" / "cli" / "__init__.py"))
    assert next(course.venv.glob("lib/python3.*/site-packages/shop_operations_course.pth")).read_bytes().isascii()


def test_the_second_start_installs_nothing_and_takes_less_than_a_third_of_a_second(course):
    course.run("lab")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code, output = course.run("lab", uv=False, PIP_FIND_LINKS="")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (code, output.count("Setting up")) == (0, 0), output
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime <= 0.3


def test_jupyterlab_settings_are_put_in_place(course):
    course.run("lab")
    settings = json.loads((course.venv / "share/jupyter/lab/settings/overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_an_environment_killed_while_it_was_made_is_made_again(course):
    course.run("lab")
    (course.venv / "toolkit-stamp.json").rename(course.venv / "toolkit-making")
    (course.venv / "lib" / "rubbish").write_text("half")
    code, output = course.run("lab")
    assert code == 0, output
    assert not (course.venv / "lib" / "rubbish").exists()


def test_a_start_killed_in_the_middle_leaves_nothing_that_stops_the_next(course):
    with course.start("lab", uv=False) as child:
        deadline = time.monotonic() + 20
        while not (course.venv / "toolkit-making").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
    code, output = course.run("lab")
    assert code == 0, output
    assert "Traceback" not in output


def test_two_starts_at_once_set_up_once(course):
    with course.start("lab") as first, course.start("lab") as second:
        outputs = [child.stdout.read() for child in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0), outputs
    assert "".join(outputs).count("Setting up") == 1


def test_an_environment_whose_python_is_gone_is_made_again(course):
    course.run("lab")
    (course.venv / "bin" / "python").unlink()
    code, output = course.run("lab")
    assert code == 0, output


def test_an_environment_made_by_hand_is_completed_not_thrown_away(course):
    course.run("lab")
    (course.venv / "toolkit-stamp.json").unlink()
    (course.venv / "mine.txt").write_text("kept")
    code, output = course.run("lab")
    assert code == 0, output
    assert (course.venv / "mine.txt").exists()


def test_a_moved_course_goes_on_without_a_network(course):
    course.run("lab")
    course.root = course.root.rename(course.root.parent / "搬家 moved")
    code, output = course.run("lab", uv=False, PIP_FIND_LINKS="")
    assert code == 0, output
    assert f"inside|{course.venv}" in output


def test_a_new_lock_is_installed_at_the_next_start(course):
    course.run("lab")
    lock = course.root / "requirements" / "learner.lock"
    lock.write_text("# newer\n" + lock.read_text(encoding="utf-8"), encoding="utf-8")
    assert "Setting up" in course.run("lab")[1]
    assert "Setting up" not in course.run("lab")[1]


@pytest.mark.parametrize("uv", [True, False], ids=["uv", "pip"])
def test_without_a_network_three_lines_say_what_to_do(course, uv):
    code, output = course.run("lab", uv=uv, PIP_FIND_LINKS="", UV_FIND_LINKS="")
    assert code == 1
    assert "Traceback" not in output
    assert output.splitlines()[-3:] == [
        "Setting up stopped: a package could not be fetched.",
        "Everything fetched so far is kept; after this one time the course needs no network.",
        "Check the connection (or proxy), then type again: python3 -m toolkit lab",
    ]


def test_a_package_that_is_not_the_one_in_the_lock_is_refused(course):
    lock = course.root / "requirements" / "learner.lock"
    lock.write_text("tiny==1.0 --hash=sha256:" + "0" * 64, encoding="utf-8")
    code, output = course.run("lab")
    assert code == 1
    assert "is not the one the course was tested with" in output


def test_an_environment_that_lost_a_package_mends_itself(course):
    course.run("lab")
    next(course.venv.glob("lib/python3.*/site-packages/tiny.py")).unlink()
    code, output = course.run("lab")
    assert (code, "Traceback" in output) == (1, False), output
    assert 'has lost its package "tiny"' in output
    assert course.run("lab")[0] == 0


def test_help_and_a_slip_of_the_finger_are_answered_before_anything_is_installed(course):
    for asked in (["lab", "--help"], ["--help"], []):
        code, output = course.run(*asked)
        assert (code, "Example: python3 -m toolkit lab" in output) == (0, True), output
    code, output = course.run("lba")
    assert (code, 'Did you mean "lab"?' in output) == (2, True)
    assert not course.venv.exists()
