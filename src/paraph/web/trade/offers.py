"""Requests and offers: by chapter, line by line, set by rule or from a table in one act, and as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from paraph.documents.gateway import admit
from paraph.documents.sheet import read_sheet, write_sheet
from paraph.errors import N_, ParaphError
from paraph.record import acts
from paraph.record.contents import TariffLine
from paraph.text.convergence import Status
from paraph.trade.nomenclature import nomenclature
from paraph.trade.offer_tables import NEEDED, by_rule, read_offers, written
from paraph.trade.offers import tallies
from paraph.trade.tables import table_of
from paraph.web.doing import Doing, allowed, perform
from paraph.web.forms import ActForm, WordsField
from paraph.web.visit import Visit, visit

PAGE = 100
MEDIA = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
STATUSES = {Status.AGREED: N_("Agreed"), Status.NARROWED: N_("Narrowed"), Status.OPEN: N_("Open")}


class ScheduleField(forms.ChoiceField):
    """In whose schedule the lines stand."""

    def fit(self, here: Visit) -> None:
        self.choices = [(code, here.naming.party(code)) for code in here.desk.charter.parties]
        self.initial = here.desk.seat.party


class _Stated(ActForm):
    """A form that amounts to positions on lines; what is wrong in it is said with the form."""

    def offers(self) -> list[tuple[str, TariffLine]]:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors:
            try:
                self.stated = self.offers()
            except ParaphError as error:
                raise ValidationError(self.here.explain(error)) from None
        return typed


class RuleForm(_Stated):
    schedule = ScheduleField(label=N_("Schedule"))
    number = forms.CharField(
        label=N_("Chapter, heading or line"), help_text=N_("All lines under this number are meant."), max_length=16
    )
    rate = forms.CharField(
        label=N_("Rate"), help_text=N_('Such as 0, 2.5 or 3¢/kg; "half" of the base rate, or "base".'), max_length=80
    )
    staging = forms.CharField(
        label=N_("Staging"), help_text=N_("entry, 5 years, 10 years after 2, or none."), max_length=40, required=False
    )
    quota = forms.CharField(label=N_("Tariff-rate quota"), max_length=200, required=False)
    reason = WordsField(label=N_("Reason"), required=False, rows=2)

    def offers(self) -> list[tuple[str, TariffLine]]:
        typed = self.cleaned_data
        return by_rule(typed["schedule"], typed["number"], typed["rate"], typed["staging"], typed["quota"])


class TableForm(_Stated):
    schedule = ScheduleField(label=N_("Schedule"))
    table = forms.CharField(
        label=N_("Rows"),
        help_text=N_(
            "Paste them from a spreadsheet, with a header: line and rate; staging, quota and more if you like."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        max_length=2_000_000,
    )
    reason = WordsField(label=N_("Reason"), required=False, rows=2)

    def offers(self) -> list[tuple[str, TariffLine]]:
        name = self.here.speech.say(N_("Rows"))
        cells = read_sheet("rows.csv", admit(self.cleaned_data["table"], name).encode())
        table = table_of(name, cells, NEEDED)
        return read_offers(table, self.cleaned_data["schedule"], self.here.desk.charter.parties)


_LEAVES = N_("Each line becomes your side's position: an offer in your own schedule, a request in another's.")
SET = Doing("set", (acts.OffersTabled,), N_("Set a rate on many lines"), N_("Table them"), _LEAVES, RuleForm)
TABLE = Doing(
    "table", (acts.OffersTabled,), N_("Table offers from a spreadsheet"), N_("Table them"), _LEAVES, TableForm
)


@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    here = visit(request)
    goods = nomenclature()
    rows = [
        (schedule, chapter, goods.chapter_words(chapter, here.speech.language) if chapter else "", tally,
         [tally.lines[status] for status in STATUSES], tally.trade / 1e6)
        for (schedule, chapter), tally in tallies(here.desk.offers()).items()
    ]  # fmt: skip
    context = {
        "rows": [each for each in rows if each[1]],
        "wholes": [each for each in rows if not each[1]],
        "may_write": allowed(here, acts.OffersTabled) and here.desk.seat.party in here.desk.charter.parties,
        "parties": here.desk.charter.parties,
    }
    return render(request, "paraph/trade/offers.html", context)


@require_GET
def chapter(request: HttpRequest, schedule: str, chapter: str) -> HttpResponse:
    """The lines of a chapter in a party's schedule; ``show``: of one status; ``from``: after so many."""
    here = visit(request)
    every = [each for each in here.desk.offers() if each.schedule == schedule and each.line.startswith(chapter)]
    if not every:
        raise Http404
    show = request.GET.get("show", "")
    found = [each for each in every if not show or each.status == show]
    start = int(asked) if (asked := request.GET.get("from", "")).isdecimal() and len(asked) < 7 else 0
    parties = here.desk.charter.parties
    context = {
        "schedule": schedule,
        "chapter": chapter,
        "title": nomenclature().chapter_words(chapter, here.speech.language),
        "lines": [
            (
                each,
                each.consolidated(parties, here.speech.language),
                here.speech.say(STATUSES[each.status]),
                each.value / 1e6,
            )
            for each in found[start : start + PAGE]
        ],
        "show": show,
        "filters": [(status.value, key, sum(e.status is status for e in every)) for status, key in STATUSES.items()],
        "count": len(found),
        "earlier": max(0, start - PAGE) if start else None,
        "later": start + PAGE if start + PAGE < len(found) else None,
    }
    return render(request, "paraph/trade/chapter.html", context)


@require_http_methods(["GET", "POST"])
def set_rate(request: HttpRequest) -> HttpResponseBase:
    initial = {key: request.GET[key][:40] for key in ("number", "schedule") if key in request.GET}
    return perform(
        request, SET, lambda desk, form: desk.table_offers(form.stated, form.cleaned_data["reason"]), reverse("offers"),
        initial=initial,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def from_table(request: HttpRequest) -> HttpResponseBase:
    return perform(
        request,
        TABLE,
        lambda desk, form: desk.table_offers(form.stated, form.cleaned_data["reason"]),
        reverse("offers"),
    )


@require_GET
def download(request: HttpRequest, form: str) -> HttpResponse:
    """All lines as a file; ``of``: one party's own, in the columns that are read back."""
    here = visit(request)
    party = request.GET.get("of", "")
    if form not in MEDIA or (party and party not in here.desk.charter.parties):
        raise Http404
    header, rows = written(here.desk.offers(), here.desk.charter.parties, party)
    name = f"offers{'-' + party.lower() if party else ''}.{form}"
    response = HttpResponse(write_sheet(name, header, rows), content_type=MEDIA[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
