"""The addresses of drafts that come as files."""

from __future__ import annotations

from django.urls import path

from paraph.web.importing import pages

urlpatterns = [
    path("import/", pages.upload, name="import"),
    path("import/<slug:kind>/<slug:sha256>/", pages.file, name="import-file"),
    path("import/<slug:kind>/<slug:sha256>/drop/", pages.drop, name="import-drop"),
]
