"""Atoms: groups of words and marks that read as one, so that a bracket should not cut them.

Numbers with their separators, unit and currency ("1,000.5", "46%"), cross-references ("Article 2.3(a)", "paragraphs
1 and 2", "khoản 1"), hyphenated and apostrophised words, Vietnamese words of several syllables ("thuế suất").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from paraph.text.lexicon import COMPOUNDS, REFERENCES

Bounds = list[tuple[int, int]]

# Numbers with separators, sub-paragraphs and unit; letters in parentheses; roman numerals and single capitals. The
# pattern begins with one set of characters, for which the engine scans fast.
_NUMBER = re.compile(
    r"[\d(A-Z](?<!\w.)(?:"
    r"(?<=\()(?:[a-zđ]|[ivxl]{1,5}|\d{1,2})\)(?:\([a-zđ]{1,4}\))*"
    r"|(?<=\d)\d*(?:[.,:/\-–]\d+)*(?:[ ]?\((?:[a-z]{1,4}|\d{1,2})\))*(?:[ ]?%|[ ](?:bis|ter|alt)\b)?"
    r"|(?<=[IVXLC])[IVXLC]*(?:[.:\-–]\d+)*|(?<=[A-Z])(?:[.:\-–]\d+)*"
    r")(?!\w)"
)
_HYPHEN = re.compile(r"[-‐‑'’](?<=\w.)(?=\w)")
_JOINT = re.compile(r",[ ]|[ ](?:and|or|to|through|và|hoặc|đến)[ ]")
_CURRENCIES = frozenset("$€£₫")
_VIETNAMESE = re.compile("[\u00c0-\u01b0\u1ea0-\u1ef9]")
_STARTS_COMPOUND = frozenset(compound.split()[0] for compound in COMPOUNDS)
_LONGEST_COMPOUND = max(len(compound.split()) for compound in COMPOUNDS)


def atoms(text: str, bounds: Bounds) -> list[tuple[int, int]]:
    """Groups of two or more tokens that read as one, as token ranges (from, to), in order, not overlapping.

    ``bounds`` are the character offsets of the text's tokens (``tokens.spans``).

    >>> from paraph.text.tokens import Words
    >>> text = Words("Under Article 2.3(a) the thuế suất of a non-member is 1,000.5 or 46%.")
    >>> [text.raw(*atom) for atom in text.atoms]
    ['Article 2.3(a)', 'thuế suất', 'non-member', '1,000.5', '46%']
    """
    runs = [*_references(text, bounds), *_hyphenated(text, bounds)]
    if _VIETNAMESE.search(text):
        runs += _compounds([text[start:end].lower() for start, end in bounds])
    if not runs:
        return []
    kept: list[tuple[int, int]] = []
    for first, last in sorted(runs):
        if kept and first < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], last))
        elif last - first > 1:
            kept.append((first, last))
    return kept


def _hyphenated(text: str, bounds: Bounds) -> Iterator[tuple[int, int]]:
    for mark in _HYPHEN.finditer(text):
        place = bisect_left(bounds, (mark.start(),))
        yield place - 1, place + 2


def _references(text: str, bounds: Bounds) -> Iterator[tuple[int, int]]:
    """Numbers with their currency or with the head of their reference, lists included ("Articles 1 and 2")."""
    run, last_end, referring = (0, 0), 0, False
    for number in _NUMBER.finditer(text):
        first = bisect_left(bounds, (number.start(),))
        last = bisect_left(bounds, (number.end(),), first)
        if referring and _JOINT.fullmatch(text, last_end, number.start()):
            run = (run[0], last)
        else:
            if run[1]:
                yield run
            before = text[slice(*bounds[first - 1])].lower() if first else ""
            referring = before in REFERENCES and text[number.start() - 1] == " "
            if referring or before in _CURRENCIES:
                first -= 1
            run = (first, last)
        last_end = number.end()
    if run[1]:
        yield run


def _compounds(low: list[str]) -> Iterator[tuple[int, int]]:
    """Compounds among tokens in lower case, the longest at each place."""
    place = 0
    while place < len(low):
        size = 1
        if low[place] in _STARTS_COMPOUND:
            sizes = range(min(_LONGEST_COMPOUND, len(low) - place), 1, -1)
            size = next((n for n in sizes if " ".join(low[place : place + n]) in COMPOUNDS), 1)
            if size > 1:
                yield place, place + size
        place += size
