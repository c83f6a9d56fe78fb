"""The codes of the glossary's messages."""

from studyguide.codes import Code

UNDEFINED = frozenset({"G010", "G011"})  # errors under --strict-glossary

CODES: dict[str, Code] = {
    "G001": Code(
        "error",
        "the glossary is not readable as YAML: {reason}",
        "check the indentation and quote texts that hold a colon",
    ),
    "G002": Code("error", "unknown key “{key}” in “{term}”", "{nearest}"),
    "G003": Code(
        "warning",
        "“{term}” is defined twice, first in {first}",
        "keep one gloss, or give the two terms different names",
    ),
    "G004": Code(
        "error",
        "“{key}” of “{term}” should be {expected}, not {found}",
        "see the table of glossary keys in README.md",
    ),
    "G005": Code(
        "error",
        "“{form}” belongs to two entries, “{term}” and “{other}” ({first})",
        "take it out of one of the two, or make one entry of them",
    ),
    "G006": Code("error", "“{term}” refers to “{target}”, which has no entry", "{nearest}"),
    "G007": Code(
        "error",
        "`see` runs in a circle: {path}",
        "let one of them hold the definition and take out its `see`",
    ),
    "G008": Code(
        "info",
        "“{term}” has an entry but does not occur in the notes",
        "add the spelling of the notes to `aliases`, or take the entry out",
    ),
    "G009": Code(
        "warning",
        "“{term}” has no definition, only what it stands for: {expansion}",
        "write a `definition` for it in glossary.yaml",
    ),
    "G010": Code(
        "warning",
        "“{term}” has no definition; the book quotes where it stands",
        "write a `definition` for it in glossary.yaml",
    ),
    "G011": Code(
        "warning",
        "“{term}” has no definition, and no sentence of the notes uses it",
        "write a `definition` for it in glossary.yaml",
    ),
    "G012": Code("warning", "the link [[{target}]] leads to no term", "{nearest}"),
    "G013": Code(
        "info",
        "the keyword “{text}” was read as a {kind}, not as a term",
        "shorten it to the term if it should have an entry",
    ),
    "G014": Code(
        "info",
        "“{typo}” is a known misspelling of “{term}”",
        "the book keeps the notes' spelling and links it; correct it there if you like",
    ),
    "G015": Code(
        "warning",
        "“{term}” stands in two glossaries, first in {first}; the first one counts",
        "keep it in one of the two files",
    ),
    "G016": Code(
        "info",
        "“{term}” is too short to be linked safely",
        "write `link: first` in its entry to have it linked, `link: never` to keep this quiet",
    ),
    "G017": Code(
        "warning",
        "the keyword list is empty",
        "indent the keywords below it, or write them after a colon",
    ),
    "G018": Code(
        "error",
        "an entry without a term",
        "begin it with `- term: …`",
    ),
    "G019": Code(
        "info",
        "the notes define “{term}” too; the glossary prints the definition of {first}",
        "take that `definition` out to have the words of the notes",
    ),
    "G020": Code(
        "warning",
        "there is no index, for the book has no terms",
        "write a list of keywords in the notes or terms in glossary.yaml, or take `index` out",
    ),
}
