"""Counts the pixels of a picture before it is unpacked: a few bytes may become gigabytes."""

import warnings
from io import BytesIO

from PIL import Image

PIXELS = 100_000_000  # 10,000 × 10,000: four times what a page can show
TOO_MANY = "it has too many pixels"


def is_raster(content: bytes) -> bool:
    """Whether it begins as a picture of pixels does, however many they are."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Image.open(BytesIO(content)).close()
    except Image.DecompressionBombError:
        return True
    except (OSError, ValueError, SyntaxError):
        return False
    return True


def is_too_large(content: bytes) -> bool:
    """Whether a picture has too many pixels; what is no picture of pixels has none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that are judged here
            with Image.open(BytesIO(content)) as picture:
                return picture.width * picture.height > PIXELS
    except Image.DecompressionBombError:
        return True
    except (OSError, ValueError, SyntaxError):
        return False
