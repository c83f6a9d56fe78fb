"""What the server that workers are forked from loads, without a word.

Without Pango WeasyPrint prints a page of advice and raises OSError; the build itself says so in
one line when it comes to that.
"""

import io
from contextlib import redirect_stdout, suppress

with suppress(ImportError, OSError), redirect_stdout(io.StringIO()):
    pass
