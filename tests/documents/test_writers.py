"""Papers as files: the same paper the same bytes, what was put in comes out, and no text acts as anything else."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from paraph.documents import plain
from paraph.documents.blocks import Block, table
from paraph.documents.csv import DANGEROUS
from paraph.documents.ics import Event
from paraph.documents.paper import (
    CalendarPaper,
    Comment,
    Line,
    Page,
    Paper,
    Record,
    RedlinePaper,
    ReportPaper,
    TablePaper,
    TextPaper,
)
from paraph.documents.writers import FORMATS, formats_of, write
from paraph.errors import CannotBeShown, UnknownSubject
from paraph.text.brackets import Alternative, Bracket, project, show
from paraph.text.provision import Draft, Kind, Provision

PAGE = Page("Agreement", "After round 2", "Without prejudice", "Record 12ab")
LETTERS = "Đường ưỡn ẫu ỹ ễ ợ Ằ Ữ Ỡ ặ ị ủ ỵ Ẩ"
BRACKET = Bracket((Alternative(("US",), ("shall",)), Alternative(("VN",), ("may",))))
NGOAC = Bracket((Alternative(("US",), ("phải",)), Alternative(("VN",), ("có thể",))))


def text(**more: Any) -> TextPaper:
    def lines(article: str, heading: str, first: tuple[Any, ...], second: str) -> list[Line]:
        return [
            Line("a2.3", "", Kind.ARTICLE, 0, article, (heading,)),
            Line("a2.3-1", "a2.3", Kind.PARAGRAPH, 1, "1.", first),
            Line("a2.3-1-a", "a2.3-1", Kind.POINT, 2, "(a)", (second,)),
        ]

    sides = {
        "en": lines("Article 2.3", "Duties", ("Each Party ", BRACKET, " act."), "=SUM(A1) <b>& #let x</b>"),
        "vi": lines("Điều 2.3", "Thuế", ("Mỗi Bên ", NGOAC, " hành động."), LETTERS),
    }
    record = Record("ab" * 32, {"en": "Trade"}, "2025-05-22T20:00:00Z", {"US": "12" * 32})
    said = [Comment("a2.3-1", "Viet Nam", "VN", "2025-05-22T20:00:00Z", "Position reserved.")]
    names = {"en": "English", "vi": "Tiếng Việt"}
    return replace(
        TextPaper(PAGE, "text", sides, names, {"US": "United States", "VN": "Việt Nam"}, said, record), **more
    )


def one(paper: TextPaper, language: str) -> TextPaper:
    return replace(paper, lines={language: paper.lines[language]})


def papers() -> list[Paper]:
    blocks = [
        Block("title", "Outcome"),
        Block("heading", "Agreed"),
        Block("item", LETTERS),
        table(("A", "B"), ("1", "@2")),
    ]
    sides = {"en": blocks, "vi": blocks}
    drafts = [
        Draft("en", (Provision("a", Kind.PARAGRAPH, 0, "1.", f"Each Party {word} act."),)) for word in ("may", "shall")
    ]
    from datetime import UTC, date, datetime

    event = Event("r@x", "-Round 2", date(2025, 5, 19), date(2025, 5, 23), datetime(2025, 5, 8, tzinfo=UTC), 1)
    return [
        text(),
        ReportPaper(PAGE, "outcome", sides, data={"a": 1}),
        TablePaper(PAGE, "state", sides, data=[], table=[("name", "words"), ("=1", "\tx")]),
        RedlinePaper(PAGE, "redline", drafts[0], drafts[1], "Viet Nam", "2025-05-22T20:00:00Z"),
        CalendarPaper(PAGE, "calendar", [event]),
    ]


@pytest.mark.parametrize("paper", papers(), ids=lambda each: type(each).__name__)
def test_the_same_paper_gives_the_same_bytes_in_every_format(paper: Paper) -> None:
    for form in formats_of(type(paper)):
        made = write(paper, form)
        assert made == write(paper, form), form
        assert made, form
    with pytest.raises(UnknownSubject):
        write(paper, "exe")


def pages(made: bytes) -> str:
    read = pypdfium2.PdfDocument(made)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in read).split())


def test_a_pdf_says_what_was_put_in_and_is_tagged() -> None:
    for language, page in (("en", "Page 1 of 1"), ("vi", "")):
        made = write(replace(one(text(), language), page=replace(PAGE, language=language)), "pdf")
        said = pages(made)
        for line in text().lines[language]:
            assert f"{line.label} {show(line.runs)}" in said
        assert all(
            each in said
            for each in ("Without prejudice", "Record 12ab", page, "Position reserved." * (language == "en"))
        )
        assert unicodedata.is_normalized("NFC", said)
        assert b"/MarkInfo" in made
        assert b"pdfuaid" in made
        metadata = pypdfium2.PdfDocument(made).get_metadata_dict()
        assert {key for key, value in metadata.items() if value} == {"Title", "Creator"}
    both = pages(write(text(), "pdf"))
    assert both.index("Duties") < both.index("Thuế") < both.index("Each Party")


def test_a_character_that_no_font_has_is_refused_by_name_and_nothing_else_is() -> None:
    line = Line("a", "", Kind.PARAGRAPH, 0, "1.", ("Giá 中",))
    with pytest.raises(CannotBeShown) as caught:
        write(TextPaper(PAGE, "text", {"vi": [line]}), "pdf")
    assert caught.value.data["character"] == "中"


VIETNAMESE = (
    "".join(
        unicodedata.normalize("NFC", base + mark + tone)
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for mark in [""]
        for tone in ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    )
    + "đĐ"
)


def test_every_vietnamese_letter_stands_on_the_page() -> None:
    line = Line("a", "", Kind.PARAGRAPH, 0, "", (" ".join(VIETNAMESE),))
    assert " ".join(VIETNAMESE) in pages(write(TextPaper(PAGE, "text", {"vi": [line]}), "pdf"))


def test_html_stands_alone_runs_nothing_and_escapes_every_text() -> None:
    made = write(text(), "html").decode()
    assert not re.search(r"<script|<link|<img|src=|url\(|https?:", made)
    assert "default-src 'none'" in made
    assert "=SUM(A1) &lt;b&gt;&amp; #let x&lt;/b&gt;" in made
    for line in text().lines["vi"]:
        for run in line.runs:
            assert not isinstance(run, str) or run in made
    assert made.count("<h1") == 1
    assert '<a id="to-1" href="#note-1">' in made
    assert '<li id="note-1">Viet Nam: Position reserved.' in made


@given(st.lists(st.lists(st.text(min_size=1, max_size=8), min_size=2, max_size=2), max_size=4))
@settings(deadline=None)
def test_no_cell_is_worked_out_and_no_word_is_lost(rows: list[list[str]]) -> None:
    from paraph.documents.csv import table as written

    read = list(csv.reader(io.StringIO(written(rows).decode("utf-8-sig"), newline="")))
    for cells, asked in zip(read, rows, strict=True):
        for cell, put in zip(cells, asked, strict=True):
            assert not cell.startswith(DANGEROUS)
            assert cell in (put, "'" + put)


def test_markdown_is_read_again_as_it_was() -> None:
    made = write(one(text(), "en"), "md").decode()
    assert [(each.number, each.text) for each in plain.read(made).provisions] == [
        ("Article 2.3", "Duties"), ("1.", "Each Party [US: shall][VN: may] act."), ("(a)", "=SUM(A1) <b>& #let x</b>"),
    ]  # fmt: skip


def test_json_has_text_comments_and_record() -> None:
    found = json.loads(write(text(), "json"))
    assert found["provisions"][1]["text"] == {
        "en": "Each Party [US: shall][VN: may] act.", "vi": "Mỗi Bên [US: phải][VN: có thể] hành động.",
    }  # fmt: skip
    assert found["record"]["heads"] == {"US": "12" * 32}
    assert found["comments"][0]["words"] == "Position reserved."


# For translators

_XML = "{http://www.w3.org/XML/1998/namespace}"


def test_a_translation_memory_has_each_pair_of_wordings_with_whose_it_is() -> None:
    root = etree.fromstring(write(text(), "tmx"))
    assert root.get("version") == "1.4"
    assert set(root.find("header").attrib) == {  # type: ignore[union-attr]
        "creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype",
    }  # fmt: skip
    found = {
        tuple(each.text for each in unit.iter("seg")): [each.text for each in unit.iter("prop")]
        for unit in root.iter("tu")
    }
    assert found["Duties", "Thuế"] == []
    for party in ("US", "VN"):
        pair = tuple(project(text().lines[language][1].runs, party) for language in ("en", "vi"))
        assert found[pair] == [party]
    assert [each.get(f"{_XML}lang") for each in root.iter("tuv")][:2] == ["en", "vi"]


def test_a_translation_job_keeps_brackets_as_codes_with_the_same_numbers() -> None:
    space = "{urn:oasis:names:tc:xliff:document:2.0}"
    root = etree.fromstring(write(text(), "xliff"))
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "en", "vi")
    unit = next(each for each in root.iter(f"{space}unit") if each.get("id") == "a2.3-1")
    said = {}
    for side in ("source", "target"):
        found = next(unit.iter(space + side))
        said[side] = [(each.get("id"), each.get("dispStart"), each.text) for each in found.iter(f"{space}pc")]
        assert "".join(found.itertext()).startswith({"source": "Each Party shall", "target": "Mỗi Bên phải"}[side])
    assert said["source"] == [("1", "[US: ", "shall"), ("2", "[VN: ", "may")]
    assert [each[:2] for each in said["target"]] == [each[:2] for each in said["source"]]
    alone = etree.fromstring(write(one(text(), "en"), "xliff"))
    assert alone.get("trgLang") is None
    assert not list(alone.iter(f"{space}target"))


# Akoma Ntoso

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
SCHEMA = Path(__file__).parent / "schemas" / "akomantoso30.xsd"


def test_akoma_ntoso_has_the_tree_the_words_and_whose_they_are() -> None:
    root = etree.fromstring(write(one(text(), "en"), "akn"))
    article = root.find(f".//{AKN}article")
    assert article is not None
    assert (article.get("eId"), article.get("wId")) == ("art_2.3", "a2.3")
    point = article.find(f"{AKN}paragraph/{AKN}point")
    assert point is not None
    assert point.get("eId") == "art_2.3__para_1__point_a"
    intro = article.find(f"{AKN}paragraph/{AKN}intro/{AKN}p")
    assert intro is not None
    assert "".join(intro.itertext()).startswith("Each Party [US: shall][VN: may] act.")
    owners = [each.get("refersTo") for each in intro.iter(f"{AKN}inline")]
    assert owners == ["#US", "#VN"]
    known = {f"#{each.get('eId')}" for each in root.iter(f"{AKN}TLCOrganization")}
    assert known.issuperset(owners)
    work, expression = (root.find(f".//{AKN}{each}/{AKN}FRBRuri") for each in ("FRBRWork", "FRBRExpression"))
    assert work is not None
    assert expression is not None
    assert expression.get("value") == f"{work.get('value')}/eng@2025-05-22"
    both = etree.fromstring(write(text(), "akn"))
    names = [each.get("eId") for each in both.iter() if each.get("eId")]
    assert len(names) == len(set(names))
    assert len(list(both.iter(f"{AKN}component"))) == 2


def test_akoma_ntoso_is_valid() -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    odd = Line("x", "", Kind.ANNEX, 0, "", ())
    strange = replace(text(), lines={"en": [odd, replace(odd, id="y", kind=Kind.FOOTNOTE)]})
    for paper in (text(), one(text(), "vi"), strange, replace(text(), lines={"en": []}, parties={}, record=None)):
        schema.assertValid(etree.fromstring(write(paper, "akn")))


def test_every_format_has_a_name_a_media_type_and_an_ending_of_its_own() -> None:
    assert len({each.ending for each in FORMATS.values()}) == len(FORMATS)
    assert all(each.title and "/" in each.media for each in FORMATS.values())
