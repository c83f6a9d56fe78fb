"""Draws the pictures of a book: SVG within bounds, others by their own pixels.

Of an SVG that cannot be drawn nothing is left. PDF/A forbids a viewer to make up pixels between
those of a picture (ISO 19005-2, 6.2.8); WeasyPrint 70 asks for it.
"""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from weasyprint import images
from weasyprint.pdf.stream import Stream

from studyguide.bounded import must_be_stoppable, within

SECONDS = 20  # of the processor for one picture; 50,000 lines take as many
LOGGER = logging.getLogger("weasyprint")


@contextmanager
def bounded_drawings() -> Iterator[None]:
    """Draw each within bounds. WeasyPrint leaves half of one there, and does not hear Ctrl-C."""
    must_be_stoppable()
    add = Stream.add_image

    def draw(picture: Any, stream: Any, width: float, height: float, _style: Any) -> None:
        drawn, matrices = len(stream.stream), list(stream._ctm_stack)
        url = picture._base_url
        try:
            with within(SECONDS, url):
                picture._svg.draw(stream, width, height, url, picture._context)
        except Exception:
            del stream.stream[drawn:]
            stream._ctm_stack[:] = matrices
            LOGGER.error("Failed to render SVG image %s", url)

    def add_plain(stream: Any, image: Any, _interpolate: bool, ratio: float) -> str:
        return str(add(stream, image, False, ratio))

    with ExitStack() as patches:
        patches.enter_context(patch.object(images.SVGImage, "draw", draw))
        patches.enter_context(patch.object(Stream, "add_image", add_plain))
        yield
