"""The redline: exact whatever is compared, economical, and never cutting what must be read whole."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from paraph.documents import tota
from paraph.text.align import Kind
from paraph.text.lexicon import MODALS, NEGATIONS
from paraph.text.redline import ECONOMY, Change, Op, compare, redline
from paraph.text.tokens import Vocabulary, Words
from paths import treaty

WORDS = [
    "Each",
    "Party",
    "shall",
    "may",
    "not",
    "the",
    "of",
    "goods",
    "duty",
    "46%",
    "2.3(a)",
    "Article",
    ",",
    ".",
    "và",
]
sentences = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
spaced = st.lists(st.sampled_from([*WORDS, " ", "  ", "\n", "\t"]), max_size=20).map("".join)
anything = st.text(max_size=40) | sentences | spaced
texts = st.lists(anything, max_size=8)


def left(ops: list[Op]) -> str:
    return "".join(op.left for op in ops)


def right(ops: list[Op]) -> str:
    return "".join(op.right for op in ops)


def units(text: str) -> list[str]:
    return [text[start:end] for start, end in Words(text).units]


@given(anything, anything)
@example("a b", "a\u2029b")
@example("", " ")
def test_two_strings_come_back_exactly(a: str, b: str) -> None:
    ops = compare(a, b)
    assert (left(ops), right(ops)) == (a, b)
    assert all((op.left == op.right) == (op.kind is Change.EQUAL) for op in ops)


@given(texts, texts)
@example(["a b c d e f g h\u2029 i"], ["a b c d", "e f g h\u2029 i"])
def test_two_texts_come_back_exactly(a: list[str], b: list[str]) -> None:
    found = redline(a, b)
    assert found.reject() == a
    assert found.accept() == b


@given(texts)
def test_nothing_changes_against_itself(a: list[str]) -> None:
    assert not any(op.kind is not Change.EQUAL for section in redline(a, a).sections for op in section.ops)


@given(sentences, sentences, st.sampled_from([1.0, 1.5, ECONOMY, 3.0]))
def test_words_spent_stay_within_the_economy(a: str, b: str, economy: float) -> None:
    book = Vocabulary()
    codes = book.encode(units(a)), book.encode(units(b))
    fewest = len(codes[0]) + len(codes[1]) - 2 * LCSseq.similarity(*codes)
    ops = compare(a, b, economy)
    spent = sum(len(units(op.left)) + len(units(op.right)) for op in ops if op.kind is not Change.EQUAL)
    assert fewest <= spent <= economy * fewest


@given(
    st.sampled_from(sorted(MODALS | NEGATIONS | {"46%", "2.3"})),
    st.lists(st.sampled_from(["goods", "duty", "tariff", "access", "trade"]), min_size=1, max_size=8, unique=True),
    st.lists(st.sampled_from(["services", "rate", "quota", "entry", "sale"]), min_size=1, max_size=8, unique=True),
    st.floats(1.0, 50.0),
)
def test_what_decides_stays_visible_between_small_changes(
    word: str, before: list[str], behind: list[str], economy: float
) -> None:
    """However much the economy allows: it goes only where several words stand against several on either side of it."""
    ops = compare(f"fees {word} {' '.join(behind)}.", f"{' '.join(before)} {word} taxes.", economy)
    assert word in " ".join(op.left for op in ops if op.kind is Change.EQUAL).split()


# Sentences of our own, as a person would put the brackets: [left|right].
READABLE = [
    "Noting [the size and persistence of |]the imbalance in bilateral trade in goods, "
    "[|mindful of how each economy completes the other, ]and resolved to address its causes;",
    "Ghi nhận [quy mô và sự kéo dài của |]tình trạng mất cân đối trong trao đổi hàng hóa song phương, "
    "[|lưu tâm đến tính bổ sung của hai nền kinh tế, ]và quyết tâm xử lý nguyên nhân;",
    "A Party may, on [15|90] days’ written notice, [|and only once consultations have been held, ]suspend "
    "concessions, [and may restore in full any duty that it has cut|but to no more than the value lost].",
    "Viet Nam shall, on request, [at once extend|discuss] that duty [to|for] the like good of the United States.",
    "The rate is reviewed every [24|six] months and [may|shall] be lowered [if the Party so decides|in equal steps].",
    "without prejudice to an [|inspection of a facility or an ]investigation or judicial proceeding"
    "[, if limited to a specific case|].",
    "It takes effect [30 days|six months] after its receipt[|, without prejudice to contracts already concluded].",
    "Mere assembly [in its last stage |]of the parts [|by simple fitting ]does not confer origin.",
    # Small words between replaced ones, and what two rival provisions happen to share, help nobody.
    "Each Party [grants rights of access|limits freedom of trade] under this Chapter.",
    "[Each Party shall open the procurement of its listed entities to suppliers of the other on equal terms.|"
    "Two years after entry into force the Joint Committee shall examine whether procurement can be opened at all.]",
]


@pytest.mark.parametrize("shown", READABLE)
def test_changes_stand_where_a_person_would_put_brackets(shown: str) -> None:
    sides = [re.sub(r"\[(.*?)\|(.*?)\]", side, shown) for side in (r"\1", r"\2")]
    ops = compare(*sides)
    assert "".join(op.left if op.kind is Change.EQUAL else f"[{op.left}|{op.right}]" for op in ops) == shown


@pytest.mark.parametrize(
    ("a", "b", "whole"),
    [
        ("a duty of 1,000.5 dong", "a duty of 1,000.6 dong", ["1,000.5", "1,000.6"]),
        ("under Article 2.3(a) only", "under Article 2.4(a) only", ["Article 2.3(a)", "Article 2.4(a)"]),
        ("mức thuế suất áp dụng", "mức thuế quan áp dụng", ["thuế suất", "thuế quan"]),
        ("a non-originating good", "a non-qualifying good", ["non-originating", "non-qualifying"]),
    ],
)
def test_brackets_do_not_cut_what_reads_as_one(a: str, b: str, whole: list[str]) -> None:
    assert [(op.left, op.right) for op in compare(a, b) if op.wording] == [tuple(whole)]


def test_white_space_alone_is_no_change_of_wording() -> None:
    ops = compare("each  Party shall", "each Party\u00a0shall")
    assert [op for op in ops if op.kind is not Change.EQUAL]
    assert not any(op.wording for op in ops)


def test_small_words_between_changes_are_absorbed_but_never_a_negation() -> None:
    changes = [op.left for op in compare("grant rights of access", "limit freedom of trade") if op.wording]
    assert changes == ["grant rights of access"]
    changes = [op.left for op in compare("grant rights not access", "limit freedom not trade") if op.wording]
    assert changes == ["grant rights", "access"]


def test_an_insertion_stands_at_the_phrase() -> None:
    ops = compare("It may act; it may sue.", "It may act; it may buy; it may sue.")
    assert [op.right.strip() for op in ops if op.wording] == ["it may buy;"]


@pytest.mark.parametrize("numbers", [(156, 342), (148, 393), (449, 450)])
def test_treaties_come_back_exactly(numbers: tuple[int, int]) -> None:
    a, b = (tota.read(treaty(number)).texts() for number in numbers)
    found = redline(a, b)
    assert found.reject() == a
    assert found.accept() == b


def test_a_moved_paragraph_shows_its_edits() -> None:
    moved = "An importer may claim preferential treatment on the basis of a written certification by the exporter."
    rest = [f"Paragraph {word} stays where it is." for word in ("one", "two", "three", "four")]
    found = redline([moved, *rest], [*rest, moved.replace("written", "signed")])
    (section,) = found.moves()
    assert section.group.kind is Kind.MOVED
    assert [(op.left, op.right) for op in section.ops if op.wording] == [("written", "signed")]
