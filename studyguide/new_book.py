"""Makes the folder of a new book, which needs the press only as an installed package."""

import json
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from invoke.exceptions import Exit

from studyguide.faults import language, plainly
from studyguide.files import IS_INSTALLED, LOCK, TEMPLATES, replace_file
from studyguide.terminal import tell
from studyguide.wording import say

PATTERN = TEMPLATES / "new"
SETUP = TEMPLATES.parent / "tools" / "setup.sh"
INSIDE = "press"  # where a book keeps its press: the wheel, the lock file and the set-up
RUN = "invoke"  # the one file that is run
PACKAGE = "studyguide-press"


@plainly
def new(folder: str, lang: str = "") -> None:
    """Make the folder and say what to do next. Raises Exit(2) when something is in it."""
    spoken = language(lang)
    try:
        made = make(Path(folder))
    except FileExistsError:
        raise Exit(say(spoken, "not empty", path=folder), 2) from None
    has_press = any(path.suffix == ".whl" for path in made)
    tell(say(spoken, "new book" if has_press else "new book without press", path=folder))


def make(folder: Path) -> list[Path]:
    """Fill `folder`, which is empty or missing, and name its files. Raises FileExistsError."""
    if folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(folder)
    made = []
    for name, source in sorted(_files()):
        replace_file(folder / name, source.read_bytes())
        made.append(folder / name)
    (folder / RUN).chmod((folder / RUN).stat().st_mode | 0o111)
    return made


def _files() -> Iterator[tuple[str, Path]]:
    for path in PATTERN.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(PATTERN).as_posix(), path
    if not IS_INSTALLED:  # the wheel has them in its pattern
        for path in (LOCK, SETUP):
            yield f"{INSIDE}/{path.name}", path
    if wheel := installed_from():
        yield f"{INSIDE}/{wheel.name}", wheel


def installed_from() -> Path | None:
    """The wheel that this press was installed from, if pip took it from a file still there."""
    if not IS_INSTALLED:
        return None
    said = metadata.distribution(PACKAGE).read_text("direct_url.json")  # PEP 610
    url = urlsplit(json.loads(said)["url"] if said else "")
    path = Path(unquote(url.path))
    is_wheel = url.scheme == "file" and path.suffix == ".whl" and path.is_file()
    return path if is_wheel else None
