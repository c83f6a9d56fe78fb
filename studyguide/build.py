"""Makes a book from its folder: edits it once, then prints it, packs it, and says what came out."""

import errno
import os
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studyguide import config, pipeline, row_numbers
from studyguide.book_folder import link_out
from studyguide.chain import formula_nodes
from studyguide.chain.collecting import seldom_collecting
from studyguide.config import Book
from studyguide.cores import cores
from studyguide.diagnostics import Report
from studyguide.files import sweep
from studyguide.formulas import ahead
from studyguide.formulas.engine import Engine
from studyguide.formulas.faults import Fault
from studyguide.formulas.known_macros import Macro
from studyguide.formulas.picture import Picture, picture
from studyguide.keeping.records import Records
from studyguide.outputs.blocks import PageStart
from studyguide.outputs.profiles import PROFILES, Profile
from studyguide.pipeline import Edited, Filter
from studyguide.study import Kit
from studyguide.study.text import Piece
from studyguide.wording import say

if TYPE_CHECKING:
    from studyguide.site import Site

READ = "read"  # folder of what is known of notes and chapters
PHONE = 16.0  # em across a page of 360 CSS pixels, within its margins and beside a number
LONGEST_TEX = 60  # letters of a formula in a message


class Stage(Protocol):
    """Told the name of each stage as it begins, and how much of it is done where that is known."""

    def __call__(self, name: str, done: int = 0, of: int | None = None) -> None: ...


@dataclass(frozen=True)
class Folders:
    """Where things go: `dist` takes the artifacts, `build` all else."""

    dist: Path
    build: Path


@dataclass
class Made:
    """What a build made: its messages, its files with their sizes, and counts for the summary."""

    report: Report
    book: Book
    files: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    edited: Edited | None = None
    starts: tuple[PageStart, ...] = ()  # of the pages of the PDF made before


class Press:
    """One build of one book."""

    def __init__(
        self,
        root: Path,
        chain: Sequence[Filter],
        folders: Callable[[Book], Folders],
        told: Stage,
        report: Report | None = None,
        is_fresh: bool = False,
    ) -> None:
        self.report = report or Report()
        self.is_fresh = is_fresh
        self.told = told
        self.chain = chain
        self.book = config.load(root, self.report)
        self.folders = folders(self.book)
        for folder in (self.folders.dist, self.folders.build):
            if link := link_out(folder, self.book.root):
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(link))
        self.macros: dict[str, str | Macro] = dict(self.book.macros)
        self.engine = Engine(self.macros, self.folders.build / "formulas")

    def make(self, kinds: Sequence[str], strict: bool = False, trace: bool = False) -> Made:
        """Make the artifacts named (`pdf`, `epub-store`, …); none when the notes have errors."""
        made = Made(self.report, self.book)
        if not self.book.notes:
            return made
        with seldom_collecting():
            self._make(made, kinds, strict, trace)
        return made

    def _make(self, made: Made, kinds: Sequence[str], strict: bool, trace: bool) -> None:
        if "pdf" in kinds:
            self._expect_pages()
        edited = self._edit(trace, is_asked=bool(kinds) or trace)
        made.counts = self._counts(edited)
        made.edited = edited
        made.book = edited.book
        if self.report.has_errors(strict) or not kinds:
            return
        sweep(self.folders.dist)
        for kind in kinds:
            self.told(kind)
            made.files.append(self._writer(kind)(edited, made))

    def _expect_pages(self) -> None:
        """Have the typesetter loaded; a book of which nothing was set before needs all cores."""
        if cores() > 1:
            from studyguide.pdf.sets import server

            is_much = self.is_fresh or not (self.folders.build / "units").exists()
            with suppress(OSError):  # it is told when its work is due
                server.start(is_much)

    def _writer(self, kind: str) -> Callable[[Edited, Made], str]:
        writers: dict[str, Callable[[Edited, Made], str]] = {
            "pdf": self._pdf,
            "anki": self._anki,
            "html": self._html,
        }
        for profile in PROFILES.values():
            writers[profile.kind] = partial(self._epub, profile)
        return writers[kind]

    def _edit(self, trace: bool, is_asked: bool) -> Edited:
        self.told("notes")
        sweep(self.folders.build)
        folder = self.folders.build / "trace" if trace else None
        shelf = Records(self.folders.build / READ, self.is_fresh)
        edited = pipeline.edit(self.book, self.chain, self.report, folder, shelf)
        shelf.tidy()
        self.told("formulas")
        self._learn_macros()
        self._check_formulas(edited)
        with nullcontext() if is_asked else suppress(OSError):  # a book can be read anywhere
            pipeline.write_byproducts(edited, self.report, self.folders.build)
        return edited

    def _learn_macros(self) -> None:
        """Macros of the notes; those of book.yaml win."""
        found = self.report.byproducts.get("macros")
        if isinstance(found, dict) and found:
            self.macros = {**found, **self.book.macros}
            self.engine = Engine(self.macros, self.folders.build / "formulas")

    def _check_formulas(self, edited: Edited) -> None:
        """Tell of each formula that cannot be drawn; the appendices repeat some without a place."""
        ahead.set_ahead(self.engine, self.macros, ((f.tex, f.display) for f in edited.formulas))
        told: set[str] = set()
        for formula in edited.formulas:
            drawn = self.engine.svg(formula.tex, formula.display)
            if isinstance(drawn, Fault) and (formula.pos or formula.tex not in told):
                told.add(formula.tex)
                facts = {
                    "tex": _shortened(formula.tex),
                    "message": drawn.message,
                    "hint": drawn.hint,
                }
                self.report.add("M001", formula.pos, **facts)

    def _tell_small(self, edited: Edited, small: dict[str, int]) -> None:
        """Formulas that the measure made too small to read, each at its first place."""
        for formula in edited.formulas:
            if percent := small.pop(formula.tex, 0):
                self.report.add("M006", formula.pos, tex=_shortened(formula.tex), percent=percent)

    def _counts(self, edited: Edited) -> dict[str, int]:
        found = self.report.byproducts.get("glossary")
        kinds = [entry["kind"] for entry in found] if isinstance(found, list) else []
        found_as = {kind: kinds.count(kind) for kind in ("expansion", "context", "none")}
        defined = len(kinds) - sum(found_as.values())
        return {"formulas": len(edited.formulas), "defined": defined, **found_as}

    def _pdf(self, edited: Edited, made: Made) -> str:
        from studyguide import pdf  # WeasyPrint takes a second to load
        from studyguide.formulas.drawn import Formulas
        from studyguide.pdf.html import body

        drawn = Formulas(self.engine, edited.book.page_format.measure)
        shelf = Records(self.folders.build / "parts", self.is_fresh)
        parts = body.dressed_parts(edited.marked, edited.book, drawn, shelf)
        out = self.folders.dist / f"{self.book.slug}.pdf"
        how = pdf.How(self.folders.build / "units", self.is_fresh, cores(), told=self._set)
        printed = pdf.write(parts, edited.book, out, self.report, drawn.cache, self.book.root, how)
        self._tell_small(edited, drawn.small())
        made.counts["pages"] = printed.pages
        made.starts = printed.starts
        facts = {"path": out, "pages": printed.pages, "size": _size(out)}
        return say(self.report.lang, "pdf made", **facts)

    def _set(self, done: int, units: int) -> None:
        if units > 1:
            self.told("pdf", done, units)

    def _epub(self, profile: Profile, edited: Edited, made: Made) -> str:
        from studyguide import epub

        formula = self._drawn if profile.draws_formulas else self._mathml
        out = self.folders.dist / f"{self.book.slug}{profile.suffix}"
        packed = epub.write(
            self._with_rows(edited.json),
            edited.book,
            out,
            self.report,
            formula,
            edited.pictures,
            made.starts,
            profile,
        )
        made.counts["chapters"] = packed.chapters
        facts = {"path": out, "chapters": packed.chapters, "size": _size(out)}
        return say(self.report.lang, "epub made", **facts)

    def _html(self, edited: Edited, made: Made) -> str:  # noqa: ARG002
        from studyguide.site import folder

        out = self.folders.dist / f"{self.book.slug}-html"
        site = self.site(edited)
        folder.write(site.files, out)
        facts = {
            "path": out,
            "pages": len(site.pages),
            "size": _kib(sum(map(len, site.files.values()))),
        }
        return say(self.report.lang, "html made", **facts)

    def site(self, edited: Edited, is_live: bool = False) -> "Site":
        """The web book of an edited one."""
        from studyguide import site
        from studyguide.site.formulas import Formulas

        drawn = Formulas(self.engine)
        body = pipeline.to_html(
            formula_nodes.with_formulas(self._with_rows(edited.json), drawn.draw)
        )
        return site.make(body, edited.book, self.report, is_live)

    def _with_rows(self, tree: str) -> str:
        return row_numbers.placed(tree, self.engine.rows)

    def _mathml(self, tex: str, display: bool) -> str | None:
        """The formula as MathML; a display in lines that a phone has room for."""
        found = self.engine.mathml(tex, display, PHONE)
        return found if isinstance(found, str) else None

    def _drawn(self, tex: str, display: bool) -> Picture | None:
        """The formula as a picture; a display in lines that a phone has room for."""
        lines = self.engine.in_lines(tex, PHONE) if display else tex
        found = self.engine.svg(lines, display)
        if isinstance(found, Fault):
            return None
        return picture(found, self.engine.speech(tex, display), self.engine.line(tex, display))

    def _is_read(self, formula: Piece) -> bool:
        found = self.engine.svg(formula.text, formula.kind == "display")
        return not isinstance(found, Fault)

    def _anki(self, edited: Edited, made: Made) -> str:  # noqa: ARG002
        from studyguide import anki

        kit = self.report.byproducts.get("study-kit")
        entries = self.report.byproducts.get("glossary")
        kit = kit if isinstance(kit, Kit) else Kit()
        entries = entries if isinstance(entries, list) else []
        terms = self.folders.dist / f"{self.book.slug}-terms.csv"
        count = anki.write_terms(entries, kit, terms)
        out = self.folders.dist / f"{self.book.slug}.apkg"
        deck = anki.write(kit, edited.book, out, self.macros, self._is_read)
        facts = {"path": out, "notes": deck.notes, "cards": deck.cards}
        made_deck = say(self.report.lang, "anki made", **facts)
        made_table = say(self.report.lang, "terms made", path=terms, terms=count)
        return f"{made_deck}\n{made_table}"


def _shortened(tex: str) -> str:
    return tex if len(tex) <= LONGEST_TEX else f"{tex[:LONGEST_TEX]}…"


def _size(path: Path) -> str:
    return _kib(path.stat().st_size)


def _kib(size: int) -> str:
    return f"{size / 1024:,.0f} KiB"
