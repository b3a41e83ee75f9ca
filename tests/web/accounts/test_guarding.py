"""How often one may try, what one learns by trying, how sessions end, and Django's own checks of the settings."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from web.accounts.conftest import PASSWORD
from web.accounts.test_entry import anonymous, body

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

In = Callable[..., "Client"]
SIGN_IN = "/account/sign-in/"


def attempt(client: Any, name: str, password: str = "not the password") -> Any:
    return client.post(SIGN_IN, {"login": name, "password": password})


def test_a_name_that_there_is_and_one_that_there_is_not_look_the_same(talks: Site, account: Any) -> None:
    account("US", "legal")
    known, unknown = attempt(anonymous(), "us.legal"), attempt(anonymous(), "us.logal")
    assert known.status_code == unknown.status_code == 200
    told = [body(each).replace("us.legal", "us.logal") for each in (known, unknown)]
    assert "not correct" in told[0]
    passing = re.compile(r"[A-Za-z0-9]{32,}|\d\d:\d\d:\d\d")  # tokens against forgery, and when they expire
    assert passing.sub("", told[0]) == passing.sub("", told[1])


def test_a_password_cannot_be_guessed_at(talks: Site, account: Any) -> None:
    account("US", "legal", guarded=False)
    client = anonymous()
    for _ in range(5):
        assert "not correct" in attempt(client, "us.legal").content.decode()
    refused = attempt(client, "us.legal", PASSWORD)
    assert "Too many failed" in refused.content.decode(), "the right password is taken after too many wrong ones"
    assert client.get("/").status_code == 302
    from django.core.cache import cache

    cache.clear()
    assert attempt(client, "us.legal", PASSWORD).status_code == 302


def test_a_code_cannot_be_guessed_at(talks: Site, account: Any) -> None:
    account("US", "lead")
    client = anonymous()
    assert attempt(client, "us.lead", PASSWORD).headers["Location"] == "/account/second-step/"
    told = [client.post("/account/second-step/", {"code": f"{n:06}"}).content.decode() for n in range(8)]
    assert "Incorrect code." in told[0]
    assert "Too many failed" in told[-1]
    assert client.get("/").headers["Location"].startswith(SIGN_IN)


def test_links_cannot_be_guessed_at(talks: Site) -> None:
    client = anonymous()
    answers = [client.get(f"/account/invitation/{n:043}/").status_code for n in range(25)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert "Too many attempts" in client.get("/account/invitation/x/").content.decode()


def test_nobody_is_sent_elsewhere_after_signing_in(talks: Site, account: Any) -> None:
    account("US", "legal", guarded=False)
    for elsewhere in ("https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"):
        answer = anonymous().post(f"{SIGN_IN}?next={elsewhere}", {"login": "us.legal", "password": PASSWORD})
        assert answer.headers["Location"] == "/", elsewhere


def test_there_is_no_other_way_in(talks: Site) -> None:
    for address in ("/account/signup/", "/accounts/signup/", "/account/password/reset/", "/account/email/", "/admin/"):
        assert anonymous().post(address, {"username": "x", "password1": PASSWORD}).status_code == 403
    from paraph.web.accounts.models import Account

    assert not Account.objects.exists()


def test_sessions_end_when_they_should(talks: Site, account: Any) -> None:
    account("US", "legal", guarded=False)
    one, two = anonymous(), anonymous()
    for client in (one, two):
        assert attempt(client, "us.legal", PASSWORD).status_code == 302
        assert client.get("/").status_code == 200
    stolen = one.cookies["paraph"].value
    one.post("/account/sign-out/")
    thief = anonymous()
    thief.cookies["paraph"] = stolen
    assert thief.get("/").status_code == 302, "a session lives on after signing out"
    three = anonymous()
    attempt(three, "us.legal", PASSWORD)
    assert "this one" in two.get("/account/").content.decode()
    two.post("/account/sessions/end/")
    assert (three.get("/").status_code, two.get("/").status_code) == (302, 200)
    attempt(three, "us.legal", PASSWORD)
    new = "quiet harbour ninety lamps"
    changed = two.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert changed.status_code == 302
    assert (three.get("/").status_code, two.get("/").status_code) == (302, 200)


def test_a_new_second_factor_ends_sessions_opened_without_it(talks: Site, account: Any) -> None:
    from web.accounts.test_sign_in_browser import code_of

    account("US", "legal", guarded=False)
    one, two = anonymous(), anonymous()
    for client in (one, two):
        attempt(client, "us.legal", PASSWORD)
    one.post("/account/confirm/?next=/account/app/", {"password": PASSWORD})
    secret = re.search(r"<code>([A-Z2-7]+)</code>", one.get("/account/app/").content.decode())
    assert secret
    assert one.post("/account/app/", {"code": code_of(secret[1])}).status_code == 302
    assert (one.get("/").status_code, two.get("/").status_code) == (200, 302)


def test_the_stream_of_signals_ends_with_the_session(talks: Site, signed_in: In) -> None:
    from paraph.web.accounts.entry import still_inside

    client = signed_in("US", "legal")
    key = client.cookies["paraph"].value
    assert still_inside(talks, key)
    client.post("/account/sign-out/")
    assert not still_inside(talks, key)
    assert not still_inside(talks, "")


def test_second_factors_lie_sealed(talks: Site, account: Any) -> None:
    from allauth.mfa.models import Authenticator

    account("US", "lead")
    found = Authenticator.objects.get(type="totp")
    stored = (talks.place.path / "web.db").read_bytes()
    from paraph.web.accounts.adapters import SecondFactorAdapter

    secret = SecondFactorAdapter().decrypt(found.data["secret"])
    assert len(secret) >= 16
    assert secret.encode() not in stored


def test_nothing_of_the_record_lies_in_the_database_of_accounts(talks: Site, signed_in: In) -> None:
    signed_in("US", "chief").get("/delegation/")
    stored = (talks.place.path / "web.db").read_bytes()
    assert (talks.place.path / "web.db").stat().st_mode & 0o777 == 0o600
    for word in ("Confidential", "Tariffs", "Office", "chief_negotiator", "gannet"):
        assert word.encode() not in stored


@pytest.mark.parametrize("host", ["", "talks.example.org"])
def test_djangos_checks_for_deployment_have_nothing_to_say(real: Path, tmp_path: Path, host: str) -> None:
    from shutil import copytree

    from django.core.checks import run_checks

    from paraph.web.config import configure

    copytree(real, tmp_path / "talks")
    site = configure(tmp_path / "talks", host=host)
    try:
        found = run_checks(include_deployment_checks=True)
        assert [each for each in found if not each.is_silenced()] == []
        silenced = {each.id for each in found}
        tls = {"security.W004", "security.W008", "security.W012", "security.W016"}
        assert silenced <= ({"security.W021"} if host else tls)
        if host:
            answer = anonymous_at(host).get("/", secure=True)
            assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
            signing = anonymous_at(host).get(SIGN_IN, secure=True)
            assert all(each["secure"] for each in signing.cookies.values())
            assert set(signing.cookies) == {"__Host-csrf"}
            assert anonymous_at(host).get("/").headers["Location"] == f"https://{host}/"
            assert anonymous_at("127.0.0.1").get("/", secure=True).status_code == 400
    finally:
        site.close()
        configure(real).close()


def anonymous_at(host: str) -> Any:
    from django.test import Client

    return Client(SERVER_NAME=host)


def test_a_page_pays_little_for_its_visitor(talks: Site, signed_in: In) -> None:
    """Two queries: the session, and the account with its second factor."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in("US", "legal")
    client.get("/questions/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/questions/").status_code == 200
    assert len(asked) == 2, [each["sql"] for each in asked]
    with CaptureQueriesContext(connection) as asked:
        anonymous().get("/questions/")
    assert len(asked) == 0


def test_a_sealed_key_is_opened_at_the_start_or_nothing_is_signed(tmp_path: Path) -> None:
    from paraph.desk import Founder, found
    from paraph.errors import KeyLocked
    from paraph.record.acts import Member
    from paraph.web.site import Site as Served

    founders = [Founder("US", {"en": "A"}, "UTC"), Founder("VN", {"en": "B"}, "UTC")]
    found(tmp_path / "sealed", "s", {"en": "S"}, ["en"], founders, passphrases={"US": "nine pages"}).close()
    people = [Member(key="doe", role="chief_negotiator", institution={"en": "X"})]
    site = Served(tmp_path / "sealed")
    with pytest.raises(KeyLocked):
        site.desk("US").present_delegation(people)
    site.desk("VN").present_delegation(people)
    site.close()
    with pytest.raises(KeyLocked):
        Served(tmp_path / "sealed", lambda party: "ten pages")
    asked: list[str] = []
    site = Served(tmp_path / "sealed", lambda party: asked.append(party) or "nine pages")
    started = time.monotonic()
    site.desk("US").present_delegation(people)
    assert time.monotonic() - started < 0.5, "the passphrase is worked on again for each act"
    assert asked == ["US"]
    site.close()


def test_no_password_code_or_hash_is_logged_or_shown(
    talks: Site, account: Any, caplog: pytest.LogCaptureFixture
) -> None:
    made = account("US", "legal", guarded=False)
    client = anonymous()
    with caplog.at_level(logging.DEBUG):
        attempt(client, "us.legal", "marble wrong seventeen")
        attempt(client, "us.legal", PASSWORD)
        pages = "".join(client.get(each).content.decode() for each in ("/account/", "/delegation/", "/nothing/"))
    for secret in (PASSWORD, "marble wrong seventeen", made.password, client.cookies["paraph"].value):
        assert secret not in pages
        said = "\n".join(each.getMessage() for each in caplog.records if each.name != "django.db.backends")
        assert secret not in said
