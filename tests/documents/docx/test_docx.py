"""Word files of ours: what Word shows of them is what the record says, and nothing else is in them."""

from __future__ import annotations

import re
import time
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.docx.word import W, paragraphs, part
from paraph.documents import tota
from paraph.documents.blocks import Block, table
from paraph.documents.docx import Line, Page, clean, consolidated, report
from paraph.documents.docx.markup import Revision
from paraph.documents.docx.numbering import Lists
from paraph.documents.docx.reading import read
from paraph.documents.docx.redline import redlined
from paraph.documents.paper import Comment
from paraph.text.brackets import Alternative, Bracket, show
from paraph.text.provision import Draft, Kind, Provision
from paths import SHARED

PAGE = Page("Agreement", "After round 2", "Without prejudice", "Record 12ab")
BY = Revision("Viet Nam", "2025-05-22T12:00:00Z")

WORDS = st.lists(
    st.sampled_from(["each", "party", "shall", "may", "not", "act", "on", "goods", "quy", "định", "của", "the"]),
    min_size=1,
    max_size=9,
)
TEXTS = WORDS.map(" ".join) | st.just("")
NUMBERS = st.sampled_from(["", "1.", "2.", "3.", "4.", "(a)", "(b)", "(c)", "(i)", "(ii)", "3 bis", "1.1", "§ 2"])
KINDS = st.sampled_from([Kind.ARTICLE, Kind.PARAGRAPH, Kind.POINT])


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    rows = draw(st.lists(st.tuples(KINDS, NUMBERS, TEXTS), max_size=8))
    depth = {Kind.ARTICLE: 0, Kind.PARAGRAPH: 1, Kind.POINT: 2}
    made = [Provision(f"p{i}", kind, depth[kind], number, words) for i, (kind, number, words) in enumerate(rows)]
    return Draft("en", tuple(made))


def shown(draft: Draft) -> list[tuple[str, str]]:
    """A draft as it is to be read: (number as printed, words)."""
    return [_read(each) if each.text or not each.kind.titled else ("", each.number) for each in draft.provisions]


def _read(each: Provision) -> tuple[str, str]:
    dot = "." if each.kind.titled and each.number and not each.number.endswith((".", ")")) else ""
    return each.number + dot, each.text


@given(drafts(), drafts())
@settings(deadline=None)
def test_accept_all_gives_the_new_text_and_reject_all_the_old(old: Draft, new: Draft) -> None:
    made = redlined(old, new, PAGE, BY)
    assert paragraphs(made, accept=True) == shown(new)
    assert paragraphs(made, accept=False) == shown(old)


def test_what_moved_is_a_move_and_what_was_cut_in_two_is_a_paragraph_mark() -> None:
    long = "Nothing in this Article prevents a Party from adopting a measure that protects human health."
    stays = [f"Paragraph {word} of those that stay where they are." for word in ("one", "two", "three")]
    old, new = (
        Draft("en", tuple(Provision(f"p{i}", Kind.PARAGRAPH, 0, f"{i}.", text) for i, text in enumerate(texts, 1)))
        for texts in ([long, *stays, "Two. Three and four."], [*stays, "Two.", "Three and four.", long])
    )
    made = redlined(old, new, PAGE, BY)
    document = part(made, "document")
    halves = [[each.get(f"{W}name") for each in document.iter(f"{W}{tag}RangeStart")] for tag in ("moveFrom", "moveTo")]
    assert sorted(halves[0]) == sorted(halves[1])
    assert [each for each in document.iter(f"{W}moveTo") if "".join(each.itertext()) == long]
    assert {each.get(f"{W}author") for each in document.iter(f"{W}ins", f"{W}del")} == {"Viet Nam"}
    assert paragraphs(made, accept=True) == shown(new)
    assert paragraphs(made, accept=False) == shown(old)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared treaties are not here")
@pytest.mark.parametrize(("one", "two"), [(156, 342), (148, 393)])
def test_real_treaties_are_exact_both_ways(one: int, two: int) -> None:
    old, new = (tota.read((SHARED / f"treaties/pta_{each}.xml").read_bytes()) for each in (one, two))
    started = time.perf_counter()
    made = redlined(old, new, PAGE, BY)
    print(f"{one}/{two}: {time.perf_counter() - started:.2f} s, {len(made):,} bytes")
    assert paragraphs(made, accept=True) == shown(new)
    assert paragraphs(made, accept=False) == shown(old)


RUNS = ("Each Party ", Bracket((Alternative(("US",), ("shall",)), Alternative(("VN",), ("may",)))), " act.")


def test_brackets_stand_in_the_text_with_their_owners() -> None:
    lines = [Line("a", "", Kind.ARTICLE, 0, "Article 2.3", ("Aims",)), Line("b", "a", Kind.PARAGRAPH, 1, "1.", RUNS)]
    made = consolidated({"en": lines}, ("US", "VN"), PAGE)
    assert paragraphs(made, accept=True) == [("Article 2.3.", "Aims"), ("1.", show(RUNS))]
    looks = {
        run.findtext(f"{W}t"): (run.find(f"{W}rPr/{W}color"), run.find(f"{W}rPr/{W}u"))
        for run in part(made, "document").iter(f"{W}r")
    }
    for words, color, line in (("shall", "0B5394", "single"), ("may", "8A5300", "dash")):
        assert [each.get(f"{W}val") for each in looks[words] if each is not None] == [color, line]


def test_comments_stand_at_the_words_they_quote_with_their_answers() -> None:
    lines = [
        Line("a", "", Kind.PARAGRAPH, 1, "1.", RUNS),
        Line("b", "", Kind.PARAGRAPH, 1, "2.", ("Fees & <charges>.",)),
    ]
    time = "2025-05-20T14:00:00Z"
    answer = Comment("a", "Viet Nam", "VN", time, "Yes.")
    said = [
        Comment("a", "United States", "US", time, "All of it?", "may", answers=(answer,)),
        Comment("b", "Viet Nam", "VN", time, "Position reserved."),
        Comment("a", "Viet Nam", "VN", time, "Where is this?", "words that stand nowhere"),
    ]
    made = consolidated({"en": lines}, {"US": "United States", "VN": "Viet Nam"}, PAGE, comments=said)
    assert made == consolidated({"en": lines}, {"US": "United States", "VN": "Viet Nam"}, PAGE, comments=said)
    assert paragraphs(made, accept=True) == [("1.", show(RUNS)), ("2.", "Fees & <charges>.")]
    assert anchored(made) == {
        ("United States", "All of it?"): "may",
        ("Viet Nam", "Yes."): "may",
        ("Viet Nam", "Where is this?"): show(RUNS),
        ("Viet Nam", "Position reserved."): "Fees & <charges>.",
    }
    threads = part(made, "commentsExtended")
    ids = [each.get(f"{W15}paraId") for each in threads]
    assert [each.get(f"{W15}paraIdParent") for each in threads] == [None, ids[0], None, None]
    everything = b"".join(ZipFile(BytesIO(made)).read(each) for each in ZipFile(BytesIO(made)).namelist()).decode()
    assert set(re.findall(r"20\d\d-\d\d-\d\dT\S+?Z", everything)) == {time}
    assert not re.search(r"docProps|w:rsid|creator|Company", everything)
    assert [(each.text, each.answers) for each in read(made).comments][1] == ("Yes.", "1"), "our own reader finds them"


W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def anchored(made: bytes) -> dict[tuple[str, str], str]:
    """{(author, words): the words between the comment's anchors}, of the standard (ECMA-376 Part 1, 17.13.4)."""
    found = {}
    document = part(made, "document")
    for comment in part(made, "comments"):
        number, inside, words = comment.get(f"{W}id"), False, ""
        for each in document.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t"):
            if each.tag == f"{W}t":
                words += (each.text or "") if inside else ""
            elif each.get(f"{W}id") == number:
                inside = each.tag.endswith("Start")
        found[comment.get(f"{W}author"), "".join(comment.itertext())] = words
    return found  # type: ignore[return-value]


def test_two_languages_stand_side_by_side_each_counted_on_its_own() -> None:
    text = {
        language: [Line(f"p{i}", "", Kind.PARAGRAPH, 1, f"{i}.", (f"{word} {i}.",)) for i in (1, 2, 3)]
        for language, word in (("en", "Point"), ("vi", "Điểm"))
    }
    made = consolidated(text, (), PAGE, {"en": "English", "vi": "Tiếng Việt"})
    cells = paragraphs(made, accept=True)
    assert cells == [
        ("", "English"),
        ("", "Tiếng Việt"),
        *((f"{i}.", f"{w} {i}.") for i in (1, 2, 3) for w in ("Point", "Điểm")),
    ]
    languages = [each.get(f"{W}val") for each in part(made, "document").iter(f"{W}lang")]
    assert {"en", "vi"} == set(languages)
    with pytest.raises(ValueError, match="differ"):
        consolidated({"en": text["en"], "vi": text["vi"][:2]}, (), PAGE)


def test_numbers_that_no_list_can_count_are_shown_as_they_are() -> None:
    labels = ["1.", "2.", "2 bis", "4.", "(a)", "(h)", "(i)", "(j)", "IV.", "V.", "Điều 2.3.", "Điều 2.4.", "0.", "01."]
    lines = [Line(f"p{i}", "", Kind.PARAGRAPH, 1, label, ("x",)) for i, label in enumerate(labels)]
    assert [number for number, _ in paragraphs(consolidated({"en": lines}, (), PAGE), accept=True)] == labels
    lists = Lists()
    assert lists.number("1.", 1) == lists.number("2.", 1), "what follows on is one list, so that Word renumbers it"


def test_nothing_is_in_the_file_but_what_is_shown() -> None:
    draft = Draft("en", (Provision("secret-id", Kind.PARAGRAPH, 0, "1.", "One."),))
    made = clean([draft], PAGE)
    assert made == clean([draft], PAGE), "the same text, the same bytes"
    archive = ZipFile(BytesIO(made))
    assert sorted(archive.namelist()) == [
        "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "word/footer.xml",
        "word/header.xml", "word/numbering.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    everything = b"".join(archive.read(each) for each in archive.namelist()).decode()
    assert "secret-id" not in everything
    assert not re.search(r"docProps|w:rsid|creator|Company|20\d\d-\d\d-\d\dT", everything)
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_document_of_blocks_in_two_languages() -> None:
    documents = {
        "en": [Block("heading", "Agreed"), Block("item", "One"), table(("A", "B"), ("1", "2"))],
        "vi": [Block("heading", "Đã thống nhất"), Block("item", "Một"), table(("C", "D"), ("1", "2"))],
    }
    both = report(documents, PAGE, {"en": "English", "vi": "Tiếng Việt"})
    said = [f"{mark} {text}".strip() for mark, text in paragraphs(both, accept=True)]
    assert said[:6] == ["English", "Tiếng Việt", "Agreed", "Đã thống nhất", "– One", "– Một"]
    assert [text for text in said[6:] if text] == ["A", "B", "1", "2", "C", "D", "1", "2"]
    one = [text for _, text in paragraphs(report({"vi": documents["vi"]}, PAGE), accept=True) if text]
    assert one == ["Đã thống nhất", "Một", "C", "D", "1", "2"]
    with pytest.raises(ValueError, match="shape"):
        report({"en": documents["en"], "vi": documents["vi"][:2]}, PAGE)
