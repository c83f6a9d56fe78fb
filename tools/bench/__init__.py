"""Measures how long a book takes, stage by stage, and what it would take elsewhere."""
