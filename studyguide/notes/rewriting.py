"""Writes what a line has of HTML, Obsidian and TeX as pandoc's Markdown, and tells the rest."""

from studyguide.diagnostics import Pos, Report
from studyguide.notes import html, obsidian
from studyguide.notes.source import Source
from studyguide.notes.tex import to_dollars, with_definitions


class Rewriter:
    """Rewrites the lines of one note; each tag that nobody knows is told once."""

    def __init__(self, source: Source, report: Report) -> None:
        self.blocks = source.blocks
        self.report = report
        self.told: set[str] = set()

    def to_markdown(self, text: str, pos: Pos, below: str = "") -> str:
        """The text of a line without its code; `below` is as far as a formula may reach."""
        for said in obsidian.hidden(text):
            self.report.add("N023", pos, text=said)
        text = obsidian.named(obsidian.without_hidden(text), self.blocks)
        text = to_dollars(html.to_markdown(obsidian.to_markdown(text)), below)
        text = with_definitions(text) if "\\" in text else text
        for tag in html.tags(text):
            name = tag.strip("</>").split()[0].lower()
            if name not in self.told:
                self.told.add(name)
                self.report.add("N006", pos, tag=tag)
        return text
