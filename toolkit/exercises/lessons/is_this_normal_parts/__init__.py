"""Lesson 04 in pieces: its plan and case, its two sittings."""
