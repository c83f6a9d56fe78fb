"""Titles of notes: what is a chapter, which heading stands where, and whose number it has."""
