"""Adds to a PDF what WeasyPrint leaves out: one XMP for PDF/A and PDF/UA, an orderly tree."""

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
END_OF_RDF = b"</rdf:RDF>"


def finish(pdf: pikepdf.Pdf) -> None:
    """Mark the PDF of a unit as PDF/UA."""
    _mark_accessible(pdf)


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
