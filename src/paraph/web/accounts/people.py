"""The delegations: who sits where, what each may see and do, and who of one's own may come in here."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from paraph.errors import N_, NotPermitted
from paraph.record.acts import DelegationPresented, Member
from paraph.record.visibility import clearance, may_invite
from paraph.web.accounts import invitations
from paraph.web.accounts.models import Account, Invitation
from paraph.web.accounts.rights import CLEARANCE, rights
from paraph.web.accounts.settings import needs_second_factor
from paraph.web.doing import allowed
from paraph.web.receipts import tell
from paraph.web.visit import Visit, visit
from paraph.web.words import ROLES


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a delegation. What follows ``role`` is known of one's own only."""

    key: str
    role: str
    member: Member | None = None
    clearance: str = ""
    account: Account | None = None
    invitation: Invitation | None = None
    must: bool = False
    invitable: bool = False
    me: bool = False


@require_GET
def delegation(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, **more: object) -> HttpResponse:
    here = visit(request)
    own = here.desk.seat.party
    parties = sorted(here.desk.charter.participants, key=lambda each: each.code != own)
    context = {
        "delegations": [(each, each.code == own, _people(here, each.code)) for each in parties],
        "may_present": allowed(here, DelegationPresented) and own in here.desk.charter.parties,
        "rights": rights(here.desk.seat.role, here.desk.charter),
        "may_invite": may_invite(here.desk.seat.role, here.desk.seat.role),
        **more,
    }
    return render(request, "paraph/accounts/delegation.html", context)


def _people(here: Visit, party: str) -> list[Person]:
    members = here.site.delegation(party)
    if party != here.desk.seat.party:
        return [Person(each.key, ROLES[each.role], each) for each in members]
    seat = here.desk.seat
    accounts = {each.person: each for each in Account.objects.with_factor().filter(party=party)}
    open_ones = {each.person: each for each in Invitation.objects.filter(party=party, expires_at__gt=timezone.now())}
    roles = {each.key: str(each.role) for each in members} or {seat.person: seat.role}
    if seat.role == "secretariat":
        roles |= dict.fromkeys([*accounts, *open_ones], "secretariat")
    named = {each.key: each for each in members}
    return [
        Person(
            key,
            ROLES[role],
            named.get(key),
            CLEARANCE[clearance(role)],
            accounts.get(key),
            open_ones.get(key),
            needs_second_factor(role),
            may_invite(seat.role, role),
            key == seat.person,
        )
        for key, role in roles.items()
    ]


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Make a link for a person of one's own delegation, and show it: this once."""
    here, person = visit(request), request.POST.get("person", "").strip()
    if here.desk.seat.observes:
        raise NotPermitted(role=here.desk.seat.role, act=N_("invite this person"))
    token = invitations.invite(here.site, here.desk.seat.party, person, here.desk.seat)
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    return _page(request, link=link, invited=person)


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    person = _theirs_to_manage(request, N_("revoke this invitation"))
    invitations.revoke(visit(request).desk.seat.party, person)
    tell(request, visit(request).speech.say(N_("The invitation is revoked; its link is of no use any more.")))
    return redirect("delegation")


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """End a person's account, with its sessions."""
    person = _theirs_to_manage(request, N_("close this account"))
    invitations.close(visit(request).desk.seat.party, person)
    tell(request, visit(request).speech.say(N_("The account is closed; whoever was signed in with it is signed out.")))
    return redirect("delegation")


def _theirs_to_manage(request: HttpRequest, act: str) -> str:
    """The person that a form names, where the seat may let in or keep out. Raises NotPermitted.

    Somebody whom the delegation does not name any more may be kept out by whoever may invite at all.
    """
    seat, person = visit(request).desk.seat, request.POST.get("person", "")
    members = {each.key: each.role for each in visit(request).site.delegation(seat.party)}
    if seat.observes or not may_invite(seat.role, members.get(person, seat.role)):
        raise NotPermitted(role=seat.role.replace("_", " "), act=act)
    return person
