"""Words: nothing lost, nothing cut that reads as one."""

from hypothesis import example, given
from hypothesis import strategies as st

from paraph.text import tokens
from paraph.text.lexicon import COMPOUNDS
from paraph.text.tokens import Vocabulary, Words


@given(st.text())
@example("e\u0301 \u2029\ud800 x")
def test_splitting_loses_nothing(text: str) -> None:
    assert "".join(tokens.pieces(text)) == text
    assert [text[start:end] for start, end in tokens.spans(text)] == tokens.words(text)
    assert "".join(tokens.words(text)) == "".join(text.split())


@given(st.lists(st.text(), max_size=8))
def test_codes_are_equal_just_when_words_are(texts: list[str]) -> None:
    book = Vocabulary()
    codes = book.encode_all(texts)
    back = {code: word for word, code in book.items()}
    assert [[back[code] for code in line] for line in codes] == [tokens.words(text) for text in texts]


@given(st.text(alphabet="aA1 .,()-%ềQuáthn", max_size=60))
def test_atoms_are_ranges_in_order_of_two_words_or_more(text: str) -> None:
    found = Words(text)
    last = 0
    for first, end in found.atoms:
        assert last <= first < end - 1 < len(found)
        last = end


def test_what_reads_as_one_is_an_atom() -> None:
    text = (
        "Under Article 2.3(a), paragraphs 1 and 2, Điều 2.3 and khoản 1, a non-originating good of "
        "$1,000.5 pays 46% thuế nhập khẩu by 19-22."
    )
    found = Words(text)
    assert [found.raw(*atom) for atom in found.atoms] == [
        "Article 2.3(a)", "paragraphs 1 and 2", "Điều 2.3", "khoản 1", "non-originating",
        "$1,000.5", "46%", "thuế nhập khẩu", "19-22",
    ]  # fmt: skip


def test_every_compound_is_kept_whole() -> None:
    for compound in COMPOUNDS:
        found = Words(f"x {compound} y")
        assert found.atoms == [(1, len(found) - 1)], compound
