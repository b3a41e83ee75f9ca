"""Vietnamese as text: composed characters, one way to place the tone, no letters of other alphabets among its own."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from paraph.concordance.checks.finding import Finding, Severity
from paraph.concordance.checks.passage import Couple, Passage
from paraph.errors import N_
from paraph.text.folding import form

NAME = "orthography"
LOOSE = N_("“%(words)s” is written with loose marks (not NFC): searching will not find it")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OPEN = re.compile(r"(?<![qQ])(?:[oO][aeAE]|[uU][yY])$")
"""Syllables that end so have two ways to write the tone: "hòa" and "hoà", "thủy" and "thuỷ"."""
_WORD = re.compile(r"[^\W\d_]+")
_LOOKS_LIKE = {
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y", "і": "i", "ѕ": "s", "ԁ": "d", "А": "A",
    "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "Х": "X", "У": "Y",
    "ο": "o", "α": "a", "ν": "v", "ι": "i", "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K",
    "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X", "ð": "đ", "Ð": "Đ", "Ɖ": "Đ",
}  # fmt: skip


def check(couple: Couple, custom: str = "") -> Iterator[Finding]:
    """``custom``: the tone placement that the document keeps to ("old" hòa or "new" hoà), "" for none."""
    for passage, on_left in ((couple.left, True), (couple.right, False)):
        yield from _strangers(couple, passage, on_left)
        if passage.language.code == "vi":
            yield from _decomposed(couple, passage, on_left)
            yield from _tones(couple, passage, on_left, custom)


def custom_of(texts: Iterable[str]) -> str:
    """Which placement a document mostly uses, where at least nine in ten of five words or more agree.

    >>> custom_of(["hòa bình, thỏa thuận, hóa đơn, thủy sản, xóa bỏ"])
    'old'
    """
    counted = Counter(kind for text in texts for _, kind in _placed(text))
    total = sum(counted.values())
    best = counted.most_common(1)
    return best[0][0] if best and total >= 5 and best[0][1] >= 0.9 * total else ""


def _placed(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Words whose tone could stand on either vowel, and which way they have it."""
    for match in _WORD.finditer(text):
        letters = unicodedata.normalize("NFD", match[0])
        place = next((at for at, each in enumerate(letters) if each in _TONES), -1)
        bare = "".join(each for each in letters if each not in _TONES)
        if place < 0 or not _OPEN.search(bare):
            continue
        yield match, "new" if place == len(letters) - 1 else "old"


def _strangers(couple: Couple, passage: Passage, on_left: bool) -> Iterator[Finding]:
    for match in _WORD.finditer(passage.text):
        strange = [each for each in match[0] if each in _LOOKS_LIKE]
        if not strange or (len(strange) == len(match[0]) and match[0][0] not in "ðÐƉ"):
            continue  # a word of another alphabet altogether is a quotation, not a slip
        meant = "".join(_LOOKS_LIKE.get(each, each) for each in match[0])
        message = N_("“%(words)s” has letters of another alphabet; “%(meant)s” is meant")
        yield _at(couple, match, on_left, Severity.SERIOUS, message, {"words": match[0], "meant": meant})


def _decomposed(couple: Couple, passage: Passage, on_left: bool) -> Iterator[Finding]:
    place = passage.loose
    if place:
        words = passage.text[slice(*place)]
        places = ([place], ()) if on_left else ((), [place])
        yield couple.find(NAME, Severity.MINOR, 0.95, LOOSE, {"words": words}, *places)


def _tones(couple: Couple, passage: Passage, on_left: bool, custom: str) -> Iterator[Finding]:
    for match, placed in _placed(passage.text):
        if custom and placed != custom:
            message = N_("“%(words)s” places its tone otherwise than the rest of the text does")
            yield _at(couple, match, on_left, Severity.MINOR, message, {"words": match[0]})


def same_word(one: str, other: str) -> bool:
    """Whether two words differ in the place of the tone at most.

    >>> same_word("hòa", "hoà"), same_word("hòa", "hóa")
    (True, False)
    """
    return form(one) == form(other)


def _at(
    couple: Couple, match: re.Match[str], on_left: bool, severity: Severity, message: str, data: Mapping[str, str]
) -> Finding:
    place = [match.span()]
    return couple.find(NAME, severity, 0.95, message, data, *((place, ()) if on_left else ((), place)))
