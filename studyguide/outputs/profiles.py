"""The kinds of EPUB: for readers that follow the standard, for stores, for Kindle."""

from dataclasses import dataclass

DEEPEST = 6  # levels of headings in HTML


@dataclass(frozen=True)
class Profile:
    """What one kind of reader gets; `kind` names the artifact among those of a build."""

    kind: str
    draws_formulas: bool = False  # where MathML is not shown
    marks_pages: bool = True  # of the PDF
    ncx_depth: int = DEEPEST
    has_boxes: bool = True  # that scroll, around wide tables and formulas; widths of columns
    stretches_fences: bool = False  # it has a typeface for formulas and heeds no class in them
    reads_cover: bool = True  # Kindle shows the cover picture itself, and a page once more

    @property
    def suffix(self) -> str:
        """What follows the slug in the file's name.

        >>> Profile("epub-store").suffix
        '-store.epub'
        """
        return self.kind.removeprefix("epub") + ".epub"


STANDARD = Profile("epub")
PROFILES = {
    "standard": STANDARD,
    "store": Profile("epub-store", draws_formulas=True),
    "kindle": Profile(
        "epub-kindle",
        marks_pages=False,
        ncx_depth=2,
        has_boxes=False,
        stretches_fences=True,
        reads_cover=False,
    ),
}
