"""Takes off a subset what no PDF reads: of that, each HarfBuzz makes something else."""

import io
from functools import partial
from typing import Any

from fontTools.ttLib import TTFont

# how glyphs are chosen and placed, which is done; stamps, signatures, widths for screens
UNREAD = ("BASE", "DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "VDMX", "hdmx", "kern")


def trim(font: Any) -> None:
    """Let the subset of a WeasyPrint `Font` be the same at all times and on all machines."""
    font.clean = partial(_clean, font, font.clean)


def _clean(font: Any, clean: Any, *told: Any) -> None:
    clean(*told)
    font.file_content = trimmed(font.file_content)


def trimmed(content: bytes) -> bytes:
    """A typeface without those tables, which was changed when it was made."""
    face = TTFont(io.BytesIO(content), recalcBBoxes=False, recalcTimestamp=False)
    for tag in (tag for tag in UNREAD if tag in face):
        del face[tag]
    face["head"].modified = face["head"].created
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()
