"""Go deeper 04 in pieces: its case and tables, its plan, its exercises."""
