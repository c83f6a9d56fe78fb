"""Joining the units that were set into one file: objects, typefaces, outline, page labels."""
