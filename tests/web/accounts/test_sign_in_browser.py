"""From an invitation to a seat, in Chromium: password, authenticator app, recovery code, passkey; and out again."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from web.accounts.conftest import PASSWORD
from web.browsing import SOURCE, in_chromium, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = in_chromium
EXPECTED = re.compile(r"status of 40[0-9]|\[object Event\]")
"""What the browser may complain of: a page that was refused, and the stream of signals that ends with the session."""


def code_of(secret: str, ahead: int = 0) -> str:
    """The code that an authenticator app shows (RFC 6238), or will in ``ahead`` half minutes."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + ahead), hashlib.sha1)
    at = mac[-1] & 15
    return str((int.from_bytes(mac[at : at + 4], "big") & 0x7FFFFFFF) % 1_000_000).zfill(6)


@pytest.fixture(scope="module")
def folder(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copied = tmp_path_factory.mktemp("signing-in") / "talks"
    copytree(real, copied)
    return copied


@pytest.fixture(scope="module")
def talks_address(folder: Path) -> Iterator[str]:
    with serving(folder) as found:
        yield found.replace("127.0.0.1", "localhost")  # a passkey belongs to a name


def invited(folder: Path, *whom: str) -> str:
    command = [sys.executable, "-m", "paraph.cli", "invite", *whom, "--at", str(folder)]
    told = subprocess.run(command, env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=True).stdout
    return re.search(r"/account/invitation/\S+", told)[0]  # type: ignore[index]


def coming(browser: Browser, address: str, problems: list[str]) -> Page:
    page = browser.new_context(locale="en-GB").new_page()
    page.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    return page


def accept(page: Page, name: str) -> None:
    page.get_by_label("Name to sign in with").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()


def sign_out(page: Page) -> None:
    page.get_by_role("link", name="Your account").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_role("heading", name="Sign in").wait_for()


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("Name to sign in with").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_authenticator_app_and_a_recovery_code(browser: Browser, talks_address: str, folder: Path) -> None:
    problems: list[str] = []
    page = coming(browser, talks_address + invited(folder, "VN"), problems)
    accept(page, "minh")
    page.get_by_role("heading", name="One step more").wait_for()
    page.goto(talks_address + "/vault/")
    page.get_by_role("heading", name="One step more").wait_for()

    page.locator("section", has_text="Authenticator app").get_by_role("link", name="Set it up").click()
    secret = page.locator(".key code").inner_text()
    assert page.locator(".qr svg").is_visible()
    page.get_by_label("Authenticator code").fill("000000")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_text("Incorrect code.").wait_for()
    page.get_by_label("Authenticator code").fill(code_of(secret, -1))
    page.get_by_role("button", name="Set it up").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.reload()
    assert page.locator(".codes code").count() == 0, "recovery codes are shown a second time"
    page.goto(talks_address + "/vault/")
    assert page.get_by_text("chief negotiator").first.is_visible()

    sign_out(page)
    page.goto(talks_address + "/vault/")
    sign_in(page, "vn.minh")
    page.get_by_role("heading", name="Second step").wait_for()
    page.goto(talks_address + "/vault/")
    assert "/vault/" not in page.url.partition("?")[0], "a password alone has opened the vault"
    page.goto(talks_address + "/account/second-step/")
    page.get_by_label("Code").fill(code_of(secret, 1))
    page.get_by_role("button", name="Go on").click()
    page.locator(".whose", has_text="Viet Nam").wait_for()

    sign_out(page)
    sign_in(page, "vn.minh")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Go on").click()
    page.locator(".whose", has_text="Viet Nam").wait_for()
    sign_out(page)
    sign_in(page, "vn.minh")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Incorrect code.").wait_for()
    assert not [each for each in problems if not EXPECTED.search(each)], problems


def test_a_passkey_signs_in_alone(browser: Browser, talks_address: str, folder: Path) -> None:
    problems: list[str] = []
    page = coming(browser, talks_address + invited(folder, "US"), problems)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    authenticator = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )["authenticatorId"]
    accept(page, "doe")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_text("Let it sign me in without a password").click()
    page.get_by_role("button", name="Add it").click()
    page.locator(".codes code").first.wait_for()
    page.goto(talks_address + "/vault/")
    page.locator(".whose", has_text="United States").wait_for()

    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.locator(".whose", has_text="United States").wait_for()

    sign_out(page)
    sign_in(page, "us.doe")
    page.get_by_role("button", name="Use your passkey").click()
    page.locator(".whose", has_text="United States").wait_for()

    sign_out(page)
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": authenticator})
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True}})  # fmt: skip
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not taken").wait_for()
    assert not [each for each in problems if not EXPECTED.search(each)], problems
