"""Every sentence can be translated, none is unkind, and a definition's words reach the translators."""

import ast
import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo

from tests.exercises import little_shop
from toolkit.course import catalogues
from toolkit.exercises import sheet_words, words
from toolkit.exercises.extract import definitions
from toolkit.exercises.practice import load, written
from toolkit.exercises.words import say
from toolkit.speech import PLACE

WORDS = (words, sheet_words)
SENTENCES = {
    name: value for one in WORDS for name, value in vars(one).items() if name.isupper() and isinstance(value, str)
}
NEVER = re.compile(r"\b(wrong|incorrect|simply|just|obviously|should have)\b", re.IGNORECASE)
ENGINE = sorted(Path(words.__file__).parent.glob("*.py"))


def found_by_babel():
    sources = [io.BytesIO(Path(one.__file__).read_bytes()) for one in WORDS]
    return {message for source in sources for _, message, _, _ in extract("python", source, keywords={"N_": None})}


def test_every_engine_sentence_is_found_by_babel():
    assert set(SENTENCES.values()) <= found_by_babel()


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_no_sentence_says_what_a_good_teacher_never_says(name):
    assert not NEVER.search(SENTENCES[name])


@pytest.fixture(scope="module")
def said():
    """Every name of a sentence that the engine or the lesson uses."""
    users = [*ENGINE, Path(words.__file__).parents[1] / "lesson.py"]
    return {
        name
        for path in users
        for name in re.findall(r"\b(?:sheet_)?words\.([A-Z_]+)\b", path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_every_sentence_is_said_somewhere(said, name):
    assert name in said


def test_no_two_sentences_bear_one_name():
    names = [name for one in WORDS for name, value in vars(one).items() if name.isupper() and isinstance(value, str)]
    assert len(names) == len(set(names))


def test_the_words_of_a_definition_reach_the_translators():
    with Path(little_shop.__file__).open("rb") as source:
        found = {message for _, _, message, _ in definitions(source, None, None, {})}
    assert "{given} is one day. Take the middle of all of them." in found
    assert {"The usual visitors", "Which rows?", "the mean without the spike"} <= found
    assert "on a {weekday} {given} is the number to compare with." in found


def test_a_sentence_that_code_makes_reaches_them_with_its_placeholders_and_a_filter_does_not():
    source = """
@x.yes
def said(shop, ref):
    "Not this docstring twice."
    if ref > 3:
        return f"{ref:,} people came, and {ref / 2:.1f} left."
    rows = shop.orders.query("day == 3 and paid > 2")
    return "nobody came " + " and ".join(["one two three", "four"])

@x.mistake("A-B", says=lambda ref: {"more": f"{ref} more than a few", "few": "two"})
def slip(shop):
    "You counted {given}."
    return "never said by anybody"
"""
    found = {message for _, _, message, _ in definitions(io.BytesIO(source.encode()), None, None, {})}
    assert found == {
        "Not this docstring twice.",
        "{ref:,} people came, and {ref / 2:.1f} left.",
        "one two three",
        "{ref} more than a few",
        "You counted {given}.",
    }


@pytest.fixture(scope="module")
def gathered():
    """Every sentence of the catalogue, with its first comment."""
    found = catalogues.sentences()
    return {message.id: " ".join(message.auto_comments) for message in found if message.id}


def test_the_committed_catalogue_and_the_misconceptions_are_fresh():
    assert catalogues.stale() == [], "run: python3 -m toolkit build"


def test_the_catalogue_has_the_engines_and_the_lessons_sentences(gathered):
    assert set(SENTENCES.values()) <= set(gathered)
    for slug in written():
        for exercise in load(slug).exercises.values():
            assert {exercise.asks, *exercise.hints, *(mistake.words for mistake in exercise.mistakes)} <= set(gathered)


MOST_WORDS = {"made": 45, "yes": 45}
"""A yes says what the number means for the shop and may take its time; whatever else is said is short."""


def test_every_sentence_is_short_enough_to_be_read(gathered):
    long = {
        sentence: words
        for sentence, about in gathered.items()
        if (words := len(PLACE.sub("x", sentence).split())) > MOST_WORDS.get(about.partition(" ")[0], 30)
    }
    assert long == {}


def test_no_sentence_says_what_a_good_teacher_never_says_wherever_it_stands(gathered):
    assert [sentence for sentence in gathered if NEVER.search(sentence)] == []


# --- no sentence escapes ----------------------------------------------------------------------------------

TOOLKIT = Path(words.__file__).parents[1]
FOR_AUTHORS = {"__init__.py", "beside.py", "inspect.py", "extract.py", "worked.py"}
SPOKEN_BY = [*ENGINE, *sorted((TOOLKIT / "charts").glob("*.py")), TOOLKIT / "lesson.py"]
NOT_SAID = {"N_", "BadDefinition", "NotOneReturn", "compile", "Thread", "filterwarnings"}
"""Calls whose texts no learner reads: marked ones, errors for authors, patterns, names of threads."""
NEVER_SHOWN = re.compile(r"[:;]\s*\S+;|<\w+|^outside |^Noto |^Source |^WenQuan")


def loose_texts(node):
    """Texts in code that are not marked for translators, as (line, text)."""
    name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", ""))
    if name in NOT_SAID:
        return
    if isinstance(node, ast.JoinedStr | ast.Constant):
        pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
        yield node.lineno, " ".join(str(one.value) for one in pieces if isinstance(one, ast.Constant))
        return
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            yield from loose_texts(child)


def escaped(source):
    return [
        (line, text)
        for line, text in loose_texts(ast.parse(source))
        if len(re.findall(r"[A-Za-z]{2,}", text)) >= 3 and len(text.split()) >= 3 and not NEVER_SHOWN.search(text)
    ]


@pytest.mark.parametrize(
    "path", [path for path in SPOKEN_BY if path.name not in FOR_AUTHORS], ids=lambda path: path.name
)
def test_no_sentence_escapes_the_catalogue(path):
    assert escaped(path.read_text(encoding="utf-8")) == []


def test_a_sentence_that_is_not_marked_would_be_noticed():
    assert escaped('raise Odd(f"There is no {name} here.")')
    assert not escaped('"""A docstring about three things."""\nX = N_("There is nothing here.")')


# --- another language -------------------------------------------------------------------------------------


@pytest.fixture
def chinese(tmp_path):
    """A little catalogue of another language, spoken until the test ends."""
    pairs = {
        words.YES: "对，而且……",
        "{given} is one day. Take the middle of all of them.": "{given} 只是一天。",
        "{ref:,} people came, and {half:.1f} left.": "走了 {half:.1f}，来了 {ref:,}。",
    }
    catalogue = Catalog(locale="zh_CN")
    for english, other in pairs.items():
        catalogue.add(english, other)
    place = tmp_path / "zh_CN" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "exercises.mo").open("wb") as file:
        write_mo(file, catalogue)
    words.speak("zh_CN", tmp_path)
    yield
    words.speak("en")


def test_engine_definitions_and_made_sentences_are_said_in_the_chosen_language(chinese):
    assert say(words.YES) == "对，而且……"
    assert say("{given} is one day. Take the middle of all of them.", given=7) == "7 只是一天。"
    assert words.translated("1,200 people came, and 600.0 left.") == "走了 600.0，来了 1,200。"


def test_a_made_sentence_without_a_translation_is_said_as_it_is(chinese):
    assert words.translated("1,200 people stayed.") == "1,200 people stayed."
    assert words.translated("") == ""


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
