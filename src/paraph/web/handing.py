"""Files to hand over: every paper of the shared record in every format that it can be written in, at one address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from paraph.desk.handing import AGREED, CLEAN, CONSOLIDATED, DRAFT, PAPERS, Handing, called
from paraph.documents.writers import FORMATS, formats_of, write
from paraph.errors import N_
from paraph.web.templatetags.paraph import where
from paraph.web.visit import Visit, visit

BOTH = "both"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a form's field, as it is shown."""

    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form for a file asks. ``of``: one value where there is nothing to choose; ``since``: closed rounds."""

    what: str
    title: str
    of: Sequence[Choice]
    languages: Sequence[Choice]
    formats: Sequence[Choice]
    since: Sequence[Choice] = ()


@require_GET
def download(request: HttpRequest, what: str) -> HttpResponse:
    """``as``: the format; ``in``: a language, else all; ``of``: whose text, which round, which statement."""
    here, asked = visit(request), request.GET
    form, chosen = asked.get("as", ""), asked.get("in", "") or BOTH
    if what not in PAPERS or form not in formats_of(PAPERS[what]) or chosen not in (*here.desk.languages, BOTH):
        raise Http404
    paper = Handing(here.desk, here.speech).paper(
        what,
        [] if chosen == BOTH else [chosen],
        of=asked.get("of", ""),
        since=asked.get("since", ""),
        against=asked.get("against", ""),
        page_of=lambda subject: request.build_absolute_uri(where(subject)),
    )
    language = "" if chosen == BOTH else chosen
    name = "-".join(filter(None, (paper.name, language, here.desk.now().date().isoformat())))
    response = HttpResponse(write(paper, form), content_type=FORMATS[form].media)
    response["Content-Disposition"] = f'attachment; filename="{name}.{FORMATS[form].ending}"'
    return response


def offered(here: Visit, what: str, title: str, *, of: str = "") -> Offer:
    """The form by which a paper is handed over. ``title``: a message key."""
    languages = [Choice(BOTH, here.speech.say(N_("Both languages"))), *_each(here.desk.languages)]
    one = [Choice(of, "")]
    if what == "text":
        one = [
            Choice("", here.speech.say(CONSOLIDATED)),
            *(Choice(each, here.speech.say(DRAFT, party=here.naming.party(each))) for each in _parties(here)),
            Choice(AGREED, here.speech.say(CLEAN)),
        ]
    formats = [Choice(each, _shown(here, each)) for each in formats_of(PAPERS[what])]
    spoken = languages if len(languages) > 2 and what != "calendar" else languages[1:2]
    return Offer(what, title, one, spoken, formats)


def offered_redline(here: Visit) -> Offer | None:
    """The form by which a redline is handed over: of a side since a closed round; None before one is closed."""
    closed = [each.round.partition(":")[2] for each in here.desk.state.closes]
    since = [Choice(f"round {each}", here.speech.say(N_("Round %(number)s"), number=each)) for each in reversed(closed)]
    whose = [Choice(each, here.naming.party(each)) for each in _parties(here)]
    formats = [Choice(each, _shown(here, each)) for each in formats_of(PAPERS["redline"])]
    title = N_("What a side has changed, as a redline")
    return Offer("redline", title, whose, _each(here.desk.languages), formats, since) if closed else None


def _parties(here: Visit) -> Sequence[str]:
    return here.desk.charter.parties


def _each(languages: Sequence[str]) -> list[Choice]:
    return [Choice(each, called(each)) for each in languages]


def _shown(here: Visit, form: str) -> str:
    return f"{here.speech.say(FORMATS[form].title)} (.{FORMATS[form].ending})"
