"""Files in bracket notation: read and written without loss, and taken apart into each party's draft."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from paraph.documents import gateway, plain
from paraph.errors import N_, InvalidContent
from paraph.text.brackets import Runs, brackets, project, show
from paraph.text.convention import PARAPH, Convention
from paraph.text.diagnostics import Diagnostic
from paraph.text.markup import Brace, Bracket, Parsed, Role, unparse, walk
from paraph.text.notation import parse
from paraph.text.provision import Draft
from paraph.text.reading import normal, reading, runs

DEEPEST = 100
"""How many brackets may stand around one another in a file that is taken apart into drafts."""


def read(
    data: bytes | str, convention: Convention = PARAPH, *, parties: Iterable[str] = (), source: str = "text"
) -> Parsed:
    """Read a file (UTF-8, a byte-order mark is dropped) in NFC; ``write`` gives the same characters back.

    >>> write(read("Each Party [US: shall][VN: may] act.")).decode()
    'Each Party [US: shall][VN: may] act.'

    Raises: UnreadableFile, TextRefused.
    """
    text = gateway.decode(data, source) if isinstance(data, bytes) else gateway.admit(data, source)
    parsed = parse(text, convention, parties=parties, source=source)
    changed = _not_nfc(data.decode("utf-8-sig") if isinstance(data, bytes) else data)
    if not changed:
        return parsed
    noticed = Diagnostic(source, changed, 1, "not-nfc")
    return Parsed(text, parsed.nodes, convention, parsed.parties, source, (noticed, *parsed.diagnostics))


def write(text: Parsed | Runs) -> bytes:
    """The bytes of a file: of one that was read, as it stood; of bracketed text, in Paraph's own convention.

    Raises: InvalidContent where words in a bracket that nobody owns would read as an attribution ("US: ...").
    """
    if isinstance(text, Parsed):
        return unparse(text).encode()
    printed = show(text)
    owners = {owner for bracket in brackets(text) for each in bracket.alternatives for owner in each.owners}
    if runs(parse(printed, parties=owners)) != normal(text):
        raise InvalidContent(field=N_("text"), detail=N_("words in a bracket that nobody owns read as an attribution"))
    return printed.encode()


def named(parsed: Parsed) -> tuple[str, ...]:
    """The parties that a text names in its attributions, in the order in which they first appear."""
    found = (
        party
        for node, leaving, _ in walk(parsed)
        if isinstance(node, Bracket) and node.attribution and not leaving
        for party in node.attribution.parties()
    )
    return tuple(dict.fromkeys(found))


def drafts(parsed: Parsed, parties: Iterable[str] = (), language: str = "en") -> Mapping[str, Draft]:
    r"""Each party's draft: the words outside brackets and in the brackets it owns, remarks set aside.

    ``parties``: the parties known to the text, or those it names, unless others are asked for.

    >>> two = drafts(read("# Article 1. Sugar\n\n1. Each Party [US: shall][VN: may] trade.\n"))
    >>> [two[party].texts()[-1] for party in ("US", "VN")]
    ['Each Party shall trade.', 'Each Party may trade.']

    Raises: InvalidContent where words would fall out of every draft or a bracket into one: a bracket that names
    nobody or is not balanced, or brackets nested deeper than ``DEEPEST``.
    """
    _check(parsed)
    found = reading(parsed, remarks=False)
    unknown = next((each for each in found.diagnostics if each.code == "owner-unknown"), None)
    if unknown:
        raise InvalidContent(field=f"{unknown.source}:{unknown.line}:{unknown.column}", detail=unknown.message)
    wanted = tuple(parties) or parsed.parties or named(parsed)
    return {party: plain.read(project(found.runs, party), language, f"{parsed.source} ({party})") for party in wanted}


def _check(parsed: Parsed) -> None:
    """Refuse what cannot be taken apart, naming the first place."""
    for each in parsed.diagnostics:
        if each.code in ("unclosed-bracket", "unopened-bracket"):
            raise InvalidContent(field=f"{each.source}:{each.line}:{each.column}", detail=each.message.rstrip("."))
    for node, leaving, around in walk(parsed):
        if leaving or not isinstance(node, Bracket):
            continue
        if around >= DEEPEST:
            raise InvalidContent(field=_place(parsed, node), detail=N_("brackets are nested too deep"))
        nobody = node.attribution is None and (node.role is Role.WORDING or parsed.convention.exact)
        if nobody and not isinstance(node, Brace):
            raise InvalidContent(field=_place(parsed, node), detail=N_("this bracket names no party"))


def _place(parsed: Parsed, node: Bracket) -> str:
    line = parsed.text.count("\n", 0, node.start) + 1
    return f"{parsed.source}:{line}:{node.start - parsed.text.rfind(chr(10), 0, node.start)}"


def _not_nfc(text: str) -> int:
    """The first line that is not in NFC, from 1; 0 where there is none."""
    if unicodedata.is_normalized("NFC", text):
        return 0
    lines = text.split("\n")
    return next((n for n, line in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", line)), 1)
