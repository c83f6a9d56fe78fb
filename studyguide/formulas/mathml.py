"""The `<math>` element as the EPUB carries it: namespace, spoken text, TeX annotation."""

import re

from studyguide.formulas.core import to_core

TAG = re.compile(r"<[a-z][^<>]*>")
EMPTY = re.compile(r' [a-z]+=""')  # `columnspacing=""`: pandoc would write it without a value
NAMESPACE = "http://www.w3.org/1998/Math/MathML"


def finish(mathml: str, tex: str, spoken: str) -> str:
    """Put `alttext` and the TeX annotation on MathJax's `<math …>…</math>`."""
    from xml.sax.saxutils import escape, quoteattr  # it brings all that the web is read with

    drawn = TAG.sub(lambda tag: EMPTY.sub("", tag.group()), to_core(mathml))
    opening, _, rest = drawn.partition(">")
    body = rest.removesuffix("</math>")
    attributes = opening.removeprefix("<math")
    annotation = f'<annotation encoding="application/x-tex">{escape(tex)}</annotation>'
    return (
        f'<math xmlns="{NAMESPACE}"{attributes} alttext={quoteattr(spoken)}>'
        f"<semantics><mrow>{body}</mrow>{annotation}</semantics></math>"
    )
