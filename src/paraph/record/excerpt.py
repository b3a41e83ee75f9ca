"""A disputed provision in a phrase: its brackets with the few words around them that make them readable."""

from __future__ import annotations

import re

from paraph.text.brackets import Alternative, Bracket, Run, Runs

ELLIPSIS = "…"
_WORD = re.compile(r"\S+")


def excerpt(runs: Runs, around: int = 6, within: int = 30) -> Runs:
    """Shorten plain stretches to ``around`` words beside a bracket, and alternatives to ``within`` words.

    >>> from paraph.text.brackets import show
    >>> runs = ("Duties on goods in category B shall be eliminated in ",
    ...         Bracket((Alternative(("US",), ("three",)), Alternative(("VN",), ("seven",)))), " equal annual stages.")
    >>> show(excerpt(runs, around=3))
    '… be eliminated in [US: three][VN: seven] equal annual stages.'

    Text without brackets is cut after ``within`` words.
    """
    if not any(isinstance(run, Bracket) for run in runs):
        return tuple(_first(run, within) if isinstance(run, str) else run for run in runs)
    last = len(runs) - 1
    return tuple(_around(run, index > 0, index < last, around, within) for index, run in enumerate(runs))


def _around(run: Run, after_bracket: bool, before_bracket: bool, around: int, within: int) -> Run:
    if isinstance(run, Bracket):
        return Bracket(tuple(Alternative(each.owners, _within(each.content, within)) for each in run.alternatives))
    if after_bracket and before_bracket:
        return _ends(run, around)
    return _first(run, around) if after_bracket else _last(run, around)


def _within(content: Runs, within: int) -> Runs:
    if len(content) == 1 and isinstance(content[0], str):
        return (_first(content[0], within),)
    return content


def _first(text: str, words: int) -> str:
    found = list(_WORD.finditer(text))
    return text if len(found) <= words else f"{text[: found[words - 1].end()]} {ELLIPSIS}"


def _last(text: str, words: int) -> str:
    found = list(_WORD.finditer(text))
    return text if len(found) <= words else f"{ELLIPSIS} {text[found[-words].start() :]}"


def _ends(text: str, words: int) -> str:
    found = list(_WORD.finditer(text))
    if len(found) <= 2 * words + 1:
        return text
    return f"{text[: found[words - 1].end()]} {ELLIPSIS} {text[found[-words].start() :]}"
