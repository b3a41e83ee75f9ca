"""Search finds every word of every document, with its marks and without, and puts first what was meant."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.record import acts
from paraph.record.findable import KINDS, documents
from paraph.record.highlight import excerpts
from paraph.record.search import Document, Index, Passage, Role
from paraph.record.state import State
from paraph.text.folding import folded, form, forms, words
from world import World

SYLLABLES = ("thuế", "quan", "suất", "hòa", "khỏe", "Đường", "thuý", "mức", "cơ", "sở", "nghiêng", "ưởng", "quý", "đối")
spoken = st.lists(
    st.one_of(st.sampled_from(SYLLABLES), st.sampled_from(("tariff", "2.3.1", "46%", "136,6", "QQ.A.1", "(b)", "–"))),
    min_size=1,
    max_size=12,
).map(" ".join)
anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=60).map(
    lambda text: unicodedata.normalize("NFC", text)
)


def index(*texts: str) -> Index:
    return Index([Document("provision", str(number), (Passage(text, "vi"),)) for number, text in enumerate(texts)])


def names(found: Index, query: str) -> list[str]:
    return [hit.document.name for hit in found.search(query, most=1000).hits]


# Folding


@given(st.one_of(anything, spoken))
def test_a_form_is_the_same_however_it_is_composed_and_folds_once(text: str) -> None:
    for each in words(text):
        written = text[each.start : each.end]
        apart = unicodedata.normalize("NFD", written)
        if all(char <= "\u036f" for char in apart if unicodedata.combining(char)):  # as in Latin
            assert forms(apart) == [each.form]
        assert folded(folded(each.form)) == folded(each.form)


@pytest.mark.parametrize(("old", "new"), [("hòa", "hoà"), ("thúy", "thuý"), ("khỏe", "khoẻ"), ("quý", "qúy")])
def test_a_tone_may_stand_on_either_vowel(old: str, new: str) -> None:
    assert form(old) == form(new)
    assert form(old) != form(folded(form(old)))


@pytest.mark.parametrize(
    ("spelled", "typed"),
    [("Đường", "duong"), ("đối", "doi"), ("thuế", "thue"), ("nghiêng", "nghieng"), ("ưởng", "uong"), ("quỹ", "quy")],
)
def test_bare_letters_are_those_of_a_plain_keyboard(spelled: str, typed: str) -> None:
    assert folded(form(spelled)) == typed
    assert names(index(f"một {spelled} hai", "không"), typed) == ["0"]


# Every word is found


@given(st.lists(st.one_of(anything, spoken), min_size=1, max_size=6))
def test_every_word_is_found_as_it_stands_and_without_its_marks(texts: list[str]) -> None:
    made = index(*texts)
    for number, text in enumerate(texts):
        for each in words(text):
            written = text[each.start : each.end]
            typed = (written, written.upper(), unicodedata.normalize("NFD", written), folded(each.form))
            for query in typed:
                if forms(query) == [each.form] or query is typed[3]:
                    assert str(number) in names(made, query), (text, query)


@given(st.lists(spoken, min_size=2, max_size=5), st.data())
def test_a_phrase_is_found_where_it_stands_and_nowhere_else(texts: list[str], data: st.DataObject) -> None:
    made = index(*texts)
    found = words(texts[0])
    if not found:
        return
    start = data.draw(st.integers(0, len(found) - 1))
    end = data.draw(st.integers(start, len(found) - 1))
    query = '"' + texts[0][found[start].start : found[end].end] + '"'
    run = [folded(each.form) for each in found[start : end + 1]]
    expected = []
    for number, text in enumerate(texts):
        bare = [folded(each) for each in forms(text)]
        if any(bare[at : at + len(run)] == run for at in range(len(bare))):
            expected.append(str(number))
    assert sorted(names(made, query)) == sorted(expected)


@given(st.lists(spoken, min_size=1, max_size=8), st.lists(spoken, min_size=1, max_size=8), spoken)
def test_an_index_made_from_the_one_before_finds_the_same(before: list[str], after: list[str], query: str) -> None:
    earlier = index(*before)
    texts = [*before[::2], *after]
    later = Index(
        [Document("provision", str(number), (Passage(text, "vi"),)) for number, text in enumerate(texts)], earlier
    )
    assert later.search(query, most=99) == index(*texts).search(query, most=99)
    assert earlier.search(query, most=99) == index(*before).search(query, most=99), "the one before has changed"


@given(st.lists(spoken, min_size=1, max_size=6), spoken)
def test_what_is_marked_is_what_was_sought_and_the_words_are_those_of_the_document(
    texts: list[str], query: str
) -> None:
    sought = {folded(each) for each in forms(query)}
    for hit in index(*texts).search(query).hits:
        for shown in excerpts(hit):
            assert shown.text in hit.document.passages[0].text
            for text, marked in shown.parts:
                bare = [folded(each) for each in forms(text)]
                assert not marked or all(any(each.startswith(one) for one in sought) for each in bare)


# Order


def test_what_was_typed_with_its_marks_comes_first() -> None:
    made = index("Thuê mướn lao động, thuê mướn đất, thuê tàu.", "Không có gì.", "Một loại thuế.", "Tax (thue).")
    assert names(made, "thuế")[0] == "2"
    assert set(names(made, "thuế")) == {"0", "2", "3"}
    assert set(names(made, "thue")) == {"0", "2", "3"}
    assert names(made, "46%") == []


def test_words_side_by_side_come_before_words_apart() -> None:
    made = index("Thuế và các vấn đề liên quan, thuế thuế quan", "Các vấn đề quan trọng, thuế", "Hạn ngạch thuế quan")
    assert names(made, "thue quan")[-1] == "1"
    assert sorted(names(made, '"thue quan"')) == ["0", "2"]


def test_a_percentage_is_found_however_it_is_written() -> None:
    made = index("46 products", "a rate of 46%", "146%", "mức 46 %", "46 phần trăm", "0.46")
    assert set(names(made, "46%")[:2]) == {"1", "3"}
    assert set(names(made, "46%")) == {"0", "1", "3", "4"}
    assert names(index("136.6", "136,6", "1366"), "136,6") == ["0", "1"]


def test_a_slip_is_set_right_from_words_that_there_are() -> None:
    made = index("The reciprocal tariff of the United States.", "Thuế đối ứng")
    assert made.search("reciprcal tariff").instead == "reciprocal tariff"
    assert made.search("reciprcal tariff").some
    assert made.search("duties").instead == ""
    assert made.search("zzzzz qqqqq").hits == ()


def test_nothing_is_found_for_nothing() -> None:
    assert index("words").search("").total == 0
    assert index("words").search('"" – !').total == 0
    assert index().search("words").total == 0


# What of a negotiation can be found


def talks() -> State:
    """A negotiation in which each kind of thing has a word that stands nowhere else."""
    world = World("US", "VN")
    world.tables("US", "c5", "Chapterword", kind="chapter", number="Chapter 5")
    world.tables("US", "a5.3", "Articleword", kind="article", number="Article 5.3", parent="c5")
    pointed = {"kind": "point", "number": "(b)", "parent": "a5.3"}
    world.tables("US", "a5.3-b", {"en": "shall anglice", "vi": "phải tiếngviệt"}, reason="Reasonword", **pointed)
    world.tables("VN", "a5.3-b", {"en": "may anglice", "vi": "có thể tiếngviệt"}, **pointed)
    world.does("VN", acts.PositionReserved(subject="provision:a5.3-b", reason={"vi": "Bảolưu"}))
    world.does(
        "VN",
        acts.ClarificationAsked(name="vn-q1", subject="provision:a5.3-b", to="US", question={"vi": "Câuhỏi"}),
    )
    world.does("US", acts.ClarificationAnswered(name="vn-q1", answer={"en": "Answerword"}))
    world.does(
        "US",
        acts.UndertakingGiven(
            name="us-u1", kind="wording", what={"en": "Promiseword"}, deadline="2025-06-01T00:00:00Z"
        ),
    )
    world.does(
        "US",
        acts.SubjectReferred(
            name="us-r1", subject="provision:a5.3-b", level="ministers", question={"en": "Referralword"}
        ),
    )
    world.does("US", acts.InstructionReturned(referral="us-r1", instruction={"en": "Instructionword"}))
    world.does(
        "US",
        acts.DisclosureMade(
            name="us-d1", title={"en": "Documentword"}, sha256="0" * 64, size=1, media_type="text/plain"
        ),
    )
    world.does(
        "VN",
        acts.DelegationPresented(
            members=[
                acts.Member(key="chief", role="chief_negotiator", institution={"vi": "Bộ Côngthương"}, name="Nhânvật")
            ]
        ),
    )
    world.does(
        "VN",
        acts.FigureCited(
            name="rate", title={"en": "Figureword"}, value="46", unit="%", period="2025", source={"en": "Sourceword"}
        ),
    )
    world.does("VN", acts.PrincipleAffirmed(name="p1", title={"en": "Principleword"}, provisions=["provision:a5.3-b"]))
    world.opens(2)
    return world.state


def made_of(state: State) -> Index:
    world = World("US", "VN")
    from paraph.record.assembly import assemble

    text = assemble(state, ["en", "vi"])
    found = documents(state, text, world.charter, lambda subject: {"en": subject}, lambda role: {"en": role})
    return Index(found)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("chapterword", "provision"),
        ("articleword", "provision"),
        ("shall anglice", "provision"),
        ('"may anglice"', "provision"),
        ("tiengviet", "provision"),
        ("5.3(b)", "provision"),
        ("reasonword", "position"),
        ("baoluu", "position"),
        ("Câuhỏi", "question"),
        ("answerword", "question"),
        ("vn-q1", "question"),
        ("promiseword", "undertaking"),
        ("referralword", "referral"),
        ("instructionword", "referral"),
        ("documentword", "disclosure"),
        ("Congthuong", "person"),
        ("nhanvat", "person"),
        ("chief_negotiator", "person"),
        ("figureword", "figure"),
        ("sourceword", "figure"),
        ("46%", "figure"),
        ("principleword", "principle"),
        ("washington", "round"),
    ],
)
def test_every_kind_of_thing_is_found(query: str, kind: str) -> None:
    hits = made_of(talks()).search(query).hits
    assert hits
    assert hits[0].document.kind == kind


def test_numbers_lead_to_their_provision_first() -> None:
    made = made_of(talks())
    assert [hit.document.name for hit in made.search("5.3").hits][:2] == ["a5.3", "a5.3-b"]
    assert made.search("5.3(b)").hits[0].document.name == "a5.3-b"
    assert not made.search("5.31").total


def test_every_passage_of_a_negotiation_can_be_found_and_only_asked_kinds_are_given() -> None:
    made = made_of(talks())
    for document in made.documents:
        assert document.kind in KINDS
        for passage in document.passages:
            for word in words(passage.text):
                written = passage.text[word.start : word.end]
                for query in (written, folded(word.form)):
                    assert document in [hit.document for hit in made.search(query, most=999).hits], query
    found = made.search("e", most=999)
    chosen = made.search("2", kinds=["round"], most=999)
    assert {hit.document.kind for hit in chosen.hits} == {"round"}
    assert sum(chosen.counts.values()) >= chosen.total
    assert found.total == sum(found.counts.values())


def test_labels_count_for_more() -> None:
    long = "tariff " + "word " * 40
    made = Index(
        [
            Document("provision", "words", (Passage(long, "en"),)),
            Document("provision", "title", (Passage("The tariff " + "word " * 40, "en", Role.TITLE),)),
        ]
    )
    assert names(made, "tariff") == ["title", "words"]
