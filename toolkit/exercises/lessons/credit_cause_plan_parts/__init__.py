"""Lesson 09 in pieces: its tables and case, its plan, its two sittings, the budget that is given out."""
