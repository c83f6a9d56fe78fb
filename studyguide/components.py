"""Lists what the press is made of, with versions and licences, as a CycloneDX 1.6 document."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from urllib.parse import quote

from fontTools.ttLib import TTFont

from studyguide import __version__, pandoc
from studyguide.files import LOCK, TEMPLATES

PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==", re.MULTILINE)  # `brotli==1.2.1 \`
BUNDLED = re.compile(r"^ +(\S+) (\d+\.\d+\.\d+)\b", re.MULTILINE)  # `  @mathjax/src 4.1.3  …`
GUST = "LPPL-1.3c"  # the GUST Font License is the LaTeX one with a request
OWN_FACE = "PressBar"  # drawn by tools/build_fonts.py
FONT_VERSION = re.compile(r"Version ([\d.]*\d)")  # `Version 2.003-H1;hotconv 1.1.1`
OSI = "License :: OSI Approved :: "


@dataclass(frozen=True, order=True)
class Component:
    """One thing in the press; `spdx` is a licence expression, `named` what else it is called."""

    kind: str  # library, application or file
    source: str  # pypi, npm or generic
    name: str
    version: str
    spdx: str = ""
    named: tuple[str, ...] = ()


def document() -> bytes:
    """The list as JSON; it knows no clock and no machine."""
    press = Component("application", "pypi", "studyguide-press", __version__, "MIT")
    found = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _as_json(press)},
        "components": [_as_json(each) for each in components()],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def components() -> list[Component]:
    """Packages, pandoc, fonts and what MathJax's bundle holds, in a fixed order."""
    pandoc_itself = Component(
        "application", "generic", "pandoc", pandoc.version(), "GPL-2.0-or-later"
    )
    return sorted([pandoc_itself, *_packages(), *_fonts(), *_formulas()])


def _as_json(each: Component) -> dict[str, object]:
    named = [{"license": {"name": name}} for name in each.named]
    return {
        "type": each.kind,
        "name": each.name,
        "version": each.version,
        "purl": f"pkg:{each.source}/{quote(each.name)}@{quote(each.version)}",
        "licenses": [{"expression": each.spdx}] if each.spdx else named,
    }


def _packages() -> Iterator[Component]:
    """The packages of the lock file that are installed; some are for other systems."""
    for name in PIN.findall(LOCK.read_text("utf-8")):
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        spdx = _field(found, "License-Expression")
        yield Component("library", "pypi", name, found.version, spdx, () if spdx else _names(found))


def _names(found: metadata.Distribution) -> tuple[str, ...]:
    """What a package without an expression calls its licence: classifiers, field or file."""
    classifiers = found.metadata.get_all("Classifier") or []
    osi = tuple(line.removeprefix(OSI) for line in classifiers if line.startswith(OSI))
    return osi or _first_line(_field(found, "License")) or _in_a_file(found)


def _in_a_file(found: metadata.Distribution) -> tuple[str, ...]:
    files = found.metadata.get_all("License-File") or []
    texts = (found.read_text(f"licenses/{name}") for name in files)
    return next((_first_line(text) for text in texts if text), ("unknown",))


def _field(found: metadata.Distribution, name: str) -> str:
    return next(iter(found.metadata.get_all(name) or ()), "")


def _first_line(text: str) -> tuple[str, ...]:
    return tuple(text.strip().splitlines()[:1])


def _fonts() -> Iterator[Component]:
    """The fonts; the licence of each stands beside it."""
    for path in (TEMPLATES / "fonts").glob("*.[ot]tf"):
        with TTFont(path, lazy=True) as font:
            said = FONT_VERSION.match(font["name"].getDebugName(5))
        version = said[1] if said else ""
        is_gust = path.with_name(f"{path.stem}-GFL.txt").exists()
        licence = "MIT" if path.stem == OWN_FACE else GUST if is_gust else "OFL-1.1"
        yield Component("file", "generic", path.stem, version, licence)


def _formulas() -> Iterator[Component]:
    notice = (TEMPLATES / "math" / "NOTICE.txt").read_text("utf-8")
    for name, version in BUNDLED.findall(notice):
        yield Component("library", "npm", name, version, "Apache-2.0")
