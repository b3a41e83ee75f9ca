"""Links that open once; who may make them for whom; what the Delegation page shows, and to whom."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from paraph.errors import NotPermitted, OutOfOrder, UnknownSubject
from web.accounts.conftest import PASSWORD, ROLES, members
from web.accounts.test_entry import anonymous

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

In = Callable[..., "Client"]
CHOSEN = {"name": "ann", "password": PASSWORD, "again": PASSWORD}


def link(token: str) -> str:
    return f"/account/invitation/{token}/"


def of_no_use(response: Any) -> bool:
    return response.status_code == 404 and "This link is of no use" in response.content.decode()


def test_a_link_opens_once(talks: Site) -> None:
    from paraph.web.accounts import invitations
    from paraph.web.accounts.models import Account, Invitation

    token = invitations.invite(talks, "US", "legal")
    assert Invitation.objects.get().digest == sha256(token.encode()).hexdigest()
    client = anonymous()
    assert "lawyer-linguist" in client.get(link(token)).content.decode()
    assert client.post(link(token), CHOSEN).status_code == 302
    made = Account.objects.get()
    assert (made.username, made.party, made.person) == ("us.ann", "US", "legal")
    assert made.password.startswith("argon2")
    assert PASSWORD not in made.password
    assert client.get("/vault/").status_code == 200
    assert of_no_use(anonymous().get(link(token)))
    assert of_no_use(anonymous().post(link(token), CHOSEN))
    with pytest.raises(OutOfOrder):
        invitations.accept(token, "us.bob", PASSWORD)


def test_a_link_that_is_too_old_revoked_replaced_or_made_up_is_of_no_use(talks: Site) -> None:
    from django.utils import timezone

    from paraph.web.accounts import invitations
    from paraph.web.accounts.models import Account, Invitation

    old = invitations.invite(talks, "US", "lead")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    replaced = invitations.invite(talks, "US", "legal")
    invitations.invite(talks, "US", "legal")
    revoked = invitations.invite(talks, "VN", "lead")
    invitations.revoke("VN", "lead")
    for token in (old, replaced, revoked, "x" * 43, "x"):
        assert of_no_use(anonymous().get(link(token)))
        assert of_no_use(anonymous().post(link(token), CHOSEN))
    left = invitations.invite(talks, "US", "deputy")
    talks.desk("US").present_delegation(members("chief"))
    assert of_no_use(anonymous().get(link(left))), "who left the delegation comes in by an old invitation"
    assert not Account.objects.exists()


def test_what_is_chosen_badly_is_refused_and_the_link_stays(talks: Site, account: Any) -> None:
    from paraph.web.accounts import invitations

    account("US", "lead")
    token = invitations.invite(talks, "US", "legal")
    for changed, told in (
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "password1234", "again": "password1234"}, "too common"),
        ({"password": "739182645091", "again": "739182645091"}, "entirely numeric"),
        ({"again": "other marble seventeen"}, "differ"),
        ({"name": "Ann Lee"}, "small letters"),
        ({"name": "lead"}, "Somebody else"),
    ):
        answer = anonymous().post(link(token), {**CHOSEN, **changed})
        page = answer.content.decode()
        assert answer.status_code == 400
        assert told in page
        assert PASSWORD not in page, "a password is written back"
    assert anonymous().post(link(token), CHOSEN).status_code == 302


def test_names_of_another_side_cannot_be_tried_out(talks: Site, account: Any) -> None:
    from paraph.web.accounts import invitations

    account("VN", "lead")
    token = invitations.invite(talks, "US", "legal")
    assert anonymous().post(link(token), {**CHOSEN, "name": "lead"}).status_code == 302


def test_a_new_invitation_takes_the_place_of_a_lost_account(talks: Site, signed_in: In) -> None:
    from allauth.mfa.models import Authenticator

    from paraph.web.accounts import invitations
    from paraph.web.accounts.models import Account

    before = signed_in("US", "legal")
    assert before.get("/").status_code == 200
    token = invitations.invite(talks, "US", "legal")
    assert "You have an account already" in anonymous().get(link(token)).content.decode()
    assert anonymous().post(link(token), CHOSEN).status_code == 302
    assert before.get("/").status_code == 302, "a session of the account that ended is still open"
    assert [each.username for each in Account.objects.all()] == ["us.ann"]
    assert not Authenticator.objects.exists()


def test_who_may_invite_whom(talks: Site) -> None:
    from paraph.web.accounts import invitations

    chief, deputy = talks.desk("US", "chief").seat, talks.desk("US", "deputy").seat
    invitations.invite(talks, "US", "chief", chief)
    invitations.invite(talks, "US", "lead", deputy)
    for party, person, by in (
        ("US", "chief", deputy),
        ("VN", "lead", chief),
        ("SEC", "anna", chief),
        *(("US", "legal", talks.desk("US", each).seat) for each in ("lead", "legal", "desk")),
    ):
        with pytest.raises(NotPermitted):
            invitations.invite(talks, party, person, by)
    with pytest.raises(UnknownSubject):
        invitations.invite(talks, "US", "stranger", chief)
    invitations.invite(talks, "SEC", "anna", talks.desk("SEC", "secretary").seat)


def test_the_page_invites_revokes_and_closes(talks: Site, signed_in: In) -> None:
    from paraph.web.accounts.models import Account, Invitation

    chief, lead = signed_in("US", "chief"), signed_in("US", "lead")
    page = chief.post("/delegation/invite/", {"person": "legal"}).content.decode()
    token = re.search(r"http://127\.0\.0\.1/account/invitation/([\w-]+)/", page)
    assert token
    again = chief.get("/delegation/").content.decode()
    assert token[1] not in again
    assert "invited" in again
    assert anonymous().get(link(token[1])).status_code == 200
    for forbidden in ("invite", "revoke", "close"):
        assert lead.post(f"/delegation/{forbidden}/", {"person": "legal"}).status_code == 403
    assert 'formaction="/delegation/' not in lead.get("/delegation/").content.decode()
    chief.post("/delegation/revoke/", {"person": "legal"})
    assert not Invitation.objects.exists()
    assert lead.get("/").status_code == 200
    chief.post("/delegation/close/", {"person": "lead"})
    assert lead.get("/").status_code == 302
    assert not Account.objects.filter(person="lead").exists()


def test_only_its_own_side_sees_who_has_an_account(talks: Site, signed_in: In) -> None:
    from paraph.web.accounts import invitations

    ours, theirs = signed_in("US", "chief"), signed_in("VN", "lead")
    invitations.invite(talks, "VN", "legal")
    page = ours.get("/delegation/").content.decode()
    assert "us.chief" in page
    assert "vn.lead" not in page
    assert "invited" not in page
    assert theirs.post("/delegation/close/", {"person": "chief"}).status_code == 403
    chief_of_theirs = signed_in("VN", "chief")
    assert chief_of_theirs.post("/delegation/close/", {"person": "chief"}).status_code == 302
    assert ours.get("/").status_code == 200, "one side has closed an account of the other"


def test_the_table_of_rights_is_what_the_rules_say(talks: Site, signed_in: In) -> None:
    from paraph.desk.publishing import DEEDS
    from paraph.record.visibility import may
    from paraph.web.accounts.rights import rights

    found = rights("lead", talks.charter)
    for row, act in zip(found.rows, DEEDS, strict=False):
        for (role, _, _), yes in zip(found.roles, row[1], strict=True):
            assert yes is may(role, act)
    page = signed_in("US", "legal").get("/delegation/").content.decode()
    assert page.count('<th scope="row">') >= len(DEEDS)


def test_a_delegation_is_presented_from_the_page(talks: Site, signed_in: In) -> None:
    """What stands is in the form; a row taken out ends a seat, one added can be invited; nobody else may."""
    chief, lead = signed_in("US", "chief"), signed_in("US", "lead")
    assert lead.get("/delegation/present/").status_code == 403
    assert 'value="lead"' in chief.get("/delegation/present/").content.decode()
    rows = [("chief", "chief_negotiator"), ("expert", "economist")]
    sent = {"members-TOTAL_FORMS": "2", "members-INITIAL_FORMS": "0", "members-MIN_NUM_FORMS": "0"}
    for n, (key, role) in enumerate(rows):
        institution = {f"members-{n}-institution-en": "Treasury", f"members-{n}-institution-vi": "Bộ"}
        sent |= {f"members-{n}-key": key, f"members-{n}-role": role, **institution}
    checked = chief.post("/delegation/present/", {**sent, "step": "check"}).content.decode()
    seal = re.search(r'name="seal" value="([^"]+)"', checked)
    assert seal, checked
    assert [each.key for each in talks.delegation("US")] == ["chief", "deputy", "lead", "legal", "desk"]
    left = chief.post("/delegation/present/", {**sent, "step": "leave", "seal": seal[1]})
    assert left.status_code == 302
    assert [(each.key, each.role) for each in talks.delegation("US")] == rows
    assert lead.get("/").status_code == 403
    assert chief.post("/delegation/invite/", {"person": "expert"}).status_code == 200


def test_a_link_does_not_grow_with_whom_it_invites(talks: Site, signed_in: In) -> None:
    """A deputy invites a secretary; the secretary is presented as chief: the deputy's link is of no use any more."""
    deputy = signed_in("US", "deputy")
    page = deputy.post("/delegation/invite/", {"person": "desk"}).content.decode()
    found = re.search(r"/account/invitation/[\w-]+/", page)
    assert found
    talks.desk("US").present_delegation([
        each if each.key != "desk" else type(each)(key="desk", role="chief_negotiator", institution=each.institution)
        for each in members(*ROLES)
    ])  # fmt: skip
    client = anonymous()
    form = {"name": "mine", "password": "heron marble nineteen", "again": "heron marble nineteen"}
    assert client.get(found[0]).status_code == client.post(found[0], form).status_code == 404


def test_a_calendars_address_ends_with_its_account(talks: Site, signed_in: In) -> None:
    from paraph.web.accounts import invitations

    page = signed_in("US", "lead").post("/calendar/feed/make/").content.decode()
    found = re.search(r"/calendar/feed/[\w-]+\.ics", page)
    assert found
    assert anonymous().get(found[0]).status_code == 200
    invitations.accept(invitations.invite(talks, "US", "lead"), "us.newperson", "completely other words here")
    assert anonymous().get(found[0]).status_code == 404
