"""Grading a class: collect hand-ins, run each in a sandbox, judge the answers elsewhere, keep and report the points.

worker ── control ──▶ parent ── fork ──▶ child        parent and child: no definitions, no keys, no truth
   ▲                                       │
   └──────────── one pipe of records ◀─────┘
worker ── answers ──▶ judge                           the judge alone has definitions and the learner's shop
"""
