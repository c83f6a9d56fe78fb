"""Draws the README's picture: `./invoke pdf`, then `python -m tools.render_readme`."""

import argparse
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "pictures" / "pages.png"
CHAPTER = 6  # the one with a drawing, formulas and a footnote
WIDTH = 760  # pixels of one page
GAP, MARGIN = 4, 24  # pixels between the pages and around them
DESK = "#d9dee2"
COLOURS = 192  # enough for grey letters and a drawing


def left_page(book: pypdfium2.PdfDocument, chapter: int) -> int:
    """Index of the left page of the spread on which the chapter begins, or of the next one."""
    opener = next(
        mark.get_dest().get_index()
        for mark in book.get_toc()
        if mark.get_title().startswith(f"{chapter}. ")
    )
    is_left = int(book.get_page_label(opener)) % 2 == 0
    return opener if is_left else opener + 1


def draw(book: pypdfium2.PdfDocument, left: int) -> Image.Image:
    """The pages `left` and `left + 1` side by side on a desk."""
    scale = WIDTH / book[left].get_width()
    pages = [book[at].render(scale=scale).to_pil() for at in (left, left + 1)]
    height = max(page.height for page in pages)
    size = (2 * WIDTH + GAP + 2 * MARGIN, height + 2 * MARGIN)
    desk = Image.new("RGB", size, DESK)
    for number, page in enumerate(pages):
        desk.paste(page, (MARGIN + number * (WIDTH + GAP), MARGIN))
    return desk.quantize(COLOURS)


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pdf", nargs="?", default=ROOT / "dist" / "book.pdf", type=Path)
    with pypdfium2.PdfDocument(parser.parse_args().pdf) as book:
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        draw(book, left_page(book, CHAPTER)).save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
