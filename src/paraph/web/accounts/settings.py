"""Django's settings for accounts: how one signs in, what guards it, how often one may try."""

from __future__ import annotations

from paraph.record.visibility import Clearance, clearance

OPEN_TO_DELEGATION = Clearance.DELEGATION
"""A seat that is cleared for more than this must have a second factor; every other may."""
DAYS_TO_ACCEPT = 7
"""How long an invitation can be taken up."""
SESSION_HOURS = 12
"""How long one stays signed in without doing anything that is kept."""


def needs_second_factor(role: str) -> bool:
    """Whether whoever sits in this role must have a second factor.

    >>> needs_second_factor("chapter_lead"), needs_second_factor("member"), needs_second_factor("secretariat")
    (True, False, True)
    """
    return role == "secretariat" or clearance(role) > OPEN_TO_DELEGATION


APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "paraph.web.accounts",
]

SETTINGS: dict[str, object] = {
    "AUTH_USER_MODEL": "accounts.Account",
    "AUTHENTICATION_BACKENDS": ["paraph.web.accounts.adapters.Backend"],
    "PASSWORD_HASHERS": ["paraph.web.accounts.adapters.Passwords"],
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "paraph.web.accounts.passwords.Unlike",
            "OPTIONS": {"user_attributes": ("username", "person")},
        },
        {
            "NAME": "paraph.web.accounts.passwords.LongEnough",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "paraph.web.accounts.passwords.Uncommon"},
        {"NAME": "paraph.web.accounts.passwords.NotOnlyDigits"},
    ],
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "play",
    "ACCOUNT_ADAPTER": "paraph.web.accounts.adapters.AccountAdapter",
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
    "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_RATE_LIMITS": {
        "login": "30/m/ip",
        "login_failed": "10/m/ip,5/5m/key",
        "reauthenticate": "10/m/user",
        "change_password": "5/m/user",
        "invitation": "20/m/ip",
        "feed": "60/m/ip",
    },
    "ACCOUNT_FORMS": {
        "login": "paraph.web.accounts.forms.SignIn",
        "change_password": "paraph.web.accounts.forms.ChangePassword",
        "reauthenticate": "paraph.web.accounts.forms.ConfirmByPassword",
    },
    "MFA_FORMS": {
        "authenticate": "paraph.web.accounts.forms.SecondStep",
        "reauthenticate": "paraph.web.accounts.forms.ConfirmByCode",
        "activate_totp": "paraph.web.accounts.forms.SetUpApp",
        "add_webauthn": "paraph.web.accounts.forms.AddPasskey",
    },
    "MFA_ADAPTER": "paraph.web.accounts.adapters.SecondFactorAdapter",
    "MFA_SUPPORTED_TYPES": ["recovery_codes", "totp", "webauthn"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_TOTP_ISSUER": "Paraph",
    "MFA_TOTP_TOLERANCE": 1,
    "SESSION_ENGINE": "paraph.web.accounts.sessions",
    "SESSION_COOKIE_AGE": SESSION_HOURS * 3600,
    "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CACHES": {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "paraph",
            # Counts of failed attempts lie here: they must not be pushed out by a flood of others.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    },
}
