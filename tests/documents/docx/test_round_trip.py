"""A text that goes out as a Word file and comes in again is the same text: numbers, words, what each provision is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.docx.test_docx import PAGE
from paraph import documents
from paraph.documents import tota
from paraph.documents.docx import clean
from paraph.text.provision import Draft, Kind, Provision
from paths import treaty

SENTENCES = st.sampled_from(
    [
        "Mỗi Bên phải công bố luật của mình.",
        "Each Party shall act.",
        "goods < 50% & services",
        "a\tb",
        "“quoted”",
        "46%",
    ]
)
TITLES = st.sampled_from(["Aims", "Quy tắc xuất xứ", "Trade in Goods"])


@st.composite
def agreements(draw: st.DrawFn) -> Draft:
    """Chapters, articles, paragraphs and points as agreements have them, numbered on or with a gap."""
    made: list[tuple[Kind, int, str, str]] = []
    for chapter in range(1, draw(st.integers(1, 2)) + 1):
        made.append((Kind.CHAPTER, 0, f"Chapter {chapter}", draw(TITLES)))
        for article in draw(st.lists(st.integers(1, 30), min_size=1, max_size=3, unique=True)):
            made.append((Kind.ARTICLE, 1, f"Article {chapter}.{article}", draw(TITLES)))
            for number in draw(st.lists(st.sampled_from(["1.", "2.", "3.", "3 bis.", "7."]), max_size=4, unique=True)):
                made.append((Kind.PARAGRAPH, 2, number, draw(SENTENCES | st.just(""))))
                for point in draw(st.sampled_from([(), ("(a)",), ("(a)", "(b)"), ("(b)", "(d)")])):
                    made.append((Kind.POINT, 3, point, draw(SENTENCES)))
    return Draft("en", tuple(Provision(f"p{at}", *each) for at, each in enumerate(made, 1)))


def again(draft: Draft) -> Draft:
    return documents.read("a.docx", clean([draft], PAGE), draft.language)


@given(agreements())
@settings(deadline=None, max_examples=40)
def test_any_agreement_comes_back_as_it_went(draft: Draft) -> None:
    assert again(draft).provisions == draft.provisions


@pytest.mark.parametrize("number", [148, 342])
def test_real_treaties_lose_nothing(number: int) -> None:
    """A heading without a number ("Preamble", "Conclusion") has no sign of what kind of container it heads."""
    draft = tota.read(treaty(number))
    found = again(draft)
    assert [f"{each.number} {each.text}".strip(" :") for each in found.provisions] == [
        f"{each.number} {each.text}".strip(" :") for each in draft.provisions
    ]
    assert all(
        one.kind is two.kind or (not two.number and (one.kind.titled or two.kind.titled))
        for one, two in zip(found.provisions, draft.provisions, strict=True)
    )
