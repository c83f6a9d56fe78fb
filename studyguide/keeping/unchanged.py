"""Makes artifacts only if something changed since an earlier build made them."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from studyguide.build import Made, Press
from studyguide.keeping import kept, named
from studyguide.keeping.kept import Kept

BYPRODUCTS = ("book", "outline", "audit", "glossary", "equations", "study")


def make(press: Press, kinds: Sequence[str], strict: bool = False, fresh: bool = False) -> Made:
    """The artifacts as they are, if they would come out the same; else made now.

    `fresh` makes them in any case.
    """
    if not press.book.notes:
        return press.make(kinds, strict)
    stamp = press.folders.build / f"kept-{'-'.join(kinds)}.json"
    before = _key(press, kinds, strict)
    if not fresh and (found := kept.recall(stamp, before)):
        return _again(press, found)
    press.is_fresh = press.is_fresh or fresh
    made = press.make(kinds, strict)
    stamp.unlink(missing_ok=True)
    artifacts = _artifacts(press, made)
    is_whole = bool(made.edited) and len(artifacts) == len(kinds)
    if is_whole and _is_seen(press, made) and before == _key(press, kinds, strict):
        kept.keep(stamp, _to_keep(press, made, before, artifacts))
    return made


def _key(press: Press, kinds: Sequence[str], strict: bool) -> str:
    report, folders = press.report, press.folders
    asked = (list(kinds), strict, sorted(report.stern), report.lang, str(folders.dist))
    modules = [sys.modules[stage.__module__].__file__ for stage in press.chain]
    code = [Path(module) for module in modules if module]
    return kept.key(press.book, (folders.dist, folders.build), code, *asked)


def _is_seen(press: Press, made: Made) -> bool:
    pictures = made.edited.pictures if made.edited else {}
    return kept.is_seen(press.book, (press.folders.dist, press.folders.build), pictures)


def _artifacts(press: Press, made: Made) -> list[Path]:
    """The files and folders that the summary names."""
    found = press.folders.dist.glob("*") if made.files else ()
    return sorted(path for path in found if any(f.startswith(f"{path} ") for f in made.files))


def _inside(paths: Sequence[Path]) -> list[Path]:
    """The files among `paths`, and all those in the folders among them."""
    found = [each for path in paths for each in (path, *path.rglob("*"))]
    return sorted(path for path in found if path.is_file())


def _to_keep(press: Press, made: Made, key: str, artifacts: Sequence[Path]) -> Kept:
    byproducts = [press.folders.build / f"{name}.json" for name in BYPRODUCTS]
    return Kept(
        key=key,
        title=made.book.title,
        files=tuple(made.files),
        counts=made.counts,
        diagnostics=tuple(kept.as_row(d) for d in made.report.diagnostics),
        sums=named.sums([*_inside(artifacts), *byproducts]),
        libraries=named.libraries(),
    )


def _again(press: Press, found: Kept) -> Made:
    """What the earlier build said and counted."""
    press.report.add_ready(map(kept.to_diagnostic, found.diagnostics))
    book = replace(press.book, title=found.title)
    return Made(press.report, book, list(found.files), dict(found.counts))
