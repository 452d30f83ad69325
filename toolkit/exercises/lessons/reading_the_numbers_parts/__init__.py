"""Lesson 03 in pieces: its case, the names its cells define, and its exercises on people, money and the odd days."""
