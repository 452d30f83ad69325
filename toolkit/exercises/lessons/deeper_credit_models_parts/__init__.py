"""Go deeper 09a in pieces: its case and tables, its plan, its exercises."""
