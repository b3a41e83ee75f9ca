"""Atoms: groups of words and marks that read as one, so that a bracket should not cut them.

Numbers with their separators, unit and currency ("1,000.5", "46%"), cross-references ("Article 2.3(a)", "paragraphs
1 and 2", "khoản 1"), hyphenated and apostrophised words, Vietnamese words of several syllables ("thuế suất").

A text comes as its *parts*: white space and words by turns, beginning and ending with white space, which may be empty.
Each part has a kind, one character, and atoms are looked for in the string of kinds: a fifth of the characters, and
nothing to be counted, since a place in that string is the place of a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from paraph.text.lexicon import COMPOUNDS, REFERENCES

# Kinds of words: (d) a number, (r) a roman number or a capital letter, (i) a letter or a small roman number, (s)
# another short word in lower case, (a) the head of a reference, (j) a joint of a list, (b) what follows a number, (v) a
# word that begins a compound, (e) one that is a head too, (w) the rest.
# Kinds of marks: (h) a hyphen or apostrophe, ($) a currency, (m) others; these stand for themselves: . , : / – ( ) %
# White space: (~) none, a space for one space, (_) the rest.
_WORD = "[drisaejbvw]"
_SHORT = "[isaejbv]"
# The patterns begin with one set of characters, for which the engine scans fast.
_TAIL = (
    rf"(?:(?<=d)(?:~[.,:/h–]~d)*(?:[~ ]\(~(?:{_SHORT}|d)~\))*(?:[~ ]%| b)?"
    rf"|(?<=\()(?<!{_WORD}~\()~[id]~\)(?:~\(~{_SHORT}~\))*"
    r"|(?<=r)(?:~[.:h–]~d)*)"
)
_NUMBER = rf"[d(r]{_TAIL}"
_NUMBERS = re.compile(rf"[dae(r$](?:{_TAIL}|(?<=[ae]) {_NUMBER}(?:(?:~, (?:j )?| j ){_NUMBER})*|(?<=\$)[~ ]{_NUMBER})")
_HYPHENS = re.compile(rf"{_WORD}(?:~h~{_WORD})+")
_ITSELF = frozenset(".,:/–()%")
_SPACES = {"": "~", " ": " "}
_HYPHEN = frozenset("-‐‑'’")
_CURRENCIES = frozenset("$€£₫")
_JOINTS = frozenset(("and", "or", "to", "through", "và", "hoặc", "đến"))
_AFTER = frozenset(("bis", "ter", "alt"))
_ROMAN = re.compile(r"[IVXLC]+|[A-Z]")
_LETTER = re.compile(r"[a-zđ]|[ivxl]{1,5}")
_LOWER = re.compile(r"[a-zđ]{1,4}")
_COMPOUND = re.compile("[ve](?=[ _])")
_STARTS_COMPOUND = frozenset(compound.split()[0] for compound in COMPOUNDS)
_LONGEST_COMPOUND = max(len(compound.split()) for compound in COMPOUNDS)


class _Kinds(dict[str, str]):
    """Remembers the kind of each part met, of a great many at most."""

    def __missing__(self, part: str) -> str:
        if len(self) >= 1 << 17:
            self.clear()
        kind = self[part] = _kind_of_word(part) if part[:1].isalnum() or part[:1] == "_" else _kind_of_mark(part)
        return kind


def _kind_of_word(word: str) -> str:
    low = word.lower()
    if word.isdecimal():
        return "d"
    if low in REFERENCES:
        return "e" if low in _STARTS_COMPOUND else "a"
    if word in _JOINTS:
        return "j"
    if word in _AFTER:
        return "b"
    if low in _STARTS_COMPOUND:
        return "v"
    return "r" if _ROMAN.fullmatch(word) else "i" if _LETTER.fullmatch(word) else "s" if _LOWER.fullmatch(word) else "w"


def _kind_of_mark(mark: str) -> str:
    if not mark or mark.isspace():
        return _SPACES.get(mark, "_")
    return mark if mark in _ITSELF else "h" if mark in _HYPHEN else "$" if mark in _CURRENCIES else "m"


_kinds = _Kinds()


def atoms(parts: Sequence[str]) -> list[tuple[int, int]]:
    """Groups of two or more words that read as one, as ranges of ``parts`` (from, to), in order, not overlapping.

    >>> from paraph.text.tokens import parts
    >>> text = parts("Under Article 2.3(a) the thuế suất of a non-member is 1,000.5 or 46%.")
    >>> ["".join(text[first:last]) for first, last in atoms(text)]
    ['Article 2.3(a)', 'thuế suất', 'non-member', '1,000.5', '46%']
    """
    kinds = "".join(map(_kinds.__getitem__, parts))
    runs = [found.span() for found in _NUMBERS.finditer(kinds)]
    if "h" in kinds:
        runs += [found.span() for found in _HYPHENS.finditer(kinds)]
    runs += _compounds(kinds, parts)
    runs = [run for run in runs if run[1] - run[0] > 1]
    if not runs:
        return runs
    kept = [min(runs)]
    for first, last in sorted(runs):
        if first < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], last))
        else:
            kept.append((first, last))
    return kept


def _compounds(kinds: str, parts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Compounds among words in lower case, the longest at each place, as ranges of parts."""
    done = 0
    for found in _COMPOUND.finditer(kinds):
        if (place := found.start()) < done:
            continue
        low = [word.lower() for word in parts[place : place + 2 * _LONGEST_COMPOUND : 2]]
        for size in range(len(low), 1, -1):
            if " ".join(low[:size]) in COMPOUNDS:
                done = place + 2 * size - 1
                yield place, done
                break
