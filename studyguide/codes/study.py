"""What the author is told about the study kit (S0xx)."""

from studyguide.codes import Code

CODES = {
    "S001": Code(
        "warning",
        "an answer stands without a question before it: “{text}”",
        "write it right behind its `::: question`, or inside it",
    ),
    "S002": Code(
        "info",
        "the question “{text}” has no answer",
        "write `::: answer` right behind it; without one the book prints the question alone",
    ),
    "S003": Code(
        "warning",
        "no question or answer can stand here; it is printed as text: “{text}”",
        "write it in lines of its own, outside the table: `::: question`, the question, `:::`",
    ),
}
