"""One entry under the glass: what was signed, by whom, and each check that it passes or fails, one by one.

``signing.open_`` says only whether an entry may be taken; here every question is asked and answered by itself, so that
a person can follow it and a broken entry can be shown for what it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container
from dataclasses import dataclass
from enum import StrEnum

from paraph.errors import RecordDamaged
from paraph.record.charter import Charter
from paraph.record.entry import Entry, decode
from paraph.record.linking import judge
from paraph.record.order import Link
from paraph.record.signing import Apart, Signed, signature_holds, take_apart
from paraph.record.values import digest


class Rule(StrEnum):
    """What is asked of an entry. ``FORM``: one byte form; ``ID``: filed under the hash of its bytes; ``AUTHOR``: its
    key is its party's; ``SIGNATURE``: made with that key over these bytes; ``LINK``: it follows the one before and all
    that it says it has seen."""

    FORM = "form"
    ID = "id"
    AUTHOR = "author"
    SIGNATURE = "signature"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Finding:
    """``holds``: None where what it builds on is not here, or an earlier answer was no. ``error``: why it does not."""

    rule: Rule
    holds: bool | None
    error: RecordDamaged | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """``apart``: None where the envelope cannot be read at all; ``entry``: where its payload cannot."""

    envelope: bytes
    apart: Apart | None
    entry: Entry | None
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        return all(each.holds for each in self.findings)

    @property
    def pretty(self) -> str:
        """The signed bytes as JSON on many lines; the bytes as text where they are no JSON."""
        if self.apart is None:
            return self.envelope.decode("utf-8", "replace")
        try:
            return json.dumps(json.loads(self.apart.payload), ensure_ascii=False, indent=2)
        except ValueError:
            return self.apart.payload.decode("utf-8", "replace")


def examine(
    envelope: bytes, name: str, charter: Charter, find: Callable[[str], Link | None], refused: Container[str]
) -> Examination:
    """Ask every question of an envelope that is filed under the id ``name``.

    ``find`` looks up what is linked, ``refused`` holds the ids of what was refused.
    """
    try:
        apart = take_apart(envelope)
    except RecordDamaged as error:
        return Examination(envelope, None, None, (Finding(Rule.FORM, False, error), *_unasked(Rule.FORM)))
    signer = next((each.code for each in charter.participants if each.key == apart.key), "")
    signed_well = signature_holds(apart)
    try:
        entry = decode(apart.payload)
        form = Finding(Rule.FORM, True)
    except RecordDamaged as error:
        entry, form = None, Finding(Rule.FORM, False, error)
    findings = (
        form,
        Finding(Rule.ID, digest(apart.payload) == name),
        Finding(Rule.AUTHOR, bool(signer) and (entry is None or entry.party == signer)),
        Finding(Rule.SIGNATURE, signed_well),
        _linked(entry, name, envelope, charter, find, refused),
    )
    return Examination(envelope, apart, entry, findings)


def _unasked(after: Rule) -> tuple[Finding, ...]:
    return tuple(Finding(rule, None) for rule in Rule if rule is not after)


def _linked(
    entry: Entry | None,
    name: str,
    envelope: bytes,
    charter: Charter,
    find: Callable[[str], Link | None],
    refused: Container[str],
) -> Finding:
    if entry is None:
        return Finding(Rule.LINK, None)
    participants = [each.code for each in charter.participants]
    verdict = judge(Signed(name, entry, envelope), charter.id, participants, find, refused)
    if isinstance(verdict, Link):
        return Finding(Rule.LINK, True)
    return Finding(Rule.LINK, None) if isinstance(verdict, list) else Finding(Rule.LINK, False, verdict)
