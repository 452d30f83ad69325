"""Go deeper 10 in pieces: its plan with case and table, its exercises."""
