"""Sentences about answers that take more than a line: tables, parts, charts, evidence, review sheets, plans, findings.

All other sentences of the engine, and how one is said: `words.py`.
"""

from __future__ import annotations

from toolkit.speech import N_

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
