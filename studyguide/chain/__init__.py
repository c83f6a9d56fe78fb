"""A book on its way through the filters: its tree, chapter by chapter, and how it is closed."""
