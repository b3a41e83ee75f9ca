"""Where django-allauth meets Paraph: what it says, what it lets be changed, how it keeps its secrets."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from nacl.secret import SecretBox
from qrcode import QRCode

from paraph.errors import N_
from paraph.web.accounts.models import FACTORS, Account

TOLD: dict[str, str] = {
    "account/messages/password_changed.txt": N_("Your password is changed. Your other sessions are ended."),
    "mfa/messages/totp_activated.txt": N_("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": N_("The authenticator app is no longer asked for."),
    "mfa/messages/webauthn_added.txt": N_("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": N_("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": N_("New recovery codes are made. Keep them: they are shown once."),
}
"""Of what django-allauth reports, what a person should read on the next page. The rest shows by itself."""


_FIND = """
    SELECT a.*, EXISTS(SELECT 1 FROM mfa_authenticator f WHERE f.user_id = a.id AND f.type IN (%s, %s)) AS second_factor
    FROM accounts_account a WHERE a.id = %s
"""


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Password sign-in; the account comes with its second factor in one query, written out: every page asks it."""

    def get_user(self, user_id: int) -> Account | None:
        found = next(iter(Account.objects.raw(_FIND, [*FACTORS, user_id])), None)
        if found is not None:
            found.second_factor = bool(found.second_factor)
        return found


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody comes in but by invitation."""
        return False

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("play")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it on the next page as every other receipt is said."""
        from paraph.web.visit import SAID, visit

        key = str(message) if message else TOLD.get(message_template or "", "")
        if key:
            request.session[SAID] = [*request.session.get(SAID, []), visit(request).speech.say(key)]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seeds of authenticator apps and recovery codes lie sealed; the key to them is made of the folder's secret."""

    def build_totp_svg(self, url: str) -> SafeString:
        return _squares(url)

    def get_totp_label(self, user: Account) -> str:
        """Several negotiations may lie beside each other in one app."""
        return f"{settings.PARAPH_SITE.charter.name} {user.username}"

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(bytes.fromhex(encrypted_text)).decode()


def _squares(url: str) -> SafeString:
    """A QR code as SVG without styles of its own: dark on light in every theme, or no camera reads it."""
    code = QRCode(border=4)
    code.add_data(url)
    code.make()
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        len(rows),
        "QR",
        path,
    )


def _box() -> SecretBox:
    key = blake2b(settings.SECRET_KEY.encode(), digest_size=SecretBox.KEY_SIZE, person=b"paraph-2nd")
    return SecretBox(key.digest())


class Passwords(Argon2PasswordHasher):
    """Argon2id with 64 MiB and three passes, on one core: a guess costs as much, and who signs in stops nobody else."""

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 1
