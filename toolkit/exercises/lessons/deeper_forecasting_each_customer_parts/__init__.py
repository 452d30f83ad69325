"""Go deeper 07 in pieces: its case and tables, its plan, its exercises."""
