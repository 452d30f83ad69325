"""A lesson as its notebook sees it, on a shop small enough to do on paper."""

import json
import subprocess
import sys
import time

import pandas as pd
import pytest

from tests.exercises.little_shop import little_shop, plan
from toolkit.exercises import course_map
from toolkit.exercises.case import Case
from toolkit.exercises.errors import CourseError, UnknownExercise, UnknownLesson, UnknownTable
from toolkit.exercises.practice import Practice, load
from toolkit.exercises.reveal import UnknownTruth
from toolkit.home import progress_file, student_id
from toolkit.lesson import UNTIMED, Lesson, practice_seed
from toolkit.progress import Progress


@pytest.fixture
def lesson(tmp_path):
    return open_little(tmp_path)


def open_little(tmp_path, progress="me.jsonl"):
    desk = Practice(plan, little_shop(), tmp_path / "lessons")
    return Lesson(desk, Progress(tmp_path / progress))


def test_an_untouched_blank_is_not_yet_and_says_what_to_replace(lesson):
    said = lesson.check("usual_visitors", ...)
    assert said.outcome == "not yet"
    assert "usual_visitors = ..." in said.words
    assert lesson._progress.lines() == []


def test_a_wrong_method_gets_its_own_words_with_the_learners_number(lesson):
    said = lesson.check("usual_visitors", lesson.shop.shop_daily["uv"].mean())
    assert said.outcome == "not quite"
    assert said.mistake == "AVG-MEAN"
    assert said.words == "646.4 is the mean: one mad day pulled it up by 19%. The median shrugs."


def test_yes_leads_on_with_a_computed_sentence(lesson):
    said = lesson.check("usual_visitors", lesson.shop.shop_daily["uv"].median())
    assert (said.outcome, said.title) == ("yes", "yes, and …")
    assert said.words == "on a Sunday 545 is the number to compare with."


def test_the_last_check_of_a_name_counts_and_is_remembered(lesson, tmp_path):
    lesson.check("usual_visitors", 545)
    assert open_little(tmp_path)._progress.state("is-this-normal", plan.exercises)["usual_visitors"] == "own"


def test_a_worked_solution_adds_a_column_and_leaves_the_lessons_table_alone(lesson):
    lesson.check("usual_visitors", 545)
    lesson.check("usual_visitors", 500)
    cells = lesson._desk.papers._cells()["daily"]
    assert list(cells.columns) == ["date", "uv", "buyers"]


def take_all_help(lesson, name):
    """Both hints and one try, as the solution asks for."""
    lesson.check(name, 1)
    lesson.hint(name, 1)
    lesson.hint(name, 2)


def test_the_solution_comes_after_both_hints_and_one_try_and_says_what_is_next(lesson):
    first = lesson.solution("usual_visitors")
    assert (first.outcome, first.code) == ("not yet", "")
    assert "hint 1, hint 2, one try of your own" in first.words
    assert 'lesson.hint("usual_visitors", 1)' in first.words
    lesson.hint("usual_visitors", 1)
    lesson.hint("usual_visitors", 2)
    assert 'lesson.check("usual_visitors", usual_visitors)' in lesson.solution("usual_visitors").words
    lesson.check("usual_visitors", ...)
    assert not lesson.solution("usual_visitors").code, "three dots are no try"
    lesson.check("usual_visitors", 1)
    assert lesson.solution("usual_visitors").code
    assert len(first.words.split()) <= 30


def test_a_solution_once_shown_or_an_exercise_once_solved_needs_no_hints(lesson, tmp_path):
    lesson.check("usual_visitors", 545)
    assert lesson.solution("usual_visitors").code
    take_all_help(lesson, "odd_days")
    lesson.solution("odd_days")
    assert open_little(tmp_path).solution("odd_days").code


def test_the_button_of_the_solution_appears_under_the_reply_once_its_time_has_come(lesson):
    from toolkit.exercises.reply import buttons

    row = buttons(lesson.check("usual_visitors", 1).actions).children[0]
    labels = [[button.description for button in row.children]]
    for at in (1, 0):
        row.children[at].click()
        labels.append([button.description for button in row.children])
    assert labels == [["Hint 1", "Hint 2"]] * 2 + [["Hint 1", "Hint 2", "Show a solution"]]


def test_where_nothing_can_be_pressed_the_reply_says_what_to_type(lesson):
    said = repr(lesson.check("usual_visitors", 1))
    assert 'lesson.hint("usual_visitors", 1), lesson.hint("usual_visitors", 2).' in said
    assert "lesson.solution" not in said
    lesson.hint("usual_visitors", 1)
    lesson.hint("usual_visitors", 2)
    assert 'lesson.solution("usual_visitors")' in repr(lesson.check("usual_visitors", 1))
    assert "lesson." not in repr(lesson.check("usual_visitors", 545))


def test_whoever_does_not_code_reads_the_value_and_decides(lesson):
    door = lesson.read_and_decide("usual_visitors")
    assert "545" in door.words
    assert (door.code, "with help" in door.small) == ("", True)
    assert lesson._progress.state("is-this-normal", plan.exercises)["usual_visitors"] == "with help"
    lesson.check("usual_visitors", 545)
    assert lesson._progress.state("is-this-normal", plan.exercises)["usual_visitors"] == "with help"


def test_an_exercise_or_the_lesson_begins_anew_and_its_lines_stay_in_the_file(lesson):
    with pytest.raises(UnknownExercise):
        lesson.reset("usual_vistors")
    for name, value in (("usual_visitors", 545), ("odd_days", lesson.lab.shop_daily["date"].iloc[[9]])):
        assert lesson.check(name, value).outcome == "yes"
    lesson.reset("usual_visitors")
    states = lesson._progress.state("is-this-normal", ["usual_visitors", "odd_days"])
    assert states == {"usual_visitors": "open", "odd_days": "own"}
    lesson.reset()
    assert lesson._progress.state("is-this-normal", ["odd_days"]) == {"odd_days": "open"}
    assert len(lesson._progress.lines("check")) == 2
    assert not lesson.solution("usual_visitors").code


def test_the_solution_is_the_references_own_body_and_what_it_gives(lesson):
    take_all_help(lesson, "usual_visitors")
    shown = lesson.solution("usual_visitors")
    assert shown.code.splitlines() == [
        "# the median does not mind one mad day",
        'daily["half"] = daily["uv"] / 2',
        'usual_visitors = daily["uv"].median()',
    ]
    assert "545" in shown.small
    assert lesson._progress.state("is-this-normal", plan.exercises)["usual_visitors"] == "with help"


def test_a_solution_looked_at_after_ones_own_yes_is_not_called_help(lesson):
    take_all_help(lesson, "odd_days")
    assert "with help" in lesson.solution("odd_days").small
    lesson.check("usual_visitors", 545)
    assert "with help" not in lesson.solution("usual_visitors").small


def test_hints_come_in_two_steps(lesson):
    assert lesson.hint("usual_visitors").words == "Which rows?"
    assert lesson.hint("usual_visitors", 2).words == "Take the median."
    assert lesson.hint("usual_visitors", 9).title == "Hint 2 of 2"


def test_a_hint_that_shows_a_dict_keeps_its_braces(lesson):
    assert lesson.hint("odd_days", 2).words == 'A list, or {"days": [...]}.'


def test_a_mistyped_name_is_met_with_the_one_that_was_meant(lesson):
    with pytest.raises(UnknownExercise, match='Did you mean "usual_visitors"'):
        lesson.check("usual_vistors", 1)
    with pytest.raises(UnknownTable, match="spikes"):
        lesson.table("spike")
    with pytest.raises(UnknownLesson, match="start-here"):
        load("start-hear")


def test_prepared_tables_are_kept_and_handed_out_as_copies(lesson, tmp_path):
    first = lesson.table("spikes")
    first["uv"] = 0
    assert lesson.table("spikes")["uv"].tolist() == [1500]
    assert open_little(tmp_path).table("spikes")["uv"].tolist() == [1500]


def test_the_case_gives_days_as_timestamps_and_cannot_be_changed(lesson):
    assert lesson.case.today == pd.Timestamp("2025-03-16")
    assert lesson.case["weekday"] == "Sunday"
    assert len(lesson.shop.shop_daily.query("date == @lesson.case.today")) == 1
    with pytest.raises(AttributeError, match="read only"):
        lesson.case.today = 1
    with pytest.raises(AttributeError, match="Did you mean weekday"):
        _ = lesson.case.weekdy
    assert Case({"days": ["2025-01-01"]}).days == (pd.Timestamp("2025-01-01"),)


def test_the_sheet_holds_case_and_forms_and_no_answer(lesson, tmp_path):
    text = (tmp_path / "lessons" / "lesson.json").read_text(encoding="utf-8")
    sheet = json.loads(text)
    assert sheet["case"]["today"] == "2025-03-16"
    assert sheet["forms"]["tonight"]["parts"]["choice"] == {"kind": "choice", "options": ["act", "leave"]}
    assert "545" not in text


def test_known_values_are_worked_out_once_and_read_back(lesson, tmp_path, monkeypatch):
    lesson.check("usual_visitors", 1)
    again = open_little(tmp_path)
    monkeypatch.setattr("toolkit.exercises.papers.work_out", lambda *_: pytest.fail("worked out twice"))
    assert again.check("usual_visitors", 545).outcome == "yes"


def test_a_broken_or_stale_paper_is_made_again(lesson, tmp_path):
    lesson.check("usual_visitors", 1)
    (tmp_path / "lessons" / "lesson.json").write_text("{", encoding="utf-8")
    (tmp_path / "lessons" / "known.json").write_text('{"stamp": "old", "values": {}}', encoding="utf-8")
    (tmp_path / "lessons" / "spikes.parquet").write_bytes(b"PAR1")
    again = open_little(tmp_path)
    assert again.check("usual_visitors", 545).outcome == "yes"
    assert len(again.table("spikes")) == 1


def test_the_idle_thread_has_every_value_ready(lesson, monkeypatch):
    monkeypatch.setattr("toolkit.exercises.practice.IDLE_SECONDS", 0)
    lesson._desk.think_ahead().join(10)
    assert all(lesson._desk.papers.is_known(exercise) for exercise in plan.exercises.values())


def test_a_check_is_instant_once_the_values_are_there(lesson):
    lesson.check("usual_visitors", 1)
    start = time.perf_counter()
    for _ in range(20):
        lesson.check("usual_visitors", 646.4)
    assert (time.perf_counter() - start) / 20 < 0.05


def test_a_slow_first_check_is_said(lesson, monkeypatch):
    monkeypatch.setattr("toolkit.lesson.SLOW_SECONDS", 0)
    monkeypatch.delenv(UNTIMED, raising=False)
    assert "first check" in lesson.check("usual_visitors", 1).small


def test_a_guess_is_kept_and_never_graded(lesson):
    assert lesson.guess("visitors", ..., ...).outcome == "not yet"
    assert lesson.guess("visitors", "many", 3).outcome == "not yet"
    assert "between 400 and 500" in lesson.guess("visitors", 500, 400).words
    assert [line["low"] for line in lesson._progress.lines("guess")] == [400]


def test_what_came_is_laid_beside_the_guess(lesson):
    assert "No guess is kept" in lesson.came("visitors", 450).words
    lesson.guess("visitors", 400, 500)
    assert lesson.came("visitors", "many").outcome == "not yet"
    assert (
        lesson.came("visitors", 450).words == "Your range from 400 to 500 held it: 450. It was 22% of the number wide."
    )
    lesson.guess("budget", 0, 2)
    assert lesson.came("budget", 0).words == "Your range from 0 to 2 held it: 0."
    assert "above your range" in lesson.came("visitors", 501).words
    assert "below your range" in lesson.came("visitors", 399.5).words


def test_the_guess_diary_counts_what_was_held_and_how_wide_the_ranges_were(lesson):
    assert "No guess is kept yet" in lesson.guesses().words
    for what, low, high, value in (("a", 400, 500, 450), ("b", 1, 3, 4), ("c", 7, 7.5, None), ("a", 440, 460, 500)):
        lesson.guess(what, low, high)
        if value:
            lesson.came(what, value)
    told = lesson.guesses()
    assert told.words == (
        "0 of 2 ranges held what came. The middle range was 27% of its number wide. Still waiting for what came: 1."
    )
    assert told.table[["what", "low", "came"]].fillna(0).to_numpy().tolist() == [
        ["a", 440, 500],
        ["b", 1, 4],
        ["c", 7, 0],
    ]
    assert told.table["held"].tolist() == [False, False, None]
    assert told._repr_html_().count("<tr>") == 4
    assert "is-this-normal  a  440  460  500  no" in repr(told)


def test_a_new_guess_waits_again_for_what_comes(lesson):
    lesson.guess("a", 1, 2)
    lesson.came("a", 1.5)
    assert lesson.guesses().table["held"].tolist() == [True]
    lesson.guess("a", 1, 3)
    assert lesson.guesses().table["held"].tolist() == [None]


def test_a_review_in_three_lines_is_read_back_by_the_next_lesson(lesson):
    assert "No review is kept" in lesson.read_back().words
    assert lesson.note("fell", ..., "look").outcome == "not yet"
    lesson._progress.add("note", "start-here", what="a", evidence="b", next="c")
    for again in ("2025-03-01", "2025-04-01"):
        kept = {"choice": "leave", "look_again": again, "change_mind": "two in a row"}
        lesson._progress.add("check", "start-here", exercise="to_night", outcome="yes", kept=kept)
    lesson.note("d", "e", "f")
    assert lesson.read_back().words.splitlines() == [
        "what: a",
        "evidence: b",
        "next: c",
        "You decided (to night): leave",
        "look again: 2025-04-01",
        "what would change your mind: two in a row",
    ]


def test_a_decision_is_read_back_even_where_no_review_was_written(lesson):
    kept = {"choice": "leave", "look_again": "2025-04-01"}
    lesson._progress.add("check", "start-here", exercise="tonight", outcome="yes", kept=kept)
    assert "look again: 2025-04-01" in lesson.read_back().words


def test_what_would_change_my_mind_is_kept(lesson):
    given = {"choice": "leave", "evidence": 1.5, "look_again": "2025-04-01", "change_mind": "two in a row"}
    assert lesson.check("tonight", given).outcome == "yes"
    assert lesson._progress.lines("check")[-1]["kept"]["change_mind"] == "two in a row"


def test_the_course_map_names_every_lesson_and_links_only_what_is_there(lesson):
    shown = lesson.progress()
    assert all(stop.question in repr(shown) for stop in course_map.COURSE)
    missing = [stop for stop in course_map.COURSE if not (course_map.LESSONS / f"{stop.file}.ipynb").exists()]
    assert all(f"{stop.file}.ipynb" not in shown._repr_html_() for stop in missing)
    assert "you are here" in repr(shown)


def test_the_course_map_names_each_exercise_and_how_far_it_has_come(lesson):
    name = next(iter(load("is-this-normal").exercises))
    lesson._progress.add("check", "is-this-normal", exercise=name, outcome="yes")
    said = f"{name.replace('_', ' ')}: on your own"
    assert said in lesson.progress()._repr_html_()
    assert "●" in repr(lesson.progress())


def test_what_was_done_on_an_earlier_version_of_the_shop_is_kept_and_marked(lesson, tmp_path):
    name = next(iter(load("is-this-normal").exercises))
    Progress(tmp_path / "me.jsonl", version="0").add("check", "is-this-normal", exercise=name, outcome="yes")
    assert "on an earlier version of the shop" in repr(lesson.progress())
    assert "●*" in repr(lesson.progress())
    lesson._progress.add("check", "is-this-normal", exercise=name, outcome="yes")
    assert "●*" not in repr(lesson.progress())


def test_an_unknown_truth_is_met_with_those_there_are(lesson):
    with pytest.raises(UnknownTruth, match='Did you mean "incidents"'):
        lesson.reveal("incident")


def test_an_error_shows_its_sentence_in_a_notebook_and_not_the_calls_that_led_to_it(lesson):
    with pytest.raises(UnknownExercise) as told:
        lesson.check("usual_vistors", 1)
    assert told.value._render_traceback_() == [f"UnknownExercise: {told.value}"]


def test_a_practice_shop_belongs_to_its_student():
    assert practice_seed(" 007 ") == practice_seed("００７")
    assert practice_seed("007") != practice_seed("7")
    assert len(practice_seed("张三")) == 16
    assert student_id(" 007 ") == "007"
    assert progress_file("a/../b").parent == progress_file().parent


@pytest.mark.parametrize("error", CourseError.__subclasses__(), ids=lambda error: error.__name__)
def test_an_error_is_a_sentence(error):
    assert (error.__doc__ or "").endswith(".")


LIGHT = """
import sys
import toolkit.lesson, toolkit.exercises.practice, toolkit.exercises.inspect, toolkit.progress, toolkit.charts
heavy = ["toolkit.exercises.lessons", "toolkit.shop.truth", "toolkit.shop.day", "scipy.stats", "statsmodels", "seaborn",
         "matplotlib", "ipywidgets"]
print([name for name in heavy if name in sys.modules])
"""


def test_opening_a_lesson_loads_neither_definitions_nor_truth_nor_statistics():
    ran = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
