"""Numbers of provisions as shown, read into parts: ``3 bis`` comes after 3, ``3.3alt`` would replace 3.3."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LATIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
_SHORT = {"quat": "quater", "quin": "quinquies"}
_AFTER = re.compile(rf"[\s.-]*({'|'.join((*_LATIN, *_SHORT))})\b", re.I)
_INSTEAD = re.compile(r"[\s.-]*alt(?:ernative)?\.?[ ]?(\d{0,2})(?!\w)", re.I)
_WORD = re.compile(
    r"\s*(article|chapter|section|annex|paragraph|point|option|part"
    r"|điều|chương|mục|phụ lục|khoản|điểm|phần|phương án)\s+",
    re.I,
)
_SYMBOL = r"\d{1,4}|[A-ZĐ]{1,3}|[a-zđ]|[ivxlc]{1,8}"
_FIRST = re.compile(rf"\s*(?:\(({_SYMBOL})\)|({_SYMBOL})(?=[\W\d]|$|{'|'.join(_LATIN)}|quat|quin|[Aa]lt))")
_NEXT = re.compile(rf"\s*\(({_SYMBOL})\)|[.-]({_SYMBOL})(?=[\W\d]|$|{'|'.join(_LATIN)}|quat|quin|[Aa]lt)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number's parts. ``path``: ("3", "3") for 3.3; ``inserted``: 2 for bis, 3 for ter, 0 for none, and so on;
    ``alternative``: 0 for none, else which alternative (1 for a plain "alt"); ``word``: "Article" or "".
    """

    word: str
    path: tuple[str, ...]
    inserted: int = 0
    alternative: int = 0

    @property
    def replaces(self) -> Number | None:
        """The number whose words this one would replace, for an "alt"."""
        return Number(self.word, self.path, self.inserted) if self.alternative else None

    @property
    def follows(self) -> Number | None:
        """The number after which this one is inserted, for a "bis" or "ter"."""
        if self.inserted < 2 or self.alternative:
            return None
        return Number(self.word, self.path, self.inserted - 1 if self.inserted > 2 else 0)


def read_number(shown: str) -> Number | None:
    """Read a number as shown; None where it is none, or where something would be left over.

    >>> read_number("3 bis").follows
    Number(word='', path=('3',), inserted=0, alternative=0)
    >>> read_number("3.3bis Alt").replaces
    Number(word='', path=('3', '3'), inserted=2, alternative=0)
    >>> read_number("Article QQ.A.1").path
    ('QQ', 'A', '1')
    >>> read_number("shall") is None
    True
    """
    word = _WORD.match(shown)
    shown = shown[word.end() :] if word else shown
    if shown.startswith("(") and shown.endswith(")") and shown.count("(") == 1:
        shown = shown[1:-1]
    path: list[str] = []
    at = 0
    while symbol := (_NEXT if path else _FIRST).match(shown, at):
        path.append(symbol[1] or symbol[2])
        at = symbol.end()
    after = _AFTER.match(shown, at)
    if after:
        at = after.end()
    instead = _INSTEAD.match(shown, at)
    if instead:
        at = instead.end()
    if not path or shown[at:].strip(" .:)"):
        return None
    name = after[1].lower() if after else ""
    inserted = _LATIN.index(_SHORT.get(name, name)) + 2 if after else 0
    return Number(word[1] if word else "", tuple(path), inserted, int(instead[1] or 1) if instead else 0)
