"""Lesson 01 in pieces: its case and tables, its plan, its two sittings."""
