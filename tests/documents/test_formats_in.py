"""Drafts in other formats than Word's, read by a process that can do nothing else."""

from __future__ import annotations

import pytest

from paraph.documents import draft_of, whole
from paraph.documents.intake import Intake, Rules
from paraph.documents.manuscript import Aside
from paraph.documents.receiving import receive, receive_whole
from paraph.errors import UnreadableFile
from paraph.text.provision import Kind

AKN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="agreement">
<meta><identification>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
<preface><p>Draft of May</p></preface><mainBody>
<chapter eId="c2"><num>Chapter 2</num><heading>Tariffs</heading>
<article eId="a1"><num>Article 2.1</num><heading>Fees</heading>
<paragraph><num>1.</num><intro><p>Each Party <del refersTo="#US">shall</del><ins refersTo="#US">may</ins>
publish<authorialNote marker="1"><p>As in force.</p></authorialNote>:</p></intro>
<point><num>(a)</num><content><p>fees;</p></content></point></paragraph></article></chapter></mainBody></doc></akomaNtoso>"""
HTML = """<!doctype html><html lang="en"><head><title>Draft</title></head><body>
<script>alert(1)</script>
<header>Page head</header><h1>Draft</h1><h2>Article 1. Fees</h2><!-- not for the others -->
<p>1. Each Party <ins data-author="Doe" datetime="2025-05-20">and no other </ins>shall publish
<span style="display: none">secretly </span>[<span style="color:#0B5394">all</span>] fees
<sup><a href="#n1">1</a></sup>.</p>
<ol type="a"><li>one;</li><li>two.</li></ol><table><tr><td>0101</td><td>Horses</td></tr></table>
<img src="http://example.org/x.png"><p id="n1">As in force.</p></body></html>"""


def shown(data: bytes, name: str, authors: tuple[str, ...] = ()) -> list[tuple[Kind, str, str]]:
    return [(each.kind, each.number, each.text) for each in draft_of(whole(name, data), authors, "en").provisions]


def test_akoma_ntoso_keeps_hierarchy_changes_and_notes() -> None:
    assert shown(AKN.encode(), "a.xml", ("US",)) == [
        (Kind.CHAPTER, "Chapter 2", "Tariffs"), (Kind.ARTICLE, "Article 2.1", "Fees"),
        (Kind.PARAGRAPH, "1.", "Each Party may publish:"), (Kind.FOOTNOTE, "1", "As in force."),
        (Kind.POINT, "(a)", "fees;"),
    ]  # fmt: skip
    assert shown(AKN.encode(), "a.xml")[2][2] == "Each Party shall publish:"
    found = receive_whole("a.xml", AKN.encode())
    assert found.language == "en"
    assert [each.text for each in found.asides if each.detail == "preface"] == ["Draft of May"]


def test_html_keeps_blocks_changes_colours_notes_and_tells_what_is_hidden() -> None:
    found = receive_whole("a.html", HTML.encode())
    assert found.authors == ["Doe"]
    intake = Intake(found, ("US", "VN"), "en", Rules({"Doe": "US"}, {"0B5394": "VN"}))
    texts = {
        party: [f"{p.number} {p.text}".strip() for p in intake.side(party).drafts["en"].provisions]
        for party in ("US", "VN")
    }
    assert texts["VN"] == [
        "Article 1 Fees", "1. Each Party shall publish all fees .", "1 As in force.", "a. one;", "b. two.",
        "0101\tHorses",
    ]  # fmt: skip
    assert texts["US"][1] == "1. Each Party and no other shall publish fees ."
    told = {(each.aside, each.text) for each in found.asides}
    assert told >= {(Aside.HIDDEN, "secretly"), (Aside.UNREAD, "not for the others"), (Aside.HEADER, "Page head")}
    assert found.left_out == {"pictures": 1, "script": 1}
    assert not any("alert" in each.text for each in found.paragraphs)


LINES = (
    "Agreement on Reciprocal Trade", "Article 1. Fees", "1. Each Party shall publish all of its fees and charges on",
    "a site that is open to everybody.", "2. No Party may change them without notice.", "(a) This holds for tea.",
)  # fmt: skip


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF with these lines on its pages, each under the same head and above its number."""
    import typst

    bodies = ["\\\n".join(line.replace("(", "\\(") for line in lines) for lines in pages]
    page = "width: 14cm, height: 12cm, header: [Without prejudice], footer: context [#counter(page).display()]"
    source = f"#set page({page})\n#set text(size: 9pt)\n" + "\n#pagebreak()\n".join(bodies)
    return typst.compile(source.encode())  # type: ignore[return-value]


def test_a_pdf_with_text_is_read_as_well_as_can_be_and_says_so() -> None:
    pytest.importorskip("typst")
    found = receive_whole(
        "a.pdf", pdf(LINES, ("3. Fees are low.", "(b) So is tea."), ("4. It holds.", "(c) It is so."))
    )
    texts = [each.text for each in found.paragraphs]
    assert "1. Each Party shall publish all of its fees and charges on a site that is open to everybody." in texts
    assert "(a) This holds for tea." in texts
    assert found.counts["pages"] == 3
    assert found.wanting
    assert {each.text for each in found.asides} >= {"Without prejudice"}
    assert not any("prejudice" in each for each in texts)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7 broken"),
        ("a.pdf", b""),
        ("a.html", b""),
        ("a.html", b"<div>" * 5000),
        ("a.html", b"\xff\xfe<html>"),
        ("a.xml", b"<akomaNtoso><a></akomaNtoso>"),
        ("a.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><akomaNtoso>&a;</akomaNtoso>'),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(name: str, data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        receive_whole(name, data)


def test_an_empty_pdf_page_is_no_text() -> None:
    pytest.importorskip("typst")
    with pytest.raises(UnreadableFile, match="scan"):
        receive("a.pdf", pdf(("",), ("",)))
