"""Takes out of an SVG drawing what acts, moves or leads out: a picture is a picture."""

import re

from lxml import etree

CSS_REFERENCE = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(", re.I)  # url(http://…)
SVG = "http://www.w3.org/2000/svg"
ACTIVE = frozenset(
    {"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler", "a"}
)
MOVING = frozenset({"animate", "animateMotion", "animateTransform", "set", "discard"})
PLAIN_SPACES = frozenset(  # of attributes; drawing programs add their own
    {None, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"}
)
REFERENCE = re.compile(r"^#(.+)$|url\(\s*['\"]?#([^'\")]+)")  # `#part`, `url(#gradient)`
MOST_DRAWN = 100_000
PACKED_LINK = re.compile(r"#|data:image/(png|jpeg|gif|webp)[;,]")  # `#gradient-1`


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
    for node in list(root.iter()):
        _clean(node, removed)
    if _drawn(root) > MOST_DRAWN:
        raise Broken("it draws too much")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), sorted(removed)


def _drawn(root: etree._Element) -> int:
    """How many elements are drawn, those that `use` repeats each time; a circle draws no end."""
    named = {node.get("id"): node for node in root.iter(etree.Element) if node.get("id")}
    counts: dict[etree._Element, int] = {}
    todo = [(root, False)]
    while todo:
        node, is_known = todo.pop()
        met = [m for value in node.attrib.values() for m in REFERENCE.finditer(str(value))]
        linked = {m[1] or m[2] for m in met} & named.keys()
        parts = [*node.iterchildren(etree.Element), *(named[name] for name in linked)]
        if is_known:
            counts[node] = min(1 + sum(counts[part] for part in parts), MOST_DRAWN + 1)
        elif node not in counts:
            counts[node] = MOST_DRAWN + 1  # until it is known: what leads back here has no end
            todo.append((node, True))
            todo.extend((part, False) for part in parts)
    return counts[root]


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
