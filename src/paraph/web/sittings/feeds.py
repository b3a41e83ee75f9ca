"""A person's calendar at a secret address, for programs that cannot sign in. Shown when it is made, kept as a hash."""

from __future__ import annotations

import secrets
from hashlib import sha256
from hmac import compare_digest

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from paraph.desk import Seat
from paraph.errors import N_, NotPermitted, ParaphError
from paraph.i18n import Speech
from paraph.web.accounts.models import Account, FeedLink
from paraph.web.accounts.settings import needs_second_factor
from paraph.web.receipts import tell
from paraph.web.site import Site
from paraph.web.sittings.files import as_file, own_events
from paraph.web.visit import Visit, visit


def link_of(here: Visit) -> FeedLink | None:
    """The link of whoever sits here, while it is of use."""
    seat = here.desk.seat
    return FeedLink.objects.filter(party=seat.party, person=seat.person, revoked_at=None).first()


def may_have(here: Visit) -> bool:
    return not here.desk.seat.observes


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A new address in place of an earlier one; it stands on the page that answers, and never again."""
    here = visit(request)
    if not may_have(here):
        raise NotPermitted(role=here.speech.say(N_("observer")), act=here.speech.say(N_("have a calendar address")))
    token = secrets.token_urlsafe(32)
    FeedLink.objects.update_or_create(
        party=here.desk.seat.party,
        person=here.desk.seat.person,
        defaults={
            "digest": _digest(token),
            "language": here.speech.language,
            "made_at": timezone.now(),
            "revoked_at": None,
        },
    )
    address = request.build_absolute_uri(reverse("feed", args=[token]))
    return render(request, "paraph/sittings/feed_made.html", {"feed": address})


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """From now on nothing is read at the address."""
    found = link_of(visit(request))
    if found is not None:
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        tell(request, visit(request).speech.say(N_("The calendar address is of no use any more.")))
    return redirect("calendar")


@rate_limit(action="feed", limit_get=True)  # type: ignore[untyped-decorator]
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What the seat of a link's person may have in a calendar; nothing is said of an address that is none (any more).

    The session plays no part: whoever reads sits where the link's person sits, in the language in which it was made.
    """
    site, digest = visit(request).site, _digest(token)
    found = FeedLink.objects.filter(digest=digest, revoked_at=None).first()
    seat = _seat(site, found) if found and compare_digest(found.digest, digest) else None
    if found is None or seat is None:
        return HttpResponse(status=404, content_type="text/plain; charset=utf-8")
    here = Visit(site, site.desk_of(seat), Speech(found.language))
    return as_file(here, own_events(here, request.build_absolute_uri), "paraph")


def _seat(site: Site, link: FeedLink) -> Seat | None:
    """Where the person of a link sits: nowhere once no page would let it in."""
    account = Account.objects.filter(party=link.party, person=link.person).first()
    if not site.open and account is None:
        return None
    try:
        seat = site.seat_of(link.party, link.person)
    except ParaphError:
        return None
    unguarded = not site.open and needs_second_factor(seat.role) and not (account and account.guarded)
    return None if unguarded else seat


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
