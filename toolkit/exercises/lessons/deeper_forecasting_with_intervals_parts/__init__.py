"""Go deeper 11 in pieces: its case and tables, its plan, its exercises."""
