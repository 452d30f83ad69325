"""What lesson 12 is about: a finished season, the learner's own or the model game, as plain tables."""

import pandas as pd

from toolkit.exercises import seasons

TABLES = (
    "weeks", "paths", "troubles", "notes", "expectations", "reaction", "decisions", "links", "days", "categories", "worth", "diary",
)  # fmt: skip
LINKS = ("product", "promotion", "supply", "service", "team")
BEFORE, WEEK = pd.Timedelta(21, "D"), pd.Timedelta(7, "D")


def choose(shop):
    """The season, and where to look in it."""
    season = seasons.of(shop)
    first = pd.Timestamp(season["weeks"]["monday"][0])
    sale = season["troubles"]["trouble"].index("rival's promotion")
    note = season["notes"]["incident_id"].index("INC-06")
    return {
        **season,
        "first": first,
        "autumn_start": first - 8 * WEEK,
        "autumn_end": first - 4 * WEEK - pd.Timedelta(1, "D"),
        "recent_start": first - BEFORE,
        "recent_end": first + 2 * WEEK - pd.Timedelta(1, "D"),
        "third": first + 2 * WEEK,
        "sale": pd.Timestamp(season["troubles"]["start"][sale]),
        "struck": _category(season["notes"]["text_en"][note], season["categories"]["category_id"]),
        "suspects": ["the new front page", "the rival's sale", "both of them"],
        "link_names": season["links"]["link"],
        "moved": [f"week {week}" for week in moved(season)],
        "last": len(season["weeks"]["week"]),
        "today": first + len(season["weeks"]["week"]) * WEEK,
    }


def _category(text, names):
    """The category that a note names."""
    return next(name for name in names if name.replace("_", " ") in text)


def moved(season):
    """The weeks in which something was decided, in order."""
    return sorted(
        {week for week, link in zip(season["worth"]["week"], season["worth"]["link"], strict=True) if link == "all"}
    )


def table_of(name):
    """A maker of one table of the season."""

    def make(case):
        return pd.DataFrame({column: list(values) for column, values in case[name].items()})

    return make
