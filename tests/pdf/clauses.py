"""Reads a PDF against clauses of ISO 19005-2 (PDF/A-2) and the Matterhorn Protocol (PDF/UA-1).

Here stands what a machine can check of a whole file and its pages; the tree and its ties are in
`loose_ends.py`, typefaces in `face_clauses.py`. A sound file gives no line.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

LONGEST_STRING, LONGEST_NAME, LARGEST = 32767, 127, 2**31 - 1  # ISO 19005-2, 6.1.13
DEEPEST = 28  # `q` within `q`
SMALLEST_PAGE, LARGEST_PAGE = 3, 14400
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # BCP 47: `ko`, `en-GB`
BLENDS = (
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight"
    " SoftLight Difference Exclusion Hue Saturation Color Luminosity"
)
OPERATORS = (
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k"
    " l m M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W"
    " W* y ' \""
)
INLINE = "INLINE IMAGE"  # what pikepdf makes of `BI … ID … EI`
PAINTING = {"b", "B", "b*", "B*", "f", "F", "f*", "s", "S", "sh", "Do", INLINE}
NAMED = {  # operators that name a resource
    "Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState", "sh": "/Shading", "cs": "/ColorSpace",
    "CS": "/ColorSpace",
}  # fmt: skip
DEVICE = {"/DeviceRGB", "/DeviceGray", "/Pattern"}
KINDS = (  # ISO 32000-1, 14.8.4
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H1 H2 H3 H4"
    " H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code"
    " Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form"
)
FORBIDDEN = ("/AA", "/OpenAction", "/AcroForm", "/OCProperties", "/Requirements", "/Perms")
PRINTED, UNSEEN = 4, 1 | 2 | 32  # flags of an annotation: Print; Invisible, Hidden, NoView
DAMAGE = re.compile("[\0\ufeff\ufffe\uffff\ue000-\uf8ff]")  # no characters of a text


def clauses(path: Path) -> list[str]:
    """All that a clause forbids, a line each."""
    with pikepdf.open(path) as pdf:
        return [
            *_file(path, pdf),
            *(line for found in pdf.objects for line in _limits(found)),
            *_catalog(pdf),
            *_colours(pdf),
            *(line for at, page in enumerate(pdf.pages) for line in _page(at + 1, page)),
            *(line for found in pdf.objects for line in _object(found)),
        ]


def _file(path: Path, pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.1.2 and 6.1.3: header, binary comment, end, identifier, no encryption."""
    content = path.read_bytes()
    first, second = content.splitlines()[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]", first):
        yield f"header {first!r}"
    if second[:1] != b"%" or sum(byte > 127 for byte in second[1:5]) != 4:
        yield "no binary comment"
    if not content.endswith((b"%%EOF", b"%%EOF\n", b"%%EOF\r\n")):
        yield "something stands behind the end"
    if "/Encrypt" in pdf.trailer or len(pdf.trailer.get("/ID", [])) != 2:
        yield "encrypted, or without an identifier"


def _limits(found: Any) -> Iterator[str]:
    """6.1.7, 6.1.8 and 6.1.13: filters, lengths of strings and names, sizes of numbers."""
    if isinstance(found, pikepdf.Stream):
        filters = found.get("/Filter", [])
        listed = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
        if {"/LZWDecode", "/Crypt"} & set(map(str, listed)) or "/F" in found:
            yield "a filter that is not allowed"
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        if any(len(key.encode()) - 1 > LONGEST_NAME for key in found.keys()):  # noqa: SIM118
            yield "a name is too long"
        inner = [value for _, value in found.items()]
    else:
        inner = list(found) if isinstance(found, pikepdf.Array) else []
    for value in inner:
        if isinstance(value, pikepdf.String) and len(bytes(value)) > LONGEST_STRING:
            yield "a string is too long"
        elif isinstance(value, int) and abs(value) > LARGEST:
            yield f"the number {value} is too large"
        elif isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _limits(value)


def _catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What starts something, is hidden or attached; what says that the file is tagged."""
    root = pdf.Root
    yield from (f"the catalog has {key}" for key in FORBIDDEN if key in root)
    names = root.get("/Names", pikepdf.Dictionary())
    yield from (f"names of {key}" for key in names.keys() if key != "/Dests")  # noqa: SIM118
    marked = root.get("/MarkInfo", pikepdf.Dictionary())
    if not marked.get("/Marked") or marked.get("/Suspects"):
        yield "not marked, or suspect"
    if not root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle"):
        yield "the title is not shown"
    if not LANGUAGE.fullmatch(str(root.get("/Lang", ""))):
        yield "no language"
    if "/RoleMap" in root.StructTreeRoot and len(root.StructTreeRoot.RoleMap):
        yield "kinds of elements are given other roles"
    yield from _metadata(pdf)


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.6 and Matterhorn 06: what the file says it is, and a title."""
    packet = pdf.Root.Metadata.read_bytes()
    if re.search(rb"<\?xpacket begin=[^?]*(?:bytes|encoding)=", packet):
        yield "the packet tells its bytes or its encoding"
    if "/Filter" in pdf.Root.Metadata:
        yield "the metadata are not plain"
    with pdf.open_metadata() as said:
        wanted = {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
        yield from (f"{key} is not {value}" for key, value in wanted.items() if said[key] != value)
        if not said.get("dc:title"):
            yield "no title"
    if b"pdfaExtension:schemas" not in packet:
        yield "pdfuaid is not described"


def _colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.2.3: one intent, with a profile for three inks of light."""
    intents = [each for each in pdf.Root.get("/OutputIntents", []) if each.S == "/GTS_PDFA1"]
    if len(intents) != 1:
        yield f"{len(intents)} output intents"
        return
    profile = intents[0].DestOutputProfile
    content = profile.read_bytes()
    sound = content[36:40] == b"acsp" and content[16:20] == b"RGB " and content[8] <= 4
    if int(profile.N) != 3 or not sound:
        yield "the profile is not one of RGB"


def _page(number: int, page: pikepdf.Page) -> Iterator[str]:
    """Size, marks and resources of a page; what its annotations do."""
    width, height = (float(page.mediabox[at + 2]) - float(page.mediabox[at]) for at in (0, 1))
    if not all(SMALLEST_PAGE <= side <= LARGEST_PAGE for side in (width, height)):
        yield f"page {number}: {width} by {height} points"
    yield from (f"page {number}: {line}" for line in _content(page.obj, page.resources, True))
    for found in page.get("/Annots", []):
        flags = int(found.get("/F", 0))
        if found.Subtype != "/Link" or "/AA" in found or "/AP" in found:
            yield f"page {number}: an annotation that is no link"
        if not flags & PRINTED or flags & UNSEEN:
            yield f"page {number}: a link is not printed"
        if "/A" in found and found.A.S not in ("/URI", "/GoTo"):
            yield f"page {number}: a link does {found.A.S}"


def _content(stream: Any, resources: Any, is_page: bool) -> Iterator[str]:
    """6.2.2 and Matterhorn 01: known operators, own resources; all ink in exactly one mark."""
    depth, marks = 0, []
    for operands, operator in pikepdf.parse_content_stream(stream):
        name = str(operator)
        depth += (name == "q") - (name == "Q")
        if name not in (*OPERATORS.split(), INLINE) or depth > DEEPEST or depth < 0:
            yield f"{name} {depth} deep"
        if name in ("k", "K"):
            yield "a colour of four inks"
        if group := NAMED.get(name):
            asked = str(operands[0])
            own = resources.get(group, pikepdf.Dictionary()) if resources else {}
            if asked not in own and asked not in DEVICE:
                yield f"{name} names {asked}, which is not there"
        if name in ("BDC", "BMC"):
            kind = str(operands[0])
            if (
                marks
                and "/Artifact" in (kind, marks[-1])
                and (kind, marks[-1]) != ("/Artifact",) * 2
            ):
                yield f"{kind} within {marks[-1]}"
            marks.append(kind)
        elif name == "EMC":
            marks.pop()
        elif name in PAINTING and is_page and not marks:
            yield f"{name} outside of every mark"
    if depth or marks:
        yield f"ends {depth} deep, in {marks}"


def _object(found: Any) -> Iterator[str]:
    """6.2.5, 6.2.8, 6.2.9: pictures, forms, states; elements of the tree."""
    if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image":
        if found.get("/Interpolate") or "/Alternates" in found or "/OPI" in found:
            yield "a picture with more than its pixels"
        if str(found.get("/ColorSpace", "")).startswith("/DeviceCMYK"):
            yield "a picture of four inks"
    elif isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Form":
        if {"/Ref", "/PS", "/OPI", "/Subtype2"} & set(found.keys()):
            yield "a form that leads out of the file"
        yield from (f"a form: {line}" for line in _content(found, found.get("/Resources"), False))
    elif isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/ExtGState":
        if {"/TR", "/HTP", "/HTO"} & set(found.keys()):
            yield "a state with functions of a device"
        if str(found.get("/BM", "/Normal"))[1:] not in BLENDS.split():
            yield f"blends by {found.BM}"
    elif isinstance(found, pikepdf.Dictionary) and found.get("/Type") == "/StructElem":
        yield from _element(found)


def _element(found: Any) -> Iterator[str]:
    if str(found.S)[1:] not in KINDS.split():
        yield f"no element is a {found.S}"
    if "/Lang" in found and not LANGUAGE.fullmatch(str(found.Lang)):
        yield f"no language is {found.Lang}"
    for key in ("/Alt", "/ActualText", "/E"):
        if DAMAGE.search(str(found.get(key, ""))):
            yield f"{key} with what is no character"
