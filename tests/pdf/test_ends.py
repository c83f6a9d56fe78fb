"""No stream of the file ends in a carriage return, and the file stays packed."""

import io
import zlib
from itertools import count

import pikepdf

from studyguide.pdf.finish import AMBIGUOUS, _saved


def unlucky() -> bytes:
    """A text whose packed form ends in a carriage return."""
    texts = (b"q Q %d\n" % number for number in count())
    return next(text for text in texts if zlib.compress(text).endswith(b"\r"))


def test_a_stream_that_would_end_in_a_carriage_return_gets_another_end() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    content = pikepdf.Stream(pdf, zlib.compress(unlucky()), Filter=pikepdf.Name.FlateDecode)
    pdf.pages[0].Contents = pdf.make_indirect(content)
    saved = _saved(pdf)
    assert AMBIGUOUS not in saved
    assert b"/ObjStm" in saved
    with pikepdf.open(io.BytesIO(saved)) as again:
        assert again.pages[0].Contents.read_bytes().strip() == unlucky().strip()
