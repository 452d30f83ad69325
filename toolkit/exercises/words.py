"""Every sentence the engine says to a learner, in one place; `toolkit/speech.py` says them, in the chosen language.

Those about answers that take more than a line (tables, charts, sheets, plans) stand beside it, in `sheet_words.py`.

A sentence is a constant marked with `N_` (so that Babel finds it) and is said with `say`, which looks the
translation up at that moment. Words of an exercise (asks, hints, mistakes) live in its definition and pass
through `say` as well.
"""

from __future__ import annotations

from toolkit.speech import N_, say, speak, translated

__all__ = ["N_", "say", "speak", "translated"]

# --- the three outcomes -----------------------------------------------------------------------------

NOT_YET = N_("not yet")
NOT_QUITE = N_("not quite, because …")
YES = N_("yes, and …")
RECORDED = N_("recorded")

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
IS_PART_OF_ONE = N_(
    "A whole number is due, and this is {given}. Count whole ones; where you have to divide, round at the end."
)
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
LOOK_AGAIN_PAST = N_("{given} lies before {today}, the day you decide on. Give look_again a later day.")
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
ORDER_OFF = N_("{n} out of order: {items}. Begin with {a} and {b}: which of the two comes first?")
DRAWER_OFF = N_("Look at {items} again: what speaks for the drawer you chose, and what against?")
DRAWER_WHY = N_("Look at {items} again. {why} Which drawer is that?")
PART_OFF = N_("{part}: {words}")
RANGE_MISSES = N_("Your range from {low} to {high} does not hold it. Where does the middle lie?")
RANGE_NARROW = N_("Your range from {low} to {high} claims more than anybody knows. How far off was this method before?")
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
TYPE_INSTEAD = N_("Stuck? Type {typed}.")
FIRST_HELP = N_("Before it: {first}. Next, type {typed}. For the value alone, without code: {door}.")
HELP_HINT = N_("hint {n}")
HELP_TRY = N_("one try of your own")
DOOR_TITLE = N_("Read and decide")
DOOR_GIVES = N_("On your shop the worked value is {value}. Read it, then decide: what follows for the shop?")
SET_ASIDE = N_("Lines of your progress that could not be read: {n}. They lie in {file}; all others count.")
RESET_ONE = N_("{name} begins anew. Guesses, reviews and earlier lines are kept.")
RESET_ALL = N_("This lesson begins anew. Guesses, reviews and earlier lines are kept.")
HINT_BUTTON = N_("Hint {n}")
SOLUTION_BUTTON = N_("Show a solution")
GUESS_DOTS = N_("Guess first: replace the three dots by two numbers. It is never graded.")
GUESS_FORM = N_('A guess is two numbers, low and high: lesson.guess("visitors tomorrow", 4000, 5000).')
GUESS_KEPT = N_("Kept: {what}, between {low} and {high}. Now look.")
NOTE_DOTS = N_("Three lines: replace the dots at {part}.")
NOTE_KEPT = N_("Kept. The next lesson begins with these three lines.")
NO_GUESS_YET = N_("No guess is kept yet. Go back to the guess, put two numbers in its dots, and run that cell.")
NO_SUCH_GUESS = N_('No guess is kept about "{what}". Kept are: {known}.')
CAME_FORM = N_('What came is one number: lesson.came("visitors tomorrow", 4630).')
CAME_HELD = N_("Your range from {low} to {high} held it: {came}. It was {wide} of the number wide.")
CAME_ZERO = N_("Your range from {low} to {high} held it: {came}.")
CAME_ABOVE = N_("{came} came, above your range from {low} to {high}. What did you not think of?")
CAME_BELOW = N_("{came} came, below your range from {low} to {high}. What did you not think of?")
DIARY_TITLE = N_("Guess diary")
DIARY_NONE = N_('No guess is kept yet. Begin with lesson.guess("visitors tomorrow", 4000, 5000).')
DIARY_SUM = N_("{held} of {n} ranges held what came. The middle range was {wide} of its number wide.")
DIARY_OPEN = N_("Still waiting for what came: {n}.")
DIARY_HEAD = N_("lesson | guess | low | high | came | held it")
DIARY_YES = N_("yes")
DIARY_NO = N_("no")
READ_BACK_NONE = N_("No review is kept yet. At the end of this lesson you write the first one.")
READ_BACK = N_("Last time you wrote")
READ_NOTE = N_("what: {what}\nevidence: {evidence}\nnext: {next}")
READ_DECIDED = N_("You decided ({name}): {choice}")
READ_AGAIN = N_("look again: {look_again}")
READ_MIND = N_("what would change your mind: {change_mind}")
FIRST_CHECK = N_("This first check worked the lesson's numbers out, in {seconds} seconds. Later ones are at once.")
NOT_KEPT = N_("Your progress cannot be written to {where}; it is remembered until this notebook closes.")

# --- sealed -------------------------------------------------------------------------------------------

IS_RECORDED = N_("{given}. Its form is right; whether it holds is said when the hand-ins are read.")
SEALED_HINT = N_(
    "You asked for help with {name}. This shop is sealed: hints and solutions stay outside. Practise on open_lesson(...) elsewhere."
)
SEALED_TRUTH = N_(
    'You asked what the simulator knows ("{what}"). This shop is sealed: it holds your tables only. Ask the tables.'
)
SEALED_WHAT_IF = N_(
    "You asked this shop for a what-if. It is sealed: it holds your tables only. Pull the lever on lesson.lab."
)

# --- any value, any type: what it may have been -------------------------------------------------------

NO_PATIENCE = N_("Here {due} is due, and what arrived does not answer. Print it, then hand in the plain value.")
RIGHT_IN_QUOTES = N_(
    "The number fits, and it is text. Take the quotation marks, commas and units away, then check it again."
)
NEIGHBOUR = N_("That is what `{name}` asks for. Hand it in there, and read again what is asked here.")
GEN_PER_CENT = N_(
    "{given} is a hundred times ours: a per cent figure where a fraction is due. 3 % is 0.03; divide by 100."
)
GEN_FRACTION = N_("{given} is a hundredth of ours: a fraction where per cent is due. 0.03 is 3 %; multiply by 100.")
GEN_THOUSANDS = N_(
    "{given} differs from ours by thousands. Which unit stands in the column, and which one is asked for?"
)
GEN_SIGN = N_("{given} has the size of ours and the opposite sign. Which one is taken from which?")
GEN_RECIPROCAL = N_(
    "{given} is ours upside down. Say aloud what stands above the line and what below, then divide again."
)
GEN_ONE_MORE = N_(
    "{given} is one more than ours. Counting starts at 0, and both ends may count: look at the first and the last."
)
GEN_ONE_LESS = N_("{given} is one fewer than ours. A difference leaves one end out: look at the first and the last.")
GEN_SUM = N_("{given} is ours {n} times over: added up where an average is due. Divide by how many there are.")
GEN_MEAN = N_("{given} is ours divided by {n}: averaged where everything together is due. Add up instead.")
GEN_DAY = N_("{given} is one day from ours. Does your count begin on the day itself, or on the day after?")
GEN_WEEK = N_(
    "{given} is exactly one week from ours: the right weekday of the next or last week. Look at the dates again."
)
GEN_YEAR = N_("{given} is one year from ours: the same season, another year. Look at the year of your rows.")
GEN_ENDS = N_("{given} is one day off at one end. Does the last day still belong to it, or is it the day after?")
GEN_SHIFTED = N_("{given} is as long as ours and lies {days} days beside it. Which day did your count begin with?")
GEN_BACKWARDS = N_("Your order is ours from the other end. Which end comes first here? Turn it round.")

# --- asked for in vain: what was given, what exists, what to do -------------------------------------------

NO_UNSEEN = N_("The lesson {lesson} has no stranger's shop.")
ONE_SHOP = N_("It is about one shop, `lesson.shop`.")
TAKE_SHOP = N_("Use that one.")
NO_SUCH = N_('There is no {what} "{name}".')
THERE_IS = N_("There is: {names}.")
NONE_YET = N_("none yet")
MEANT = N_('Did you mean "{name}"?')
TAKE_ONE = N_("Use one of these names.")
A_LESSON = N_("lesson")
A_SEALED_LESSON = N_("sealed lesson")
AN_EXERCISE = N_("exercise in {lesson} called")
A_TABLE = N_("prepared table")
A_TRUTH = N_("thing to reveal called")
CASE_HAS = N_('This case has no "{name}". It has: {names}.{hint}')
CASE_IS_READ = N_('"{name}" cannot be set. A case is read only. Keep your own value under a name of its own.')
SEALED_ASKED = N_('You asked for the table "{name}".')
SEALED_HOLDS = N_("This shop is sealed; it holds {names}.")
SEALED_COLUMN = N_('You asked for the column "{name}" of {table}.')
SEALED_COLUMNS = N_("This shop is sealed; of that table it holds {names}.")
SEALED_NONE = N_('A sealed shop has no "{name}". Tables: {names}. Use one of these.')
A_LESSON_IS = N_("Lesson {slug}: {title} · {n} exercises")
A_SEALED_SHOP_IS = N_("{name}, {first} to {last}, {n} tables, sealed")
