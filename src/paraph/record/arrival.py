"""A party's draft that comes as a file, made into positions: each provision is matched to the known one that it words.

A file has no stable names, and its numbers shift; so it is matched to the text on record by number, heading and content
(``text.match``). What cannot be told apart surely is *doubtful* and put to a person: nothing is guessed. Words, numbers
and order are then those of the file, exactly. A provision keeps the way its place is said on record as far as the order
of the file allows, so that the same words in the same place are agreed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec.structs import replace

from paraph.errors import N_, InvalidContent
from paraph.record.assembly import PROVISION, Clause, assemble, draft, own_view, positions_of, wordings_of
from paraph.record.contents import Wording
from paraph.record.places import Wordings, places
from paraph.record.state import State
from paraph.text.align import Kind as Change
from paraph.text.brackets import project
from paraph.text.match import Match, MatchReport, match
from paraph.text.provision import Draft, Kind, Provision

NEW = ""
"""The decision that a provision of the file is none of those on record."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A provision of the file (``read``) that may be a known one (``known``), with the confidence from 0 to 1."""

    read: Provision
    known: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class Arrival:
    """What a file amounts to. ``names``: of each provision, known or new, by its id in the file.

    ``reports``: of the matching. ``changed``: positions to table, by subject; ``absent`` where the party's draft no
    longer has a provision that it had on record (``dropped``). ``unchanged``: how many stand as they are. ``doubts``:
    yet to be decided.
    """

    reports: tuple[MatchReport, ...]
    names: Mapping[str, str]
    changed: Mapping[str, Wording]
    dropped: tuple[str, ...]
    unchanged: int
    doubts: tuple[Doubt, ...] = field(default=())


def arrival(
    state: State,
    party: str,
    drafts: Mapping[str, Draft],
    languages: Sequence[str],
    decided: Mapping[str, str] | None = None,
) -> Arrival:
    """Match a party's whole draft, one ``Draft`` a language, to the text on record, and say what it changes.

    ``decided``: for provisions of the file (by id in it) that are doubtful, the known name or ``NEW``. Raises
    InvalidContent when the languages do not have the same provisions in the same order.
    """
    main = next(iter(drafts))
    _check_parallel(drafts)
    decided = decided or {}
    reports = _matched(state, party, drafts[main], languages)
    matches = [each for report in reports for each in report.matches]
    doubts = tuple(
        Doubt(_provision(drafts[main], each.right[0]), each.left[0], each.confidence, each.reason)
        for each in matches
        if each.doubtful and each.left and each.right and each.right[0] not in decided
    )
    names = _names(matches, state, drafts[main], decided)
    changed, unchanged = _positions(state, party, drafts, names)
    kept = set(names.values())
    dropped = {
        subject: _absent(held)
        for subject in state.named("provision")
        if isinstance(held := state.content(subject, party), Wording)
        and not held.absent
        and subject.removeprefix(PROVISION) not in kept
    }
    return Arrival(reports, names, changed | dropped, tuple(dropped), unchanged, doubts)


def _matched(state: State, party: str, read: Draft, languages: Sequence[str]) -> tuple[MatchReport, ...]:
    """First against what the party itself has tabled, then what is new in the file against what only others want."""
    own = draft(state, party, read.language)
    text = assemble(state, languages)
    theirs = tuple(_as_worded(each, each.owners[0], read.language) for each in text if party not in each.owners)
    if not own.provisions:
        return (match(Draft(read.language, theirs), read),)
    first = match(own, read)
    if not theirs:
        return (first,)
    added = {id_ for each in first.matches if each.kind is Change.ADDED for id_ in each.right}
    rest = tuple(each for each in read.provisions if each.id in added)
    return first, match(Draft(read.language, theirs), Draft(read.language, rest))


def _as_worded(clause: Clause, owner: str, language: str) -> Provision:
    number = clause.numbers.get(owner, {}).get(language, "")
    return Provision(clause.name, clause.kind, clause.depth, number, project(clause.runs[language], owner))


def _check_parallel(drafts: Mapping[str, Draft]) -> None:
    """Two languages are one text: the same provisions, in the same order, under the same numbers."""
    (first, main), *others = drafts.items()
    for language, other in others:
        for place in range(max(len(main), len(other))):
            here = main.provisions[place] if place < len(main) else None
            there = other.provisions[place] if place < len(other) else None
            if here is None or there is None or _outline(here) != _outline(there):
                raise InvalidContent(
                    field=f"{first}: {_shown(here)}; {language}: {_shown(there)}",
                    detail=N_("from here on the languages have not the same provisions; give a file of one language"),
                )


def _outline(provision: Provision) -> tuple[int, str, str]:
    return provision.depth, provision.kind, "".join(re.findall(r"[\d.]+\d|\d+|\([a-zđ]+\)", provision.number))


def _shown(provision: Provision | None) -> str:
    return f"{provision.number} {provision.text[:40]}".strip() if provision else "-"


def _names(matches: Iterable[Match], state: State, read: Draft, decided: Mapping[str, str]) -> dict[str, str]:
    found = {id_: name for each in matches for id_, name in _pairs(each)} | dict(decided)
    found = {id_: name for id_, name in found.items() if name != NEW}
    taken = {subject.partition(":")[2] for subject in state.subjects} | set(found.values())
    parents = read.parents()
    for provision in read.provisions:
        if provision.id not in found:
            found[provision.id] = _new_name(provision, found.get(parents[provision.id], ""), taken)
            taken.add(found[provision.id])
    return {provision.id: found[provision.id] for provision in read.provisions}


def _pairs(each: Match) -> list[tuple[str, str]]:
    """Of a split or merged match the first answers the first; what is left over is new, or dropped."""
    return list(zip(each.right, each.left, strict=False)) if each.kind not in (Change.ADDED, Change.REMOVED) else []


_LETTER = {"chapter": "c", "article": "a", "annex": "annex-", "section": "s", "part": "part-", "preamble": "pre"}
_HEADS = re.compile(r"^(chapter|article|section|annex|part|chuong|dieu|muc|phu-luc|phan|preamble|loi-noi-dau)-?")


def _new_name(provision: Provision, parent: str, taken: set[str]) -> str:
    """A name that can be read, "a2.3-1-a", made of the number at the time; it never changes afterwards."""
    slug = _HEADS.sub("", re.sub(r"[^a-z0-9.]+", "-", _ascii(provision.number)).strip("-."))
    letter = _LETTER.get(provision.kind, "")
    stem = letter if letter else f"{parent}-" if parent else "p"
    name = f"{stem}{slug}"[:70].strip("-.")
    if slug and name not in taken:
        return name
    number = 1
    while (numbered := f"{name}-{number}") in taken:
        number += 1
    return numbered if slug or not letter else name if name not in taken else numbered


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return plain.encode("ascii", "ignore").decode()


def _positions(
    state: State, party: str, drafts: Mapping[str, Draft], names: Mapping[str, str]
) -> tuple[dict[str, Wording], int]:
    """The positions that differ from what the party has on record, and how many do not.

    Provisions keep the place that they have on record, unless the file then would not read in its own order: those
    that stand against it are given the file's place, until the order is the file's.
    """
    main = next(iter(drafts.values()))
    order = [names[each.id] for each in main.provisions]
    rank = {name: place for place, name in enumerate(order)}
    record = wordings_of(state.contents, positions_of(state))
    moved: set[str] = set()
    while True:
        wordings = _wordings(state, party, drafts, names, moved)
        read = (each.name for each in places(own_view(_with(record, party, wordings), party)))
        astray = set(order) - _rising([name for name in read if name in rank], rank)
        if not astray or len(moved) == len(order):
            break
        if astray <= moved:
            # Their own place does not help while a neighbour's contradicts it: that is given its own as well.
            near = {each for pair in pairwise(order) if astray & set(pair) for each in pair}
            astray = near if near - moved else set(order)
        moved |= astray
    changed = {PROVISION + name: each for name, each in wordings.items() if each != record.get(name, {}).get(party)}
    return changed, len(order) - len(changed)


def _with(record: Wordings, party: str, wordings: Mapping[str, Wording]) -> dict[str, dict[str, Wording]]:
    """The record as it would be: the party's wordings new, absent where it has none any more."""
    found = {name: dict(held) for name, held in record.items()}
    for name, held in found.items():
        if party in held and name not in wordings:
            held[party] = _absent(held[party])
    for name, wording in wordings.items():
        found.setdefault(name, {})[party] = wording
    return found


def _absent(wording: Wording) -> Wording:
    return replace(wording, number={}, text={}, absent=True)


def _wordings(
    state: State, party: str, drafts: Mapping[str, Draft], names: Mapping[str, str], moved: set[str]
) -> dict[str, Wording]:
    main = next(iter(drafts.values()))
    parents, latest = main.parents(), dict[str, str]()
    tops = _tops(state, party, main, names)
    found: dict[str, Wording] = {}
    for index, provision in enumerate(main.provisions):
        name = names[provision.id]
        parent = names.get(parents[provision.id], "") or tops.get(provision.id, "")
        here = {language: draft.provisions[index] for language, draft in drafts.items()}
        standing = _standing(state, party, name)
        keeps = bool(standing) and name not in moved and standing[0].parent == parent
        found[name] = _wording(standing, here, (parent, latest.get(parent, "")), not keeps)
        latest[parent] = name
    return found


def _tops(state: State, party: str, read: Draft, names: Mapping[str, str]) -> dict[str, str]:
    """Of a file that is a part of the text, what its first level stands in on record: a file that begins in the middle
    of a chapter does not say that its articles stand in none. A new provision stands where the one before it does."""
    parents, before = read.parents(), ""
    known = set(names.values())
    found = {}
    for provision in read.provisions:
        if parents[provision.id] or provision.kind in _WHOLE:
            continue
        standing = _standing(state, party, names[provision.id])
        before = standing[0].parent if standing else before
        found[provision.id] = before if before not in known else ""
    return found


_WHOLE = (Kind.PREAMBLE, Kind.PART, Kind.CHAPTER, Kind.ANNEX)
"""What stands in nothing."""


def _standing(state: State, party: str, name: str) -> list[Wording]:
    """The wordings that stand on a provision, the party's own first."""
    found = state.subjects.get(PROVISION + name)
    codes = [party, *(code for code in (found.positions if found else ()) if code != party)]
    contents = (state.content(PROVISION + name, code) for code in codes)
    return [each for each in contents if isinstance(each, Wording) and not each.absent]


def _rising(names: Sequence[str], rank: Mapping[str, int]) -> set[str]:
    """The longest subsequence of ``names`` in the order of their ranks.

    >>> sorted(_rising(["a", "c", "b", "d"], {"a": 1, "b": 2, "c": 3, "d": 4}))
    ['a', 'b', 'd']
    """
    tails: list[int] = []
    ends: list[str] = []
    before: dict[str, str] = {}
    for name in names:
        place = bisect_left(tails, rank[name])
        tails[place : place + 1] = [rank[name]]
        ends[place : place + 1] = [name]
        if place:
            before[name] = ends[place - 1]
    found, at = set(), ends[-1] if ends else None
    while at is not None:
        found.add(at)
        at = before.get(at)
    return found


def _wording(
    standing: Sequence[Wording], here: Mapping[str, Provision], place: tuple[str, str], moved: bool
) -> Wording:
    """The position on one provision: the file's words and numbers, in the place on record unless it has ``moved``."""
    text = {language: each.text for language, each in here.items()}
    number = {language: each.number for language, each in here.items() if each.number}
    if not standing:
        return Wording(kind=next(iter(here.values())).kind, parent=place[0], after=place[1], number=number, text=text)
    near = [each for each in standing if each.parent == place[0]] or standing
    known = next((each for each in near if text.items() <= each.text.items()), near[0])
    parent, after = place if moved else (known.parent, known.after)
    others = {language: shown for language, shown in known.number.items() if language not in here}
    return Wording(kind=known.kind, parent=parent, after=after, number=others | number, text={**known.text, **text})


def _provision(draft: Draft, id_: str) -> Provision:
    return next(each for each in draft.provisions if each.id == id_)
