"""Go deeper 06 in pieces: its case and tables, its plan, its exercises."""
