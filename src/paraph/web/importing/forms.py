"""What is asked of a file: whose its changes, colours and names are; what is doubtful; what becomes of comments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django import forms
from django.http import QueryDict

from paraph.desk import Desk
from paraph.desk.drafting import NOTE
from paraph.desk.import_report import ROLES, report
from paraph.desk.importing import QUESTION, Choice, Look
from paraph.documents.attributing import NOBODY
from paraph.documents.intake import Intake, Rules
from paraph.errors import N_, ParaphError
from paraph.i18n import begun
from paraph.record.arrival import NEW
from paraph.record.assembly import PROVISION
from paraph.web.forms import ActForm, WordsField
from paraph.web.importing.telling import Telling
from paraph.web.visit import Visit

NEW_WORD = "new"
COMMENTS = {
    "": N_("leave it in the file"),
    NOTE: N_("keep it as a note in our vault"),
    QUESTION: N_("put it as a question"),
}
LEAVE, TAKE = "", "take"
APART = {LEAVE: N_("leave it out of our text"), TAKE: N_("take it as a new provision")}
NUMBERS = {
    "auto": N_("the file's, unless it has brackets of several parties"),
    "file": N_("the file's"),
    "record": N_("those on record"),
}


class ImportForm(ActForm):
    """Grows with what is answered: matches are worked out once it is said whose changes are whose.

    ``intake``: the file as it was taken in. ``looked``: that the later questions have been shown.
    """

    looked = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, here: Visit, data: Any = None, files: Any = None, *, intake: Intake, **options: Any) -> None:
        super().__init__(here, data, files, **options)
        self.error: ParaphError | None = None
        self.plain = intake
        self.proposals = here.desk.proposals(intake)
        self._ask_whose()
        self.intake = replace(intake, rules=self._rules())
        self.seen = self._look(here.desk)
        if self.seen is not None:
            self._ask_rest(self.seen)

    def told(self) -> Telling:
        """All that is to be told, as far as the questions are answered."""
        others = tuple(self.here.desk.wanted(self.intake)) if self.seen else ()
        return Telling(report(self.here.desk, self.intake, self.seen, others))

    def look_at(self, desk: Desk) -> Look:
        """The file against the record as it is now, as the form says. Call it on a form that is valid."""
        return desk.look(self.intake, self._choice())

    # Inside

    def _ask_whose(self) -> None:
        say = self.here.speech.say
        parties = [(code, self.here.naming.party(code)) for code in self.here.desk.charter.parties]
        everyone = [*parties, *((key, say(words)) for key, words in ROLES.items())]
        nobody = say(N_("no party"))
        for number, each in enumerate(self.plain.editors):
            found = self.proposals.authors.get(each.name)
            self._choose(
                f"author-{number}", each.name or "?", [("", "–"), *everyone], found.party if found else None, True
            )
            if found:
                self.fields[f"author-{number}"].help_text = say(N_("Proposed: %(reason)s."), reason=say(found.reason))
        for number, paint in enumerate(self.plain.paints):
            found = self.proposals.colors.get(paint.color)
            label = say(N_("Words in the colour %(color)s: “%(sample)s”"), color=paint.color, sample=paint.sample)
            meant = found.party if found and paint.bracketed else NOBODY
            self._choose(f"color-{number}", label, [(NOBODY, nobody), *parties], meant)
        for number, code in enumerate(self.plain.strangers):
            found = self.proposals.names.get(code)
            label = say(N_("“%(code)s” in brackets"), code=code)
            self._choose(f"name-{number}", label, [(NOBODY, nobody), *parties], found.party if found else NOBODY)

    def _ask_rest(self, look: Look) -> None:
        say = self.here.speech.say
        for each in look.doubts:
            known = self.here.name(PROVISION + each.known)
            label = say(N_("“%(words)s” in the file"), words=f"{each.read.number} {each.read.text[:60]}".strip())
            new = (NEW_WORD, say(N_("a new provision")))
            self._choose(f"match-{each.read.id}", label, [("", "–"), (each.known, known), new], "", True)
        for asked in look.apart:
            label = say(
                N_("%(what)s, not on record: “%(words)s”"),
                what=say(asked.what), words=asked.words[:120],
            )  # fmt: skip
            self._choose(f"apart-{asked.read.id}", begun(label), [(k, say(v)) for k, v in APART.items()], LEAVE)
        if look.offered:
            names = [(each, self.here.name(each, heading=True)) for each in look.offered]
            self.fields["absent"] = forms.MultipleChoiceField(
                choices=names, required=False, widget=forms.CheckboxSelectMultiple,
                label=say(N_("On record and not in the file: tick what our side no longer wants")),
            )  # fmt: skip
            self._default("absent", [each for each in look.offered if each in look.changed])
        if any(spot.doubt for _, spot in self.intake.spots):
            label = say(N_("Brackets that name no party may stand as they are written"))
            self.fields["brackets"] = forms.BooleanField(label=label, required=False)
        for comment in self.intake.manuscript.comments:
            label = f"{comment.author or '?'}: {comment.text[:120]}"
            self._choose(f"comment-{comment.id}", label, [(k, say(v)) for k, v in COMMENTS.items()], "")
        numbers = [(key, say(words)) for key, words in NUMBERS.items()]
        self._choose("numbers", say(N_("Whose numbers stand")), numbers, "auto")
        reason = WordsField(label=N_("Reason, shared with the other side"), required=False)
        reason.fit(self.here)
        reason.label = say(str(reason.label))
        self.fields["reason"] = reason
        self._default("looked", ["1"])

    def _choose(
        self, name: str, label: str, choices: list[tuple[str, str]], given: str | None, needed: bool = False
    ) -> None:
        field = forms.ChoiceField(choices=choices, label=label, required=needed)
        field.error_messages["required"] = self.here.speech.say(N_("This is needed."))
        self.fields[name] = field
        self._default(name, [given or ""])

    def _default(self, name: str, values: list[str]) -> None:
        """What a question says before it was answered, on a form that was sent before it was asked as well."""
        self.initial.setdefault(name, values if name == "absent" else values[0])
        later = name.startswith(("match-", "apart-", "comment-")) or name in ("absent", "numbers", "looked")
        if self.is_bound and later and not self.data.get("looked") and not self.data.get(name):
            sent = self._sent().copy()
            sent.setlist(name, values)
            self.data = sent

    def _sent(self) -> QueryDict:
        return cast(QueryDict, self.data)

    def _value(self, name: str) -> str:
        return str(self.data.get(name, "") if self.is_bound else self.initial.get(name, ""))

    def _rules(self) -> Rules:
        """The rules as the form says: on a form not sent, what is proposed for colours and names, and no author."""
        authors = {each.name: self._value(f"author-{n}") for n, each in enumerate(self.plain.editors)}
        colors = {each.color: self._value(f"color-{n}") for n, each in enumerate(self.plain.paints)}
        names = {code: self._value(f"name-{n}") for n, code in enumerate(self.plain.strangers)}
        parties = (*self.here.desk.charter.parties, *ROLES)
        return replace(
            self.plain.rules,
            authors={name: said for name, said in authors.items() if said in parties and self.is_bound},
            colors={color: said for color, said in colors.items() if said in parties},
            names={code: said for code, said in names.items() if said in parties and said != NOBODY},
        )

    def _choice(self) -> Choice:
        prefixed = {key: str(value) for key, value in self.data.items()} if self.is_bound else {}
        matches = {key.removeprefix("match-"): value for key, value in prefixed.items() if key.startswith("match-")}
        comments = {key.removeprefix("comment-"): v for key, v in prefixed.items() if key.startswith("comment-") and v}
        taken = frozenset(
            key.removeprefix("apart-") for key, v in prefixed.items() if key.startswith("apart-") and v == TAKE
        )
        numbers = self._value("numbers")
        decided = {key: NEW if value == NEW_WORD else value for key, value in matches.items() if value}
        absent = None
        if self.is_bound and self._value("looked"):
            ticked = self._sent().getlist("absent")
            plain = self.here.desk.look(self.intake, Choice(decided, taken=taken))
            absent = frozenset(each for root in ticked for each in plain.offered.get(root, ()))
        return Choice(
            decided,
            absent,
            None if numbers in ("", "auto") else numbers == "file",
            self.is_bound and bool(self.data.get("brackets")),
            {key: value for key, value in comments.items() if value in COMMENTS},
            taken=taken,
        )

    def _look(self, desk: Desk) -> Look | None:
        """The file against the record; None while it is not said whose changes are whose, or it cannot be matched."""
        if self.intake.undecided():
            return None
        try:
            return desk.look(self.intake, self._choice())
        except ParaphError as error:
            self.error = error
            return None
