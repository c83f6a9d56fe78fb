"""Takes out of an SVG drawing what acts, moves or leads out: a picture is a picture."""

import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from urllib.parse import unquote_to_bytes

from lxml import etree

from studyguide.raster import TOO_MANY, is_raster, is_too_large

# `url(http://…)`, `image-set("a.png" 1x)`; a `\` may hide any of them: `u\72l(…)`
CSS_REFERENCE = re.compile(
    r"@import|url\(\s*['\"]?(?!#)|expression\(|\b(?:src|image|image-set|cross-fade)\(", re.I
)
STYLED = re.compile(r"style|fill|stroke|filter|mask|clip-path|cursor|marker(-\w+)?")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")  # `.cls-1, path { fill: url(#gradient) }`
NAMED = re.compile(r"[.#]?[\w-]+|\*")  # `.cls-1` and `path` of a selector
MARKED = re.compile(r"marker[\w-]*\s*:\s*url\(\s*['\"]?#([^'\")]+)")  # `marker-mid: url(#dot)`
NUMBER = re.compile(r"[-+.\deE]+")  # two of them make a corner of a path
SVG = "http://www.w3.org/2000/svg"
ACTIVE = frozenset(
    {"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler", "a"}
)
MOVING = frozenset({"animate", "animateMotion", "animateTransform", "set", "discard"})
PLAIN_SPACES = frozenset(  # of attributes; drawing programs add their own
    {None, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"}
)
REFERENCE = re.compile(r"href:#(.+)$|url\(\s*['\"]?#([^'\")]+)")  # `#part`, `url(#gradient)`
MOST_DRAWN = 100_000
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
    for node in list(root.iter()):
        _clean(node, removed)
    if _drawn(root) > MOST_DRAWN:
        raise Broken("it draws too much")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), sorted(removed)


def _drawn(root: etree._Element) -> int:
    """How many elements are drawn, those that `use` repeats each time; a circle draws no end."""
    named = {node.get("id"): node for node in root.iter(etree.Element) if node.get("id")}
    styled = _styled(root)
    counts: dict[etree._Element, int] = {}
    todo = [(root, False)]
    while todo:
        node, is_known = todo.pop()
        linked = _linked(node, styled)
        parts = [*node.iterchildren(etree.Element), *(named[n] for n in linked if n in named)]
        if is_known:
            times = {named[name]: many for name, many in linked.items() if name in named}
            drawn = 1 + sum(counts[part] * times.get(part, 1) for part in parts)
            counts[node] = min(drawn, MOST_DRAWN + 1)
        elif node not in counts:
            counts[node] = MOST_DRAWN + 1  # until it is known: what leads back here has no end
            todo.append((node, True))
            todo.extend((part, False) for part in parts)
    return counts[root]


def _styled(root: etree._Element) -> dict[str, list[str]]:
    """The declarations with references in the style sheets, by each name in their selectors."""
    found: dict[str, list[str]] = {}
    for sheet in root.iter(f"{{{SVG}}}style"):
        for selector, block in RULE.findall(sheet.text or ""):
            if REFERENCE.search(block):
                for name in NAMED.findall(selector):
                    found.setdefault(name, []).append(block)
    return found


def _linked(node: etree._Element, styled: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The names of what is drawn for a node besides its children, each with how often at most.

    A rule counts when its selector names the node, whatever else it asks for.
    """
    names = ["*", etree.QName(node).localname, f"#{node.get('id')}"]
    names += [f".{name}" for name in (node.get("class") or "").split()]
    said = [f"{key!s}:{value!s}" for key, value in node.attrib.items()]
    said += [block for name in names for block in styled.get(name, ())]
    found: dict[str, int] = {}
    for text in said:
        found |= {met[1] or met[2]: 1 for met in REFERENCE.finditer(text)}
    marked = {name for text in said for name in MARKED.findall(text)}
    return found | dict.fromkeys(marked, _corners(node) if marked else 0)


def _corners(node: etree._Element) -> int:
    """How often a marker stands on a path."""
    corners = [str(node.get(name, "")) for name in ("d", "points")]
    return len(NUMBER.findall(" ".join(corners))) // 2 + 1


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
    elif name.localname == "style" and _leads_out(node.text or ""):
        removed.add("outside styles")
        _drop(node)
    else:
        _clean_attributes(node, removed)


def _stays(address: str) -> bool:
    """Whether a link names a part of the drawing, or a picture of pixels that it brings along."""
    if address.startswith("#"):
        return True
    head, _, said = address.partition(",")
    if not PACKED.fullmatch(head):
        return False
    packed = unquote_to_bytes(said)
    try:
        content = b64decode(packed) if head.endswith("base64") else packed
    except ValueError:
        return False
    if is_too_large(content):
        raise Broken(TOO_MANY)
    return is_raster(content)


def _leads_out(styles: str) -> bool:
    """Whether styles name a file; a `\\` may hide that they do: `u\\72l(…)`."""
    return "\\" in styles or bool(CSS_REFERENCE.search(styles))


def _clean_attributes(node: etree._Element, removed: set[str]) -> None:
    for key, value in [(str(k), str(v)) for k, v in node.attrib.items()]:
        name = etree.QName(key)
        if name.localname.lower().startswith("on"):
            removed.add("events")
        elif name.localname == "href" and not _stays(value):
            removed.add("links")
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
