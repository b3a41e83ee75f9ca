"""Everything that a Word file may hold: each thing is in the text, told of beside it, or counted as left out."""

from __future__ import annotations

import zipfile
from io import BytesIO

from documents.docx.test_reading import NUMBERING, SPACES, by, file, p, r
from paraph.documents.docx.reading import read
from paraph.documents.manuscript import Aside, Change, paragraphs_of
from paraph.documents.shaping import draft_of
from paraph.documents.tongues import Way, layout_of
from paraph.text.provision import Kind


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(f'<w:tc>{each}</w:tc>' for each in cells)}</w:tr>"


def with_part(data: bytes, name: str, part: str) -> bytes:
    """A Word file with one more part."""
    held = BytesIO(data)
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr(name, part)
    return held.getvalue()


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def texts(data: bytes, authors: tuple[str, ...] = ()) -> list[str]:
    return [each.text for each in paragraphs_of(read(data), authors)]


NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
FOOTNOTES = f"""<w:footnotes {SPACES}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>
<w:footnote w:id="2">{p(r("As in force"), by("US", "ins", r(" today")), r("."))}</w:footnote>
<w:footnote w:id="3">{p(r("Of both."))}</w:footnote></w:footnotes>"""


def test_a_footnote_stands_after_its_paragraph_and_has_its_own_changes() -> None:
    body = (
        p(r("1. The rate"), NOTE.format(2), r(" shall hold:")) + p(r("(a) now;"), NOTE.format(3)) + p(r("(b) later."))
    )
    found = read(file(body, footnotes=FOOTNOTES))
    assert found.authors == ["US"]
    assert found.counts["footnotes"] == 2
    shown = [(each.kind, each.depth, each.number, each.text) for each in draft_of(found, {"US"}, "en").provisions]
    assert shown == [
        (Kind.PARAGRAPH, 0, "1.", "The rate shall hold:"), (Kind.FOOTNOTE, 1, "1", "As in force today."),
        (Kind.POINT, 1, "(a)", "now;"), (Kind.FOOTNOTE, 2, "2", "Of both."), (Kind.POINT, 1, "(b)", "later."),
    ]  # fmt: skip
    assert draft_of(found, (), "en").provisions[1].text == "As in force."


def test_each_side_counts_without_the_insertions_of_others() -> None:
    def at(words: str, mark: str = "") -> str:
        list_ = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>'
        return p(by("US", "ins", r(words)) if mark else r(words), properties=f"{list_}<w:rPr>{mark}</w:rPr>")

    body = at("Aims") + at("Digital trade", by("US", "ins", "")) + at("Fees")
    found = read(file(body, numbering=NUMBERING))
    labels = {side: [each.of.label for each in paragraphs_of(found, side)] for side in (("US",), ())}
    assert labels == {("US",): ["Article 1.1", "Article 1.2", "Article 1.3"], (): ["Article 1.1", "Article 1.2"]}


def test_a_paragraph_was_headed_otherwise_before_a_change() -> None:
    was = '<w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="7"/></w:numPr></w:pPr>'
    change = f'<w:pPrChange w:author="US">{was}</w:pPrChange>'
    body = p(r("Fees"), properties=f'<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>{change}')
    found = read(file(body, numbering=NUMBERING))
    assert [[each.of.label for each in paragraphs_of(found, side)] for side in ((), ("US",))] == [
        ["(a)"],
        ["Article 1.1"],
    ]
    assert found.counts["formatting changes"] == 1
    assert found.authors == ["US"]


def test_a_row_that_was_added_belongs_to_who_added_it() -> None:
    body = table(row(p(r("0101")), p(r("Horses"))), row(p(r("0102")), p(r("Cattle")), properties=by("VN", "ins", "")))
    found = read(file(body))
    assert [each.text for each in draft_of(found, (), "en").provisions] == ["0101\tHorses"]
    assert [each.text for each in draft_of(found, {"VN"}, "en").provisions] == ["0101\tHorses", "0102\tCattle"]


STYLES = f"""<w:styles {SPACES}><w:style w:type="character" w:styleId="Quiet"><w:name w:val="Quiet"/>
<w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/>
<w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Blue"><w:name w:val="heading 1"/>
<w:rPr><w:color w:val="2F5496"/></w:rPr></w:style>
</w:styles>"""


def test_what_is_hidden_in_whatever_way_is_told_of_and_left_out() -> None:
    white, shade = '<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="0B5394"/>'
    body = "".join((
        p(r("Seen"), r(" by style", '<w:rStyle w:val="Quiet"/>'), r(" white", white), r(" shaded", white + shade)),
        p(r("A whole paragraph"), properties='<w:pStyle w:val="Gone"/>'),
        p(r("Aims"), properties='<w:pStyle w:val="Blue"/>'),
    ))  # fmt: skip
    found = read(file(body, styles=STYLES))
    assert [each.text for each in paragraphs_of(found, ())] == ["Seen shaded", "", "Aims"]
    told = [each.text for each in found.asides if each.aside is Aside.HIDDEN]
    assert told == [" by style white", "A whole paragraph"]
    assert found.counts["hidden characters"] == len("".join(told))
    assert {part.color for each in found.paragraphs for part in each.stretches} == {"", "0B5394"}, (
        "a heading's blue is no sign"
    )


def test_parts_beside_the_text_are_told_of() -> None:
    core = '<a xmlns:dc="x"><dc:creator>J. Doe</dc:creator><dc:empty/></a>'
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + r("Click here") + "</w:sdtContent></w:sdt>"
    simple = '<w:fldSimple w:instr=" DATE ">' + r("22 May") + "</w:fldSimple>"
    math = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:t>a+b</m:t></m:oMath>'
    data = file(
        p(prompt, r(" on "), simple, math), header1=f"<w:hdr {SPACES}>{p(r('Secret draft'))}</w:hdr>", theme="<a/>"
    )
    found = read(with_part(data, "docProps/core.xml", core))
    assert ("Secret draft", "header1.xml") in [(each.text, each.detail) for each in found.asides]
    assert {(each.aside, each.text, each.detail) for each in found.asides} >= {
        (Aside.METADATA, "J. Doe", "creator"),
        (Aside.PLACEHOLDER, "Click here", ""), (Aside.FIELD, "22 May", "DATE"), (Aside.UNREAD, "a+b", "formulas"),
    }  # fmt: skip
    assert found.skipped == ("word/theme.xml",)
    assert "word/header1.xml" in found.read
    assert found.left_out == {"formulas": 1}


def test_a_comment_across_paragraphs_knows_where_it_begins_and_whether_it_is_done() -> None:
    comments = f"""<w:comments {SPACES}><w:comment w:id="4" w:author="Lan" w:initials="LN" w:date="yesterday">
<w:p w14:paraId="A1"><w:r><w:t>Vì sao?</w:t></w:r></w:p></w:comment></w:comments>"""
    extended = f'<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="A1" w15:done="1"/></w15:commentsEx>'
    body = (
        p(r("One."))
        + '<w:commentRangeStart w:id="4"/>'
        + p(r("Two."))
        + p(r("Three."))
        + '<w:commentRangeEnd w:id="4"/>'
    )
    found = read(file(body, comments=comments, commentsExtended=extended))
    (comment,) = found.comments
    assert (comment.paragraph, comment.about, comment.initials, comment.settled) == (1, "Two.Three.", "LN", True)
    assert comment.date == ""
    assert not found.left_out


ENGLISH = ("Article 1. Aims", "1. Each Party shall publish its fees.", "(a) fish;", "(b) tea.")
VIETNAMESE = ("Điều 1. Mục tiêu", "1. Mỗi Bên phải công bố các loại phí của mình.", "(a) cá;", "(b) chè.")


def test_two_languages_among_one_another_come_apart() -> None:
    pairs = zip(ENGLISH, VIETNAMESE, strict=True)
    found = read(file("".join(p(r(one)) + p(r(f"- {other}")) for one, other in pairs)))
    assert layout_of(found, "en").way is Way.AMONG
    assert layout_of(found, "en").dashed
    for language, lines in (("en", ENGLISH), ("vi", VIETNAMESE)):
        assert [each.lead.lstrip("# ") + each.text for each in draft_of(found, (), language).provisions] == [*lines]


def test_numbers_in_a_column_of_their_own_number_both_languages() -> None:
    body = table(
        row(p(r("No.")), p(r("English")), p(r("Tiếng Việt"))),
        row(p(r("Article 1")), p(r("Aims of the Agreement")), p(r("Mục tiêu của Hiệp định"))),
        row(p(r("1.")), p(r("Each Party shall publish fees.")), p(r("Mỗi Bên phải công bố các loại phí."))),
    ) + table(row(p(r("0101")), p(r("Horses"))))  # fmt: skip
    found = read(file(body))
    assert [each.number for each in draft_of(found, (), "en").provisions] == ["Article 1", "1.", ""]
    assert [(each.number, each.text) for each in draft_of(found, (), "vi").provisions] == [
        ("Article 1", "Mục tiêu của Hiệp định"), ("1.", "Mỗi Bên phải công bố các loại phí."),
    ]  # fmt: skip


def test_moves_are_counted_on_both_sides() -> None:
    body = p(by("US", "moveFrom", r("Moved.", tag="delText"))) + p(by("US", "moveTo", r("Moved.")))
    found = read(file(body))
    assert (found.counts[Change.MOVED_AWAY], found.counts[Change.MOVED_HERE]) == (1, 1)
    assert texts(file(body)) == ["Moved.", ""]
    assert texts(file(body), ("US",)) == ["", "Moved."]
