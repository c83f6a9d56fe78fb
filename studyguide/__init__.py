"""Messy Korean study notes in, a typeset study guide out: the rooms that decide."""
