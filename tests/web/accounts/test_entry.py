"""Who is let in to real talks: nobody but accounts with a seat; each to its own side, as far as its role goes."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from web.accounts.conftest import SECRETS, members
from web.answers import words_of
from web.routes import READ, WRITE

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

In = Callable[..., "Client"]
FOR_ALL = {"account_login", "mfa_authenticate", "mfa_login_webauthn", "invitation", "language"}
OF_THE_TALKS = re.compile(r"Confidential|Đàm phán kín|United States|Hoa Kỳ|Viet Nam|Việt Nam|Tariffs|Office")
ALL_ROUTES = [*((name, "get", address, {}) for name, (address, _) in READ.items()),
              *((name, "post", address, form) for name, (address, form, _) in WRITE.items())]  # fmt: skip


def body(response: Any) -> str:
    return "\n".join([words_of(response), *map(str, response.headers.items()), response.cookies.output()])


def anonymous() -> Any:
    from django.test import Client

    return Client(SERVER_NAME="127.0.0.1")


@pytest.mark.parametrize(("name", "method", "address", "form"), ALL_ROUTES)
def test_who_is_not_signed_in_gets_nothing(talks: Site, name: str, method: str, address: str, form: Any) -> None:
    entries = talks.heard()
    for way in ("get", "post"):
        response = getattr(anonymous(), way)(address, form)
        assert not OF_THE_TALKS.search(body(response)), (name, way)
        if name not in FOR_ALL:
            to_sign_in = response.status_code == 302 and response.headers["Location"].startswith("/account/sign-in/")
            secret = name == "feed" and response.status_code in (404, 405)  # known or not; no sign-in there
            assert response.status_code == 403 or to_sign_in or secret, (name, way, response.status_code)
    assert talks.heard() == entries


def test_addresses_that_there_are_not_look_like_those_that_there_are(talks: Site) -> None:
    for address in (
        "/nothing/",
        "/provision/c1/",
        "/provision/c9/",
        "/account/nothing/",
        "/admin/",
        "/account/signup/",
    ):
        response = anonymous().get(address)
        assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, "/account/sign-in/")


@pytest.mark.parametrize("person", ["chief", "lead", "legal"])
@pytest.mark.parametrize("party", ["US", "VN", "SEC"])
def test_each_reads_the_own_vault_as_far_as_the_role_goes(talks: Site, signed_in: In, party: str, person: str) -> None:
    all_levels = ("delegation", "restricted", "chief")
    levels = {"chief": all_levels, "lead": all_levels[:2], "legal": all_levels[:1]}
    client = signed_in(party, person)
    seen = ""
    for name, method, address, form in ALL_ROUTES:
        if name not in ("account_logout", "signals"):
            seen += body(getattr(client, method)(address, form))
    seen += body(client.get("/provision/c1/"))
    for (owner, level), word in SECRETS.items():
        assert (word in seen) is (owner == party and level in levels[person]), (word, party, person)


def test_nobody_changes_seats_in_real_talks(talks: Site, signed_in: In) -> None:
    client = signed_in("US", "legal")
    for wanted in ({"party": "VN"}, {"party": "US", "person": "chief"}, {"party": ""}):
        assert client.post("/seat/", wanted).status_code == 403
    page = client.get("/").content.decode()
    assert "lawyer-linguist" in page
    assert 'class="seats"' not in page
    session = client.session
    session.update({"seat": "VN", "person": "chief"})
    session.save()
    assert "lawyer-linguist" in client.get("/").content.decode(), "a word in the session has moved the seat"


def test_a_role_is_read_from_the_record_every_time(talks: Site, signed_in: In) -> None:
    client = signed_in("US", "lead")
    assert client.get("/provision/c1/propose/").status_code == 200
    talks.desk("US").present_delegation([
        each if each.key != "lead" else type(each)(key="lead", role="member", institution=each.institution)
        for each in members("chief", "lead")
    ])  # fmt: skip
    assert client.get("/provision/c1/propose/").status_code == 403
    assert SECRETS["US", "restricted"] not in client.get("/vault/").content.decode()


def test_whom_the_delegation_does_not_name_any_more_has_no_seat(talks: Site, signed_in: In) -> None:
    client = signed_in("US", "lead")
    assert client.get("/vault/").status_code == 200
    talks.desk("US").present_delegation(members("chief"))
    for address in ("/", "/vault/", "/text/", "/signals/"):
        response = client.get(address)
        assert response.status_code == 403
        assert not OF_THE_TALKS.search(body(response).replace("Office", ""))
    assert client.get("/account/").status_code == 200, "one's own account can still be looked after"
    talks.desk("US").present_delegation([])
    assert client.get("/").status_code == 403, "an empty delegation made everybody its chief"


def test_a_seat_that_reads_more_needs_a_second_factor(talks: Site, signed_in: In) -> None:
    lead, legal = signed_in("US", "lead", guarded=False), signed_in("US", "legal", guarded=False)
    assert lead.get("/vault/").headers["Location"] == "/account/"
    assert lead.post("/provision/c1/propose/", {"step": "leave"}).status_code == 403
    assert "One step more" in lead.get("/account/").content.decode()
    assert legal.get("/vault/").status_code == 200
    secretariat = signed_in("SEC", "anna", guarded=False)
    assert secretariat.get("/").headers["Location"] == "/account/"


def test_who_held_the_folder_becomes_the_chief_who_is_presented(tmp_path: Any, signed_in: In, account: Any) -> None:
    """The first account comes before any delegation; afterwards it is one of its members, and can be removed."""
    from paraph.desk import Founder, found
    from paraph.record.acts import Member
    from paraph.web.accounts.models import Account
    from paraph.web.config import configure

    founders = [Founder("US", {"en": "A"}, "UTC"), Founder("VN", {"en": "B"}, "UTC")]
    found(tmp_path / "new", "new", {"en": "New"}, ["en"], founders).close()
    site = configure(tmp_path / "new")
    client = signed_in("US", "chief")
    assert "chief negotiator" in client.get("/").content.decode()
    present = site.desk("US").present_delegation
    present([Member(key="doe", role="chief_negotiator", institution={"en": "X"})])
    assert client.get("/").status_code == 200
    assert Account.objects.get(party="US").person == "doe"
    present([Member(key="roe", role="chief_negotiator", institution={"en": "X"})])
    assert client.get("/").status_code == 403
    site.close()


def test_no_secret_of_an_address_is_logged(talks: Site, caplog: pytest.LogCaptureFixture) -> None:
    from paraph.web.accounts.invitations import invite

    token = invite(talks, "US", "lead")
    client = anonymous()
    client.handler.enforce_csrf_checks = True
    with caplog.at_level(logging.DEBUG):
        client.post(f"/account/invitation/{token}/", {"name": "lead"})
        client.get(f"/account/invitation/{token}x/")
    assert len(caplog.records) >= 2
    assert token[:20] not in caplog.text
