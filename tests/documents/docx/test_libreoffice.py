"""What Paraph writes for Word, LibreOffice understands in the same way: changes, numbers, brackets, languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from documents.docx.test_docx import BY, PAGE, RUNS, drafts, shown
from office import ACCEPT, REJECT, Office, needs_libreoffice
from paraph.documents import tota
from paraph.documents.docx import Line, consolidated
from paraph.documents.docx.reading import read
from paraph.documents.docx.redline import redlined
from paraph.documents.manuscript import paragraphs_of
from paraph.text.brackets import show
from paraph.text.provision import Draft, Kind, Provision
from paths import treaty

pytestmark = needs_libreoffice


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


def faults(office: Office, pairs: list[tuple[Draft, Draft]]) -> list[tuple[str, Draft, Draft]]:
    """The pairs of which LibreOffice does not make the one text by accepting, and the other by rejecting."""
    made = [redlined(old, new, PAGE, BY) for old, new in pairs]
    settled = list(office.settle([(each, verb) for verb in (ACCEPT, REJECT) for each in made]))
    wanted = [(ACCEPT, pair, pair[1]) for pair in pairs] + [(REJECT, pair, pair[0]) for pair in pairs]
    return [(verb, *pair) for (verb, pair, text), got in zip(wanted, settled, strict=True) if got.body() != shown(text)]


def worded(draft: Draft) -> Draft:
    """Each provision with words: of one that is a number alone LibreOffice may take the number away with its
    neighbour."""
    made = (replace(each, text=each.text or "reserved") for each in draft.provisions)
    return Draft(draft.language, tuple(made))


@given(pairs=st.lists(st.tuples(drafts().map(worded), drafts().map(worded)), min_size=10, max_size=10))
@settings(
    deadline=None,
    max_examples=2,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_redlines_of_any_drafts_are_exact_both_ways(office: Office, pairs: list[tuple[Draft, Draft]]) -> None:
    assert faults(office, pairs) == []


def some(number: int, provisions: int) -> Draft:
    read = tota.read(treaty(number))
    return Draft(read.language, read.provisions[:provisions])


def moved(draft: Draft) -> Draft:
    """Every eleventh provision a little further down, every fifth with a word less."""
    order = list(draft.provisions)
    for place in range(0, len(order) - 20, 11):
        order.insert(place + 17, order.pop(place))
    return Draft(draft.language, tuple(
        replace(each, text=each.text.partition(" ")[2] or each.text) if not place % 5 else each
        for place, each in enumerate(order)
    ))  # fmt: skip


def test_redlines_of_real_treaties_are_exact_both_ways(office: Office) -> None:
    pairs = [(some(148, 120), some(393, 120)), (some(156, 250), some(342, 250))]
    tpp = some(449, 200)
    assert faults(office, [*pairs, (tpp, moved(tpp))]) == []


def paragraphs(*texts: str) -> Draft:
    return Draft(
        "en", tuple(Provision(f"p{at}", Kind.PARAGRAPH, 0, f"{at}.", text) for at, text in enumerate(texts, 1))
    )


LONG = "Nothing in this Article prevents a Party from adopting a measure that protects human health."
TRAPS = {
    "insertions that only a paragraph's end parts": (
        paragraphs("Each Party shall publish", "its laws and regulations on the matter."),
        paragraphs("Each Party shall publish promptly", "online its laws and regulations on the matter."),
    ),
    "words that go as a paragraph and come inside another": (
        paragraphs("One stays here.", "Reserved for later use.", "Three stays here.", LONG),
        paragraphs("One stays here.", "Three stays here.", LONG + " Reserved for later use."),
    ),
    "paragraphs that are joined, with other numbers": (
        paragraphs("One.", LONG, "Each Party may act.", "Four."),
        paragraphs("One.", LONG + " Each Party may act.", "Four."),
    ),
    "a list whose first paragraph goes": (paragraphs("One goes.", LONG, "Three."), paragraphs(LONG, "Three.")),
}


def test_what_libreoffice_would_join_or_take_for_moved(office: Office) -> None:
    wrong = faults(office, list(TRAPS.values()))
    assert not [name for name, pair in TRAPS.items() if any(found[1:] == pair for found in wrong)]


def test_brackets_and_attributions_survive_libreoffice(office: Office) -> None:
    lines = [
        Line("a", "", Kind.ARTICLE, 0, "Article 2.3", ("Aims",)),
        Line("b", "a", Kind.PARAGRAPH, 1, "1.", RUNS),
        Line("c", "a", Kind.PARAGRAPH, 1, "2.", ("Mỗi Bên phải công bố luật của mình.",)),
    ]
    made = consolidated({"en": lines}, ("US", "VN"), PAGE)
    (saved,) = office.settle([(made, "")])
    assert saved.body() == [("Article 2.3.", "Aims"), ("1.", show(RUNS)), ("2.", "Mỗi Bên phải công bố luật của mình.")]
    before, after = read(made), read(saved.saved)
    assert [each.text for each in paragraphs_of(after, ())] == [each.text for each in paragraphs_of(before, ())]
    colors = [[(part.text, part.color) for part in each.stretches if part.color] for each in before.paragraphs]
    assert [[(part.text, part.color) for part in each.stretches if part.color] for each in after.paragraphs] == colors
    assert ("[US: shall]", "0B5394") in [part for each in colors for part in each]


def test_tracked_changes_keep_their_author_through_libreoffice(office: Office) -> None:
    old, new = TRAPS["paragraphs that are joined, with other numbers"]
    (saved,) = office.settle([(redlined(old, new, PAGE, BY), "")])
    found = read(saved.saved)
    assert found.authors == [BY.author]
    for authors, draft in (((), old), ((BY.author,), new)):
        own = [each.text for each in paragraphs_of(found, authors) if not each.of.front]
        assert own == draft.texts()
