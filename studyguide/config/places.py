"""Where book.yaml says what it says."""

import yaml

from studyguide import yaml_file
from studyguide.config import CONFIG_NAME, Book
from studyguide.config.values import key_of
from studyguide.diagnostics import Pos, Report


def place_of(key: str, book: Book, report: Report) -> Pos:
    """The line of a key of book.yaml."""
    root = yaml_file.compose(book.root / CONFIG_NAME, CONFIG_NAME, "C003", report)
    for name, _ in root.value if isinstance(root, yaml.MappingNode) else ():
        if key_of(name) == key:
            return yaml_file.pos_of(CONFIG_NAME, name)
    return Pos(CONFIG_NAME)
