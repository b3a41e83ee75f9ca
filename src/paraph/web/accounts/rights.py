"""What each role may see and do, as a table in words: read off the rules, never written beside them."""

from __future__ import annotations

from dataclasses import dataclass

from paraph.desk.publishing import DEEDS
from paraph.errors import N_
from paraph.record.charter import Charter
from paraph.record.visibility import ROLES, Clearance, acts_of, clearance, may_invite
from paraph.web.accounts.settings import needs_second_factor
from paraph.web.words import ROLES as NAMES

CLEARANCE: dict[Clearance, str] = {
    Clearance.NONE: N_("nothing of a vault"),
    Clearance.DELEGATION: N_("what the whole delegation may read"),
    Clearance.RESTRICTED: N_("also what is restricted"),
    Clearance.CHIEF: N_("everything in the vault"),
}


@dataclass(frozen=True, slots=True)
class Rights:
    """``roles``: (key, name, mine). ``rows``: (what, whether each role may). ``cleared``, ``guarded``: by role."""

    roles: tuple[tuple[str, str, bool], ...]
    cleared: tuple[str, ...]
    guarded: tuple[bool, ...]
    rows: tuple[tuple[str, tuple[bool, ...]], ...]


def rights(mine: str, charter: Charter) -> Rights:
    """The table for a negotiation, the reader's own role marked.

    >>> from paraph.record.charter import Charter
    >>> found = rights("member", Charter("talks", {"en": "Talks"}, ["en"], []))
    >>> [role for role, _, own in found.roles if own], found.rows[0][0]
    (['member'], 'present the delegation')
    """
    hosted = any(each.role == "secretariat" for each in charter.participants)
    roles = [each for each in ROLES if each not in ("observer", "secretariat") or (hosted and each == "secretariat")]
    rows = [(words, tuple(act in acts_of(role) for role in roles)) for act, words in DEEDS.items()]
    invites = tuple(may_invite(role, role) for role in roles)
    return Rights(
        tuple((each, NAMES[each], each == mine) for each in roles),
        tuple(CLEARANCE[clearance(each)] for each in roles),
        tuple(needs_second_factor(each) for each in roles),
        (*rows, (N_("invite members, close their accounts"), invites)),
    )
