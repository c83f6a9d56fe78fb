"""Boxes in notes: alerts, callouts, toggles and the author's own questions."""
