"""The codes of links, ids and of the author's style sheet."""

from studyguide.codes import Code

CODES: dict[str, Code] = {
    "L001": Code(
        "warning",
        "the link to “{url}” is left out: {reason}",
        "write an address that begins with https://, or the name of a note of the book",
    ),
    "L002": Code(
        "warning",
        "the link to “{path}” is left out: it is no note of the book",
        "add the note to the book, or give the address of a page",
    ),
    "L003": Code(
        "warning",
        "the link to “{target}” leads nowhere",
        "correct the name, or give the place that id: {{{target}}}",
    ),
    "L004": Code(
        "warning",
        "the id “{id}” stands twice, first in {first}",
        "links lead to the first; give the second another id",
    ),
    "L005": Code(
        "warning",
        "“{note}” has no place “{target}”",
        "the link leads to the beginning of its chapter; correct the name behind the #",
    ),
    "L006": Code(
        "warning",
        "the attribute “{name}” is left out",
        "style a class in local.css: [글]{{.이름}}",
    ),
    "L007": Code(
        "warning",
        "“{what}” is left out of the styles: {reason}",
        "name a font or picture of the book folder, or write it in another way",
    ),
    "L008": Code(
        "warning",
        "the class “{name}” is written as “{written}”: the press gives “{name}” to what it makes",
        "style .{written} in local.css, or choose another name",
    ),
}
