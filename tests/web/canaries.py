"""A world with a word of its own in every private field, and a sweep for such words in all that anybody receives.

A canary is a word that stands in one private field and nowhere else. Each is looked for in every answer to everybody
whom it is not for: other parties, those who look on, and members of its own delegation who are not cleared for it.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraph.desk.drafting import KINDS
from paraph.record.contents import Wording
from paraph.record.visibility import Clearance, clearance, clears
from web.answers import unpacked
from web.routes import FILES, READ, WRITE

if TYPE_CHECKING:
    from django.test import Client

    from paraph.web.site import Site

PARTIES = ("US", "VN")
LEVELS = {"delegation": Clearance.DELEGATION, "restricted": Clearance.RESTRICTED, "chief": Clearance.CHIEF}
SUBJECT, OTHER = "provision:a2.3-1", "provision:a8.3-1"
COMMON = "quetzal"
"""A word in every private paper, by which a search would find them."""

GARBAGE = {
    "step": "check",
    "text-en": "\x00\u202e<b>'\"",
    "name": "../../etc/passwd",
    "number": "9" * 400,
    "about": "x:y",
    "person": "%s{}",
    "party": "XX",
    "content": "0" * 64,
    "entries": "-1",
    "next": "https://example.org/",
}
ASTRAY = (
    "/nothing/",
    "/provision/a9.9-9/",
    "/text/nowhere/",
    "/outcome/77/",
    "/history/99999/",
    "/act/provision:a2.3-1/steal/",
    f"/search/?q={COMMON}",
    "/vault/?kind=mandate&level=chief",
    "/vault/mandate/provision:a2.3-1/chief/",
    "/disclosures/us-d9/file/",
    "/static/paraph/nothing.css",
    "/vault",
    "/%00",
    "/account/invitation/x/",
)


@dataclass(frozen=True, slots=True)
class Canary:
    """``level``: who of ``party`` may read it; NONE for what nobody is ever shown."""

    word: str
    party: str
    level: Clearance


@dataclass(frozen=True, slots=True)
class Reader:
    party: str
    person: str
    level: Clearance
    language: str = "en"

    def may_read(self, canary: Canary) -> bool:
        return self.party == canary.party and clears(self.level, canary.level)

    def __str__(self) -> str:
        return f"{self.party}:{self.person}" if self.party else "an observer"

    def client(self) -> Client:
        """A browser of this reader's own."""
        from django.test import Client

        client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        if self.party:
            client.post("/seat/", {"party": self.party, "person": self.person})
        client.cookies["language"] = self.language
        return client


@dataclass(frozen=True, slots=True)
class Leak:
    """A canary where it does not belong."""

    where: str
    reader: str
    canary: Canary


@dataclass
class World:
    site: Site
    canaries: list[Canary]

    def readers(self) -> list[Reader]:
        """Of each delegation its chief and a member of each lower clearance, then those who have no vault.

        The best informed ask first: what was made for them and kept would then be found with the next.
        """
        found = []
        for index, party in enumerate(PARTIES):
            by_level = {clearance(each.role): each.key for each in reversed(self.site.delegation(party))}
            for level in sorted(LEVELS.values(), reverse=True):
                found.append(Reader(party, by_level[level], level, ("en", "vi")[(index + level) % 2]))
        return [*found, Reader("SEC", "", Clearance.NONE, "vi"), Reader("", "", Clearance.NONE)]

    def heads(self) -> list[Reader]:
        """The best informed of one delegation, and who looks on: for what takes long to make."""
        return [self.readers()[0], self.readers()[-1]]


# To plant


def plant(folder: Path, site: Site) -> World:
    """Put a canary in every private field of both sides; ``site`` is that of the folder."""
    planted: list[Canary] = []

    def word(party: str, level: Clearance, *names: str) -> str:
        planted.append(Canary(f"zq{''.join((party, *names)).lower().replace('_', '')}qz", party, level))
        return planted[-1].word

    for party in PARTIES:
        chief = site.desk(party)
        for kind in KINDS:
            for name, level in LEVELS.items():
                words = {each: f"{word(party, level, kind, name, each)} {COMMON}" for each in ("en", "vi")}
                chief.keep(kind, SUBJECT, words, name)  # type: ignore[arg-type]
        for subject, name in ((SUBJECT, "one"), (OTHER, "other")):
            text = {each: f"{word(party, LEVELS['delegation'], 'draft', name, each)}." for each in ("en", "vi")}
            chief.draft(subject, Wording(kind="paragraph", text=text))
        _plant_account(party, site, word)
        _plant_upload(folder, str(chief.seat), word(party, Clearance.NONE, "upload"))
        key = re.search(r'"seed":\s*"([0-9a-f]{64})"', (folder / "keys" / f"{party}.key").read_text())
        assert key, "no seed stands in the key's file"
        planted.append(Canary(key[1], party, Clearance.NONE))
    planted.append(Canary((folder / "web.secret").read_text(encoding="ascii").casefold(), "", Clearance.NONE))
    return World(site, planted)


def _plant_account(party: str, site: Site, word: Any) -> None:
    """An account with a second factor, and an invitation for somebody else."""
    from allauth.mfa.models import Authenticator
    from django.utils import timezone

    from paraph.web.accounts.models import Account, Invitation

    chief, *others = [each.key for each in site.delegation(party)]
    nobody = Clearance.NONE
    account = Account(username=word(party, LEVELS["delegation"], "username"), party=party, person=chief)
    account.password = word(party, nobody, "password")
    account.save()
    Authenticator.objects.create(user=account, type="totp", data={"secret": word(party, nobody, "totp")})
    Authenticator.objects.create(user=account, type="recovery_codes", data={"seed": word(party, nobody, "codes")})
    Invitation.objects.create(
        party=party,
        person=others[0],
        digest=word(party, nobody, "invitation"),
        made_by=f"{party}:{chief}",
        expires_at=timezone.now() + timezone.timedelta(days=3),
    )


def _plant_upload(folder: Path, seat: str, word: str) -> None:
    from paraph.web.exchanges.uploads import WaitingRoom

    WaitingRoom(folder / "waiting", seat).keep(word.encode(), "text/plain")


# To look


def found_in(said: bytes, canaries: Sequence[Canary]) -> list[Canary]:
    """The canaries that stand in some bytes, in any case, also inside Base64."""
    folded = said.lower()
    for each in re.findall(rb"[A-Za-z0-9+/_-]{24,}={0,2}", said) if len(said) < 10_000 else ():
        try:
            folded += base64.urlsafe_b64decode(each.rstrip(b"=") + b"=" * (-len(each.rstrip(b"=")) % 4)).lower()
        except binascii.Error:
            continue
    return [each for each in canaries if each.word.encode() in folded]


def received(response: Any) -> bytes:
    """All that an answer brings: its first line, headers, cookies, body. An endless stream is read elsewhere."""
    head = [f"{response.status_code} {response.reason_phrase}", *map(str, response.headers.items())]
    cookies = [response.cookies.output()] if response.cookies else []
    if not response.streaming:
        body = response.content
    else:
        body = b"" if response.is_async else b"".join(response.streaming_content)
    return "\n".join([*head, *cookies]).encode() + b"\n" + unpacked(body)


Asked = tuple[str, str, Any]


def looks(readers: Sequence[Reader]) -> Iterator[tuple[str, Reader, Asked]]:
    """Every page and every address that is none, by every reader."""
    for address in [each[0] for each in READ.values()] + list(ASTRAY):
        for reader in readers:
            yield f"GET {address}", reader, ("get", address, {})


def handed(readers: Sequence[Reader]) -> Iterator[tuple[str, Reader, Asked]]:
    """Every paper in every format, in one language (a redline has but one)."""
    for address in FILES:
        for reader in readers:
            yield f"GET {address}", reader, ("get", f"{address}&in=en", {})


def tries(readers: Sequence[Reader]) -> Iterator[tuple[str, Reader, Asked]]:
    """Every address by every other method: with nothing, with what it asks for, with garbage; and forged."""
    forms = {address: form for address, form, _ in WRITE.values()}
    for address in [each[0] for each in READ.values()] + list(forms):
        for reader in readers:
            yield f"HEAD {address}", reader, ("head", address, {})
            for form in ({}, forms.get(address), GARBAGE):
                if form is not None:
                    yield f"POST {address} {sorted(form)}", reader, ("post", address, {"data": form})
    for reader in readers:
        for method in ("put", "delete", "patch", "options", "trace"):
            yield f"{method} /vault/", reader, (method, "/vault/", {})
        yield "another host", reader, ("get", "/vault/", {"headers": {"host": "paraph.example"}})
        yield (
            "a broken body",
            reader,
            ("post", "/vault/keep/", {"data": b"\xff--x", "content_type": "multipart/form-data; boundary=y"}),
        )


def leaks(world: World, asked: Iterator[tuple[str, Reader, Asked]], *, failing: bool = False) -> Iterator[Leak]:
    """Every canary in an answer to somebody whom it is not for, and every one in a line of the log.

    ``failing``: whether a program that fails is what is to be seen; else it is a fault of its own.
    """
    clients = {reader: reader.client() for reader in world.readers()}
    with overheard() as heard:
        for where, reader, (method, address, options) in asked:
            client = clients[reader] if method == "get" else reader.client()
            response = getattr(client, method)(address, **options)
            assert failing or response.status_code != 500, f"{where} fails for {reader}"
            for canary in found_in(received(response), world.canaries):
                if not reader.may_read(canary):
                    yield Leak(where, str(reader), canary)
            for canary in found_in("\n".join(heard).encode(), world.canaries):
                yield Leak(f"the log of {where}", str(reader), canary)
            heard.clear()
    for canary in found_in(streamed(world.site), world.canaries):
        yield Leak("the stream of signals", "anybody", canary)


def streamed(site: Site) -> bytes:
    """What the stream of signals says first and next."""
    from paraph.web.shell import _stream

    async def hear() -> list[bytes]:
        stream = _stream(site, -1)
        return [await anext(stream), await anext(stream)]

    return b"".join(asyncio.run(hear()))


@contextmanager
def overheard() -> Iterator[list[str]]:
    """All that is logged meanwhile, by whomever and at every level, as the server writes it down."""
    from paraph.web.log import Line

    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    root, keeper = logging.getLogger(), Keeper()
    keeper.setFormatter(Line())
    level = root.level
    root.addHandler(keeper)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(keeper)
        root.setLevel(level)
