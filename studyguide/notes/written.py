r"""What stood in the author's own lines, where pandoc's tree no longer tells: `\$` is `$` there."""

from pathlib import Path

from studyguide.book_folder import is_file, is_outside
from studyguide.diagnostics import Pos, Report
from studyguide.notes.source import open_note


def paragraph(root: Path, pos: Pos | None) -> str:
    """The lines of a note from a place on to the next empty one; nothing if there is no such."""
    path = root / pos.file if pos else root
    if not pos or is_outside(path, root) or not is_file(path):
        return ""
    lines = open_note(path, pos.file, Report()).lines[pos.line - 1 :]
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    return "\n".join(lines[:end])
