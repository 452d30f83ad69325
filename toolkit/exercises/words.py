"""Every sentence the engine says to a learner, in one place; `toolkit/speech.py` says them, in the chosen language.

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

# --- tables and parts that add up -----------------------------------------------------------------------

DUE_TABLE = N_("a table, one row per {key}, with {columns}")
NOT_A_TABLE = N_("Here {due} is due, and this is {what}. Hand in the table itself, as `.groupby(...)` leaves it.")
TWO_LEVELS = N_("The columns stand on two levels. Pick one level, or name each column in `.agg(name=(column, how))`.")
NO_SUCH_COLUMN = N_(
    "There is no column {name}. Yours are {given}.{hint} Use `.rename(columns=...)` where only the name differs."
)
GRAIN = N_("One row per {key} is due, and {row} stands there more than once. Group once more, or drop what doubles it.")
OTHER_ROWS = N_("None of your rows ({given}) is one of ours. One row per {key} is due: what did you group by?")
ROWS_MISSING = N_(
    "{n} of our rows are not in your table: {rows}. Which filter or join lost them, or were they empty groups?"
)
ROWS_EXTRA = N_("{n} of your rows are not in ours: {rows}. Which filter would keep them out?")
UNSORTED = N_(
    "The rows are all there; their order is not. {a} stands before {b}: sort once more, then look at the top."
)
MOVED = N_(
    "{column} holds the right values in other rows, first at {row}. An index got lost: merge by name, do not paste."
)
CELL_EMPTY = N_("{column} at {row} is empty. Did the join find no partner, or was something divided by 0?")
CELL_FILLED = N_("{column} at {row} has a value where ours has none. What do you know about it, and from which rows?")
CELL_OFF = N_("{column} differs first at {rows}. {words}")
TABLE_SHOWN = N_("{n} rows, the first {row}: {cells}")
OWN_SUM_OFF = N_("Your parts add up to {sum}, and your total says {total}. Which of the two came first?")
SUM_OVER = N_(
    "Your parts add up to {sum}: {gap} more than there is to share out. Is something counted twice? Begin with {part}."
)
SUM_UNDER = N_("Your parts add up to {sum}: {gap} belong to nobody. Which part is short? Begin with {part}.")
SUM_FITS = N_("They add up. {part} has another's share: {words}")
SHARES_OF_WHOLE = N_("These are shares of the whole, and the amounts are due. Multiply each by the whole.")

# --- charts ---------------------------------------------------------------------------------------------

DUE_CHART = N_("a chart (the axes or the figure you drew)")
NOT_A_CHART = N_(
    "Here {due} is due, and this is {what}. Keep what the drawing call hands back: `ax = sns.lineplot(...)`."
)
NOTHING_DRAWN = N_("The axes are empty: no line, bar, point or heat map stands on them. Draw first, then hand them in.")
A_LINE = N_("a line")
BARS = N_("bars")
POINTS = N_("points")
A_HEAT_MAP = N_("a heat map")
OTHER_KIND = N_(
    "You drew {given}, and here {due} would show it. What should the eye compare: lengths, or a course over time?"
)
OTHER_LENGTH = N_("Your {name} has {given} values, and ours another number of them. Which rows went into the chart?")
OTHER_DATA = N_(
    "Your {name} runs from {low} to {high}, and ours does not. Print the column you drew: is it the one asked for?"
)
BARS_FROM_ZERO = N_("Your bars start at {start}, so their lengths mislead. Let the axis start at 0.")
NO_LABEL = N_("The value axis has no words. Say what it measures and in which unit: `ax.set_ylabel(...)`.")
NO_UNIT = N_('The value axis says "{label}", without its unit. Add one of {units}.')
NO_NAMES = N_("A reader cannot tell which one is {name}. Add a legend, or write the names at the ends.")
CHART_SHOWN = N_("{kind}, {n} values in {series} series")

# --- filters and measures a learner writes ----------------------------------------------------------------

FILTER_ODD = N_(
    "This filter is not read: {given}. Use columns, ==, <, in, and, or: \"channel == 'video' and date >= '2025-06-01'\"."
)
FILTER_TYPES = N_(
    "This compares or adds what does not go together: {given}. Look at the column's kind in shop.describe(...)."
)
MEASURE_ODD = N_(
    'This measure is not read: {given}. Write "rows", "sum(uv)" or "sum(pay_buyers) / sum(uv)"; known: {hows}.'
)

# --- the review sheet -----------------------------------------------------------------------------------

WORDS_DUE = N_("{part} is due in words. One sentence will do.")
PART_IS_A_DICT = N_(
    "{part} is a dict of named parts, as the sheet in the cell above shows. Copy its frame, then fill it."
)
EVIDENCE_DUE = N_(
    "{part} has no {missing} yet. A claim points at a table, a filter, a measure and the number they give."
)
NO_SUCH_TABLE = N_("There is no table {given} to point at. Here it is about {tables}.{hint}")
HOW_MANY_CAUSES = N_("{n} causes arrived. Name between one and {most}, each with its evidence.")
SHOWS_NOTHING = N_("{part}: no row of {table} passes this filter, so it shows nothing. Run it in a cell and look.")
RECOMPUTED = N_(
    "{part}: you say {given}, and {table} gives {number} with your filter. Which of the two says what you mean?"
)
BLAME = N_("{part}: a name is not a cause. Which process let it pass, and which table shows that?")
SLOGAN = N_("Which number will be where, by when? A next step is one lever that a person can pull on a day.")
ALL_OUTSIDE = N_("All your causes lie outside the shop. The market explains a part; what is inside the rest?")
BY_WHEN = N_('A next step has a day: give next["date"] as pd.Timestamp("2024-03-08").')
REVIEW_YES = N_(
    "Every number can be recomputed. A machine proposes {marks}; a person reads the rest. {owner} is due on {date}."
)
LOOSE_NUMBER = N_(
    "{part}: nothing stands behind {number}. Point at the table and filter that give it, or leave it out."
)

# --- a hand-over ------------------------------------------------------------------------------------------

DUE_LINE = N_("a line (task, role, date)")
LINE_SHORT = N_('Good plan. Whose, by when? A line has three: ("what is done", "Xiao He", pd.Timestamp("2026-05-20")).')
LINE_DAY = N_('By when? Give the line a day as its third: pd.Timestamp("2026-05-20").')
LINE_ROLE = N_("{role} has no hands on this. Who can mend it? Lesson 01's drawers say whose link it is.")
LINE_LATE = N_("{given} is too late for it to help. By when does it have to be done?")
LINE_SHOWN = N_("{task}: {role}, by {date}")

# --- plans ----------------------------------------------------------------------------------------------

DUE_PLAN = N_("a plan, Decisions(...)")
NOT_A_PLAN = N_("Here {due} is due, and this is {what}. Put your levers into Decisions(...), as the cell above does.")
PLAN_HOLDS = N_("Inside the plan stands {what}, which no lever can be set to. Give every lever a number.")
PLAN_BREAKS = N_("Played, it earned {earned} and broke a limit: {rule}. Which lever eases that first?")
PLAN_SHORT = N_(
    "Played, it earned {earned}; the best plan earns {best}. Regret {regret}: where does the next yuan do more?"
)
PLAN_YES = N_("played, it earned {earned}; the best plan earns {best}. Regret {regret}, and every limit holds.")

# --- what was found -----------------------------------------------------------------------------------

DUE_FOUND = N_("a list of findings, each with kind, start, end and where")
FOUND_ROWS = N_("One dict a finding is due, in a list: kind, start, end, where.")
FOUND_MANY = N_("{n} findings arrived; 1 to {most} are due.")
FOUND_FIELD = N_("Finding {n} has no {part}. Each has kind, start, end and where.")
FOUND_EXTRA = N_(
    "{held} of your {n} hold. {kind} ({where}, from {start}) is not among the causes here. Which second number saw it?"
)
FOUND_DAYS = N_(
    "{held} of your {n} hold. {kind}: there is one, on other days. When did its own number leave its range, and return?"
)
FOUND_WHERE = N_(
    "{held} of your {n} hold. {kind}: there is one, elsewhere. Which cut of that number moved, and which did not?"
)
FOUND_MORE = N_("All {held} of yours hold, and there is more. Which drawer of the search have you not opened yet?")

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
SEALED_NONE = N_('A sealed shop has no "{name}". Tables: {names}. Use one of these.')
A_LESSON_IS = N_("Lesson {slug}: {title} · {n} exercises")
A_SEALED_SHOP_IS = N_("{name}, {first} to {last}, {n} tables, sealed")
