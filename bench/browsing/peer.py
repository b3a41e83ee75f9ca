"""The peer: a plain Django site with pages of given sizes, a form in two steps, and rows in SQLite through the ORM.

One view, one template, a loop over plain dicts; Django's own middleware for security, sessions and CSRF; the same
server software in front. What it shows is made up: it knows no record, no brackets and no seats.

Run: python -m browsing.peer FOLDER SIZE ... (prints its address)
"""

from __future__ import annotations

import sys
from pathlib import Path
from socket import AF_INET, IPPROTO_TCP, SOCK_STREAM, socket
from typing import Any

import django
from django import conf
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

WORDS = "Each Party shall publish its applied rates promptly and in a manner that traders can consult free of charge."
TEMPLATE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body>
<form method="post" action="/act/">{% csrf_token %}<input type="hidden" name="next" value="{{ address }}">
{% for each in hidden.items %}<input type="hidden" name="{{ each.0 }}" value="{{ each.1 }}">{% endfor %}
<textarea name="words">{{ words }}</textarea>
<button name="step" value="check">Check</button><button name="step" value="leave">Leave</button></form>
<nav><ul>{% for each in sections %}<li><a href="{% url 'page' each %}">{{ each }}</a></li>{% endfor %}</ul></nav><main>
{% for row in rows %}<div class="row {{ row.state }}" id="{{ row.name }}"><div lang="en"><p>
<span>{{ row.number }}</span> {{ row.words }}</p></div>
<a class="state" href="{% url 'page' row.number %}">{{ row.state }}</a>
{% if row.note %}<span class="note">{{ row.note }}</span>{% endif %}</div>{% endfor %}</main></body></html>"""
STATES = ("agreed", "narrowed", "open")


def rows(count: int) -> list[dict[str, Any]]:
    return [
        {"name": f"a{n}", "number": n, "words": WORDS, "state": STATES[n % 3], "note": "Referred" if n % 7 == 0 else ""}
        for n in range(count)
    ]


def main(folder: Path, sizes: list[int]) -> None:
    conf.settings.configure(
        SECRET_KEY="bench" * 10,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["django.contrib.sessions"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [("django.template.loaders.locmem.Loader", {"page.html": TEMPLATE})],
                    "context_processors": ["django.template.context_processors.request"],
                },
            }
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(folder / "peer.sqlite3"),
                "OPTIONS": {
                    "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL",
                    "transaction_mode": "IMMEDIATE",
                },
            }
        },
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
        USE_TZ=True,
        LOGGING_CONFIG=None,
    )
    django.setup()
    from django.db import connection, models, transaction
    from django.urls import path
    from django.views.decorators.http import require_GET, require_POST

    class Position(models.Model):
        words = models.TextField()
        made = models.DateTimeField(auto_now_add=True)

        class Meta:
            app_label = "sessions"

    with connection.schema_editor() as editor:
        editor.create_model(Position)

    def shown(request: HttpRequest, size: int, **more: Any) -> HttpResponse:
        context = {
            "title": "Peer", "address": request.path, "rows": rows(_count(size)), "sections": range(8), **more
        }  # fmt: skip
        return render(request, "page.html", context)

    @require_GET
    def page(request: HttpRequest, number: int) -> HttpResponse:
        request.session.setdefault("seat", "US")
        return shown(request, sizes[number % len(sizes)])

    @require_POST
    def act(request: HttpRequest) -> HttpResponse:
        if request.POST.get("step") == "leave":
            with transaction.atomic():
                Position.objects.create(words=request.POST["words"])
            return redirect("page", 0)
        return shown(request, sizes[0], words=request.POST["words"], hidden={"carried": request.POST["words"]})

    global urlpatterns
    urlpatterns = [path("<int:number>/", page, name="page"), path("act/", act, name="act")]
    _serve()


urlpatterns: list[Any] = []


def _count(size: int) -> int:
    """How many rows make a page of about this size."""
    return max(0, size - 1200) // 290


def _serve() -> None:
    import uvicorn
    from django.core.asgi import get_asgi_application

    with socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        config = uvicorn.Config(get_asgi_application(), lifespan="off", log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    sys.modules["browsing.peer"] = sys.modules[__name__]
    main(Path(sys.argv[1]), [int(each) for each in sys.argv[2:]])
