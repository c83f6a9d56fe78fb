"""Opens a YAML file as nodes with their lines; no tag is obeyed and no alias is followed."""

import difflib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from studyguide.book_folder import LARGEST_TEXT, content_of, is_larger
from studyguide.diagnostics import Pos, Report
from studyguide.encodings import CONTROL, decode

OPEN = "found unexpected end of stream"  # of an open quotation, which is told where it begins
ALIKE = 0.7  # of the letters, from 0 to 1: `titel` is `title`; `nonsens` and `notes` are 0.67
SHORTEST = 3  # letters that begin a key: `toc`


class _Loader(yaml.SafeLoader):
    """Refuses aliases: a few lines of them unfold to more text than any memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="an alias (`*name`) is not read", problem_mark=mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def compose(path: Path, name: str, code: str, report: Report) -> yaml.Node | None:
    """The root node, or None for an empty file and one that cannot be read.

    What is wrong is reported as `code` with a `reason`; `name` is the file's name in messages.
    """
    try:
        if is_larger(path, LARGEST_TEXT):
            report.add(code, Pos(name), reason=f"it is larger than {LARGEST_TEXT} MB")
            return None
        text = decode(content_of(path), name, report)
        root = _composed(text or "")
        if _make_printable(root, name, report):
            _composed.cache_clear()  # it is not the text's any more
        return root
    except yaml.YAMLError as error:
        is_open = getattr(error, "problem", None) == OPEN
        mark = getattr(error, "context_mark" if is_open else "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        report.add(code, Pos(name, mark.line + 1 if mark else 1), reason=reason)
    except RecursionError:
        report.add(code, Pos(name), reason="it is nested too deeply")
    except OSError as error:
        report.add(code, Pos(name), reason=error.strerror or error)
    return None


@lru_cache(maxsize=8)
def _composed(text: str) -> yaml.Node | None:
    """The nodes of a text; a glossary is read by several rooms. They are not to be changed."""
    node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    return node


def pos_of(name: str, node: yaml.Node) -> Pos:
    """Where a node stands in the file of that name."""
    return Pos(name, node.start_mark.line + 1, node.start_mark.column)


def nearest_key(key: str, keys: Iterable[str]) -> str:
    """A hint that names the known key that `key` is nearly, begins or begins with; else all.

    >>> nearest_key("language", ["title", "lang"]), nearest_key("nonsens", ["notes"])
    ('did you mean “lang”?', 'known keys: notes')
    """
    known, given = list(keys), key.lower()
    close = difflib.get_close_matches(given, known, n=1, cutoff=ALIKE)
    begun = [k for k in known if len(given) >= SHORTEST and k.startswith(given)]
    begun += [k for k in known if given.startswith(k)]
    near = next(iter([*close, *begun]), "")
    return f"did you mean “{near}”?" if near else "known keys: " + ", ".join(known)


def _make_printable(root: yaml.Node | None, name: str, report: Report) -> bool:
    """Replace what an escape such as `"\\0"` brings in and no page can show; whether any did."""
    todo: list[Any] = [root]
    has_replaced = False
    while todo:
        node = todo.pop()
        if isinstance(node, yaml.CollectionNode):
            todo.extend(node.value)
        elif isinstance(node, tuple):
            todo.extend(node)
        elif isinstance(node, yaml.ScalarNode) and (count := len(CONTROL.findall(node.value))):
            report.add("N005", Pos(name, node.start_mark.line + 1), count=count)
            node.value = CONTROL.sub("\ufffd", node.value)
            has_replaced = True
    return has_replaced
