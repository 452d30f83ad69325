"""Every sentence can be translated, none is unkind, and a definition's words reach the translators."""

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.exercises import little_shop
from toolkit.exercises import words
from toolkit.exercises.extract import definitions
from toolkit.exercises.practice import load, written
from toolkit.exercises.words import say

SENTENCES = {name: value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)}
NEVER = re.compile(r"\b(wrong|incorrect|simply|just|obviously|should have)\b", re.IGNORECASE)
ENGINE = sorted(Path(words.__file__).parent.glob("*.py"))


def found_by_babel():
    source = io.BytesIO(Path(words.__file__).read_bytes())
    return {message for _, message, _, _ in extract("python", source, keywords={"N_": None})}


def test_every_engine_sentence_is_found_by_babel():
    assert set(SENTENCES.values()) <= found_by_babel()


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_no_sentence_says_what_a_good_teacher_never_says(name):
    assert not NEVER.search(SENTENCES[name])


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_every_sentence_is_said_somewhere(name):
    users = [path for path in [*ENGINE, Path(words.__file__).parents[1] / "lesson.py"] if path.name != "words.py"]
    assert any(re.search(rf"\bwords\.{name}\b", path.read_text(encoding="utf-8")) for path in users)


def test_the_words_of_a_definition_reach_the_translators():
    with Path(little_shop.__file__).open("rb") as source:
        found = {message for _, _, message, _ in definitions(source, None, None, {})}
    assert "{given} is one day. Take the middle of all of them." in found
    assert {"The usual visitors", "Which rows?", "the mean without the spike"} <= found
    assert "on a {weekday} {given} is the number to compare with." in found


def test_one_command_gathers_the_engines_and_the_lessons_sentences(tmp_path):
    catalogue, mapping = tmp_path / "exercises.pot", Path(words.__file__).with_name("babel.cfg")
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "extract",
        "-F",
        mapping,
        "-k",
        "N_",
        "-o",
        catalogue,
        ".",
    ]
    ran = subprocess.run(command, cwd=Path(words.__file__).parents[2], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    with catalogue.open("rb") as file:
        gathered = {message.id for message in read_po(file)}
    assert set(SENTENCES.values()) <= gathered
    for slug in written():
        for exercise in load(slug).exercises.values():
            assert {exercise.asks, *exercise.hints, *(mistake.words for mistake in exercise.mistakes)} <= gathered


def test_a_sentence_with_a_missing_or_odd_fact_is_still_said():
    assert say("{given} and {other.part} and {given:%Y}", given=3) == "3 and … and 3"
    assert say("an open {brace", brace=1) == "an open {brace"


def test_a_learners_braces_are_not_read_as_placeholders():
    assert say("you said {given}.", given="{ref}") == "you said {ref}."


def test_another_language_falls_back_to_english_where_there_is_no_catalogue():
    words.speak("zh_CN")
    try:
        assert say(words.YES) == "yes, and …"
    finally:
        words.speak("en")
