"""What `python3 -m toolkit …` does: setting up, then one module a verb.

`python`, `trouble`, `place`, `watch`, `install`, `verbs` and `bootstrap` stand on the standard library alone:
they run before anything is installed.
"""
