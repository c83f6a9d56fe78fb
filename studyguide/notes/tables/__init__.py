"""Tables in notes: of bars, drawn, of HTML, or in columns without a rule; no cell is lost."""
