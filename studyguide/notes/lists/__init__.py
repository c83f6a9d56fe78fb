"""Lists in notes: what begins an item, whose level it has, and where a list begins and ends."""
