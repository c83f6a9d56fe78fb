"""What the outputs of a book share: formats, styles, cover, headings, the facts of the colophon."""
