"""What of a negotiation's record can be found: every word that anybody has put on it, each with where it belongs.

A provision's words are those of each party that wants it, alike ones once: so every bracket can be found, and a phrase
as its owner wrote it. Names and the words for roles are given by who speaks the languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from paraph.errors import N_
from paraph.record.assembly import Clause, ConsolidatedText
from paraph.record.charter import Charter
from paraph.record.contents import Agenda, Content, Meeting, Round, Statement, TariffLine
from paraph.record.figures import quantity
from paraph.record.search import Document, Passage, Role
from paraph.record.state import Figure, Mark, State
from paraph.record.values import Text
from paraph.text.brackets import project

Name = Callable[[str], Text]
"""What a subject, or a role, is called in each language."""

KINDS: dict[str, str] = {
    "provision": N_("Provision"),
    "position": N_("Reason given"),
    "question": N_("Question"),
    "undertaking": N_("Undertaking"),
    "referral": N_("Referral"),
    "disclosure": N_("Document"),
    "agenda": N_("Agenda item"),
    "round": N_("Round"),
    "meeting": N_("Meeting"),
    "statement": N_("Statement"),
    "tariff": N_("Tariff line"),
    "package": N_("Package"),
    "person": N_("Delegation"),
    "figure": N_("Figure"),
    "principle": N_("Principle"),
}
"""What can be found (message keys), in the order in which kinds are named."""


def documents(state: State, text: ConsolidatedText, charter: Charter, called: Name, role: Name) -> list[Document]:
    """All that can be found in a state; ``text``: of this very state."""
    return [
        *(_provision(clause, text, called) for clause in text),
        *_reasons(state, called),
        *_exchanges(state),
        *_agendas(state, called),
        *_contents(state, called),
        *_people(state, charter, role),
        *_figures(state),
    ]


def _said(words: Text | None, role: Role = Role.WORDS, party: str = "") -> Iterator[Passage]:
    for language, text in (words or {}).items():
        if text:
            yield Passage(text, language, role, party)


def _of(mark: Mark | None) -> dict[str, str]:
    return {"party": mark.party, "time": mark.time} if mark else {}


# Provisions and the reasons for positions


def _provision(clause: Clause, text: ConsolidatedText, called: Name) -> Document:
    heading = Role.TITLE if clause.kind.titled else Role.WORDS
    passages = [Passage(_path(clause, text), "", Role.LABEL), *_said(called(clause.subject), Role.LABEL)]
    for language in text.languages:
        owned: dict[str, list[str]] = {}
        for party in clause.owners:
            owned.setdefault(project(clause.runs[language], party), []).append(party)
        for words, owners in owned.items():
            if words:
                passages.append(Passage(words, language, heading, owners[0] if len(owned) > 1 else ""))
    return Document("provision", clause.name, tuple(passages), clause.subject)


def _path(clause: Clause, text: ConsolidatedText) -> str:
    """The numbers from the article, or chapter, down: "2.3.1(a)"."""
    path = ""
    for each in text.path(clause.name):
        number = each.number(text.languages[0]).strip(". ")
        if number.startswith("("):
            path += number
        elif number:
            last = number.split()[-1]
            path = last if each.kind.titled else f"{path}.{last}".lstrip(".")
    return path


def _reasons(state: State, called: Name) -> Iterator[Document]:
    """Why a party holds its position, holds back, or has taken something up, set it aside or given it up."""
    for subject, held in state.subjects.items():
        given: list[tuple[str, Mark, Text]] = [
            *(("position", each.mark, each.reason) for each in held.positions.values()),
            *(("reserved", each.mark, each.reason) for each in held.reservations.values()),
            *(("reopened", each.mark, each.reason) for each in held.reopened.values()),
            *(("withdrawn", each.mark, each.reason) for each in held.withdrawn.values()),
            *((("parked", held.parked.mark, held.parked.reason),) if held.parked else ()),
        ]
        for what, mark, reason in given:
            if reason:
                label = _said(called(subject), Role.LABEL)
                name = f"{subject}/{mark.party}/{what}"
                yield Document("position", name, (*label, *_said(reason)), subject, **_of(mark))


# What delegations exchange


def _exchanges(state: State) -> Iterator[Document]:
    for name, question in state.clarifications.items():
        quote = Passage(question.quote, question.language) if question.quote else None
        passages = [
            Passage(name, "", Role.LABEL),
            *_said(question.question, Role.TITLE, question.asked.party),
            *([quote] if quote else ()),
            *_said(question.answer, Role.WORDS, question.to),
        ]
        yield Document("question", name, tuple(passages), question.subject, **_of(question.asked))
    for name, undertaking in state.undertakings.items():
        notes = [each.reason for each in (*undertaking.deferrals, undertaking.discharged) if each]
        words = [*_said(undertaking.what, Role.TITLE), *(each for note in notes for each in _said(note))]
        about = undertaking.about[0] if undertaking.about else ""
        label = Passage(name, "", Role.LABEL)
        yield Document("undertaking", name, (label, *words), about, undertaking.owner, undertaking.given.time)
    for name, referral in state.referrals.items():
        answers = (
            each for code, answer in referral.instructions.items() for each in _said(answer.reason, Role.WORDS, code)
        )
        words = [Passage(name, "", Role.LABEL), *_said(referral.question, Role.TITLE, referral.sent.party), *answers]
        yield Document("referral", name, tuple(words), referral.subject, **_of(referral.sent))
    for name, disclosure in state.disclosures.items():
        about = disclosure.about[0] if disclosure.about else ""
        words = [Passage(name, "", Role.LABEL), *_said(disclosure.title, Role.TITLE)]
        yield Document("disclosure", name, tuple(words), about, **_of(disclosure.made))


# Agendas, sittings, and other things that parties agree on


def _held(state: State, subject: str) -> list[Content]:
    """What is agreed on a subject, else each position on it, alike ones once."""
    agreed = state.agreed(subject)
    positions = state.subjects[subject].positions.values()
    return [agreed] if agreed else [state.contents[key] for key in dict.fromkeys(each.content for each in positions)]


def _agendas(state: State, called: Name) -> Iterator[Document]:
    for subject in state.named("agenda"):
        discussed = state.discussed.get(subject, {})
        items = {item.name: item for each in _held(state, subject) if isinstance(each, Agenda) for item in each.items}
        for name, item in items.items():
            note = discussed.get(name)
            passages = [*_said(item.title, Role.TITLE), *_said(item.lead), *_said(note.note if note else {})]
            passages.append(Passage(name, "", Role.LABEL))
            yield Document("agenda", f"{subject}/{name}", tuple(passages), subject, **_of(note.mark if note else None))


def _contents(state: State, called: Name) -> Iterator[Document]:
    for kind in ("round", "meeting", "statement", "tariff", "package"):
        for subject in state.named(kind):
            sitting = state.sittings.get(subject)
            passages = [
                *_said(called(subject), Role.LABEL),
                *(each for content in _held(state, subject) for each in _words(content)),
                *_said(sitting.minutes if sitting else {}),
                *(_attendance(sitting.attendance) if sitting else ()),
            ]
            unique = tuple(dict.fromkeys(passages))
            yield Document(kind, subject, unique, subject, **_of(sitting.closed if sitting else None))


def _words(content: Content) -> Iterator[Passage]:
    match content:
        case Round():
            yield from _said(content.place)
        case Meeting():
            yield from _said(content.title, Role.TITLE)
            yield from _said(content.place)
        case Statement():
            yield from _said(content.title, Role.TITLE)
            for paragraph in content.paragraphs:
                yield from _said(paragraph)
        case TariffLine():
            yield from _said(content.description, Role.TITLE)
            given = (f"{each}%" if quantity(each) is not None else each for each in (content.base_rate, content.rate))
            rates = (*given, content.staging, content.tariff_rate_quota)
            yield Passage(" · ".join(filter(None, rates)))
        case _:
            yield from _said(getattr(content, "title", None), Role.TITLE)


def _attendance(attendance: object) -> Iterator[Passage]:
    present = [each for all_of in getattr(attendance, "values", list)() for each in all_of]
    for each in present:
        yield from _said(each.institution)
        if each.name:
            yield Passage(each.name)


# People and figures


def _people(state: State, charter: Charter, role: Name) -> Iterator[Document]:
    parties = {each.code: each.name for each in charter.participants}
    for party, members in state.delegations.items():
        for member in members:
            name = Passage(member.name, "", Role.TITLE) if member.name else None
            passages = (
                *([name] if name else ()),
                *_said(member.title),
                *_said(member.institution, Role.WORDS if name else Role.TITLE),
                *_said(role(member.role)),
                *_said(parties.get(party)),
            )
            yield Document("person", f"{party}/{member.key}", passages, "", party)


def _figures(state: State) -> Iterator[Document]:
    for name, figure in state.figures.items():
        passages = (*_said(figure.title, Role.TITLE), Passage(_value(figure)), *_said(figure.source))
        yield Document("figure", name, passages, "", **_of(figure.cited))
    for name, principle in state.principles.items():
        about: Sequence[str] = principle.provisions
        by = ", ".join(principle.affirmed)
        yield Document("principle", name, tuple(_said(principle.title, Role.TITLE)), about[0] if about else "", by)


def _value(figure: Figure) -> str:
    change = f" ({figure.change}%)" if figure.change else ""
    return f"{figure.value}{'' if figure.unit.startswith('%') else ' '}{figure.unit}{change} · {figure.period}"
