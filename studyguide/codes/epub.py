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
        "the EPUB does not say that “{name}” vouches for its accessibility: {reason}",
        "mend it, or take `certified_by` out of book.yaml",
    ),
}
