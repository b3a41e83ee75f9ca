"""Which party an author, or a colour, may be of: proposed from what is on record, for a person to confirm.

Nothing here decides. Where two parties fit, or none, nothing is proposed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from paraph.documents.attributing import Paint
from paraph.documents.docx.write import PARTIES
from paraph.documents.intake import Person
from paraph.errors import N_

BY_CODE = N_("it names the party")
BY_MEMBER = N_("a member of its delegation bears this name")
BY_INSTITUTION = N_("it names an institution of its delegation")
BY_INITIALS = N_("the initials are those of a member of its delegation")
BY_SAMPLE = N_("words in this colour name the party")
BY_OURS = N_("Paraph prints this party's words in this colour")


@dataclass(frozen=True, slots=True)
class Known:
    """What the record says of a party: its code and names, the names of its members, its institutions."""

    code: str
    names: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A party, and why (a message key)."""

    party: str
    reason: str


def proposed(persons: Iterable[Person], known: Sequence[Known]) -> dict[str, Proposal]:
    """For each author of whom exactly one party fits, that party.

    >>> us = Known("US", ("United States",), ("Jane Doe",), ("Office of the United States Trade Representative",))
    >>> vn = Known("VN", ("Viet Nam", "Việt Nam"), (), ("Ministry of Industry and Trade",))
    >>> found = proposed([Person("DOE, Jane"), Person("Viet Nam"), Person("MOIT VN"), Person("Reviewer")], [us, vn])
    >>> [(name, each.party) for name, each in found.items()]
    [('DOE, Jane', 'US'), ('Viet Nam', 'VN'), ('MOIT VN', 'VN')]
    """
    found = {}
    for person in persons:
        fits = [Proposal(each.code, reason) for each in known if (reason := _reason(person, each))]
        if len({each.party for each in fits}) == 1:
            found[person.name] = fits[0]
    return found


def proposed_colors(paints: Iterable[Paint], known: Sequence[Known]) -> dict[str, Proposal]:
    """For each colour of which exactly one party fits, that party: what words in it say, else how Paraph prints."""
    ours = {look.color: each.code for look, each in zip(PARTIES, known, strict=False)}
    found = {}
    for paint in paints:
        fits = [each.code for each in known if _names(paint.sample, each)]
        if len(fits) == 1:
            found[paint.color] = Proposal(fits[0], BY_SAMPLE)
        elif not fits and paint.color in ours:
            found[paint.color] = Proposal(ours[paint.color], BY_OURS)
    return found


def proposed_names(codes: Iterable[str], known: Sequence[Known]) -> dict[str, Proposal]:
    """For each code in brackets that is no party's, the one party that it may be: "USA", "VNM", "Viet Nam"."""
    found = {}
    for code in codes:
        fits = [each.code for each in known if _names(code, each) or (len(code) > 1 and code.startswith(each.code))]
        if len(fits) == 1:
            found[code] = Proposal(fits[0], BY_CODE)
    return found


def _reason(person: Person, party: Known) -> str:
    words = set(_words(person.name))
    if any(set(_words(each)) <= words for each in party.members if _words(each)):
        return BY_MEMBER
    if _names(person.name, party):
        return BY_CODE
    if any(_plain(each) in _plain(person.name) or _acronyms(each) & words for each in party.institutions):
        return BY_INSTITUTION
    initials = _plain(person.initials).replace(" ", "")
    if len(initials) > 1 and any(_initials(each) == initials for each in party.members):
        return BY_INITIALS
    return ""


def _names(text: str, party: Known) -> bool:
    """Whether a text names a party, by its code in capitals or by its name."""
    said = f" {_plain(text)} "
    return party.code in re.findall(r"\w+", text) or any(f" {_plain(each)} " in said for each in party.names if each)


def _plain(text: str) -> str:
    """Small letters without marks, words apart by one space."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join(re.findall(r"\w+", "".join(each for each in bare if not unicodedata.combining(each))))


def _words(text: str) -> list[str]:
    return _plain(text).split()


def _initials(name: str) -> str:
    return "".join(each[0] for each in _words(name))


def _acronyms(name: str) -> set[str]:
    """What an institution may be called in short: the first letters of its words, with or without the small ones.

    >>> sorted(_acronyms("Ministry of Industry and Trade"))
    ['mit', 'moit']
    >>> "ustr" in _acronyms("Office of the United States Trade Representative")
    True
    """
    words = [each for each in name.split() if each[:1].isalpha()]
    large = [each for each in words if each[:1].isupper()]
    forms = (large, [each for each in words if each in large or each == "of"], large[1:])
    return {found for form in forms if len(found := _plain("".join(each[0] for each in form))) > 2}
