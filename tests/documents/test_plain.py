"""Plain text: written back as it was read; headings, labels and depth in both languages; bad characters refused."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paraph import documents
from paraph.documents import gateway, plain
from paraph.errors import TextRefused, UnknownFormat, UnreadableFile
from paraph.text.provision import Draft, Kind, Provision

LINES = [
    "# Chapter 2. Trade in goods", "CHƯƠNG 2", "Article 2.3: Duties", "Điều 5. Quy tắc xuất xứ", "Annex 2-A",
    "Preamble", "Lời nói đầu", "Phụ lục I", "Section B", "Mục 1", "1. Each Party shall", "2.1 Mỗi Bên", "(a) goods;",
    "(i) others", "a) x", "đ) hàng hóa", "3 bis. more", "words that go on", "Ends here.", "", "  ", "\t", "## ", "#",
    "Article 2 applies to goods.",
]  # fmt: skip
layouts = st.lists(st.sampled_from(LINES), max_size=12).map("\n".join)


@given(layouts | st.text(alphabet="Ađ1.()# \n\tbisArticle", max_size=60))
@example("Article 1\nAims\n\n1.  Text \n")
@example("\n\n  # Chapter 1\n")
def test_what_was_read_is_written_back(text: str) -> None:
    text = gateway.admit(text, "x")
    draft = plain.read(text)
    assert plain.write(draft) == text
    layout = "".join(before + between for before, between in draft.gaps)
    assert not layout.strip("# \t\n.:–—-"), "words among the layout"
    assert all(p.text == p.text.strip() and p.number + p.text for p in draft.provisions)


def test_a_draft_made_elsewhere_is_printed_and_read_again() -> None:
    draft = Draft(
        "vi",
        (
            Provision("p1", Kind.CHAPTER, 0, "Chương 2", "Thương mại hàng hóa"),
            Provision("p2", Kind.ARTICLE, 1, "Điều 2.3", "Thuế quan"),
            Provision("p3", Kind.PARAGRAPH, 2, "1.", "Mỗi Bên phải cắt giảm thuế quan:"),
            Provision("p4", Kind.POINT, 3, "(a)", "theo lộ trình; và"),
            Provision("p5", Kind.PARAGRAPH, 2, "3 bis.", "Không Bên nào được tăng thuế quan."),
        ),
    )
    assert plain.read(plain.write(draft), "vi").provisions == draft.provisions


@pytest.mark.parametrize(
    ("line", "kind", "number", "text"),
    [
        ("CHƯƠNG 2", Kind.CHAPTER, "CHƯƠNG 2", ""),
        ("Article 2.3: Duties", Kind.ARTICLE, "Article 2.3", "Duties"),
        ("ĐIỀU 5. Quy tắc", Kind.ARTICLE, "ĐIỀU 5", "Quy tắc"),
        ("Section B – Origin", Kind.SECTION, "Section B", "Origin"),
        ("Mục 1: Xuất xứ", Kind.SECTION, "Mục 1", "Xuất xứ"),
        ("Annex 2-A", Kind.ANNEX, "Annex 2-A", ""),
        ("Phụ lục IV. Biểu thuế", Kind.ANNEX, "Phụ lục IV", "Biểu thuế"),
        ("Lời nói đầu", Kind.PREAMBLE, "Lời nói đầu", ""),
        ("Article 5 bis. Transit", Kind.ARTICLE, "Article 5 bis", "Transit"),
        ("Article 2 applies to goods", Kind.PARAGRAPH, "", "Article 2 applies to goods"),
        ("1. Each Party", Kind.PARAGRAPH, "1.", "Each Party"),
        ("2.1 Each Party", Kind.PARAGRAPH, "2.1", "Each Party"),
        ("46% of goods", Kind.PARAGRAPH, "", "46% of goods"),
        ("(iv) others", Kind.POINT, "(iv)", "others"),
        ("đ) hàng hóa", Kind.POINT, "đ)", "hàng hóa"),
    ],
)
def test_what_a_line_is(line: str, kind: Kind, number: str, text: str) -> None:
    (found,) = plain.read(line).provisions
    assert (found.kind, found.number, found.text) == (kind, number, text)


def test_roman_points_stand_under_letters() -> None:
    text = "1. Goods:\n(a) new:\n(i) one\n(ii) two\n(b) old\n\n2. Services:\n(h) x\n(i) y\n"
    assert [p.depth for p in plain.read(text).provisions] == [0, 1, 2, 2, 1, 0, 1, 1]


@pytest.mark.parametrize(
    ("text", "place"), [("a\u202eb", "d.txt:1:2"), ("one\ntwo\x00", "d.txt:2:4"), ("x\n\n\u200b", "d.txt:3:1")]
)
def test_hidden_characters_are_refused_with_their_place(text: str, place: str) -> None:
    with pytest.raises(TextRefused) as refused:
        plain.read(text, where="d.txt")
    assert refused.value.data["place"] == place


def test_formats_are_chosen_by_name_and_limits_hold() -> None:
    assert documents.read("a.md", "Điều 1. Mục tiêu".encode(), "vi").language == "vi"
    with pytest.raises(UnknownFormat):
        documents.read("a.exe", b"")
    with pytest.raises(UnreadableFile):
        documents.read("a.txt", b"\xff\xfe")
    with pytest.raises(UnreadableFile):
        documents.read("a.txt", b"x" * (gateway.SIZE_LIMIT + 1))
