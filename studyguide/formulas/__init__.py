"""Formulas: MathJax in QuickJS draws them once, for print as PDF operators, for EPUB as MathML."""
