"""django-allauth's forms in our words, and without the English that it writes into empty boxes."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys

from paraph.errors import N_

LABELS: dict[str, str] = {
    "login": N_("Name to sign in with"),
    "passwordless": N_("Let it sign me in without a password"),
}
HELPS: dict[str, str] = {
    "passwordless": N_("Then it must ask for your finger, your face or a PIN each time."),
}


class Plain:
    """For any of its forms: no placeholders, our labels where there are some."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = LABELS.get(name, field.label), HELPS.get(name, field.help_text)


class SignIn(Plain, account.LoginForm):  # type: ignore[misc]
    pass


class ChangePassword(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class ConfirmByPassword(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class SecondStep(Plain, factors.AuthenticateForm):  # type: ignore[misc]
    pass


class ConfirmByCode(Plain, factors.ReauthenticateForm):  # type: ignore[misc]
    pass


class SetUpApp(Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    pass


class AddPasskey(Plain, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    pass
