"""Rules of the service desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.data.checks.book import Book
from toolkit.data.checks.rule import rule, where_any

if TYPE_CHECKING:
    import pandas as pd

SHIFT = ["date", "shift"]
SHIFT_ENDS = {"morning": 16, "evening": 24, "night": 8}


@rule("every day has its three shifts", "service_daily", "shop_daily")
def no_shift_is_missing(book: Book) -> pd.DataFrame:
    """Days with fewer or more shifts, or with shifts and no row of the shop."""
    shifts = book.service_daily.groupby("date")["shift"].nunique()
    days = book.shop_daily.set_index("date")["uv"]
    counted = shifts.reindex(shifts.index.union(days.index), fill_value=0).rename("shifts")
    return counted[(counted != len(SHIFT_ENDS)) | ~counted.index.isin(days.index)].reset_index()


@rule("trainees are staff, and a chat left unanswered is a chat", "service_daily")
def desk_counts_fit(book: Book) -> pd.DataFrame:
    """Shifts with more trainees than people, or more unanswered chats than chats."""
    desk = book.service_daily
    wrong = (desk["trainees"] > desk["staff"]) | (desk["unanswered"] > desk["chats"])
    return desk.loc[wrong, [*SHIFT, "staff", "trainees", "chats", "unanswered"]]


@rule("replies stand where there were chats; 90 % of them take as long as half of them or longer", "service_daily")
def replies_fit(book: Book) -> pd.DataFrame:
    """Shifts whose seconds or share of payers do not fit their chats."""
    desk = book.service_daily
    told = ["first_resp_p50_s", "first_resp_p90_s", "chat_to_pay_rate"]
    wrong = [desk[name].notna() != (desk["chats"] > 0) for name in told]
    wrong += [(desk[told[0]] > desk[told[1]]).fillna(value=False), (desk[told[2]] > 1).fillna(value=False)]
    return where_any(desk, wrong, [*SHIFT, "chats", *told])


@rule("cases open are refunds asked for and not completed, and chats unanswered", "service_daily", "refunds")
def open_cases_add_up(book: Book) -> pd.DataFrame:
    """Shifts with more or fewer open cases at their end."""
    import numpy as np
    import pandas as pd

    desk, refunds = book.service_daily, book.refunds
    ends = (desk["date"] + pd.to_timedelta(desk["shift"].map(SHIFT_ENDS), unit="h")).to_numpy()
    begun, done = (np.sort(refunds[name].dropna().to_numpy()) for name in ("requested_ts", "completed_ts"))
    refunds_open = np.searchsorted(begun, ends) - np.searchsorted(done, ends)
    wrong = desk["tickets_open"] != refunds_open + desk["unanswered"]
    return desk.loc[wrong, [*SHIFT, "tickets_open", "unanswered"]]
