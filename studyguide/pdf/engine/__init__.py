"""WeasyPrint's side: its files, style sheets and messages, and the work it is spared."""
