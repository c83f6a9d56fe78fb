"""Names the places where a term stands: by chapter and section, since an EPUB has no pages."""

from collections.abc import Iterable, Mapping

from studyguide.epub.xhtml import XHTML, Node, all_of, classes, new, tag, text_of

Place = tuple[str, str]  # titles of the chapter and of the section, which may be missing


def name_places(trees: Iterable[Node], places: Mapping[str, Place]) -> None:
    """Rewrite every list of occurrences; `places` by the anchors that its links name."""
    for tree in trees:
        for holder in (*all_of(tree, "div"), *all_of(tree, "span")):
            if "occurrences" in classes(holder):
                _list_places(holder, places)


def section_of(node: Node) -> str:
    """The title of the level-2 section around an element."""
    for section in node.iterancestors(f"{{{XHTML}}}section"):
        is_one = "level2" in classes(section)  # a chapter may have thousands of children
        heading = next((h for h in section if tag(h) == "h2"), None) if is_one else None
        if heading is not None:
            return text_of(heading)
    return ""


def _list_places(holder: Node, places: Mapping[str, Place]) -> None:
    """`1장 캐시 › 만료 (2) · 갱신, 3장 대기열`: nothing is said twice but to screen readers."""
    links = [a for a in all_of(holder, "a") if "#" in (a.get("href") or "")]
    for child in list(holder):
        holder.remove(child)
    holder.text = None
    line = new(holder, "p") if tag(holder) == "div" else holder
    if line is not holder:  # an index needs no label on every line
        new(line, "span", "나온 곳", class_="label").tail = " "
    seen: list[Place] = []
    for link in links:
        place = places[str(link.get("href")).partition("#")[2]]
        if place in seen and "again" in classes(link):
            continue
        if seen and place not in seen:
            line[-1].tail = " · " if place[0] == seen[-1][0] else ", "
        seen.append(place)
        _name_place(link, seen)
        line.append(link)


def _name_place(link: Node, seen: list[Place]) -> None:
    """Name the last of the places seen, briefly when its chapter was named just before."""
    chapter, section = place = seen[-1]
    full = f"{chapter} › {section}" if section else chapter
    times = seen.count(place)
    for child in list(link):
        link.remove(child)
    link.text, link.tail = full, " "
    if times > 1:
        link.text = f"({times})"
    elif section and len(seen) > 1 and seen[-2][0] == chapter:
        link.text = section
    if link.text != full:
        link.set("aria-label", f"{full}, {times}번째" if times > 1 else full)
