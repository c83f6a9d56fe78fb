"""The codes of the EPUB's messages."""

from studyguide.codes import Code

CODES: dict[str, Code] = {
    "E001": Code(
        "warning",
        "“{url}” is not packed: {reason}",
        "give a readable file inside the book folder",
    ),
    "E002": Code(
        "warning",
        "the picture “{url}” held {parts}, which were taken out",
        "save it again as a plain SVG, without scripts and links",
    ),
    "E003": Code(
        "warning",
        "the picture “{url}” has no description",
        "write one for readers who cannot see it: ![설명](…)",
    ),
    "E004": Code(
        "warning",
        "raw {format} is left out of the EPUB: {start}",
        "write it in Markdown",
    ),
    "E005": Code(
        "warning",
        "the link to “#{target}” leads nowhere",
        "correct the name, or give the place that id",
    ),
    "E006": Code(
        "warning",
        "the formula ${tex}$ stands as plain text in the EPUB",
        "see the message about this formula",
    ),
}
