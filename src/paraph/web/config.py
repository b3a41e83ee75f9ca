"""Django's settings, built in code from a negotiation's folder: no settings file, no environment variables."""

from __future__ import annotations

import secrets
from pathlib import Path

import django
from django import conf

from paraph.store.files import make_private
from paraph.web.site import Site

HERE = Path(__file__).parent
SECRET = "web.secret"  # noqa: S105 - the name of the file
HOSTS = ["127.0.0.1", "localhost", "[::1]"]


def configure(folder: Path) -> Site:
    """Serve the negotiation of this folder from now on. Raises as ``Site`` does.

    A process serves one negotiation at a time; a second call (in tests) takes the place of the first.
    """
    site = Site(folder)
    if not conf.settings.configured:
        conf.settings.configure(**_settings(site))
        django.setup()
    conf.settings.SECRET_KEY = secret(site.place.path)
    conf.settings.PARAPH_SITE = site
    return site


def secret(folder: Path) -> str:
    """The key that signs sessions: made once, kept in the folder, for its owner's eyes only."""
    path = folder / SECRET
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        made = secrets.token_urlsafe(64)
        make_private(path, made.encode("ascii"))
        return made


def _settings(site: Site) -> dict[str, object]:
    return {
        "PARAPH_SITE": site,
        "DEBUG": False,
        "SECRET_KEY": secret(site.place.path),
        "ALLOWED_HOSTS": HOSTS,
        "ROOT_URLCONF": "paraph.web.urls",
        "INSTALLED_APPS": ["django.forms", "django.contrib.sessions", "paraph.web"],
        "MIDDLEWARE": [
            "paraph.web.guards.Headers",
            "django.middleware.security.SecurityMiddleware",
            "paraph.web.guards.Files",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "paraph.web.visit.Reception",
            "django.middleware.csrf.CsrfViewMiddleware",
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
        "DATABASES": {},
        "USE_TZ": True,
        "USE_I18N": True,
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [("en", "English"), ("vi", "Tiếng Việt")],
        "STATIC_URL": "/static/",
        "STATIC_ROOT": str(HERE / "static"),
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_USE_FINDERS": False,
        "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
        "SESSION_COOKIE_NAME": "paraph",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_FAILURE_VIEW": "paraph.web.shell.forged",
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_REFERRER_POLICY": "same-origin",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 1 << 20,
        "FORM_RENDERER": "django.forms.renderers.TemplatesSetting",
        "LOGGING_CONFIG": None,
    }
