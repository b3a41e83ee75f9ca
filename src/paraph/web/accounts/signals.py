"""What must happen whenever something of an account changes, whichever page changed it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from paraph.web.accounts.models import FACTORS, Account


def connect() -> None:
    from allauth.account.signals import user_logged_in
    from allauth.mfa.signals import authenticator_added

    authenticator_added.connect(end_weaker_sessions, dispatch_uid="paraph.end_weaker_sessions")
    user_logged_in.connect(sit_down, dispatch_uid="paraph.sit_down")


def end_weaker_sessions(request: HttpRequest, user: Account, authenticator: Any, **_: Any) -> None:
    """A new second factor: sessions that were opened without it end, whoever holds them."""
    if authenticator.type in FACTORS:
        end_sessions(user, keep=request.session.session_key or "")


def sit_down(request: HttpRequest, user: Account, **_: Any) -> None:
    """In an illustrative negotiation, where one may change seats, signing in takes one's own."""
    from paraph.web.accounts.entry import PERSON, SEAT

    request.session[SEAT], request.session[PERSON] = user.party, user.person


def end_sessions(account: Account, keep: str = "") -> int:
    """End the sessions of an account, but the one with the key ``keep``. How many were ended."""
    from allauth.usersessions.models import UserSession

    ended = [each for each in UserSession.objects.filter(user=account) if each.session_key != keep]
    for each in ended:
        each.end()
    return len(ended)
