"""Calendar files: one event, or all that concerns a seat, as calendar programs take them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from paraph.desk.handing import Handing
from paraph.documents import ics
from paraph.documents.diary import Diary
from paraph.web.templatetags.paraph import where
from paraph.web.visit import Visit, visit


@require_GET
def whole(request: HttpRequest) -> HttpResponse:
    """Rounds, meetings, and what one's own side owes."""
    here = visit(request)
    return as_file(here, own_events(here, request.build_absolute_uri), "paraph")


@require_GET
def single(request: HttpRequest, subject: str) -> HttpResponse:
    """One round or meeting, also one that nobody wants any more; or one undertaking's deadline, whoever owes it."""
    here = visit(request)
    diary, kind, name = diary_of(here, request.build_absolute_uri), *subject.partition(":")[::2]
    if kind == "undertaking":
        found = [diary.deadline(each) for each in here.desk.deadlines() if each.name == name]
    else:
        found = [diary.engagement(each) for each in here.desk.calendar() if each.subject == subject]
        gone = diary.withdrawn(subject)
        found += [gone] if gone else []
    if not found:
        raise Http404
    return as_file(here, found, subject.replace(":", "-"))


def diary_of(here: Visit, absolute: Callable[[str], str]) -> Diary:
    revisions = here.site.once("revisions", lambda desk: desk.revisions())
    return Diary(
        here.desk.charter, here.desk.state, revisions, here.speech, here.name, lambda each: absolute(where(each))
    )


def own_events(here: Visit, absolute: Callable[[str], str]) -> Sequence[ics.Event]:
    """What a seat has in its calendar: all rounds and meetings, and the deadlines of its own side. All of it shared."""
    return Handing(here.desk, here.speech).calendar(lambda subject: absolute(where(subject))).events


def as_file(here: Visit, events: Sequence[ics.Event], name: str) -> HttpResponse:
    written = ics.write(here.speech.of(here.desk.charter.title), here.speech.language, events)
    return HttpResponse(
        written,
        content_type=ics.MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )
