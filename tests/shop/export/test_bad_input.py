"""Whatever is given and whatever gives way: three lines say so, and nothing that was there is lost."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.shop.export.little import checksums, command, files, little, surroundings
from toolkit.shop.export import job, need
from toolkit.shop.export.errors import FolderInUse, ImpossibleShop, TooLarge, Unsound, Unwritable
from toolkit.shop.export.verify import verify

SMALL = ("--scale", "0.1", "--days", "75", "--seed", "7")


def run(*arguments, before=""):
    return subprocess.run(
        command(*arguments, before=before), capture_output=True, text=True, env=surroundings(), check=False
    )


def in_three_parts(error):
    return len(str(error.value).splitlines()) == 3


@pytest.mark.parametrize("scale", [0, -1, 1e9, float("nan"), float("inf")])
def test_a_scale_that_makes_no_shop_is_told(scale):
    with pytest.raises(ImpossibleShop) as told:
        little(scale=scale)
    assert in_three_parts(told)


def test_a_scale_far_too_large_says_what_it_would_need():
    with pytest.raises(ImpossibleShop, match=r"about 2,000,000,000,430,000 rows.*disk.*memory.*years"):
        little(scale=1e9)


@pytest.mark.parametrize("part", [(0, 3), (4, 3), (1, 0)])
def test_a_part_that_is_none_is_told(part):
    with pytest.raises(ImpossibleShop, match="counted from 1") as told:
        little(part=part[0], parts=part[1])
    assert in_three_parts(told)


def test_a_shop_larger_than_the_disk_or_memory_is_refused_before_it_begins(tmp_path, monkeypatch):
    with pytest.raises(TooLarge, match="of disk"):
        need.check(tmp_path / "deep" / "down", need.Need(1, 1e18, 1, 1))
    monkeypatch.setattr(need, "free_memory", lambda: 1e6)
    with pytest.raises(TooLarge, match="of memory"):
        need.check(tmp_path, need.Need(1, 1, 1e9, 1))


@pytest.mark.parametrize("name", ["notes.txt", "manifest.json", "orders"])
def test_a_folder_in_use_is_refused_and_left_alone(tmp_path, name):
    (tmp_path / name).write_text("{}", encoding="utf-8")
    before = files(tmp_path)
    with pytest.raises((FolderInUse, Unsound)) as told:
        job.write(little(), tmp_path)
    assert in_three_parts(told)
    assert files(tmp_path) == before


def test_a_folder_with_another_shop_is_refused_and_left_alone(tmp_path):
    job.write(little(days=40), tmp_path / "shop")
    before = files(tmp_path)
    with pytest.raises(FolderInUse):
        job.write(little(days=41), tmp_path / "shop")
    with pytest.raises(FolderInUse):
        job.write(little(days=40, form="csv"), tmp_path / "shop")
    assert files(tmp_path) == before


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "shop").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderInUse, match="is a file"):
        job.write(little(), tmp_path / "shop")


def test_one_strange_folder_among_many_shops_stops_before_the_first_is_made(tmp_path):
    (tmp_path / "2").mkdir()
    (tmp_path / "2" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderInUse):
        job.write_many(little(), 3, tmp_path)
    assert list(files(tmp_path)) == [str(Path("2") / "notes.txt")]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a file-size limit")
def test_a_disk_that_fills_up_is_told_and_leaves_no_half_shop(tmp_path):
    keep = tmp_path / "keep.txt"
    keep.write_text("mine", encoding="utf-8")
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))"
    done = run("--out", tmp_path / "shop", *SMALL, before=full)
    assert done.returncode == 1
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["keep.txt"]


def test_a_read_only_folder_is_told(tmp_path, monkeypatch):
    def refuse(*_given, **_named):
        raise PermissionError(13, "Permission denied", str(tmp_path / "shop"))

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)  # a folder's rights do not bind the system's owner
    with pytest.raises(Unwritable, match="Permission denied") as told:
        job.write(little(), tmp_path / "shop")
    assert in_three_parts(told)


def test_a_killed_run_leaves_nothing_that_looks_complete_and_the_next_starts_clean(tmp_path):
    out = tmp_path / "shop"
    with subprocess.Popen(command("--out", out, *SMALL), env=surroundings(), stdout=subprocess.DEVNULL) as child:
        while not list(out.glob("unfinished/*/*")):
            assert child.poll() is None, "it was to be killed while it works"
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
    assert not (out / "manifest.json").exists()
    assert {path.name for path in out.iterdir()} == {"unfinished", "unfinished.lock"}
    with pytest.raises(Unsound, match="no complete shop"):
        verify(out)
    assert job.write(little(), out)
    assert verify(out).rules


def test_a_second_run_into_the_same_folder_is_refused_while_the_first_works(tmp_path):
    out = tmp_path / "shop"
    windows, seen = job.windows, []

    def another(*given):
        with pytest.raises(FolderInUse, match="another run") as told:
            job.write(little(), out)
        seen.append(in_three_parts(told))
        return windows(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "windows", another)
        assert job.write(little(), out)
    assert seen == [True]
    assert not list(out.glob("*.lock"))
    assert verify(out).rules


def test_a_run_ended_while_it_shows_its_files_is_helped_to_its_end(tmp_path):
    out = tmp_path / "shop"
    job.write(little(), out)
    wanted = files(out)
    (out / "unfinished").mkdir()
    (out / "manifest.json").rename(out / "unfinished" / "manifest.json")
    (out / "unfinished" / "orders").mkdir()
    first = min((out / "orders").iterdir())
    first.rename(out / "unfinished" / "orders" / first.name)
    assert not job.write(little(), out)
    assert files(out) == wanted


def test_an_interrupt_ends_it_with_a_sentence_and_no_half_shop(tmp_path):
    out = tmp_path / "shop"
    with subprocess.Popen(
        command("--out", out, *SMALL, "--days", "1096", "--workers", "2"),
        env=surroundings(),
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        while not list(out.glob("unfinished/*/*")):
            assert child.poll() is None, "it was to be interrupted while it works"
            time.sleep(0.01)
        child.send_signal(signal.SIGINT)
        said = child.stderr.read()
    assert child.returncode == 130
    assert "Traceback" not in said
    assert "Stopped" in said
    assert not out.exists()


@pytest.mark.parametrize("form", ["parquet", "csv"])
@pytest.mark.parametrize("harm", ["cut short", "one byte changed", "gone"])
def test_a_damaged_file_is_found(tmp_path, harm, form):
    out = tmp_path / "shop"
    job.write(little(form=form), out)
    victim = max((out / "orders").iterdir(), key=lambda path: path.stat().st_size)
    data = victim.read_bytes()
    if harm == "gone":
        victim.unlink()
    else:
        victim.write_bytes(
            data[: len(data) // 2] if harm == "cut short" else data[:99] + bytes([data[99] ^ 1]) + data[100:]
        )
    with pytest.raises(Unsound, match=victim.name) as told:
        verify(out)
    assert in_three_parts(told)


def test_values_that_are_not_the_shops_are_found_though_every_file_is_whole(tmp_path):
    out = tmp_path / "shop"
    job.write(little(), out)
    text = (out / "manifest.json").read_text(encoding="utf-8")
    (out / "manifest.json").write_text(text.replace(checksums(out)["orders"], "0" * 64), encoding="utf-8")
    with pytest.raises(Unsound, match="orders"):
        verify(out)


def test_a_missing_part_is_named(tmp_path):
    out = tmp_path / "shop"
    job.write(little(part=1, parts=3), out)
    job.write(little(part=3, parts=3), out)
    with pytest.raises(Unsound, match="lacks 2/3"):
        verify(out)


def test_a_silent_scheduler_is_told_and_leaves_no_folder(tmp_path):
    done = run("--out", tmp_path / "shop", *SMALL, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--scale", "-1"),
        ("--scale", "x"),
        ("--part", "half"),
        ("--part", "3/2"),
        ("--shops", "0"),
        ("--days", "0"),
        ("--format", "xls"),
        ("--scheduler", "tcp://127.0.0.1:9"),
    ],
)
def test_a_wrong_option_ends_with_words_and_not_with_a_traceback(tmp_path, arguments):
    done = run("--out", tmp_path / "shop", *arguments)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) >= 3
    assert not (tmp_path / "shop").exists()
