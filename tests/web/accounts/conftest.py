"""Real talks: not illustrative, two delegations with their vaults, accounts for some of their people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from paraph.desk import Founder, found, open_desk
from paraph.record.acts import Member
from paraph.record.contents import Wording

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.accounts.models import Account
    from paraph.web.site import Site

PASSWORD = "heron marble seventeen"
SECRETS = {("US", "delegation"): "kestrel", ("US", "restricted"): "osprey", ("US", "chief"): "gannet",
           ("VN", "delegation"): "diệc", ("VN", "chief"): "cò"}  # fmt: skip
"""Words that stand in one vault of the talks, at one level, and nowhere else."""

ROLES = {"chief": "chief_negotiator", "deputy": "deputy_chief_negotiator", "lead": "chapter_lead",
         "legal": "lawyer_linguist", "desk": "secretary"}  # fmt: skip


def members(*keys: str) -> list[Member]:
    return [Member(key=key, role=ROLES[key], institution={"en": f"Office {key}"}) for key in keys]  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "talks"
    founders = [
        Founder("US", {"en": "United States", "vi": "Hoa Kỳ"}, "America/New_York"),
        Founder("VN", {"en": "Viet Nam", "vi": "Việt Nam"}, "Asia/Ho_Chi_Minh"),
        Founder("SEC", {"en": "Secretariat", "vi": "Ban thư ký"}, "UTC", role="secretariat"),
    ]
    title = {"en": "Confidential talks", "vi": "Đàm phán kín"}
    found(folder, "talks", title, ["en", "vi"], founders).close()
    for party in ("US", "VN"):
        desk = open_desk(folder, party)
        desk.present_delegation(members(*ROLES))
        wording = Wording(kind="chapter", number={"en": "Chapter 1"}, text={"en": "Tariffs", "vi": "Thuế quan"})
        desk.table("provision:c1", wording)
        for (owner, level), word in SECRETS.items():
            if owner == party:
                kind = {"delegation": "note", "restricted": "red_line", "chief": "mandate"}[level]
                desk.keep(kind, "provision:c1", {"en": word}, level)  # type: ignore[arg-type]
        desk.place.close()
    from paraph.web.config import configure

    configure(folder).close()
    return folder


@pytest.fixture
def talks(real: Path, tmp_path: Path) -> Iterator[Site]:
    """A copy of the talks, served from now on."""
    from django.core.cache import cache

    from paraph.web.config import configure

    copytree(real, tmp_path / "talks")
    served = configure(tmp_path / "talks")
    cache.clear()
    yield served
    served.close()


@cache
def _hashed() -> str:
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


@pytest.fixture
def account(talks: Site) -> Callable[..., Account]:
    """Makes an account; with a second factor unless it should have none."""

    def make(party: str, person: str, *, guarded: bool = True) -> Account:
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        from paraph.web.accounts.models import Account

        made = Account(username=f"{party.lower()}.{person}", party=party, person=person, password=_hashed())
        made.save()
        if guarded:
            TOTP.activate(made, generate_totp_secret())
        return made

    return make


@pytest.fixture
def signed_in(account: Callable[..., Account]) -> Callable[..., Client]:
    """A client that is signed in as a person, as its own browser would be."""
    from django.test import Client

    def sign_in(party: str, person: str, *, guarded: bool = True) -> Client:
        from paraph.web.accounts.models import Account

        found = Account.objects.filter(party=party, person=person).first()
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(found or account(party, person, guarded=guarded))
        return client

    return sign_in
