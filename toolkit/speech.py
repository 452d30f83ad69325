"""Saying a sentence in the learner's language: gettext, with a reply whatever happens.

The catalogue of all sentences is `toolkit/exercises/locale/exercises.pot`, gathered by `python3 -m toolkit build`; a
translation lies beside it as `<language>/LC_MESSAGES/exercises.mo`.
"""

from __future__ import annotations

import gettext
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

CATALOGUES = Path(__file__).with_name("exercises") / "locale"
PLACE = re.compile(r"\{[^{}]*\}")
Pattern = tuple[re.Pattern[str], list[str], str]

_translation: gettext.NullTranslations = gettext.NullTranslations()
_patterns: list[Pattern] = []


def N_(sentence: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a sentence for translation; returns it unchanged."""
    return sentence


def speak(language: str, catalogues: Path = CATALOGUES) -> None:
    """Choose the language of every later sentence; English where no catalogue exists."""
    global _translation
    _translation = gettext.translation("exercises", str(catalogues), [language], fallback=True)
    _patterns[:] = _made_from(getattr(_translation, "_catalog", {}))


def say(sentence: str, **facts: object) -> str:
    """Return the translated sentence with its placeholders filled.

    A placeholder without a fact becomes "…": a reply is due, whatever happens.
    """
    said = _translation.gettext(sentence) if sentence else ""
    try:
        return _Gentle().vformat(said, (), facts)
    except ValueError:
        return said


def translated(made: str) -> str:
    """Return a sentence that a definition's own code has made, in the chosen language.

    The catalogue has such a sentence with the placeholders of its f-string, "{ref:,} people came.": what stands in their
    places is carried over.
    """
    whole = _translation.gettext(made) if made else ""
    for pattern, places, sentence in _patterns if whole == made else ():
        found = pattern.fullmatch(made)
        if found:
            return _with(sentence, dict(zip(places, found.groups(), strict=True)))
    return whole


def _with(sentence: str, facts: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: facts.get(place[0], "…"), sentence)


def _made_from(catalogue: Mapping[Any, str]) -> Iterator[Pattern]:
    for sentence, other in catalogue.items():
        if isinstance(sentence, str) and PLACE.search(sentence):
            pieces = [re.escape(piece) for piece in PLACE.split(sentence)]
            yield re.compile("(.*?)".join(pieces), re.DOTALL), PLACE.findall(sentence), other


class _Gentle(string.Formatter):
    """A formatter that never raises on a missing or odd fact."""

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        try:
            return super().get_field(field_name, args, kwargs)
        except (KeyError, IndexError, AttributeError):
            return "…", field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            return str(super().format_field(value, format_spec))
        except (ValueError, TypeError):
            return str(value)
