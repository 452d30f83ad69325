"""Lesson 12, in parts: what it is about, while you play, after week 13."""
