"""Adds to a PDF what WeasyPrint leaves out: page labels and one XMP for PDF/A and PDF/UA."""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

UA = "http://www.aiim.org/pdfua/ns/id/"
# PDF/A wants every foreign XMP property described (ISO 19005-2, 6.6.2.3); pdfuaid is one.
EXTENSION = """
<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
"""
MOST_PADDING = 8  # empty objects that are tried before the file is written unpacked
AMBIGUOUS = b"\r\nendstream"
END_OF_RDF = b"</rdf:RDF>"


@dataclass(frozen=True)
class Labels:
    """A run of page numbers: first page (from 0), style (`r`, `D` or none), a name before it."""

    first: int
    style: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class Finished:
    """The file, and the names of its typefaces (`/BaseFont`)."""

    content: bytes
    fonts: frozenset[str]


def finish(content: bytes, labels: Sequence[Labels]) -> Finished:
    """The PDF with `/PageLabels` and the PDF/UA mark; same bytes in, same bytes out."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.Root.PageLabels = _number_tree(labels)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        _mark_accessible(pdf)
        return Finished(_saved(pdf), _fonts(pdf))


def _fonts(pdf: pikepdf.Pdf) -> frozenset[str]:
    named = (obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary))
    return frozenset(str(obj.BaseFont) for obj in named if "/BaseFont" in obj)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """The file, packed so that no stream ends in a carriage return.

    qpdf writes a line feed before `endstream`; the two together read as one end of line, and a
    strict reader then finds the stream one byte too short (ISO 19005-2, 6.1.7.1). What ends a
    packed stream is a sum of its content: one more object moves all others and changes the sums.
    """
    _end_streams(pdf)
    padding = pikepdf.Array()
    pdf.Root.AAPadding = padding
    for _ in range(MOST_PADDING):
        saved = _written(pdf, pikepdf.ObjectStreamMode.generate)
        if AMBIGUOUS not in saved:
            return saved
        padding.append(pdf.make_indirect(pikepdf.Dictionary()))
    return _written(pdf, pikepdf.ObjectStreamMode.disable)


def _end_streams(pdf: pikepdf.Pdf) -> None:
    """Let no packed page, font or picture end in a carriage return, as `_saved` does for objects.

    A line feed behind their content changes the sum and is read by nobody.
    """
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and stream.get("/Filter") == "/FlateDecode":
            packed = stream.read_raw_bytes()
            content = b""
            while packed.endswith(b"\r"):
                content = (content or stream.read_bytes()) + b"\n"
                packed = zlib.compress(content)
            if content:
                stream.write(packed, filter=pikepdf.Name.FlateDecode)


def _written(pdf: pikepdf.Pdf, mode: pikepdf.ObjectStreamMode) -> bytes:
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=mode,
        compress_streams=True,
    )
    return out.getvalue()


def _number_tree(labels: Sequence[Labels]) -> pikepdf.Dictionary:
    numbers = pikepdf.Array()
    for run in labels:
        entry = pikepdf.Dictionary()
        if run.style:
            entry.S = pikepdf.Name(f"/{run.style}")
        if run.prefix:
            entry.P = pikepdf.String(run.prefix)
        numbers.append(run.first)
        numbers.append(entry)
    return pikepdf.Dictionary(Nums=numbers)


def _mark_accessible(pdf: pikepdf.Pdf) -> None:
    """Write `pdfuaid:part` into the XMP that WeasyPrint made for PDF/A."""
    packet = pdf.Root.Metadata.read_bytes()
    if UA.encode() in packet:
        return
    before, end, after = packet.rpartition(END_OF_RDF)
    joined = before + EXTENSION.encode() + end + after
    stream = pdf.make_stream(joined)
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = stream
