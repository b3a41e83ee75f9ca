"""A wording changed in one language since the other was last confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

NAME = "stale"


@dataclass(frozen=True, slots=True)
class Step:
    """One wording of one party's provision, in time: its words by language. ``confirms``: languages that somebody has
    confirmed to say the same at this step, though their words did not change."""

    text: Mapping[str, str]
    confirms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stale:
    """``language``: that has not followed. ``since``: the step at which another one, ``changed``, left it behind."""

    language: str
    changed: str
    since: int


def stale(history: Sequence[Step]) -> list[Stale]:
    """Languages left behind at the end of a history, oldest first.

    A step that rewords all languages, or confirms one, brings it up to date; spacing and stops are no wording.

    >>> first = Step({"en": "within 30 days", "vi": "trong 30 ngày"})
    >>> second = Step({"en": "within 60 days", "vi": "trong 30 ngày"})
    >>> stale([first, second])
    [Stale(language='vi', changed='en', since=1)]
    >>> stale([first, second, Step({"en": "within 60 days", "vi": "trong 60 ngày"})])
    []
    """
    behind: dict[str, Stale] = {}
    for at, (before, now) in enumerate(pairwise(history), 1):
        changed = {each for each in now.text if _words(now.text[each]) != _words(before.text.get(each, ""))}
        caught_up = {behind.pop(language).changed for language in [*changed, *now.confirms] if language in behind}
        if not changed or caught_up:  # who follows leaves nobody behind
            continue
        leader = sorted(changed)[0]
        for language in now.text:
            if language not in changed and language not in now.confirms and language in before.text:
                behind.setdefault(language, Stale(language, leader, at))
    return sorted(behind.values(), key=lambda each: (each.since, each.language))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|[%$€£₫]", text.lower())
