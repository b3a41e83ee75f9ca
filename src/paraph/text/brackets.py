"""Bracketed text as data: runs, brackets, alternatives, and the projection on which everything rests.

A wording that several parties dispute is a sequence of *runs*: plain strings, on which all agree, and brackets.
A bracket offers alternatives, each owned by one or more parties; a party named in none of them wants no words there.
Brackets nest: the content of an alternative is a sequence of runs again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternative:
    """One wording in a bracket. ``owners`` are party codes in the order of the negotiation; () when unattributed."""

    owners: tuple[str, ...]
    content: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """Rival wordings of one place, at least one; each party owns at most one of them."""

    alternatives: tuple[Alternative, ...]


Run = str | Bracket
Runs = tuple[Run, ...]


def project(runs: Runs, party: str) -> str:
    """Keep only what ``party`` wants: the plain runs and the alternatives it owns.

    The projection law: for text consolidated from drafts this is the party's draft, character for character.

    >>> runs = ("Each Party ", Bracket((Alternative(("US",), ("shall",)), Alternative(("VN",), ("may",)))), " act.")
    >>> project(runs, "VN")
    'Each Party may act.'
    """
    return "".join(_projected(runs, party))


def _projected(runs: Runs, party: str) -> Iterator[str]:
    for run in runs:
        if isinstance(run, str):
            yield run
        else:
            for alternative in run.alternatives:
                if party in alternative.owners:
                    yield from _projected(alternative.content, party)


def plain(runs: Runs) -> str:
    """The words outside all brackets, on which everybody agrees.

    >>> plain(("Each Party ", Bracket((Alternative(("US",), ("shall",)),)), " act."))
    'Each Party  act.'
    """
    return "".join(run for run in runs if isinstance(run, str))


def brackets(runs: Runs) -> Iterator[Bracket]:
    """All brackets in order, a nested one after the one it stands in."""
    for run in runs:
        if isinstance(run, Bracket):
            yield run
            for alternative in run.alternatives:
                yield from brackets(alternative.content)


def disputed(runs: Runs) -> Iterator[str]:
    """The strings that stand inside brackets, each once, as printed."""
    for run in runs:
        if isinstance(run, Bracket):
            for alternative in run.alternatives:
                for inner in alternative.content:
                    if isinstance(inner, str):
                        yield inner
                    else:
                        yield from disputed((inner,))


_ESCAPED = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "\\{", "}": "\\}"})


def show(runs: Runs) -> str:
    r"""Print runs in the notation of delegations, exactly: one space after the colon is notation, all else is text.

    Alternatives of one bracket stand side by side without a space, so that reading back loses and adds nothing.
    Brackets, braces and backslashes of the text itself are escaped with a backslash.

    >>> show(("Each Party ", Bracket((Alternative(("US",), ("shall",)), Alternative(("VN", "AU"), ("may",)))), " act."))
    'Each Party [US: shall][VN/AU: may] act.'
    >>> show(("an array a[0]",))
    'an array a\\[0\\]'
    """
    parts: list[str] = []
    for run in runs:
        if isinstance(run, str):
            parts.append(run.translate(_ESCAPED))
        else:
            for alternative in run.alternatives:
                name = "/".join(alternative.owners)
                parts.append(f"[{name}: " if name else "[")
                parts.append(show(alternative.content))
                parts.append("]")
    return "".join(parts)
