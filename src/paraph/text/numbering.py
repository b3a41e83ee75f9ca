"""Numbers of provisions as shown, read into parts: ``3 bis`` comes after 3, ``3.3alt`` would replace 3.3."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LATIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
_SHORT = {"quat": "quater", "quin": "quinquies"}
_AFTER = re.compile(rf"[\s.-]*\(?({'|'.join((*_LATIN, *_SHORT))})\b\)?", re.I)
_INSTEAD = re.compile(r"[\s.-]*\(?alt(?:ernative)?\.?[ ]?(\d{0,2})(?!\w)\)?", re.I)
_WORDED = re.compile(
    r"\s*(article|chapter|section|annex|paragraph|option|part|điều|chương|mục|phụ lục|khoản|điểm|phần|phương án)\b\s*",
    re.I,
)
_SYMBOL = re.compile(r"[\s.]*(?:\(([0-9]{1,4}|[A-Za-zđĐ]{1,5})\)|([0-9]{1,4}|[A-Za-zđĐ]{1,5}(?![^\W\d])))")


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
    worded = _WORDED.match(shown)
    at = worded.end() if worded else 0
    path: list[str] = []
    inserted = alternative = 0
    while at < len(shown):
        after = _AFTER.match(shown, at) if path else None
        instead = _INSTEAD.match(shown, at) if path else None
        symbol = None if inserted or alternative else _SYMBOL.match(shown, at)
        if after and not inserted and not alternative:
            name = after[1].lower()
            inserted = _LATIN.index(_SHORT.get(name, name)) + 2
            at = after.end()
        elif instead and not alternative:
            alternative = int(instead[1] or 1)
            at = instead.end()
        elif symbol:
            path.append(symbol[1] or symbol[2])
            at = symbol.end()
        else:
            break
    left_over = shown[at:].strip(" .:)")
    words_only = not worded and len(path) == 1 and path[0].isalpha() and len(path[0]) > 1 and "(" not in shown
    if left_over or not path or (words_only and not re.fullmatch(r"[ivxlc]+|[IVXLC]+|[A-Z]{2}", path[0])):
        return None
    return Number(worded[1] if worded else "", tuple(path), inserted, alternative)
