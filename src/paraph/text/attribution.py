"""Who stands behind the words of a bracket: ``US``, ``US/AU propose; VN oppose``.

::

    attribution := group (';' group)* ':'
    group       := codes [stance]
    codes       := CODE ('/' CODE)*           also '//', ',' and 'and'; a footnote number may hang on

A code is a known party's code or, where the parties are not known, has the form of one (``CODE``). In a text that
people wrote, digits at the end of capitals are rather a footnote's number, and more than four capitals rather a word;
in Paraph's own printing neither stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

CODE = r"[A-Z][A-Z0-9]{1,7}"
"""The form of a party's code, everywhere: two to eight capitals and digits, the first a capital."""


class Stance(StrEnum):
    """What a party does with the words: a bare code proposes them."""

    PROPOSE = "propose"
    OPPOSE = "oppose"
    CONSIDER = "consider"


class Certainty(StrEnum):
    """How sure a reading as attribution is, given the parties that are known."""

    CERTAIN = "certain"  # every code is a known party
    ASSUMED = "assumed"  # the form is an attribution's, but a code is not a known party
    DOUBTFUL = "doubtful"  # could as well be words of the text, and is left as such


@dataclass(frozen=True, slots=True)
class Group:
    """Parties that share a stance; ``footnotes`` are numbers that hang on one of the codes."""

    parties: tuple[str, ...]
    stance: Stance
    footnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """A parsed attribution; ``source`` is its exact slice, up to where the words of the bracket begin."""

    source: str
    groups: tuple[Group, ...]

    def parties(self, stance: Stance | None = None) -> tuple[str, ...]:
        """The parties named (with this stance), each once, in the order written.

        >>> read("US/AU propose; VN oppose: all").parties(Stance.OPPOSE)
        ('VN',)
        """
        named = (party for group in self.groups if stance is None or group.stance is stance for party in group.parties)
        return tuple(dict.fromkeys(named))

    def owners(self, known: Iterable[str] = ()) -> tuple[str, ...]:
        """The parties that want the words: who proposes or, where only opposition is named, every other known party.

        >>> read("US oppose: also mean").owners(["US", "VN", "AU"])
        ('VN', 'AU')
        """
        proposing = self.parties(Stance.PROPOSE)
        if proposing or not self.parties(Stance.OPPOSE):
            return proposing
        named = set(self.parties())
        return tuple(party for party in known if party not in named)


_STANCES = {
    "propos": Stance.PROPOSE,
    "support": Stance.PROPOSE,
    "đề xuất": Stance.PROPOSE,
    "đề nghị": Stance.PROPOSE,
    "ủng hộ": Stance.PROPOSE,
    "oppos": Stance.OPPOSE,
    "phản đối": Stance.OPPOSE,
    "consider": Stance.CONSIDER,
    "cân nhắc": Stance.CONSIDER,
    "xem xét": Stance.CONSIDER,
}
_WORD = (
    r"(?:[Pp]ropos(?:es?|ed|ing)|[Ss]upport(?:s|ed|ing)?|[Oo]ppos(?:es?|ed|ing)|(?:are |is )?[Cc]onsider(?:s|ing)?"
    r"|[Đđ]ề xuất|[Đđ]ề nghị|[Ủủ]ng hộ|[Pp]hản đối|(?:[Đđ]ang )?(?:[Cc]ân nhắc|[Xx]em xét))"
)
_NOTE = r"(?:[ ]?\d{1,3}|\[\^[^\[\]\s]{1,20}\])"
_SEPARATOR = r"(?:[ ]{0,2}(?:/{1,2}|,|&)[ ]{0,2}|[ ](?:and|và)[ ])"
# Capitals that head a bracket and name no party.
_NO_PARTY = frozenset(
    re.findall(
        r"\w+",
        "NB NOTE TBD TBC TBA PART ITEM TEXT SEC ART PARA REF MFN WTO GATT TRQ HS SPS TBT IP II III IV VI VII XI"
        " ANNEX APPENDIX ARTICLE CHAPTER COMMENT DRAFT FOOTNOTE OPTION PREAMBLE REMARK SECTION TABLE TITLE",
    )
)


def readable(code: str) -> bool:
    """Whether a text that names its parties nowhere else can be read back with this code in its brackets.

    >>> readable("EU"), readable("ASEAN"), readable("NOTE"), readable("us")
    (True, True, False, False)
    """
    return re.fullmatch(CODE, code) is not None and code not in _NO_PARTY


@lru_cache(maxsize=64)
def _grammar(known: frozenset[str], exact: bool) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns for a whole attribution, for the groups in it, and for the codes in a group."""
    names = "".join(re.escape(code) + "|" for code in sorted(known, key=lambda code: (-len(code), code)))
    form = rf"{CODE}|[A-Z]" if exact else rf"[A-Z]{{2,4}}|{CODE}|[A-Z]"
    # Atomic: a code with its footnote is read in one way, however long the list it stands in.
    code = rf"(?>(?:{names}{form}){_NOTE}?(?![A-Z0-9]))"
    each = rf"(?>({names}{form})({_NOTE})?(?![A-Z0-9]))"
    codes = rf"{code}(?:{_SEPARATOR}{code}){{0,60}}"
    group = rf"{codes}(?:[ ]?{_WORD})?"
    whole = re.compile(
        rf"[ ]?(?P<mark>\*{{1,3}}|_{{1,3}})?(?P<groups>{group}(?:[ ]{{0,2}};[ ]{{0,2}}{group}){{0,20}})"
        rf"(?:[ ]{{0,2}}(?P<colon>(?(mark)(?:(?P=mark):|:(?P=mark))|:)))?[ ]?"
    )
    return whole, re.compile(rf"(?P<codes>{codes})(?:[ ]?(?P<stance>{_WORD}))?"), re.compile(each)


def read(text: str, known: Iterable[str] = (), at: int = 0) -> Attribution | None:
    """The attribution that begins at ``at``; None where there is none, or where it is doubtful.

    >>> read("US: shall").owners()
    ('US',)
    >>> read("Note: to be checked") is None
    True
    """
    found = examine(text, known, at)
    return found[0] if found and found[1] is not Certainty.DOUBTFUL else None


def examine(
    text: str, known: Iterable[str] = (), at: int = 0, exact: bool = False
) -> tuple[Attribution, Certainty] | None:
    """What could be an attribution at ``at``, and how sure that is; ``exact``: in Paraph's own printing.

    >>> examine("NZ/ VN: text", ["NZ", "VN"])[1], examine("US: text")[1], examine("A: text")[1]
    (<Certainty.CERTAIN: 'certain'>, <Certainty.ASSUMED: 'assumed'>, <Certainty.DOUBTFUL: 'doubtful'>)
    >>> examine("ASEAN: text")[1], examine("ASEAN: text", exact=True)[1]
    (<Certainty.DOUBTFUL: 'doubtful'>, <Certainty.ASSUMED: 'assumed'>)
    """
    parties = known if isinstance(known, frozenset) else frozenset(known)
    match = _grammar(parties, exact)[0].match(text, at)
    if match is None:
        return None
    if match["colon"] is None and not _FILLED.match(text, match.end()) and not _STANCE.search(match["groups"]):
        return None
    return _understood(match[0], match["groups"], match["colon"] is not None, parties, exact)


@lru_cache(maxsize=4096)
def _understood(
    source: str, written: str, colon: bool, known: frozenset[str], exact: bool
) -> tuple[Attribution, Certainty] | None:
    """Delegations write the same few attributions over and over: each is taken apart once."""
    _, groups, codes = _grammar(known, exact)
    attribution = Attribution(source, tuple(_group(part, codes) for part in groups.finditer(written)))
    named = attribution.parties()
    marked = _STANCE.search(written) is not None
    if not colon:  # words, but worth a look where a stance follows or known parties fill the bracket
        return (attribution, Certainty.DOUBTFUL) if marked or known.issuperset(named) else None
    marked = marked or "/" in written or ";" in written
    if not marked and not known.intersection(named) and _NO_PARTY.issuperset(named):
        return None
    return attribution, _certainty(named, marked, known, exact)


_STANCE = re.compile(_WORD)
_SHORT = re.compile(r"[A-Z]{2,4}")
_FILLED = re.compile(r"[\]}]")


def _group(match: re.Match[str], codes: re.Pattern[str]) -> Group:
    named = codes.findall(match["codes"])
    word = (match["stance"] or "").lower()
    stance = next((stance for stem, stance in _STANCES.items() if stem in word), Stance.PROPOSE)
    return Group(tuple(code for code, _ in named), stance, tuple(note.strip(" [^]") for _, note in named if note))


def _certainty(named: tuple[str, ...], marked: bool, known: frozenset[str], exact: bool) -> Certainty:
    """``marked``: a stance or a list of codes makes the form unmistakable; ``exact``: so does the colon."""
    if all(code in known for code in named):
        return Certainty.CERTAIN
    if marked or any(code in known for code in named):
        return Certainty.ASSUMED
    usual = len(named[0]) > 1 and (exact or _SHORT.fullmatch(named[0]))
    return Certainty.ASSUMED if not known and usual else Certainty.DOUBTFUL
