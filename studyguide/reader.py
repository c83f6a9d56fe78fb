"""How Markdown is read: the options of templates/pandoc.yaml, the one place that says them."""

from collections.abc import Mapping
from typing import Any

import yaml

from studyguide.files import TEMPLATES


def defaults() -> Mapping[str, Any]:
    """The defaults file for pandoc: `from`, `columns`, `filters`."""
    options: Mapping[str, Any] = yaml.safe_load((TEMPLATES / "pandoc.yaml").read_text("utf-8"))
    return options
