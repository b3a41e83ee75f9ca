"""The outcome of a round, compiled from the record: both languages side by side, each provision linked to its page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from paraph.documents.blocks import Block
from paraph.documents.naming import Naming
from paraph.documents.outcome import blocks
from paraph.errors import N_
from paraph.i18n import LANGUAGES, Speech
from paraph.record.acts import PositionTabled
from paraph.record.findings import Outcome
from paraph.record.reference import References
from paraph.web.doing import allowed
from paraph.web.handing import offered
from paraph.web.keeping import kept
from paraph.web.play import Bar, bar_of
from paraph.web.statements.joint import free_name
from paraph.web.templatetags.paraph import where
from paraph.web.visit import Visit, visit

Linked = Callable[[str], SafeString]


@dataclass(frozen=True)
class Stretch:
    """Blocks of one shape that follow each other, in each language: items of one list; any other stands alone.

    ``sides``: (language, blocks). ``same``: all languages say the same, so that it is shown once.
    """

    shape: str
    sides: tuple[tuple[str, tuple[Block, ...]], ...]
    links: Mapping[str, Linked]

    @cached_property
    def shown(self) -> list[tuple[str, list[SafeString], list[list[SafeString]]]]:
        """(language, texts, rows of a table), with the provisions they name as links."""
        return [
            (
                language,
                [self.links[language](each.text) for each in found],
                [[self.links[language](cell) for cell in row] for each in found for row in each.rows],
            )
            for language, found in self.sides
        ]


@require_GET
@kept
def outcome(request: HttpRequest, number: int | None = None) -> HttpResponse:
    here = visit(request)
    found = compiled(here, number)
    shown = str(found.round.number)
    held = [
        each.partition(":")[2]
        for each, sitting in here.desk.state.sittings.items()
        if each.startswith("round:") and sitting.opened
    ]
    context = {
        "stretches": here.site.once(f"outcome-page:{shown}", lambda _: list(_stretches(here, found))),
        "number": shown,
        "held": held,
        "bar": _bar(here, found),
        "offer": offered(here, "outcome", N_("Hand over the outcome"), of=shown),
        "may_write": allowed(here, PositionTabled),
        "statement": free_name(here, f"round-{shown}"),
    }
    return render(request, "paraph/outcome.html", context)


def compiled(here: Visit, number: int | None) -> Outcome:
    """The outcome of a round, of the latest one if none is named. Raises as ``Desk.outcome`` does."""
    name = str(number or "")
    return here.site.once(f"outcome:{name}", lambda desk: desk.outcome(name))


def _languages(here: Visit) -> list[str]:
    return [each for each in LANGUAGES if each in here.desk.languages] or ["en"]


def _bar(here: Visit, found: Outcome) -> Bar:
    """Agreed, narrowed and open at the round's close, or now; its numbers lead to the provisions as they stood then."""
    closed = any(close.round == found.subject for close in here.desk.state.closes)
    play = here.site.play_after(found.subject, here.language) if closed else here.play
    tally = play.tallies[""]
    title = here.speech.say(N_("Close of round %(number)s"), number=found.round.number) if closed else ""
    return bar_of(tally, title, str(found.round.number) if closed else "")


def _links(here: Visit, found: Outcome, speech: Speech) -> Linked:
    """What makes every name of a provision in a text a link to it: as they were called when the round was closed."""
    closed = any(close.round == found.subject for close in here.desk.state.closes)
    play = here.site.play_after(found.subject, here.language) if closed else here.play
    references = References(here.site.after(found.subject) if closed else here.desk.state, play.text)
    naming, named = Naming(here.desk.charter, speech), dict[str, str]()
    for clause in play.text:
        for heading in (False, True):
            for inside in (False, True):
                name = naming.of(references[clause.subject], heading=heading, inside=inside)
                named.setdefault(name, where(clause.subject))
    return _linking(named)


def _linking(named: Mapping[str, str]) -> Linked:
    """Makes links of names, {name: address}, the longest that stands there; only whole ones."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(named, key=len, reverse=True):
        by_first.setdefault(name.split()[0], []).append(name)
    starts = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, by_first)) + r")(?!\w)") if by_first else None

    def linked(text: str) -> SafeString:
        parts, done = [], 0
        for each in starts.finditer(text) if starts else ():
            at = each.start()
            name = next((n for n in by_first[each[0]] if text.startswith(n, at) and _ends(text, at + len(n))), "")
            if name and at >= done:
                parts += [conditional_escape(text[done:at]), _anchor(named[name], name)]
                done = at + len(name)
        return mark_safe("".join([*parts, conditional_escape(text[done:])]))  # noqa: S308 - every part is escaped

    return linked


def _ends(text: str, at: int) -> bool:
    """Whether a name may end here: "Article 2.3" does not within "Article 2.3.1" or "Article 2.3(a)"."""
    return not re.match(r"\w|[.(]\w", text[at : at + 2])


def _anchor(url: str, name: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, name)


def _stretches(here: Visit, found: Outcome) -> Iterator[Stretch]:
    """The document in stretches; its languages have the same shape, block by block."""
    speeches = {each: Speech(each) for each in _languages(here)}
    links = {each: _links(here, found, speech) for each, speech in speeches.items()}
    written = [list(blocks(found, speech)) for speech in speeches.values()]
    gathered: list[tuple[Block, ...]] = []
    for row in zip(*written, strict=True):
        if gathered and not (gathered[-1][0].shape == row[0].shape == "item"):
            yield _stretch(list(speeches), gathered, links)
            gathered = []
        gathered.append(row)
    if gathered:
        yield _stretch(list(speeches), gathered, links)


def _stretch(languages: Sequence[str], gathered: Sequence[tuple[Block, ...]], links: Mapping[str, Linked]) -> Stretch:
    sides = tuple((each, tuple(row[index] for row in gathered)) for index, each in enumerate(languages))
    return Stretch(gathered[0][0].shape, sides, links)
