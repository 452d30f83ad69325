"""Every sentence the engine says to a learner, in one place and through gettext.

A sentence is a constant marked with `N_` (so that Babel finds it) and is said with `say`, which looks the
translation up at that moment. Words of an exercise (asks, hints, mistakes) live in its definition and pass
through `say` as well.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_CATALOGUES = Path(__file__).with_name("locale")
_translation: gettext.NullTranslations = gettext.NullTranslations()


def N_(sentence: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a sentence for translation; returns it unchanged."""
    return sentence


def speak(language: str) -> None:
    """Choose the language of every later sentence; English where no catalogue exists."""
    global _translation
    _translation = gettext.translation("exercises", str(_CATALOGUES), [language], fallback=True)


def say(sentence: str, **facts: object) -> str:
    """Return the translated sentence with its placeholders filled.

    A placeholder without a fact becomes "…": a reply is due, whatever happens.
    """
    said = _translation.gettext(sentence) if sentence else ""
    try:
        return _Gentle().vformat(said, (), facts)
    except ValueError:
        return said


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


# --- the three outcomes -----------------------------------------------------------------------------

NOT_YET = N_("not yet")
NOT_QUITE = N_("not quite, because …")
YES = N_("yes, and …")

# --- not yet ----------------------------------------------------------------------------------------

DOTS = N_("Replace the three dots in `{name} = ...` with your answer, then run the cell again.")
DOTS_INSIDE = N_("Replace the three dots at {part} with your answer, then run the cell again.")
EMPTY = N_("Nothing has arrived: the value is None. Does the last line of your step hand something back?")
PART_MISSING = N_("One part is still to come: {part}. The parts are {parts}.")

# --- the form of an answer ----------------------------------------------------------------------------

DUE_NUMBER = N_("one number")
DUE_COUNT = N_("a whole number")
DUE_DATE = N_("one date")
DUE_INTERVAL = N_("two dates, the first and the last day")
DUE_RANGE = N_("two numbers, low and high")
DUE_CHOICE = N_("one of {options}")
DUE_SET = N_("a list of {items}")
DUE_RANKING = N_("a list in order, the first one first")
DUE_SORTING = N_("a dict, item: drawer")
DUE_PARTS = N_("a dict with the parts {parts}")

UNREADABLE = N_("Here {due} is due, and this is {what}. Look at it with print(...), then take the piece you need.")
SOMETHING_ELSE = N_("something else")
IS_TEXT = N_("This is text: {given}. Take the quotation marks away, so that {due} remains.")
IS_MANY = N_("This is a whole column of {n} values, and {due} is due. Pick one row, or bring them together first.")
IS_TABLE = N_('This is a table with {n} rows, and {due} is due. Choose a column first: table["column"].')
IS_NONE_LEFT = N_("This is empty: no row passed your filter. Look at the filter, then count what is left.")
IS_NAN = N_('This is nan, "no number": a missing value or 0 divided by 0 came in. Look at the rows before you add up.')
IS_INFINITE = N_("This is infinite: something was divided by 0. Look at what stands below the line.")
IS_TRUTH = N_("This is True or False, and {due} is due. A comparison came out; take the value you compared.")
IS_FUNCTION = N_("This is the recipe, not the dish: call it with brackets, name(), and hand in what comes out.")
IS_PART_OF_ONE = N_("A whole number is due, and this is {given}. Count, and do not divide.")
NOT_A_DATE = N_('This does not read as a date: {given}. Write a day as pd.Timestamp("2024-03-08").')
BACKWARDS = N_("The first is later than the last. Swap the two.")
LOW_HIGH = N_("The low end lies above the high end. Swap the two.")
NOT_TWO = N_("Here {due} are due, and {n} arrived. Write them as (first, last).")
NO_SUCH_OPTION = N_("{given} is not among the options. They are {options}.{hint}")
DID_YOU_MEAN = N_(" Did you mean {name}?")
IS_MASK = N_("These are Trues and Falses, one a row. Take the rows where it is True, then their {items}.")
DATES_IN_INDEX = N_("These are the values; the dates stand in the margin. Hand in its .index.")
MANY_COLUMNS = N_('This table has several columns. Take the one that holds the {items}: table["column"].')
TOO_LONG = N_("This holds {n} values, far more than are due. Filter first, then hand in what is left.")
TWICE = N_("{item} stands there twice. Each one has one place.")
UNKNOWN_ITEM = N_("{item} is not among what is asked about. Here it is about {items}.{hint}")
MISSING_ITEM = N_("{item} has no place yet. All of {items} need one.")
NO_SUCH_DRAWER = N_("There is no drawer {given} for {item}. The drawers are {options}.{hint}")
LOOK_AGAIN_DATE = N_('When will you look again? Give look_again a day, as pd.Timestamp("2024-03-08").')
CHANGE_MIND = N_("What would change your mind? Give change_mind a few words.")

# --- not quite: size and direction, never the answer ---------------------------------------------------

CLOSE = N_("within a tenth of it")
NEAR = N_("by less than half")
FAR = N_("by half or more")
DOUBLE = N_("more than twice as much")
HALF = N_("less than half as much")
TOO_HIGH = N_(
    "{given} is above ours ({size}). Go back to the worked step: which rows went in, and which way of bringing them together?"
)
TOO_LOW = N_(
    "{given} is below ours ({size}). Go back to the worked step: which rows went in, and which way of bringing them together?"
)
WRONG_SIGN = N_("{given} has the opposite sign of ours. Which one is taken from which?")
TOO_MANY = N_("{given} is more than ours. Is something counted twice, or a row let in that should stay out?")
TOO_FEW = N_("{given} is fewer than ours. Is a row missing at the edge, or did a filter take too much?")
TOO_LATE = N_("{given} is later than ours, by {size}. Look for the first sign, not the loudest one.")
TOO_EARLY = N_("{given} is earlier than ours, by {size}. Look at the days that follow.")
DAYS_FEW = N_("a few days")
DAYS_WEEKS = N_("some weeks")
DAYS_FAR = N_("more than a month")
APART = N_("Your stretch and ours do not touch. Look at the chart again: where does it leave its usual place?")
TOO_WIDE = N_("Your stretch is wider than ours. Bring its ends closer together.")
TOO_NARROW = N_("Your stretch lies within ours. It begins earlier or ends later than you say.")
SHIFTED = N_("Your stretch overlaps ours in part. Look at both ends again.")
OTHER_CHOICE = N_("{given} is not what the numbers say here. Which number speaks for it, and which against?")
SET_OFF = N_(
    "On your list of {n} and not on ours: {extra}. On ours and not on yours: {missing}. Look at the edge of your rule."
)
ORDER_OFF = N_("The order is not there yet: look at {a} and {b} again. Which of the two comes first?")
DRAWER_OFF = N_("Look at {items} again: what speaks for the drawer you chose, and what against?")
PART_OFF = N_("{part}: {words}")
RANGE_MISSES = N_("Your range from {low} to {high} does not hold it. Where does the middle lie?")
RANGE_WIDE = N_("Your range holds it, and is too wide to act on. What do you know that would narrow it?")

# --- yes ----------------------------------------------------------------------------------------------

YES_PLAIN = N_("{given}: that is what the worked solution finds too.")
YES_TRUTH = N_("{given}. The shop was built with {truth}, so a fair method lands this close.")
YES_ALSO = N_("your way works too ({label}): {given}, ours {ref}.")
YES_FINE = N_("your way works too: {given}, ours {ref}.")

# --- hints, solutions, guesses, notes -------------------------------------------------------------------

HINT_TITLE = N_("Hint {n} of {total}")
SOLUTION_TITLE = N_("A worked solution")
SOLUTION_GIVES = N_("On your shop it gives {value}.")
WITH_HELP = N_('The course map keeps this one as "with help".')
HINT_BUTTON = N_("Hint {n}")
SOLUTION_BUTTON = N_("Show a solution")
GUESS_DOTS = N_("Guess first: replace the three dots by two numbers. It is never graded.")
GUESS_FORM = N_('A guess is two numbers, low and high: lesson.guess("visitors tomorrow", 4000, 5000).')
GUESS_KEPT = N_("Kept: {what}, between {low} and {high}. Now look.")
NOTE_DOTS = N_("Three lines: replace the dots at {part}.")
NOTE_KEPT = N_("Kept. The next lesson begins with these three lines.")
READ_BACK_NONE = N_("No review is kept yet. At the end of this lesson you write the first one.")
READ_BACK = N_("Last time you wrote")
FIRST_CHECK = N_("This first check worked the lesson's numbers out, in {seconds} seconds. Later ones are at once.")
NOT_KEPT = N_("Your progress cannot be written to {where}; it is remembered until this notebook closes.")
