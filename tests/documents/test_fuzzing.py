"""Readers meet what no program would write: they answer with a draft or a refusal, and with nothing else."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.corpus import WORDS, body, paragraph, word
from documents.docx.test_docx import BY, PAGE, RUNS
from paraph import documents
from paraph.documents.docx import Line, consolidated
from paraph.documents.docx.redline import redlined
from paraph.errors import InputRefused
from paraph.text.provision import Draft, Kind

FUZZ = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
SEEDS = (
    consolidated({"en": [Line("b", "", Kind.PARAGRAPH, 1, "1.", RUNS)]}, ("US", "VN"), PAGE),
    redlined(Draft("en", ()), Draft("en", ()), PAGE, BY),
    word(),
)
TREATY = (
    '<treaty><meta><language>en</language></meta><body><chapter number="1">'
    f"<article>1. {WORDS}</article></chapter></body></treaty>"
).encode()


def read(path: str, data: bytes) -> None:
    """Read in every way that there is. What is no draft must be a refusal."""
    for way in (documents.read, documents.whole):
        with suppress(InputRefused):
            way(path, data, "en")


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Bytes changed, cut out, doubled."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        place, length = draw(st.integers(0, len(data))), draw(st.integers(0, 40))
        kind = draw(st.sampled_from(("change", "cut", "double", "put in")))
        piece = bytes(data[place : place + length])
        junk = draw(st.binary(max_size=40))
        data[place : place + length] = {"change": junk[:4], "cut": b"", "double": piece * 2, "put in": junk + piece}[
            kind
        ]
    return bytes(data)


@given(st.sampled_from(SEEDS).flatmap(damaged))
@FUZZ
def test_damaged_word_files(data: bytes) -> None:
    read("a.docx", data)


NAMES = (
    "p", "r", "t", "delText", "br", "tab", "tbl", "tr", "tc", "sdt", "sdtContent", "sdtPr", "ins", "del",
    "moveFrom", "moveTo", "pPr", "rPr", "numPr", "ilvl", "numId", "pStyle", "outlineLvl", "fldChar",
    "instrText", "fldSimple", "hyperlink", "footnoteReference", "commentRangeStart", "commentRangeEnd",
    "commentReference", "pPrChange", "vanish", "color", "highlight", "lang", "drawing", "txbxContent",
    "gridSpan", "trPr", "tcPr", "sym", "bookmarkStart", "smartTag", "altChunk", "sectPr", "abstractNum", "num",
    "lvl", "lvlText", "numFmt", "start", "lvlOverride", "startOverride", "abstractNumId", "style", "name",
    "basedOn", "comment", "footnote",
)  # fmt: skip
ATTRIBUTES = (
    "val",
    "id",
    "author",
    "date",
    "styleId",
    "abstractNumId",
    "numId",
    "ilvl",
    "type",
    "fldCharType",
    "instr",
    "font",
)
ODD = ("", "0", "1", "-1", "9" * 30, "x", "begin", "separate", "end", "A", "%1", "%9.", "none", "US", "\u00e9")
VALUES = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=6)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> str:
    """An element with a known name in any place, and attributes with any value."""
    name = draw(st.sampled_from(NAMES))
    said = draw(st.sets(st.sampled_from(ATTRIBUTES), max_size=3))
    held = "".join(f' w:{each}="{_escaped(draw(VALUES))}"' for each in sorted(said))
    inner = _escaped(draw(VALUES)) if draw(st.booleans()) else ""
    if depth:
        inner += "".join(draw(trees(depth - 1)) for _ in range(draw(st.integers(0, 3))))
    return f"<w:{name}{held}>{inner}</w:{name}>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def as_part(root: str, inner: str) -> bytes:
    return body("").replace(b"<w:body></w:body>", inner.encode()).replace(b"w:document", f"w:{root}".encode())


@given(st.lists(trees(), min_size=1, max_size=4).map("".join))
@FUZZ
def test_any_elements_in_any_order(inner: str) -> None:
    read("a.docx", word(inner + paragraph(WORDS)))


@given(st.sampled_from(("numbering", "styles", "comments", "footnotes")), st.lists(trees(), max_size=4).map("".join))
@FUZZ
def test_any_elements_in_the_other_parts(name: str, inner: str) -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    text = paragraph(WORDS, f'<w:pPr><w:pStyle w:val="A"/>{number}</w:pPr>')
    read("a.docx", word(text, **{f"word__{name}_xml": as_part(name, inner)}))


@given(damaged(TREATY))
@FUZZ
def test_damaged_treaties(data: bytes) -> None:
    read("a.xml", data)


PIECES = (
    "Article 1", "Điều 2. ", "CHƯƠNG", "1.", "(a) ", "3 bis", "[", "]", "[US: ", "{", "}", "#", "\n", "\n\n", " ",
    "\t", "\f", "\r\n", "shall", "Option 1:", "…", "|", "- ", "> ", "```", "[^1]", "&amp;", "<b>",
)  # fmt: skip


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@given(text=st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join))
@FUZZ
def test_any_text(path: str, text: str) -> None:
    read(path, text.encode("utf-8", "surrogatepass"))
