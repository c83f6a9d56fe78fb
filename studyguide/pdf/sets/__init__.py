"""Setting the units of a book on all cores until each page number is that of its page."""
