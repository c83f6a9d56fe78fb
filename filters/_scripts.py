"""`H<sub>2</sub>O` of the notes comes as a span: here it becomes a real subscript."""

import panflute as pf

KINDS = {"sub": pf.Subscript, "sup": pf.Superscript}


def raise_and_lower(element: pf.Element, doc: pf.Doc) -> object:  # noqa: ARG001
    """A span of class `sub` or `sup` as what it means."""
    if not isinstance(element, pf.Span):
        return None
    kind = next((KINDS[name] for name in element.classes if name in KINDS), None)
    return kind(*element.content) if kind else None
