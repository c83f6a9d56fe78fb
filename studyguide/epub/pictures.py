"""Takes pictures into the EPUB: only from inside the book folder, and only safe ones."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from studyguide.diagnostics import Pos, Report

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")  # `https:`, `data:`, `//host`
CSS_REFERENCE = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(", re.I)  # url(http://…)
SVG = "http://www.w3.org/2000/svg"
ACTIVE = frozenset(
    {"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler", "a"}
)
MOVING = frozenset({"animate", "animateMotion", "animateTransform", "set", "discard"})
PLAIN_SPACES = frozenset(  # of attributes; drawing programs add their own
    {None, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"}
)
PACKED_LINK = re.compile(r"#|data:image/(png|jpeg|gif|webp)[;,]")  # `#gradient-1`

# EPUB 3.3 section 3.2, core media types: what every reader must show
SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
)


class Refused(Exception):
    """A picture that cannot go into the book; the text says why."""


@dataclass
class Pictures:
    """The pictures of one book: those taken, by the name they have in the package."""

    base: Path
    report: Report
    places: Mapping[str, Pos | None] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    animated: bool = False

    def take(self, url: str) -> str | None:
        """The name in the package of the picture at `url`, or None when it is refused."""
        try:
            content, suffix = self.read(url)
        except Refused as refused:
            self.report.add("E001", self.places.get(url), url=url, reason=str(refused))
            return None
        name = sha256(content).hexdigest()[:12] + suffix
        self.files[name] = content
        self.animated = self.animated or (suffix == ".gif" and content.count(b"\x21\xf9\x04") > 1)
        return name

    def read(self, url: str) -> tuple[bytes, str]:
        """The picture's bytes, made safe, and its suffix; raises `Refused`."""
        content = inside(self.base, url).read_bytes()
        for start, suffix in SIGNATURES:
            if content.startswith(start):
                return content, suffix
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return content, ".webp"
        if b"<svg" in content:
            return self._plain(content, url), ".svg"
        raise Refused("it is no PNG, JPEG, GIF, WebP or SVG")

    def _plain(self, content: bytes, url: str) -> bytes:
        plain, removed = plain_svg(content)
        if removed:
            self.report.add("E002", self.places.get(url), url=url, parts=", ".join(removed))
        return plain


def inside(base: Path, url: str) -> Path:
    """The file `url` names, when it really lies in `base`; raises `Refused`."""
    if SCHEME.match(url):
        raise Refused("it is not a file of the book")
    path = (base / unquote(url)).resolve()
    if not path.is_relative_to(base.resolve()):
        raise Refused("it lies outside the book folder")
    if not path.is_file():
        raise Refused("there is no such file")
    return path


def plain_svg(content: bytes) -> tuple[bytes, list[str]]:
    """The drawing without scripts, events, movement, links and editors' leftovers; what went.

    Leftovers of drawing programs (their own namespaces, comments) go silently.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"its SVG is broken ({error.msg})") from error
    if root.tag != f"{{{SVG}}}svg":
        raise Refused("it is no SVG drawing")
    removed: set[str] = set()
    for node in list(root.iter()):
        _clean(node, removed)
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
    elif name.localname == "style" and CSS_REFERENCE.search(node.text or ""):
        removed.add("outside styles")
        _drop(node)
    else:
        _clean_attributes(node, removed)


def _clean_attributes(node: etree._Element, removed: set[str]) -> None:
    for key, value in [(str(k), str(v)) for k, v in node.attrib.items()]:
        name = etree.QName(key)
        if name.localname.lower().startswith("on"):
            removed.add("events")
        elif name.localname == "href" and not PACKED_LINK.match(value):
            removed.add("links")
        elif CSS_REFERENCE.search(value):
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
