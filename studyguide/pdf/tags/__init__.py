"""The structure tree of the PDF, and the order in which its text is read and copied."""
