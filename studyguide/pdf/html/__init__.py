"""The HTML of a book made ready for paper, and cut into the units that are laid out alone."""
