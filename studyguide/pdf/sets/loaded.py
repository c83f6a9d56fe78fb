"""What the server that workers are forked from loads, without a word.

Without Pango WeasyPrint prints a page of advice and raises OSError; the build itself says so in
one line when it comes to that.
"""

import io
from contextlib import redirect_stdout, suppress
from importlib import import_module

MODULES = (
    "studyguide.formulas.ahead",
    "studyguide.pdf.html.body",
    "studyguide.pdf.sets.crew",
    "studyguide.pdf.sets.setting",
    "studyguide.pdf.joined.subsets",
)

with suppress(ImportError, OSError), redirect_stdout(io.StringIO()):
    for name in MODULES:
        import_module(name)
