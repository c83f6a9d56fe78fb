"""Where links lead, and what the places of a book are called: to a note, a place, the world."""
