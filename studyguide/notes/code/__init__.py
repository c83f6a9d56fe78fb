"""Code in notes: between fences, indented, and where nothing but its own look says so."""
