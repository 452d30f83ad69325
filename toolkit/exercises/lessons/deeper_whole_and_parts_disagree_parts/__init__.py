"""Go deeper 05 in pieces: its case and tables, its plan, its exercises."""
