"""The table of diagnostic codes: what a message says and the way out."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Code:
    """One kind of message; `{fields}` in `fact` and `hint` are filled by `Report.add`."""

    severity: Severity
    fact: str
    hint: str = ""


CONFIG = {
    "C001": Code(
        "error",
        "unknown key “{key}”",
        "{nearest}",
    ),
    "C002": Code(
        "error",
        "“{key}” should be {expected}, not {found}",
        "see the table of keys in README.md",
    ),
    "C003": Code(
        "error",
        "not readable as YAML: {reason}",
        "check the indentation and quote texts that hold a colon",
    ),
    "C004": Code(
        "error",
        "“{path}” is named here but is not in the book folder",
        "correct the path; it is read relative to the folder of book.yaml",
    ),
    "C005": Code(
        "error",
        "“{path}” lies outside the book folder",
        "copy the file into the book folder; a build reads nothing outside it",
    ),
    "C006": Code(
        "error",
        "no notes: “{path}” has no .md or .txt file",
        "put the notes there, or name another folder with --book; README is no note",
    ),
    "C007": Code(
        "error",
        "the key “{key}” stands twice",
        "keep one of the two",
    ),
}

CONFIG |= {
    "C008": Code(
        "error",
        "there is no book folder “{path}”",
        "name the folder of your notes: ./invoke pdf --book FOLDER",
    ),
    "C009": Code(
        "warning",
        "the part “{title}” begins at chapter {number}, but the book has no chapter of this number",
        "give the number of its first chapter ({chapters} chapters have one)",
    ),
    "C010": Code(
        "warning",
        "“{path}” is not read: {reason}",
        "copy the file itself there, or take it away",
    ),
    "C011": Code(
        "warning",
        "“{path}” is not read, for its name is not “{name}”",
        "call it {name}",
    ),
    "C012": Code(
        "error",
        "“{path}” is a file and no book folder",
        "name the folder in which it lies: --book {folder}",
    ),
    "C013": Code(
        "warning",
        "documents that are neither .md nor .txt are not read: {count}, “{path}” among them",
        "save the text as .md or .txt, or name the notes under `notes` in book.yaml",
    ),
    "C014": Code(
        "error",
        "there is no permission to read “{path}”",
        "give yourself that right (chmod u+rX), or take it out of the book folder",
    ),
    "C015": Code(
        "error",
        "“{path}” holds more than {count} files",
        "name the folder that holds the notes of one book: --book FOLDER",
    ),
}

NOTES = {
    "N001": Code(
        "warning",
        "the text is {encoding}, not UTF-8",
        "it was read as {encoding}; save it as UTF-8 to be sure",
    ),
    "N002": Code(
        "error",
        "the text is in no encoding that can be read (UTF-8, UTF-16, CP949)",
        "save the file as UTF-8",
    ),
    "N003": Code(
        "warning",
        "a code block begins here and never ends",
        "close it with a line of {fence}",
    ),
    "N004": Code(
        "warning",
        "the list of chapters names “{title}”, but no such heading follows",
        "write the title on a line of its own, spelled as in the list",
    ),
    "N005": Code(
        "warning",
        "{count} control characters were replaced by �",
        "remove them; they cannot be printed",
    ),
    "N006": Code(
        "warning",
        "raw HTML is printed as text: {tag}",
        "write it in Markdown",
    ),
    "N007": Code(
        "warning",
        "the file has no text",
        "write something in it, or take it out of `notes`",
    ),
    "N008": Code(
        "warning",
        "the picture “{path}” is missing",
        "put it there, or correct the path (read relative to the note)",
    ),
    "N009": Code(
        "warning",
        "the picture “{path}” is not taken: {reason}",
        "{hint}",
    ),
    "N010": Code(
        "warning",
        "the footnote “{label}” has no text",
        "add a line `[^{label}]: …`",
    ),
}

NOTES |= {
    "N011": Code(
        "warning",
        "letters of this line are not in the book: {text}",
        "look at it in the book; this is a fault of the press, please report it with the line",
    ),
    "N012": Code(
        "warning",
        "the picture “{path}” has no text for those who cannot see it",
        "write it between the brackets: ![what it shows]({path})",
    ),
}

NOTES |= {
    "N013": Code(
        "warning",
        "the text never calls the footnote “{label}”; it is printed as text",
        "write [^{label}] where it belongs",
    ),
    "N014": Code(
        "warning",
        "the footnote “{label}” stands twice, first in line {first}; this one is a paragraph",
        "give one of the two another label",
    ),
    "N015": Code(
        "warning",
        "nothing uses the address “{label}”; its line is printed as text",
        "write [text][{label}] where it belongs, or take the line out",
    ),
    "N016": Code(
        "warning",
        "{text} begins here and never ends; it was closed before the next heading",
        "close it with a line of ::: (or </aside>)",
    ),
    "N017": Code(
        "warning",
        "{text} ends something that never began",
        "take the line out, or begin the block above",
    ),
    "N019": Code(
        "warning",
        "the address “{label}” stands twice, first in line {first}; this one is printed as text",
        "give one of the two another label",
    ),
    "N020": Code(
        "error",
        "from here on the notes are more than {size} MB or {lines} lines; they were not read",
        "make several books of them, or take out what is no note",
    ),
    "N021": Code(
        "warning",
        "the chapter “{title}” has no text: it is a page with a title alone",
        "write its text, make the line a heading of a lower level (`##`), or take it out",
    ),
    "N022": Code(
        "info",
        "what is drawn with signs here is printed as code",
        "write a table with `|`, or put ``` around it",
    ),
    "N023": Code(
        "info",
        "“{text}” is a comment and is left out of the book",
        "take the signs `%%` away where it is meant for readers",
    ),
    "N024": Code(
        "warning",
        "{text} begins inside an item or a quotation and does not end there; it is printed as text",
        "close it with a line of ::: (or </aside>) that stands in as far",
    ),
    "N025": Code(
        "warning",
        "a footnote calls the footnote “{label}”, which others call too; it is printed as [^…]",
        "call it in the text alone, or write its words into this footnote",
    ),
    "N026": Code(
        "warning",
        "the LaTeX environment “{name}” is no formula; it is printed as it stands",
        "write Markdown: `**정리.** …`, a list, or a box `::: note 정리`",
    ),
    "N027": Code(
        "info",
        "{sign} opens “{text}” and nothing closes it; it is printed as it stands",
        "close it with {sign}, or write \\ before it where it is meant as a sign",
    ),
    "N028": Code(
        "info",
        "what reads as code here is printed as code",
        "put a line of ``` before and behind it; if it is no code, write it as sentences",
    ),
    "N018": Code(
        "warning",
        "reading the notes, pandoc says: {message}",
        "look at the place in the book",
    ),
}

BULLETS = {
    "B001": Code(
        "info",
        "{count} of {total} items are nested by a guess, {low} of them left where they stood",
        "a blank line before each top-level bullet, or any indentation, makes it certain",
    ),
}

PRINT = {
    "P001": Code("warning", "the typesetter says: {message}", "see docs/print.md"),
    "P002": Code(
        "warning",
        "no bundled font has the character {char}",
        "replace it; it is printed as an empty box",
    ),
    "P003": Code(
        "warning",
        "“{url}” is not read: {reason}",
        "copy the file into the book folder",
    ),
    "P004": Code(
        "warning",
        "{what} runs {by} mm over the edge of sheet {page} of the PDF",
        "make it narrower: break the line, the table or the formula, or take a larger `format`",
    ),
    "P005": Code(
        "warning",
        "the typeface “{font}” is neither the press's nor named in book.yaml",
        "name its file under `fonts:` in book.yaml",
    ),
    "P006": Code(
        "warning",
        "the link “{url}” leads nowhere in the book",
        "correct it, or give its target the id",
    ),
    "P007": Code(
        "error",
        "a template of the book's own is faulty: {reason}",
        "correct the line; the template of the press was used",
    ),
    "P008": Code(
        "error",
        "the page numbers do not settle: some that are printed are wrong",
        "add or take out a line near a page's end, or leave out what local.css says of numbers",
    ),
}
