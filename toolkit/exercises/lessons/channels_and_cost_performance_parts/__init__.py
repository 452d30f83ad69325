"""Lesson 08 in pieces: its channel cards, tables and case, its plan, its two sittings, the dear clicks."""
