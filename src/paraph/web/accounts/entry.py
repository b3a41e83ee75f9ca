"""Who comes in, and as far as where. Everybody who is not let in here sees nothing of the negotiation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from paraph.desk import Desk
from paraph.desk.founding import FOUNDER
from paraph.errors import UnknownParty, UnknownSubject
from paraph.web.accounts.settings import needs_second_factor
from paraph.web.site import Site

if TYPE_CHECKING:
    from paraph.web.accounts.models import Account

SEAT, PERSON = "seat", "person"
"""In an illustrative negotiation: where the session sits, and as whom."""


class Stage(Enum):
    """How far somebody has come: not signed in; signed in without a seat; a second factor is missing; inside."""

    OUTSIDE = "outside"
    UNSEATED = "unseated"
    UNGUARDED = "unguarded"
    INSIDE = "inside"


FOR_ALL = frozenset({"account_login", "mfa_authenticate", "mfa_login_webauthn", "invitation", "language", "feed"})
"""Pages (by name) that show nothing of a negotiation and are needed to come in; and the calendars that programs read,
whose secret address stands for the person."""
OWN = "/account/"
"""Where the pages of one's own account lie: for everybody who is signed in, seat or no seat."""


@dataclass(frozen=True, slots=True)
class Entry:
    stage: Stage
    desk: Desk
    account: Account | None = None

    def admits(self, path: str) -> bool:
        """Whether the page at this address may be shown."""
        if self.stage is Stage.INSIDE:
            return True
        try:
            found = resolve(path)
        except Resolver404:
            return False
        return found.url_name in FOR_ALL or (self.account is not None and path.startswith(OWN))


def enter(site: Site, request: HttpRequest) -> Entry:
    """Where the visitor sits. An illustrative negotiation is open; in any other one's account decides."""
    if site.open:
        return Entry(Stage.INSIDE, _chosen(site, request), _account(request))
    account = _account(request)
    if account is None:
        return Entry(Stage.OUTSIDE, site.desk(""))
    try:
        desk = _own(site, account)
    except (UnknownParty, UnknownSubject):
        return Entry(Stage.UNSEATED, site.desk(""), account)
    if needs_second_factor(desk.seat.role) and not account.guarded:
        return Entry(Stage.UNGUARDED, site.desk(""), account)
    return Entry(Stage.INSIDE, desk, account)


def _account(request: HttpRequest) -> Account | None:
    user = request.user
    return user if user.is_authenticated else None  # type: ignore[return-value]


def _chosen(site: Site, request: HttpRequest) -> Desk:
    """The desk that the session has chosen; an observer's where there is none, or none any more."""
    party, person = request.session.get(SEAT, ""), request.session.get(PERSON, "")
    try:
        return site.desk(party if party in site.seats else "", person)
    except UnknownSubject:
        return site.desk(party)


def _own(site: Site, account: Account) -> Desk:
    """The desk of an account. Raises UnknownSubject when the delegation as presented does not name its person.

    Whoever was invited before the delegation was presented becomes, once it is, its chief negotiator by name.
    """
    members = {each.key for each in site.delegation(account.party)}
    if account.person == FOUNDER and members and FOUNDER not in members:
        chief = site.desk(account.party).seat.person
        if not account.__class__.objects.filter(party=account.party, person=chief).exists():
            account.person = chief
            account.save(update_fields=["person"])
    return site.desk_of(site.seat_of(account.party, account.person))


def still_inside(site: Site, session: str) -> bool:
    """Whether a session that was inside is so still. Asked from a thread of its own; leaves no connection open."""
    if site.open:
        return True
    from django.contrib.auth import get_user
    from django.db import connections

    from paraph.web.accounts.sessions import SessionStore

    request = HttpRequest()
    request.session = SessionStore(session)
    try:
        request.user = get_user(request)
        return enter(site, request).stage is Stage.INSIDE
    finally:
        connections.close_all()
