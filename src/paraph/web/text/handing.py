"""The text as a file to hand over: a Word file of what is shared, with its brackets, of one side's draft, or clean."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from paraph.documents.docx import Line, Page, clean, consolidated
from paraph.errors import N_
from paraph.record.assembly import ConsolidatedText
from paraph.web.visit import Visit, visit
from paraph.web.words import LANGUAGE

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AGREED, BOTH = "agreed", "both"
CONSOLIDATED, CLEAN, DRAFT = N_("Consolidated text"), N_("Agreed text"), N_("Draft of %(party)s")
HEAD = 12
"""Characters of each party's last entry that the foot of a page names."""


@require_GET
def word(request: HttpRequest) -> HttpResponse:
    """``of``: "" for the consolidated text, "agreed", or a party. ``in``: a language, or "both" side by side."""
    here = visit(request)
    of, chosen = request.GET.get("of", ""), request.GET.get("in", BOTH)
    languages = here.desk.languages if chosen == BOTH else [chosen]
    if of not in ("", AGREED, *here.desk.charter.parties) or any(each not in here.desk.languages for each in languages):
        raise Http404
    response = HttpResponse(_made(here, of, languages), content_type=WORD)
    day = here.desk.now().date().isoformat()
    called = "-".join(filter(None, ("text", of.lower(), *(languages if chosen != BOTH else ()), day)))
    response.headers["Content-Disposition"] = f'attachment; filename="{called}.docx"'
    return response


def offered(here: Visit) -> list[tuple[str, str, str]]:
    """The texts that may be handed over: (``of``, message key, party's name)."""
    drafts = [(code, DRAFT, here.naming.party(code)) for code in here.desk.charter.parties]
    return [("", CONSOLIDATED, ""), *drafts, (AGREED, CLEAN, "")]


def _made(here: Visit, of: str, languages: list[str]) -> bytes:
    names = {each: here.speech.say(LANGUAGE.get(each, each)) for each in languages}
    if not of:
        text = here.play.text
        return consolidated(lines(text, languages), here.desk.charter.parties, _page(here, of), names)
    drafts = [here.desk.agreed_text(each) if of == AGREED else here.desk.draft_of(of, each) for each in languages]
    return clean(drafts, _page(here, of), names)


def lines(text: ConsolidatedText, languages: list[str]) -> dict[str, list[Line]]:
    """The clauses of a consolidated text as lines of a document, by language."""
    return {
        language: [
            Line(each.name, each.parent, each.kind, each.depth, each.number(language), each.runs[language])
            for each in text
        ]
        for language in languages
    }


def _page(here: Visit, of: str) -> Page:
    """Title, header and foot: which text, as of when, and the last entry of each party that it is made from."""
    desk, say = here.desk, here.speech.say
    if not of:
        which = say(CONSOLIDATED)
    elif of == AGREED:
        which = say(CLEAN)
    else:
        which = say(DRAFT, party=here.naming.party(of))
    rounds = desk.state.closes
    after = say(N_("after round %(number)s"), number=rounds[-1].round.partition(":")[2]) if rounds else ""
    header = [say(N_("Without prejudice")), say(N_("Illustrative")) if desk.charter.illustrative else ""]
    foot = ", ".join(f"{code} {head[:HEAD]}" for code, head in sorted(desk.state.heads.items()))
    now = say(N_("as at %(moment)s"), moment=here.naming.moments(desk.now(), desk.seat.party))
    return Page(
        here.speech.of(desk.charter.title),
        ", ".join(filter(None, (which, after, now))),
        " · ".join(filter(None, header)),
        say(N_("Worked out from the record: %(heads)s"), heads=foot),
        language=here.speech.language,
    )
