"""Draws the SVG pictures of a book within bounds; of one that cannot be drawn nothing is left."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from weasyprint import images

from studyguide.bounded import within

SECONDS = 20  # of the processor for one picture; 50,000 lines take as many
LOGGER = logging.getLogger("weasyprint")


@contextmanager
def bounded_drawings() -> Iterator[None]:
    """Draw each within bounds. WeasyPrint leaves half of one there, and does not hear Ctrl-C."""

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

    with patch.object(images.SVGImage, "draw", draw):
        yield
