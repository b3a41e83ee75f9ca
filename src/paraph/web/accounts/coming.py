"""Coming in by an invitation: a name to sign in with and a password, then a second factor."""

from __future__ import annotations

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from django import forms
from django.contrib.auth import logout, password_validation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from paraph.desk.seat import Seat
from paraph.errors import N_, ParaphError
from paraph.record.visibility import may_invite
from paraph.web.accounts import invitations
from paraph.web.accounts.invitations import HOLDER
from paraph.web.accounts.models import Account, Invitation
from paraph.web.accounts.settings import needs_second_factor
from paraph.web.visit import Visit, refused, visit
from paraph.web.words import ROLES

NAME = RegexValidator(r"^[a-z0-9][a-z0-9._-]{1,39}\Z", N_("Use 2 to 40 small letters, digits, dots or hyphens."))


def prefix(party: str) -> str:
    """What every name of a participant begins with, so that nobody can try out the names of another side."""
    return party.lower() + "."


class Coming(forms.Form):
    """What somebody who was invited chooses. The name is unique within the participant only."""

    name = forms.CharField(
        label=N_("Name to sign in with"),
        validators=[NAME],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=N_("Password"),
        strip=False,
        help_text=N_("At least 12 characters. A few words that do not belong together are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=N_("The same again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, invitation: Invitation, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.invitation = invitation

    @property
    def username(self) -> str:
        return prefix(self.invitation.party) + str(self.cleaned_data.get("name", ""))

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = Account.objects.exclude(party=self.invitation.party, person=self.invitation.person)
        if others.filter(username=prefix(self.invitation.party) + name).exists():
            raise ValidationError(N_("Somebody else of your delegation signs in with this name."))
        return name

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        password_validation.validate_password(password, Account(username=self.username, person=self.invitation.person))
        return password

    def clean_again(self) -> str:
        if self.cleaned_data["again"] != self.cleaned_data.get("password", self.cleaned_data["again"]):
            raise ValidationError(N_("The two passwords differ."))
        return str(self.cleaned_data["again"])


def _invited(here: Visit, found: Invitation) -> Seat | None:
    """The seat that a link leads to: none once either is out of the delegation, or it has grown beyond the inviter."""
    try:
        seat = here.site.seat_of(found.party, found.person)
        if found.made_by == HOLDER:
            return seat
        party, _, person = found.made_by.partition(":")
        by = here.site.seat_of(party, person)
    except ParaphError:  # no longer in the delegation
        return None
    return seat if by.party == found.party and may_invite(by.role, seat.role) else None


@rate_limit(action="invitation", limit_get=True)  # type: ignore[untyped-decorator]
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A link opened. One that is used, revoked, replaced, too old or made up looks the same as any other of these."""
    here, found = visit(request), invitations.find(token)
    seat = _invited(here, found) if found else None
    if found is None or seat is None:
        return render(request, "paraph/accounts/no_invitation.html", status=404)
    form = Coming(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            account = invitations.accept(token, form.username, form.cleaned_data["password"])
        except ParaphError as error:
            return refused(request, error)
        logout(request)
        answer = perform_login(request, account, email_verification="none", redirect_url=reverse("mfa_index"))
        reauthenticate_by_password(request)
        return answer  # type: ignore[no-any-return]
    context = {
        "form": form,
        "prefix": prefix(found.party),
        "seat": seat,
        "invitation": found,
        "rolename": ROLES[seat.role],
        "institution": next((m.institution for m in here.site.delegation(found.party) if m.key == found.person), None),
        "must": needs_second_factor(seat.role),
        "again": Account.objects.filter(party=found.party, person=found.person).exists(),
    }
    return render(request, "paraph/accounts/invitation.html", context, status=400 if form.is_bound else 200)
