"""Lesson 06 in pieces: its plan and case, its prepared tables, its two sittings."""
