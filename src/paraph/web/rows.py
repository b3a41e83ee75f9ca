"""A group of fields that repeats: agenda items, who was present. Empty rows to spare, more at a button; no script.

A row is a small form. Rows are put in order by their numbers; a row is taken out by its box, or by emptying it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict

from paraph.errors import N_
from paraph.web.asked import number_of
from paraph.web.forms import ActForm
from paraph.web.visit import Visit

MOST = 100
"""Rows in one form."""


class Row(ActForm):
    """Base of rows. What is hidden in a row, and its number, do not make it a filled one."""

    template_name = "paraph/form/row.html"

    @property
    def changed_data(self) -> list[str]:
        """The fields that somebody has filled in."""
        besides = ("ORDER", "DELETE")
        return [n for n in super().changed_data if n not in besides and not self.fields[n].widget.is_hidden]

    @property
    def filled(self) -> bool:
        return bool(self.initial) or (self.is_bound and self.has_changed())


class Rows(BaseFormSet):  # type: ignore[type-arg]
    """Rows as they were sent, none of which must be there."""

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        say = self.form_kwargs["here"].speech.say
        if self.can_order:
            form.fields["ORDER"].label = say(N_("Place in the list"))
        form.fields["DELETE"].label = say(N_("Take it out"))

    def leave_unjudged(self) -> None:
        for each in self.forms:
            each._errors = ErrorDict()
        self._errors: list[ErrorDict] = []
        self._non_form_errors = self.error_class()


class RowsInput(forms.Widget):
    """All rows, each in a fieldset that is called ``called`` and its number."""

    template_name = "paraph/form/rows.html"
    use_fieldset = True

    def __init__(self, row: type[Row], called: str, spare: int, ordered: bool) -> None:
        super().__init__()
        self.formset = formset_factory(
            row, formset=Rows, extra=spare, can_order=ordered, can_delete=True, max_num=MOST, absolute_max=MOST,
            validate_max=True,
        )  # fmt: skip
        self.called, self.spare = called, spare
        self.growing = False
        self.here: Visit | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = value if isinstance(value, Rows) else self._rows(prefix=name, initial=value or [])
        return {**context, "rows": rows, "name": name, "called": self.called, "visit": self.here}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Rows:
        if not self.growing:
            return self._rows(data, prefix=name)
        total = f"{name}-TOTAL_FORMS"
        sent = data.copy()  # type: ignore[attr-defined]
        sent[total] = str(min(MOST, number_of(str(data.get(total)), 0) + self.spare))
        rows = self._rows(sent, prefix=name)
        rows.leave_unjudged()
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-TOTAL_FORMS" not in data

    def id_for_label(self, id_: str) -> str:
        return ""

    def _rows(self, data: Any = None, **options: Any) -> Rows:
        made: Rows = self.formset(data, form_kwargs={"here": self.here}, **options)  # type: ignore[assignment]
        return made


class RowsField(forms.Field):
    """Any number of rows; gives what is in each, {field: value}, in order. ``called``: what one row is, a message key.

    ``ordered``: each row has a number that puts it in its place.
    """

    widget: RowsInput

    def __init__(self, row: type[Row], called: str, *, spare: int = 2, ordered: bool = False, **options: Any) -> None:
        super().__init__(widget=RowsInput(row, called, spare, ordered), **options)

    def fit(self, here: Visit) -> None:
        self.widget.here = here
        self.wrong = here.speech.say(N_("Something in the rows is missing or cannot be read."))

    def grow(self) -> None:
        self.widget.growing = True

    def clean(self, value: Rows) -> list[dict[str, Any]]:
        if not value.is_valid():
            raise ValidationError([self.wrong, *value.non_form_errors()])
        filled = [row for row in value.forms if row.has_changed() and row not in value.deleted_forms]
        if value.can_order:
            last = len(value.forms)
            filled.sort(key=lambda row: last if row.cleaned_data["ORDER"] is None else row.cleaned_data["ORDER"])
        if self.required and not filled:
            raise ValidationError(self.error_messages["required"], code="required")
        return [{n: v for n, v in row.cleaned_data.items() if n not in ("ORDER", "DELETE")} for row in filled]
