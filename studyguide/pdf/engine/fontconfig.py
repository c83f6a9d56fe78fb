"""Keeps fontconfig, which Pango asks for typefaces, from what the machine has or lacks."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from studyguide.files import TEMPLATES

NAME = "FONTCONFIG_FILE"
START = "start.conf"  # WeasyPrint warns where it sees no typeface when it is loaded
BUNDLED = "fonts.conf"  # no folder at all: what @font-face brings is all there is


@contextmanager
def reads(name: str) -> Iterator[None]:
    """Let it read this file of templates/fonts, here and in processes that start meanwhile."""
    before = os.environ.get(NAME)
    os.environ[NAME] = str(TEMPLATES / "fonts" / name)
    try:
        yield
    finally:
        if before is None:
            del os.environ[NAME]
        else:
            os.environ[NAME] = before
