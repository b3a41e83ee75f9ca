"""Search over everything on the record; beside it, apart and marked, one's own delegation's papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from paraph.desk.searching import PRIVATE
from paraph.record.findable import KINDS
from paraph.record.highlight import Excerpt, excerpts
from paraph.record.search import Document, Hit, Role
from paraph.text.characters import REFUSED, normal
from paraph.web.asked import number_of
from paraph.web.templatetags.paraph import where
from paraph.web.visit import Visit, visit

PAGE = 20
LONGEST = 200
"""Characters of a query that are read."""
NAMED = ("provision", "position", *PRIVATE)
"""Kinds of hits that are called by the subject they belong to."""


@dataclass(frozen=True, slots=True)
class Line:
    """A hit as it is shown. ``title``: where it is a title of its own, with what was found in it marked."""

    document: Document
    kind: str
    address: str
    name: str
    title: Excerpt | None
    excerpts: tuple[Excerpt, ...]


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    query = normal(REFUSED.sub("", request.GET.get("q", "")))[:LONGEST].strip()
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    page = max(1, number_of(request.GET.get("page", ""), 1))
    found = here.desk.search(query, (kind,) if kind else (), (page - 1) * PAGE, PAGE)
    own = here.desk.search_vault(query)
    asked = {"q": query, "kind": kind} if kind else {"q": query}
    context = {
        "query": query,
        "kind": kind,
        "found": found,
        "everything": sum(found.counts.values()),
        "lines": [_line(here, hit) for hit in found.hits],
        "own": [_line(here, hit) for hit in own.hits],
        "filters": [(each, KINDS[each], found.counts[each]) for each in KINDS if each in found.counts],
        "instead": urlencode({"q": found.instead}),
        "first": (page - 1) * PAGE + 1,
        "earlier": urlencode({**asked, "page": page - 1}) if page > 1 else "",
        "later": urlencode({**asked, "page": page + 1}) if page * PAGE < found.total else "",
        "asked": urlencode({"q": query}),
    }
    return render(request, "paraph/search.html", context)


def _line(here: Visit, hit: Hit) -> Line:
    document, shown = hit.document, excerpts(hit)
    shown.sort(key=lambda each: each.language != here.speech.language)
    named = document.kind in NAMED
    title = None if named else _title(shown, document, here.speech.language)
    name = here.name(document.subject, heading=True) if named else document.says(Role.LABEL, here.speech.language)
    rest = tuple(each for each in shown if named or each.text != (title.text if title else name))
    return Line(document, {**KINDS, **PRIVATE}[document.kind], place_of(document), name, title, rest)


def _title(shown: Sequence[Excerpt], document: Document, language: str) -> Excerpt | None:
    """Its title with what was found in it; unmarked where the words were found elsewhere."""
    found = next((each for each in shown if each.role is Role.TITLE and each.language in (language, "")), None)
    words = document.says(Role.TITLE, language)
    if found or not words:
        return found
    passage = next(each for each in document.passages if each.text == words and each.role is Role.TITLE)
    return Excerpt(passage.language, "", Role.TITLE, ((words, False),))


def place_of(document: Document) -> str:
    """The page on which it stands."""
    name = document.name
    match document.kind:
        case "question":
            return reverse("questions") + f"#{name}"
        case "undertaking":
            return reverse("undertakings") + f"#{name}"
        case "referral":
            return reverse("referral", args=[name])
        case "disclosure":
            return reverse("disclosures") + f"#{name}"
        case "figure":
            return reverse("play") + "#h-figures"
        case "principle":
            return reverse("play") + "#h-principles"
        case "person":
            return reverse("history") + "?" + urlencode({"person": name})
    return where(document.subject)
