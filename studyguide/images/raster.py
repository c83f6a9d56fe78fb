"""Looks at a picture of pixels before it is unpacked, which a few bytes may make gigabytes."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from math import inf

from PIL import ExifTags, Image, ImageFile, ImageOps

PIXELS = 100_000_000  # 10,000 × 10,000: four times what a page can show
TOO_MANY = "it has too many pixels"
NO_PICTURE = "it is no PNG, JPEG, GIF, WebP or SVG"
UNREADABLE = "it cannot be read as a picture"
# what Pillow may open of a stranger's, whatever the name: its reader of EPS has Ghostscript run it
KINDS = ("PNG", "JPEG", "GIF", "WEBP")
UPRIGHT = 1  # of the EXIF orientations
FINE = 95  # quality of a JPEG that is turned
SIXTEEN_BITS = 1 / 256


@dataclass(frozen=True)
class _Header:
    """What a picture says of itself; without end where Pillow does not open one for its size."""

    width: float
    height: float


def is_raster(content: bytes) -> bool:
    """Whether it begins as a picture of pixels that all outputs show, however many they are."""
    return _header(content) is not None


def pixels(content: bytes) -> float:
    """How many pixels a picture has; what is no picture of pixels has none."""
    found = _header(content)
    return found.width * found.height if found else 0


def is_too_large(content: bytes) -> bool:
    """Whether a picture has too many pixels."""
    return pixels(content) > PIXELS


def is_whole(content: bytes) -> bool:
    """Whether all its pixels can be read; they are unpacked, so ask `is_too_large` before."""
    is_lenient = ImageFile.LOAD_TRUNCATED_IMAGES  # WeasyPrint fills what is cut off with black
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with _opened(content) as picture:
            picture.load()
            return True
    except (OSError, ValueError, SyntaxError, EOFError):
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = is_lenient


def shape(content: bytes) -> float | None:
    """Height by width of a picture of pixels; None of any other, and of one with too many."""
    found = _header(content)
    return found.height / found.width if found and inf not in (found.width, found.height) else None


def upright(content: bytes) -> bytes:
    """A picture turned as its EXIF says, for readers that do not look there."""
    with _opened(content) as picture:
        if picture.getexif().get(ExifTags.Base.Orientation, UPRIGHT) == UPRIGHT:
            return content
        turned, out = ImageOps.exif_transpose(picture), BytesIO()
        form = "JPEG" if picture.format == "MPO" else picture.format
        turned.save(out, form, quality=FINE, icc_profile=picture.info.get("icc_profile"))
        return out.getvalue()


def of_eight_bits(content: bytes) -> bytes:
    """A picture whose greys WeasyPrint 70 knows: it takes those of 16 bits for colours."""
    with _opened(content) as picture:
        if not picture.mode.startswith("I"):
            return content
        grey, out = picture.convert("I").point(lambda deep: deep * SIXTEEN_BITS), BytesIO()
        grey.convert("L").save(out, "PNG")
        return out.getvalue()


def _header(content: bytes) -> _Header | None:
    try:
        with _opened(content) as picture:
            return _Header(*picture.size)
    except Image.DecompressionBombError:
        return _Header(inf, inf)
    except (OSError, ValueError, SyntaxError):
        return None


def _opened(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of sizes that are judged here
        return Image.open(BytesIO(content), formats=KINDS)
