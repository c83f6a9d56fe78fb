"""The lines of notes: which were broken by a page or a window, and which by their author."""
