"""Takes out of an SVG drawing what acts, moves or leads out: a picture is a picture."""

import re
from base64 import b64decode
from urllib.parse import unquote_to_bytes

from lxml import etree

from studyguide.images.drawn import NUMBER, SVG, has_long_styles, has_many_parts, repeats_much
from studyguide.images.raster import PIXELS, TOO_MANY, is_raster, is_whole, pixels

# `url(http://…)`, `image-set("a.png" 1x)`; a `\` may hide any of them: `u\72l(…)`
CSS_REFERENCE = re.compile(
    r"@import|url\(\s*['\"]?(?!#)|expression\(|\b(?:src|image|image-set|cross-fade)\(", re.I
)
STYLED = re.compile(r"style|fill|stroke|filter|mask|clip-path|cursor|marker(-\w+)?")
ACTIVE = frozenset(
    {"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler", "a"}
)
MOVING = frozenset({"animate", "animateMotion", "animateTransform", "set", "discard"})
PLAIN_SPACES = frozenset(  # of attributes; drawing programs add their own
    {None, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"}
)
MOST_PIXELS = 4 * PIXELS  # of all pictures in a drawing: thirty photographs
LONGEST = 1e9  # pixels of a side, and units; a map in metres has 1e7
UNSIGNED = r"\+?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?"
SIGNED = rf"-?{UNSIGNED}"
LENGTH = re.compile(rf"\s*{UNSIGNED}(?:px|pt|pc|mm|cm|in|q|em|ex|rem|ch|%)?\s*", re.I)  # `12.5mm`
BOX = re.compile(rf"\s*{SIGNED}(?:[\s,]+{SIGNED})(?:[\s,]+{UNSIGNED}){{2}}\s*", re.I)  # `0 0 90 60`
SIZES = {"width": LENGTH, "height": LENGTH, "viewBox": BOX}
HREF = re.compile(r"(?:\{.*\})?href")  # with or without its namespace
REPEATS = "it repeats its parts too often"
PACKED = re.compile(r"data:image/(?:png|jpe?g|gif|webp)(?:;[\w=-]+)*")  # `…;base64`


class Broken(ValueError):
    """It is no SVG drawing, or none that can be read; the text says why."""


def plain_svg(content: bytes) -> tuple[bytes, list[str]]:
    """The drawing without scripts, events, movement, links and editors' leftovers; what went.

    Leftovers of drawing programs (their own namespaces, comments) go silently.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Broken(f"its SVG is broken ({error.msg})") from error
    if root.tag != f"{{{SVG}}}svg":
        raise Broken("it is no SVG drawing")
    removed: set[str] = set()
    if _has_many_pixels(root):
        raise Broken(TOO_MANY)
    _clean_size(root)
    for node in list(root.iter()):
        _clean(node, removed)
    if has_long_styles(root):
        raise Broken("its styles are too long")
    if has_many_parts(root):
        raise Broken("it draws too much")
    if repeats_much(root):
        raise Broken(REPEATS)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), sorted(removed)


def _clean(node: etree._Element, removed: set[str]) -> None:
    if not isinstance(node.tag, str):
        _drop(node)
        return
    name = etree.QName(node)
    if name.namespace != SVG or name.localname == "metadata":
        _drop(node)
    elif name.localname in ACTIVE | MOVING:
        removed.add(f"<{name.localname}>")
        _unwrap(node) if name.localname == "a" else _drop(node)
    elif name.localname == "style" and _leads_out("".join(map(str, node.itertext()))):
        removed.add("outside styles")
        _drop(node)
    else:
        _clean_attributes(node, removed)
        if name.localname == "image" and not any(map(HREF.fullmatch, map(str, node.attrib))):
            _drop(node)  # the typesetter would look for nothing


def _has_many_pixels(root: etree._Element) -> bool:
    """Whether a picture that the drawing brings along, or all of them, has too many pixels."""
    values = (str(value) for node in root.iter(etree.Element) for value in node.attrib.values())
    packed = {value for value in values if value.startswith("data:")}
    counts = [pixels(_unpacked(value)) for value in packed]
    return max(counts, default=0) > PIXELS or sum(counts) > MOST_PIXELS


def _unpacked(address: str) -> bytes:
    """The picture that an address spells out; nothing where it spells none."""
    head, _, said = address.partition(",")
    if not PACKED.fullmatch(head):
        return b""
    packed = unquote_to_bytes(said)
    try:
        return b64decode(packed) if head.endswith("base64") else packed
    except ValueError:
        return b""


def _clean_size(root: etree._Element) -> None:
    """A size that is no number, or one without bounds, is none: `nan`, `1e999`."""
    for key, lengths in SIZES.items():
        found = lengths.fullmatch(str(root.get(key, "")))
        if key in root.attrib and not (found and all(map(_is_sane, NUMBER.findall(found[0])))):
            del root.attrib[key]


def _is_sane(number: str) -> bool:
    return abs(float(number)) <= LONGEST


def _leads_out(styles: str) -> bool:
    """Whether styles name a file; a `\\` may hide that they do: `u\\72l(…)`."""
    return "\\" in styles or bool(CSS_REFERENCE.search(styles))


def _clean_attributes(node: etree._Element, removed: set[str]) -> None:
    for key, value in [(str(k), str(v)) for k, v in node.attrib.items()]:
        name = etree.QName(key)
        if name.localname.lower().startswith("on"):
            removed.add("events")
        elif name.localname == "href" and not value.startswith("#"):
            picture = _unpacked(value)
            if is_raster(picture) and is_whole(picture):
                continue
            removed.add("broken pictures" if is_raster(picture) else "links")
        elif CSS_REFERENCE.search(value) or (
            STYLED.fullmatch(name.localname) and _leads_out(value)
        ):
            removed.add("outside styles")
        elif name.namespace in PLAIN_SPACES:
            continue
        del node.attrib[key]


def _drop(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    if node.tail:
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)


def _unwrap(node: etree._Element) -> None:
    node.tag = f"{{{SVG}}}g"
    node.attrib.clear()
