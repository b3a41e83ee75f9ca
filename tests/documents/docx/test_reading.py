"""Word files of others: what is shown, who changed it, what was remarked; what would hurt or hide is refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings

from documents.docx.test_docx import BY, PAGE, drafts, shown
from paraph import documents
from paraph.documents.docx import Line, consolidated
from paraph.documents.docx.reading import read
from paraph.documents.docx.redline import redlined
from paraph.documents.manuscript import Aside, Change, paragraphs_of
from paraph.documents.receiving import receive
from paraph.documents.shaping import draft_of
from paraph.documents.tongues import layout_of
from paraph.errors import TextRefused, UnreadableFile
from paraph.text.provision import Draft, Kind

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def file(body: str, **parts: str) -> bytes:
    """A Word file with this body; ``parts`` by name of their file under word/, with dots as two underscores."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(f"word/{name.replace('__', '/')}.xml", text)
    return held.getvalue()


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def by(author: str, tag: str, inner: str) -> str:
    return f'<w:{tag} w:id="1" w:author="{author}" w:date="2025-05-20T10:00:00Z">{inner}</w:{tag}>'


@given(drafts(), drafts())
@settings(deadline=None, max_examples=40)
def test_our_own_redlines_are_read_back(old: Draft, new: Draft) -> None:
    found = read(redlined(old, new, PAGE, BY))
    for authors, draft in ((set(), old), ({BY.author}, new)):
        own = [(each.of.label, each.text) for each in paragraphs_of(found, authors) if not each.of.front]
        numbers = [text for _, text in own]
        assert numbers == [text for _, text in shown(draft)]
    assert not found.left_out


def test_whose_changes_are_made_is_a_question_and_not_a_guess() -> None:
    body = p(
        r("Each Party "),
        by("US", "del", r("may", tag="delText")),
        by("US", "ins", r("shall ") + by("VN", "del", r("promptly ", tag="delText"))),
        by("VN", "ins", r("endeavour to ")),
        r("act."),
    )
    found = read(file(body))
    assert found.authors == ["US", "VN"]
    said = {name: draft_of(found, authors, "en").provisions[0].text for name, authors in {
        "before": (), "US": ("US",), "VN": ("VN",), "all": ("US", "VN")}.items()}  # fmt: skip
    assert said == {
        "before": "Each Party mayact.",
        "US": "Each Party shall promptly act.",
        "VN": "Each Party mayendeavour to act.",
        "all": "Each Party shall endeavour to act.",
    }
    assert found.counts[Change.INSERTED] == found.counts[Change.DELETED] == 2
    with pytest.raises(UnreadableFile, match="US, VN"):
        documents.read("a.docx", file(body))


def test_a_paragraph_cut_in_two_and_two_made_one() -> None:
    body = p(r("One."), properties=f"<w:rPr>{by('US', 'ins', '')}</w:rPr>") + p(r(" Two.")) + p(
        r("Three."), properties=f"<w:rPr>{by('US', 'del', '')}</w:rPr>"
    ) + p(r(" Four."))  # fmt: skip
    found = read(file(body))
    assert [each.text for each in paragraphs_of(found, ())] == ["One. Two.", "Three.", " Four."]
    assert [each.text for each in paragraphs_of(found, {"US"})] == ["One.", " Two.", "Three. Four."]


COMMENTS = f"""<w:comments {SPACES}>
<w:comment w:id="0" w:author="Lê Văn" w:date="2025-05-20T10:00:00Z">
<w:p w14:paraId="AA"><w:r><w:t>Vì sao?</w:t></w:r></w:p></w:comment>
<w:comment w:id="1" w:author="Smith">
<w:p w14:paraId="BB"><w:r><w:t>See Annex 2.</w:t></w:r></w:p></w:comment></w:comments>"""
EXTENDED = f"""<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="AA" w15:done="0"/>
<w15:commentEx w15:paraId="BB" w15:paraIdParent="AA" w15:done="0"/></w15:commentsEx>"""


def test_comments_with_their_anchors_and_answers() -> None:
    body = p(r("The "), '<w:commentRangeStart w:id="0"/>', r("baseline rate"), '<w:commentRangeEnd w:id="0"/>', r("."))
    first, second = read(file(body, comments=COMMENTS, commentsExtended=EXTENDED)).comments
    assert (first.author, first.text, first.about, first.answers) == ("Lê Văn", "Vì sao?", "baseline rate", "")
    assert (second.text, second.answers) == ("See Annex 2.", first.id)


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing>"
    "</mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_nothing_is_lost_in_silence() -> None:
    blue, yellow = '<w:color w:val="0B5394"/>', '<w:highlight w:val="yellow"/>'
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    code = '<w:r><w:instrText>REF x</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
    body = "".join(
        (
            p(r("Shown "), r("secret", "<w:vanish/>"), r("coloured", blue), r("!", yellow)),
            p("<w:sdt><w:sdtContent>" + r("in a control") + "</w:sdtContent></w:sdt>", BOX.format(p(r("in a box")))),
            p(begin, code, r("Article 5"), end, "<w:r><w:drawing/></w:r>"),
            "<w:tbl><w:tr><w:tc>" + p(r("left")) + "</w:tc><w:tc>" + p(r("right")) + "</w:tc></w:tr></w:tbl>",
        )
    )
    found = read(file(body))
    assert [each.text for each in paragraphs_of(found, ())] == [
        "Shown coloured!", "in a control\nin a box", "Article 5", "left", "right",
    ]  # fmt: skip
    assert [part.color for part in found.paragraphs[0].stretches] == ["", "", "0B5394", "yellow"]
    assert [each.cell and each.cell.column for each in found.paragraphs[-2:]] == [0, 1]
    counted = ("hidden characters", "content controls", "text boxes", "fields", "tables")
    assert [found.counts[name] for name in counted] == [6, 1, 1, 1, 1]
    assert found.left_out == {"pictures": 1}
    assert [(each.aside, each.text, each.detail) for each in found.asides] == [
        (Aside.HIDDEN, "secret", ""), (Aside.FIELD, "Article 5", "REF x"),
    ]  # fmt: skip


NUMBERING = f"""<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Art"/>
<w:lvlText w:val="Chapter %1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="Article %1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="2"><w:startOverride w:val="4"/></w:lvlOverride></w:num></w:numbering>"""
STYLES = f"""<w:styles {SPACES}><w:style w:type="paragraph" w:styleId="Art"><w:name w:val="heading 1"/><w:pPr><w:numPr>
<w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Toc"><w:name w:val="TOC 1"/></w:style></w:styles>"""


def test_numbers_are_those_that_word_prints() -> None:
    def at(level: int, instance: int = 7) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>'

    chapter = '<w:pStyle w:val="Art"/>'
    body = "".join(
        p(r(text), properties=properties)
        for text, properties in (
            ("Contents", '<w:pStyle w:val="Toc"/>'),
            ("Tariffs", chapter), ("Duties", at(1)), ("a", at(2)), ("b", at(2)), ("Fees", at(1)), ("a", at(2)),
            ("Rules", chapter), ("Origin", at(1)), ("d", at(2, 8)), ("e", at(2, 8)), ("3. typed", ""),
        )
    )  # fmt: skip
    draft = draft_of(read(file(body, numbering=NUMBERING, styles=STYLES)), (), "en")
    assert [(each.kind, each.depth, each.number, each.text) for each in draft.provisions] == [
        (Kind.CHAPTER, 0, "Chapter I", "Tariffs"), (Kind.ARTICLE, 1, "Article 1.1", "Duties"),
        (Kind.POINT, 2, "(a)", "a"), (Kind.POINT, 2, "(b)", "b"), (Kind.ARTICLE, 1, "Article 1.2", "Fees"),
        (Kind.POINT, 2, "(a)", "a"), (Kind.CHAPTER, 0, "Chapter II", "Rules"),
        (Kind.ARTICLE, 1, "Article 2.1", "Origin"),
        (Kind.POINT, 2, "(d)", "d"), (Kind.POINT, 2, "(e)", "e"), (Kind.PARAGRAPH, 2, "3.", "typed"),
    ]  # fmt: skip


def test_of_two_columns_the_one_in_the_language() -> None:
    text = {
        "en": [
            Line("a", "", Kind.ARTICLE, 0, "Article 1", ("Aims",)),
            Line("b", "a", Kind.PARAGRAPH, 1, "1.", ("One.",)),
        ],
        "vi": [
            Line("a", "", Kind.ARTICLE, 0, "Điều 1", ("Mục tiêu",)),
            Line("b", "a", Kind.PARAGRAPH, 1, "1.", ("Một điều.",)),
        ],
    }
    made = consolidated(text, (), PAGE)
    assert layout_of(read(made), "en").columns == {0: {0: "en", 1: "vi"}}
    for language, lines in text.items():
        got = [(each.number, each.text) for each in receive("a.docx", made, language).provisions]
        assert got == [(each.number, "".join(map(str, each.runs))) for each in lines]


def zipped(*entries: tuple[str, bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", level) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return held.getvalue()


GOOD = (("[Content_Types].xml", TYPES.encode()), ("word/document.xml", f"<w:document {SPACES}/>".encode()))
RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(kind: str, target: str, mode: str = "External") -> bytes:
    one = f'<Relationship Id="a" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return zipped(*GOOD, ("word/_rels/document.xml.rels", RELS.format(one).encode()))


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "not a zip": b"PK\x03\x04 nothing",
    "an old or encrypted file": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "no document": zipped(("a.xml", b"<a/>")),
    "a zip bomb": zipped(*GOOD, ("word/media/a.bin", b"\0" * 50_000_000)),
    "too many parts": zipped(*GOOD, *((f"word/{i}.xml", b"<a/>") for i in range(2001))),
    "a path out of the file": zipped(*GOOD, ("../../etc/passwd", b"x")),
    "an absolute path": zipped(*GOOD, ("/etc/passwd", b"x")),
    "a path for another system": zipped(*GOOD, ("word\\..\\a.xml", b"x")),
    "the same name in other letters": zipped(*GOOD, ("word/Document.xml", b"<a/>")),
    "macros": zipped(*GOOD, ("word/vbaProject.bin", b"x")),
    "an embedded object": zipped(*GOOD, ("word/embeddings/oleObject1.bin", b"x")),
    "a template from elsewhere": related("attachedTemplate", "http://example.org/a.dotm"),
    "a picture from elsewhere": related("image", "http://example.org/a.png"),
    "another document pulled in": related("aFChunk", "afchunk.html", "Internal"),
    "a document type": zipped(GOOD[0], ("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')),
    "an entity bomb": zipped(
        GOOD[0],
        ("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 99999 + b'">]><a>' + b"&b;" * 9999 + b"</a>"),
    ),
    "deep nesting": zipped(GOOD[0], ("word/document.xml", b"<a>" * 200 + b"</a>" * 200)),
    "broken xml": zipped(GOOD[0], ("word/document.xml", b"<w:document>")),
    "truncated": file(p(r("One.")))[:-200],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_reason(name: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(HOSTILE[name], "a.docx")
    assert str(refused.value).startswith("a.docx")


def test_a_hyperlink_is_no_harm_and_nothing_is_fetched() -> None:
    assert read(related("hyperlink", "http://example.org/")).paragraphs == ()


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(*GOOD, GOOD[1])
    with pytest.raises(UnreadableFile):
        read(data)


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u2066"])
def test_letters_that_deceive_are_refused_with_their_place(hidden: str) -> None:
    with pytest.raises(TextRefused, match=r"a\.docx, 2"):
        read(file(p(r("One.")) + p(r(f"Two{hidden}."))), "a.docx")


def test_ten_million_empty_paragraphs_do_no_harm() -> None:
    data = zipped(GOOD[0], ("word/document.xml", f"<w:document {SPACES}><w:body>".encode() + b"<w:p/>" * 10_000_000))
    with pytest.raises(UnreadableFile):
        receive("a.docx", data)


@pytest.mark.parametrize(
    "properties",
    [
        '<w:color w:val="000000" w:themeColor="background1"/>',
        '<w:color w:val="FEFEFE"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="white"/>',
        '<w:color w:val="112233"/><w:shd w:val="clear" w:fill="112233"/>',
        '<w:sz w:val="2"/>',
        "<w14:textFill><w14:noFill/></w14:textFill>",
    ],
)
def test_words_that_cannot_be_seen_stand_in_nobody_s_text_and_are_told_of(properties: str) -> None:
    for styles, own in (("", properties), (properties, '<w:rStyle w:val="s"/>')):
        sheet = f'<w:styles {SPACES}><w:style w:styleId="s"><w:rPr>{styles}</w:rPr></w:style></w:styles>'
        found = read(file(p(r("1. Each Party shall") + r(" not", own)), styles=sheet))
        assert [each.text for each in paragraphs_of(found, ())] == ["1. Each Party shall"]
        assert [each.text for each in found.asides if each.aside is Aside.HIDDEN] == [" not"]


def test_a_hidden_row_is_hidden_whatever_its_words_say() -> None:
    cell = p(r("not", '<w:vanish w:val="0"/>'))
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{cell}</w:tc></w:tr>"
    found = read(file(p(r("1. Each Party shall")) + f"<w:tbl>{row}</w:tbl>"))
    assert "not" not in "".join(each.text for each in paragraphs_of(found, ()))
    assert [each.text for each in found.asides if each.aside is Aside.HIDDEN] == ["not"]


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    seen = '<w:color w:val="FFFFFF" w:themeColor="background1"/><w:shd w:val="clear" w:fill="1F3864"/>'
    assert not [each for each in read(file(p(r("Aims", seen)))).asides if each.aside is Aside.HIDDEN]
