"""Words: nothing lost, nothing cut that reads as one."""

from hypothesis import example, given
from hypothesis import strategies as st

from paraph.text import tokens
from paraph.text.atoms import atoms
from paraph.text.lexicon import COMPOUNDS
from paraph.text.tokens import Vocabulary


@given(st.text())
@example("e\u0301 \u2029\ud800 x")
def test_splitting_loses_nothing(text: str) -> None:
    for found in (tokens.parts(text), tokens.unit_parts(text)):
        assert "".join(found) == text
        assert [text[start:end] for start, end in tokens.offsets(found)] == found[1::2]
        assert not "".join(found[0::2]).strip()
    assert tokens.parts(text)[1::2] == tokens.words(text)
    assert "".join(tokens.words(text)) == "".join(text.split())


@given(st.lists(st.text(), max_size=8))
def test_codes_are_equal_just_when_words_are(texts: list[str]) -> None:
    book = Vocabulary()
    codes = book.encode_all(texts)
    back = {code: word for word, code in book.items()}
    assert [[back[code] for code in line] for line in codes] == [tokens.words(text) for text in texts]


@given(st.text(alphabet="aA1 .,()-%ềQuáthn", max_size=60))
def test_atoms_are_ranges_in_order_of_two_words_or_more(text: str) -> None:
    found = tokens.parts(text)
    last = 0
    for first, end in atoms(found):
        assert last <= first < end - 2 < len(found)
        assert first % 2
        assert end % 2 == 0
        last = end


def test_what_reads_as_one_is_an_atom() -> None:
    text = (
        "Under Article 2.3(a), paragraphs 1 and 2, Điều 2.3 and khoản 1, a non-originating good of "
        "$1,000.5 pays 46% thuế nhập khẩu by 19-22."
    )
    assert [unit for unit in tokens.unit_parts(text)[1::2] if len(tokens.words(unit)) > 1] == [
        "Article 2.3(a)", "paragraphs 1 and 2", "Điều 2.3", "khoản 1", "non-originating",
        "$1,000.5", "46%", "thuế nhập khẩu", "19-22",
    ]  # fmt: skip


def test_every_compound_is_kept_whole() -> None:
    for compound in COMPOUNDS:
        assert tokens.unit_parts(f"x {compound} y")[1::2] == ["x", compound, "y"]
