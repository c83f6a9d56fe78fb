"""Looks for notes that break the text stage or the outline: `python -m tools.fuzz 60`."""
