"""Brackets and their owners must mirror each other: what one party wants in one language it wants in the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from paraph.concordance.checks.finding import Finding, Severity
from paraph.concordance.checks.passage import Couple, Passage, Place
from paraph.errors import N_
from paraph.text.brackets import Bracket as Disputed
from paraph.text.brackets import Runs
from paraph.text.markup import Bracket, Group, Node, Role
from paraph.text.notation import parse

NAME = "brackets"


def check(couple: Couple, parties: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Brackets in the notation, by owners; those of nobody by their number. Placeholders are counted apart."""
    if "[" not in couple.left.text + couple.right.text:
        return
    left, right = _marked(couple.left, parties), _marked(couple.right, parties)
    for owners in dict.fromkeys([*left, *right]):
        ones, others = left.get(owners, []), right.get(owners, [])
        if len(ones) != len(others):
            yield _uneven(couple, owners, ones, others)


def compare_runs(left: Runs, right: Runs) -> list[tuple[str, int, int]]:
    """Owners whose words stand in brackets in one language more often than in the other: (owners, here, there).

    A party with several words bracketed in one language and one long bracket in the other is no difference; one with
    none is.

    >>> from paraph.text.brackets import Alternative
    >>> bracket = Disputed((Alternative(("US",), ("shall",)), Alternative(("VN",), ("may",))))
    >>> compare_runs(("Each Party ", bracket, " act."), ("Mỗi Bên phải hành động.",))
    [('US', 1, 0), ('VN', 1, 0)]
    """
    ones, others = Counter(_owners(left)), Counter(_owners(right))
    return [(each, ones[each], others[each]) for each in sorted({*ones, *others}) if not ones[each] or not others[each]]


def _owners(runs: Runs) -> Iterator[str]:
    for run in runs:
        if isinstance(run, Disputed):
            for alternative in run.alternatives:
                yield "/".join(sorted(alternative.owners))
                yield from _owners(alternative.content)


def _marked(passage: Passage, parties: tuple[str, ...]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for node in _groups(parse(passage.text, parties=parties).nodes):
        if isinstance(node, Bracket) and passage.text[node.start : node.start + 2] != "[^":  # a footnote's mark
            found.setdefault(_of(node), []).append((node.start, node.end))
    return found


def _groups(nodes: Iterable[Node]) -> Iterator[Group]:
    for node in nodes:
        if isinstance(node, Group):
            yield node
            yield from _groups(node.body)


def _of(node: Bracket) -> str:
    if node.attribution is not None:
        return "/".join(sorted(node.attribution.owners()))
    return "placeholder" if node.role is Role.PLACEHOLDER else ""


def _uneven(couple: Couple, owners: str, left: list[Place], right: list[Place]) -> Finding:
    said = {"owners": owners, "left": str(len(left)), "right": str(len(right))}
    message = N_("Brackets of %(owners)s: %(left)s in one language, %(right)s in the other")
    if owners in ("", "placeholder"):
        del said["owners"]
        message = N_("Brackets of nobody: %(left)s in one language, %(right)s in the other")
        if owners:
            message = N_("Placeholders: %(left)s in one language, %(right)s in the other")
    return couple.find(NAME, Severity.SEVERE if owners else Severity.SERIOUS, 0.95, message, said, left, right)
