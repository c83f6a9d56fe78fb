"""Counts the pixels of a picture before it is unpacked: a few bytes may become gigabytes."""

import warnings
from io import BytesIO
from math import inf

from PIL import Image, ImageFile

PIXELS = 100_000_000  # 10,000 × 10,000: four times what a page can show
TOO_MANY = "it has too many pixels"


def is_raster(content: bytes) -> bool:
    """Whether it begins as a picture of pixels does, however many they are."""
    return _pixels(content) is not None


def is_too_large(content: bytes) -> bool:
    """Whether a picture has too many pixels; what is no picture of pixels has none."""
    return (_pixels(content) or 0) > PIXELS


def is_whole(content: bytes) -> bool:
    """Whether all its pixels can be read; they are unpacked, so ask `is_too_large` before."""
    is_lenient = ImageFile.LOAD_TRUNCATED_IMAGES  # WeasyPrint fills what is cut off with black
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(BytesIO(content)) as picture:
            picture.load()
            return True
    except (OSError, ValueError, SyntaxError, EOFError):
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = is_lenient


def shape(content: bytes) -> float | None:
    """Height by width of a picture of pixels; None of any other, and of one with too many."""
    size = _size(content)
    return size[1] / size[0] if size and inf not in size else None


def _pixels(content: bytes) -> float | None:
    size = _size(content)
    return size and size[0] * size[1]


def _size(content: bytes) -> tuple[float, float] | None:
    """Width and height; without end where Pillow does not open a picture for their product."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that are judged here
            with Image.open(BytesIO(content)) as picture:
                return picture.size
    except Image.DecompressionBombError:
        return inf, inf
    except (OSError, ValueError, SyntaxError):
        return None
