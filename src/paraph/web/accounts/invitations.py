"""Invitations: a link for one person, once, for some days. Shown when it is made, kept as a hash."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from paraph.desk.seat import Seat
from paraph.errors import N_, NotPermitted, OutOfOrder
from paraph.record.visibility import may_invite
from paraph.web.accounts.models import Account, FeedLink, Invitation
from paraph.web.accounts.settings import DAYS_TO_ACCEPT
from paraph.web.accounts.signals import end_sessions
from paraph.web.site import Site

HOLDER = "folder"
"""Who invites at the command line: whoever holds the negotiation's folder."""


def invite(site: Site, party: str, person: str, by: Seat | None = None) -> str:
    """Make a link's token for a person; an earlier link for the same person is of no use any more.

    ``by``: the seat that invites, None for the holder of the folder. Raises NotPermitted, UnknownSubject.
    """
    seat = site.seat_of(party, person)
    if by is not None and not (by.party == party and may_invite(by.role, seat.role)):
        raise NotPermitted(role=by.role.replace("_", " "), act=N_("invite this person"))
    token = secrets.token_urlsafe(32)
    Invitation.objects.update_or_create(
        party=party,
        person=person,
        defaults={
            "digest": _digest(token),
            "made_by": str(by) if by else HOLDER,
            "made_at": timezone.now(),
            "expires_at": timezone.now() + timedelta(days=DAYS_TO_ACCEPT),
        },
    )
    return token


def revoke(party: str, person: str) -> None:
    """Make an invitation useless. Nothing happens where there is none."""
    Invitation.objects.filter(party=party, person=person).delete()


def find(token: str) -> Invitation | None:
    """The invitation of a link that can still be taken up."""
    return Invitation.objects.filter(digest=_digest(token), expires_at__gt=timezone.now()).first()


def accept(token: str, username: str, password: str) -> Account:
    """Take an invitation up: it is gone, and the person has an account; an earlier one of the same person ends.

    Raises OutOfOrder when the invitation is of no use (any more); nothing was changed then.
    """
    with transaction.atomic():
        invitation = find(token)
        if invitation is None or not Invitation.objects.filter(pk=invitation.pk).delete()[0]:
            raise OutOfOrder(detail=N_("this invitation is of no use (any more)"), hint=N_("Ask for a new one."))
        close(invitation.party, invitation.person)
        made = Account(username=username, party=invitation.party, person=invitation.person)
        made.set_password(password)
        made.save()
    return made


def close(party: str, person: str) -> None:
    """End a person's account, with its sessions, second factors and calendar's address, where there is one."""
    FeedLink.objects.filter(party=party, person=person).delete()
    for account in Account.objects.filter(party=party, person=person):
        end_sessions(account)
        account.delete()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
