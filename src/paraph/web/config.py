"""Django's settings, built in code from a negotiation's folder: no settings file, no environment variables."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from pathlib import Path

import django
from django import conf

from paraph.store.files import make_private
from paraph.web.accounts import settings as accounts
from paraph.web.accounts.storage import databases, open_database
from paraph.web.guards import unsaid
from paraph.web.site import Site

HERE = Path(__file__).parent
SECRET = "web.secret"  # noqa: S105 - the name of the file
HOSTS = ["127.0.0.1", "localhost", "[::1]"]
YEAR = 365 * 24 * 3600


def configure(folder: Path, *, host: str = "", unlock: Callable[[str], str | None] = lambda party: None) -> Site:
    """Serve the negotiation of this folder from now on. Raises as ``Site`` does; ``unlock``: see there.

    ``host``: the name under which a server for TLS in front of this one is reached; "" to serve this computer alone.
    A process serves one negotiation at a time; a second call (in tests) takes the place of the first.
    """
    site = Site(folder, unlock)
    present = {"PARAPH_SITE": site, "SECRET_KEY": secret(site.place.path), **transport(host)}
    if not conf.settings.configured:
        conf.settings.configure(**_settings(site.place.path), **present)
        django.setup()
        for name in ("django.request", "django.security", "django.security.csrf"):
            logging.getLogger(name).addFilter(unsaid)
        logging.getLogger("django.template").setLevel(logging.INFO)  # at DEBUG it writes whole pages' contexts
    for name, value in present.items():
        setattr(conf.settings, name, value)
    open_database(site.place.path)
    return site


def transport(host: str) -> dict[str, object]:
    """What depends on how one is reached: through TLS by name, or on this computer alone, where there is none.

    The checks that are silenced: on loopback, those that ask for TLS; behind TLS, the one that asks for the host to be
    put on the browsers' preload lists, which is for its owner to decide.
    """
    tls = bool(host)
    prefix = "__Host-" if tls else ""
    return {
        "ALLOWED_HOSTS": [host] if tls else HOSTS,
        "SESSION_COOKIE_NAME": f"{prefix}paraph",
        "CSRF_COOKIE_NAME": f"{prefix}csrf",
        "SESSION_COOKIE_SECURE": tls,
        "CSRF_COOKIE_SECURE": tls,
        "SECURE_SSL_REDIRECT": tls,
        "SECURE_HSTS_SECONDS": YEAR if tls else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": tls,
        "SILENCED_SYSTEM_CHECKS": ["security.W021"]
        if tls
        else ["security.W004", "security.W008", "security.W012", "security.W016"],
    }


def secret(folder: Path) -> str:
    """The key that signs sessions: made once, kept in the folder, for its owner's eyes only."""
    path = folder / SECRET
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        made = secrets.token_urlsafe(64)
        make_private(path, made.encode("ascii"))
        return made


def _settings(folder: Path) -> dict[str, object]:
    return {
        **accounts.SETTINGS,
        "DEBUG": False,
        "DATABASES": databases(folder),
        "ROOT_URLCONF": "paraph.web.urls",
        "INSTALLED_APPS": ["paraph.web", "django.forms", *accounts.APPS],
        "MIDDLEWARE": [
            "paraph.web.guards.Headers",
            "django.middleware.security.SecurityMiddleware",
            "paraph.web.guards.Files",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "paraph.web.visit.Reception",
            "allauth.account.middleware.AccountMiddleware",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": ["paraph.web.visit.frame"],
                    "builtins": ["paraph.web.templatetags.paraph"],
                },
            }
        ],
        "USE_TZ": True,
        "USE_I18N": True,
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [("en", "English"), ("vi", "Tiếng Việt")],
        "STATIC_URL": "/static/",
        "STATIC_ROOT": str(HERE / "static"),
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_USE_FINDERS": False,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_FAILURE_VIEW": "paraph.web.shell.forged",
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_REFERRER_POLICY": "same-origin",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 1 << 20,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 1,
        "FILE_UPLOAD_HANDLERS": ["paraph.web.exchanges.uploads.Bounded"],
        "FORM_RENDERER": "django.forms.renderers.TemplatesSetting",
        "LOGGING_CONFIG": None,
    }
