"""Go deeper 09b in pieces: its case and tables, its plan, its exercises."""
