"""To take in a draft: send the file, read what is in it, say whose it is, see what leaves, let it leave."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from paraph.desk import Desk, Receipt
from paraph.documents.gateway import SIZE_LIMIT
from paraph.documents.manuscript import Manuscript
from paraph.errors import N_, ParaphError
from paraph.record import acts
from paraph.web.doing import MORE, Doing, perform
from paraph.web.exchanges.uploads import waiting_room
from paraph.web.forms import ActForm
from paraph.web.importing.forms import ImportForm
from paraph.web.importing.readings import KINDS, READINGS, asked_by
from paraph.web.receipts import tell
from paraph.web.text.proposing import check
from paraph.web.visit import Visit, status_of, visit

KEEP, DROP = "keep", "drop"
KEPT = N_("Kept in your vault, to be tabled later. Nothing has left.")
TABLED = N_("Tabled, all at once: it is on the record, signed for your side.")
DROPPED = N_("The file is removed. Nothing of it was kept, and nothing has left.")


class UploadForm(ActForm):
    document = forms.FileField(
        label=N_("The file"),
        help_text=N_("Word, PDF with text, HTML, Markdown, plain text, Akoma Ntoso or ToTA XML; up to 20 MB."),
        widget=forms.FileInput,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        sent = typed.get("document")
        if sent is not None and sent.size > SIZE_LIMIT:
            self.add_error("document", self.here.speech.say(N_("It is larger than 20 MB. Nothing of it was kept.")))
        data = sent.read() if sent is not None and sent.size <= SIZE_LIMIT else b""
        kind = kind_of(data) if data else ""
        if data and not kind:
            self.add_error("document", self.here.speech.say(N_("It is of no kind that is read here.")))
        return {**typed, "data": data, "kind": kind}


IMPORT: Doing[ImportForm] = Doing(
    "import",
    (acts.PositionTabled, acts.ClarificationAsked),
    N_("Take in a draft"),
    N_("Table it now"),
    N_("What is in the file, whose it is, and what it would change in your side's position. Only you see this page."),
    ImportForm,
)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Send the file. It waits where only this seat can reach it, for an hour at the most."""
    here = visit(request)
    check(here)
    form = UploadForm(here, request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 400 if request.method == "POST" else 200
        return render(request, "paraph/importing/upload.html", {"form": form}, status=status)
    sent = form.cleaned_data["document"]
    staged = waiting_room(here).keep(form.cleaned_data["data"], str(sent.content_type or ""))
    kind = form.cleaned_data["kind"]
    READINGS.begin(asked_by(here, kind, staged.sha256), staged)
    return redirect("import-file", kind=kind, sha256=staged.sha256)


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, kind: str, sha256: str) -> HttpResponseBase:
    """One file: while it is read, that it is; then the report with its questions, and the steps by which it leaves."""
    here = visit(request)
    check(here)
    staged = waiting_room(here).find(sha256, "") if kind in KINDS else None
    if staged is None:
        return _gone(request, here)
    reading = READINGS.begin(asked_by(here, kind, sha256), staged)
    if not reading.done():
        return render(request, "paraph/importing/reading.html", {"kind": KINDS[kind], "running": True})
    try:
        manuscript = reading.result()
    except ParaphError as error:
        waiting_room(here).drop(sha256)
        READINGS.forget(asked_by(here, kind, sha256))
        context = {"form": UploadForm(here), "error": here.explain(error)}
        return render(request, "paraph/importing/upload.html", context, status=status_of(error))
    return _steps(request, here, manuscript, kind, sha256)


@require_POST
def drop(request: HttpRequest, kind: str, sha256: str) -> HttpResponse:
    """Remove a file that waits."""
    here = visit(request)
    check(here)
    _forget(here, kind, sha256)
    tell(request, here.speech.say(DROPPED))
    return redirect("import")


def kind_of(data: bytes) -> str:
    """The kind of a file by how it begins, for its name is not passed on; "" for one that is not read.

    >>> kind_of(b"PK\\x03\\x04..."), kind_of(b"<treaty/>"), kind_of(b"Article 1"), kind_of(b"MZ\\0")
    ('docx', 'xml', 'md', '')
    """
    begins = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if begins.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "docx"
    if begins.startswith(b"%PDF-"):
        return "pdf"
    if _HTML.search(begins):
        return "html"
    if begins.startswith(b"<") and _XML.match(begins):
        return "xml"
    return "" if b"\0" in data[:4096] else "md"


_HTML = re.compile(rb"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_XML = re.compile(rb"<(?:\?xml|treaty|\w*:?akomaNtoso)\b")


def _steps(request: HttpRequest, here: Visit, manuscript: Manuscript, kind: str, sha256: str) -> HttpResponseBase:
    intake = here.desk.take_in(manuscript, None, here.language, f"draft.{kind}")
    options = {"intake": intake}
    if request.method == "POST" and not request.POST.get("looked"):
        sent = request.POST.copy()
        sent["step"] = MORE  # what is to be decided is shown before anything can leave
        request.POST = sent  # type: ignore[assignment]
    if request.method == "POST" and request.POST.get("step") == KEEP:
        return _keep(request, here, options, kind, sha256)

    def does(desk: Desk, form: ImportForm) -> Receipt:
        look = form.look_at(desk)
        desk.check(look)
        if not desk.rehearsing:
            here.desk.keep_notes(look)
        return desk.table_import(look, form.cleaned_data.get("reason"))

    answer = perform(
        request, IMPORT, does, reverse("text"), options=options, template="paraph/importing/report.html", done=TABLED,
        context={"kind": kind, "sha256": sha256, "wide": True},
    )  # fmt: skip
    if answer.status_code == 302:
        _forget(here, kind, sha256)
    return answer


def _keep(request: HttpRequest, here: Visit, options: dict[str, Any], kind: str, sha256: str) -> HttpResponse:
    """Keep what the file changes in the vault."""
    form = ImportForm(here, request.POST, **options)
    try:
        if form.is_valid():
            look = form.look_at(here.desk)
            here.desk.draft_import(look)
            here.desk.keep_notes(look)
            _forget(here, kind, sha256)
            tell(request, here.speech.say(KEPT))
            return redirect("vault")
        error, status = "", 400
    except ParaphError as refused:
        error, status = here.explain(refused), status_of(refused)
    context = {"doing": IMPORT, "form": form, "then": reverse("text"), "error": error, "kind": kind, "sha256": sha256}
    return render(request, "paraph/importing/report.html", {**context, "wide": True}, status=status)


def _forget(here: Visit, kind: str, sha256: str) -> None:
    waiting_room(here).drop(sha256)
    READINGS.forget(asked_by(here, kind, sha256))


def _gone(request: HttpRequest, here: Visit) -> HttpResponse:
    told = here.speech.say(N_("This file does not wait here any more. Choose it again; nothing was changed."))
    context = {"form": UploadForm(here), "error": told}
    return render(request, "paraph/importing/upload.html", context, status=404)
