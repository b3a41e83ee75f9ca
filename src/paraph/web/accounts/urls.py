"""The addresses of accounts: django-allauth's views on our pages, and our own. No sign-up, no reset by e-mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse_lazy

from paraph.errors import N_
from paraph.web.accounts import coming, own, people, presenting

HOME = reverse_lazy("mfa_index")


def _page(address: str, name: str, view: Any, template: str, **more: Any) -> URLPattern:
    made: Callable[..., HttpResponseBase] = view.as_view(template_name=f"paraph/accounts/{template}.html", **more)
    return path(f"account/{address}", made, name=name)


def _form(address: str, name: str, view: Any, title: str, button: str, lead: str = "", **more: Any) -> URLPattern:
    """A page that is one form with a title, a sentence and a button."""
    words = {"title": title, "button": button, "lead": lead}
    return _page(address, name, view, "form", extra_context=words, **more)


CONFIRM = (N_("Confirm that it is you"), N_("Confirm"), N_("You are about to change what guards your account."))

accounts = [
    path("delegation/", people.delegation, name="delegation"),
    path("delegation/present/", presenting.present, name="present"),
    path("delegation/invite/", people.invite, name="invite"),
    path("delegation/revoke/", people.revoke, name="revoke"),
    path("delegation/close/", people.close, name="close-account"),
    path("account/", own.Own.as_view(), name="mfa_index"),
    path("account/sessions/end/", own.end_others, name="end-sessions"),
    path("account/invitation/<str:token>/", coming.invitation, name="invitation"),
    _page("sign-in/", "account_login", account.LoginView, "sign_in"),
    _page("second-step/", "mfa_authenticate", factors.AuthenticateView, "second_step"),
    path("account/passkey/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    _form("sign-out/", "account_logout", account.LogoutView, N_("Sign out"), N_("Sign out")),
    _form(
        "password/",
        "account_change_password",
        account.PasswordChangeView,
        N_("Change your password"),
        N_("Change it"),
        N_("Your other sessions end when you change it."),
        success_url=HOME,
    ),
    _form("confirm/", "account_reauthenticate", account.ReauthenticateView, *CONFIRM),
    _form("confirm/code/", "mfa_reauthenticate", factors.ReauthenticateView, *CONFIRM),
    _page("confirm/passkey/", "mfa_reauthenticate_webauthn", passkeys.ReauthenticateWebAuthnView, "passkey_confirm"),
    _page("app/", "mfa_activate_totp", totp.ActivateTOTPView, "app"),
    _form(
        "app/remove/",
        "mfa_deactivate_totp",
        totp.DeactivateTOTPView,
        N_("Remove the authenticator app"),
        N_("Remove it"),
        N_("Its codes will not be asked for any more."),
        success_url=HOME,
    ),
    _page("codes/", "mfa_view_recovery_codes", codes.ViewRecoveryCodesView, "codes"),
    _form(
        "codes/new/",
        "mfa_generate_recovery_codes",
        codes.GenerateRecoveryCodesView,
        N_("New recovery codes"),
        N_("Make new ones"),
        N_("The codes that you have now will be of no use any more."),
    ),
    _page("passkey/add/", "mfa_add_webauthn", passkeys.AddWebAuthnView, "passkey_add"),
    _form(
        "passkey/<int:pk>/remove/",
        "mfa_remove_webauthn",
        passkeys.RemoveWebAuthnView,
        N_("Remove this passkey"),
        N_("Remove it"),
        N_("One cannot sign in with it any more."),
        success_url=HOME,
    ),
    _form(
        "passkey/<int:pk>/name/",
        "mfa_edit_webauthn",
        passkeys.EditWebAuthnView,
        N_("Name this passkey"),
        N_("Keep the name"),
        success_url=HOME,
    ),
]
