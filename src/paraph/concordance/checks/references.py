"""Cross-references: "Article 5.3(b)", "điểm b khoản 3 Điều 5", "párrafos 1 y 2 del Artículo 4", each as a path.

A path goes from the outermost part inwards and is the same in every language: Article 5.3(b) and point b of paragraph
3 of Article 5 are both article / 5, 3, b. Lists and ranges become one reference each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from paraph.concordance.checks.language import Language, either

_RANK = {"part": 0, "chapter": 1, "annex": 1, "section": 2, "appendix": 2, "article": 3, "rule": 3, "paragraph": 4}
_RANK |= {"point": 5, "footnote": 6}
_INNER = r"\((?:[a-zđ]{1,2}|[ivx]{1,5}|[A-Z]|\d{1,2})\)"
_SUFFIX = rf"(?:\s?{_INNER})*"
_LATIN = r"(?:\s?(?:bis|ter|qu[aá]ter))?"
_SYMBOL = (
    rf"(?:\d{{1,4}}[A-Z]?(?:[.-](?:\d{{1,3}}|[A-Z])(?![a-z]))*{_LATIN}{_SUFFIX}(?![\w])"
    rf"|{_INNER}{_SUFFIX}"
    rf"|[IVX]{{1,5}}(?:[.:]\d{{1,3}}|-[A-Z0-9]{{1,2}})*{_SUFFIX}(?!\w)"
    rf"|[A-Z](?:[.-]?\d{{1,3}})*{_SUFFIX}(?![\w’'])"
    r"|(?-i:QQ|XX)(?:\.[A-Z0-9]+)*)"
)
_BARE = r"(?:[a-zđ](?:\)|(?![\w’')]))|[ivx]{1,5}(?![\w’']))\)?"
_TITLE = r"(?:\s\([A-ZÀ-ÝĐẠ-Ỹ][^()]{3,160}(?:\([^()]{1,80}\)[^()]{0,60})?\))?"
"""The title of an article, in brackets after its number."""
_HS_CODE = r"\d{2}(?:\.?\d{2}){0,4}(?!\w)"


@dataclass(frozen=True, slots=True)
class Reference:
    """``head``: what the outermost part is ("article", "annex" ...; "heading" for the Harmonized System)."""

    head: str
    path: tuple[str, ...]
    start: int = 0
    end: int = 0

    @property
    def what(self) -> Reference:
        """Without its place, to be compared."""
        return replace(self, start=0, end=0)

    @staticmethod
    def code(written: str) -> Reference:
        return Reference("heading", (written.replace(".", ""),))

    def __str__(self) -> str:
        """
        >>> str(Reference("article", ("5", "3", "b")))
        'article 5.3.b'
        """
        return f"{self.head} {'.'.join(self.path)}"


def references(text: str, language: Language) -> list[Reference]:
    """Every cross-reference, with its place; one for each item of a list or a range.

    >>> from paraph.concordance.checks.language import language
    >>> [str(each) for each in references("Article 5.3(b) and paragraphs 1 and 2 of Article 4", language("en"))]
    ['article 5.3.b', 'article 4.1', 'article 4.2']
    >>> [str(each) for each in references("điểm b khoản 3 Điều 5, các khoản 1 và 2 Điều 4", language("vi"))]
    ['article 5.3.b', 'article 4.1', 'article 4.2']
    """
    groups = [_Group(match, text, language) for match in _pattern(language).finditer(text)]
    joined: list[_Group] = []
    for group in groups:
        while joined and joined[-1].inside(group):
            group = joined.pop().within(group)  # "paragraph 2 of Article 4"
        joined.append(group)
    ordered: list[_Group] = []
    for group in joined:
        ordered.append(group.after(ordered.pop()) if ordered and group.follows(ordered[-1]) else group)
    return [each for group in ordered for each in group.references()]


class _Group:
    """One head with its symbols: a list of paths."""

    __slots__ = ("end", "head", "language", "nested", "paths", "rank", "start", "text")

    def __init__(self, match: re.Match[str], text: str, language: Language) -> None:
        self.text, self.language, self.nested = text, language, False
        self.head = (match.lastgroup or "").rpartition("__")[0]
        self.start, self.end = match.span()
        self.rank = _RANK.get(self.head, 9)
        self.paths = list(_paths(match[match.lastgroup or 0], self.head, language))

    def inside(self, outer: _Group) -> bool:
        if self.rank <= outer.rank or 9 in (self.rank, outer.rank):
            return False
        return bool(_of(self.language).fullmatch(self.text[self.end : outer.start]))

    def within(self, outer: _Group) -> _Group:
        outer.paths = [above + below for below in self.paths for above in outer.paths]
        outer.start, outer.nested = self.start, True
        return outer

    def follows(self, outer: _Group) -> bool:
        """Whether "Article 4" comes first and this, "paragraph 2", is said of it."""
        if outer.rank >= self.rank or 9 in (self.rank, outer.rank):
            return False
        if self.nested or outer.nested or len(outer.paths) > 1:
            return False
        return bool(re.fullmatch(rf"{_TITLE},?\s+", self.text[outer.end : self.start]))

    def after(self, outer: _Group) -> _Group:
        outer.paths = [above + below for below in self.paths for above in outer.paths]
        outer.end = self.end
        return outer

    def references(self) -> Iterator[Reference]:
        for path in self.paths:
            yield Reference("heading" if self.head == "heading" else self.head, path, self.start, self.end)


@cache
def _of(language: Language) -> re.Pattern[str]:
    return re.compile(rf"{_TITLE}\s*,?\s*(?:{language.data['references']['of']})\s*", re.IGNORECASE)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """A head and its symbols; what is a list goes on while symbols follow."""
    rules = language.data["references"]
    joint = rf"(?:\s*(?:,\s*)?(?:{rules['and']})\s*|\s*(?:{rules['to']})\s*(?:el\s|la\s)?)"
    after = rf"(?!\s*(?:%|{either(word for words in language.data['units'].values() for word in words)})(?!\w))"
    shapes = []
    for head, words in rules["heads"].items():
        symbol = _HS_CODE if head == "heading" else _SYMBOL
        first = rf"(?:{symbol}|{_bare(rules['never_bare'])})" if head in rules["bare"] else symbol
        listed = rf"{first}(?:{_TITLE}{joint}{first}{after})*"
        shapes.append(rf"(?<!\w)(?i:{either(words)})(?![^\W\d])(?:\s(?i:n[°º]|số))?\s?(?P<{head}__1>{listed})")
    # a head is read in any case, symbols as written
    return re.compile("|".join(_cased(shape) for shape in shapes))


def _bare(never: str) -> str:
    """A letter without brackets, unless it is a word of the language itself ("o", "y", "a")."""
    return rf"(?:(?![{never}](?![\w)])){_BARE})" if never else _BARE


def _cased(shape: str) -> str:
    return shape.replace("(?-i:", "(?:")


@cache
def _pieces(language: Language) -> re.Pattern[str]:
    rules = language.data["references"]
    return re.compile(
        rf"(?P<to>(?<=[\w)])\s*(?:{rules['to']})\s*(?:el\s|la\s)?(?=[\w(]))|(?P<and>\s*(?:{rules['and']})\s*)|"
        rf"(?P<symbol>{_SYMBOL}|{_HS_CODE}|{_BARE})"
    )


_ANY = re.compile(rf"{_SYMBOL}|{_BARE}")
_TITLED = re.compile(_TITLE.removesuffix("?"))


def _paths(listed: str, head: str, language: Language) -> Iterator[tuple[str, ...]]:
    """The path of each item of a list; "(b)" after "5.3(a)" is 5.3(b), and a range has all that lie between."""
    if head == "heading":
        yield from ((code.replace(".", ""),) for code in re.findall(_HS_CODE, listed))
        return
    previous: tuple[str, ...] = ()
    ranged, at = False, 0
    pieces = _pieces(language)
    while at < len(listed):
        if title := _TITLED.match(listed, at):
            at = title.end()
        symbol = _ANY.match(listed, at)
        if symbol is None:
            joint = pieces.match(listed, at)
            if joint is None or joint.end() == at:
                at += 1
                continue
            ranged = joint.lastgroup == "to"
            at = joint.end()
            continue
        path = _path(symbol[0])
        if symbol[0].startswith("(") and previous and len(previous) > len(path):
            path = previous[: len(previous) - len(path)] + path
        if ranged:
            yield from _between(previous, path)
        yield path
        previous, ranged, at = path, False, symbol.end()


def _path(symbol: str) -> tuple[str, ...]:
    """
    >>> _path("5.3(b)(ii)"), _path("2-D"), _path("III:4"), _path("đ)"), _path("3 bis")
    (('5', '3', 'b', 'ii'), ('2-D',), ('3', '4'), ('đ',), ('3bis',))
    """
    parts = re.findall(r"[^\s().:]+(?:\s(?:bis|ter|qu[aá]ter))?", symbol)
    return tuple(_number(part.replace(" ", "")) for part in parts)


def _number(part: str) -> str:
    """A roman number in capitals becomes what it says, since another language may write it otherwise."""
    if not re.fullmatch(r"[IVX]{1,5}", part):
        return part
    worth = {"I": 1, "V": 5, "X": 10}
    each = [worth[letter] for letter in part]
    return str(sum(-value if any(value < later for later in each[at:]) else value for at, value in enumerate(each)))


def _between(first: tuple[str, ...], last: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What lies between two ends of a range, at most fifty: numbers, or single letters."""
    if len(first) != len(last) or first[:-1] != last[:-1]:
        return
    one, other = first[-1], last[-1]
    if one.isdigit() and other.isdigit():
        inner = [str(each) for each in range(int(one) + 1, min(int(other), int(one) + 50))]
    elif len(one) == len(other) == 1 and one.isalpha():
        inner = [chr(each) for each in range(ord(one) + 1, min(ord(other), ord(one) + 50))]
    else:
        return
    for each in inner:
        yield (*first[:-1], each)
