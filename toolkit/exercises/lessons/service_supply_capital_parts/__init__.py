"""Lesson 10 in pieces: its case, its prepared tables, Fang's sheet of payments, its two sittings."""
