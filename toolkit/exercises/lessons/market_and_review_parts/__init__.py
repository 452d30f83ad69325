"""Lesson 11 in pieces: its tables and case, the key of the search, its plan, its three sittings."""
