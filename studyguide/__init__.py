"""Messy Korean study notes in, a typeset study guide out: the rooms that decide."""

__version__ = "0.1.0"
