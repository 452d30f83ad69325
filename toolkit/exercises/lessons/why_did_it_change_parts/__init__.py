"""Lesson 05 in pieces: its tables and case, its plan, its two sittings."""
