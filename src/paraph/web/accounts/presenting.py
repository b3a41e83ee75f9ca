"""Present one's delegation, whole, as it is from now on: a row for each member."""

from __future__ import annotations

from typing import get_args

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from paraph.desk import Desk, Receipt
from paraph.desk.founding import FOUNDER
from paraph.errors import N_
from paraph.record.acts import DelegationPresented, Member, Role
from paraph.web.choices import WordField
from paraph.web.doing import Doing, perform
from paraph.web.forms import ActForm, WordsField
from paraph.web.rows import Row, RowsField
from paraph.web.visit import visit
from paraph.web.words import ROLES

KEY = RegexValidator(r"^[a-z0-9][a-z0-9._-]{0,79}\Z", N_("Use small letters, digits, dots or hyphens."))


class MemberRow(Row):
    key = forms.CharField(
        label=N_("Short name"), help_text=N_("By which the record names this person."), validators=[KEY], max_length=80
    )
    role = WordField({role: ROLES[role] for role in get_args(Role)}, label=N_("Role"))
    institution = WordsField(label=N_("Institution"), rows=1)
    title = WordsField(label=N_("Title"), rows=1, required=False)
    name = forms.CharField(
        label=N_("Name"), help_text=N_("Only where the person is public."), required=False, max_length=200
    )


class DelegationForm(ActForm):
    members = RowsField(MemberRow, N_("Member %(number)s"), label=N_("Members"), spare=3)

    def presented(self) -> list[Member]:
        return [Member(**row) for row in self.cleaned_data["members"]]


PRESENT = Doing(
    "present",
    (DelegationPresented,),
    N_("Present the delegation"),
    N_("Present it"),
    N_("The list is whole: who does not stand in it has no seat from then on. The other side reads it."),
    DelegationForm,
)


def present(request: HttpRequest) -> HttpResponseBase:
    here = visit(request)
    fields = ("key", "role", "institution", "title", "name")
    members = [
        {each: getattr(member, each) for each in fields} for member in here.site.delegation(here.desk.seat.party)
    ]
    initial = {"members": members or [{"key": FOUNDER, "role": "chief_negotiator"}]}

    def does(desk: Desk, form: DelegationForm) -> Receipt:
        return desk.present_delegation(form.presented())

    return perform(request, PRESENT, does, reverse("delegation"), initial=initial)
