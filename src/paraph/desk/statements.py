"""Joint statements: what must stand in one, what to say of the figures in it, and all that are held put together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from paraph.desk.positions import Positions
from paraph.desk.publishing import Caution
from paraph.errors import N_, InvalidContent
from paraph.record import acts
from paraph.record.acts import AnyAct
from paraph.record.contents import Content, Statement
from paraph.record.figures import Agreement
from paraph.record.quoted import at_odds, slips, uneven
from paraph.record.statements import ConsolidatedStatement, consolidate_statements, rivals
from paraph.record.values import Text


class Statements(Positions):
    """A statement is tabled, accepted and reopened as any subject is; this is what is particular to it."""

    def statement(self, name: str) -> ConsolidatedStatement:
        """The statements that are held on a subject, matched paragraph by paragraph. Raises UnknownSubject."""
        subject = self.resolve(name, "statement")
        return consolidate_statements(rivals(self.state, subject), self.charter.languages)

    def supposing_statement(self, subject: str, own: Statement) -> ConsolidatedStatement:
        """The same if one's own statement read like this; the subject need not be on record yet."""
        return consolidate_statements(rivals(self.state, subject, {self.seat.party: own}), self.charter.languages)

    def remarks(self, statement: Statement) -> list[Caution]:
        """What is to be known of the figures and languages of a statement, whoever holds it."""
        return [*self._of_words(statement), *self._of_figures(statement)]

    def _tabling(
        self, subject: str, content: Content, reason: Text | None, base: str | None, together: Collection[str] = ()
    ) -> acts.PositionTabled:
        if isinstance(content, Statement):
            if not any(map(str.strip, content.title.values())):
                raise InvalidContent(field=N_("title"), detail=N_("there are no words in it"))
            if not content.paragraphs or any(not any(map(str.strip, each.values())) for each in content.paragraphs):
                raise InvalidContent(field=N_("paragraphs"), detail=N_("there are no words in it"))
        return super()._tabling(subject, content, reason, base, together)

    def _cautions(self, made: Sequence[AnyAct]) -> Iterator[Caution]:
        yield from super()._cautions(made)
        for each in made:
            found = each.content if isinstance(each, acts.PositionTabled) else None
            if isinstance(each, acts.ContentAccepted):
                found = self.state.contents.get(each.content)
            if isinstance(found, Statement):
                yield from self.remarks(found)

    def _of_words(self, statement: Statement) -> Iterator[Caution]:
        for place, paragraph in enumerate(statement.paragraphs, 1):
            missing = [each for each in self.charter.languages if not paragraph.get(each, "").strip()]
            if missing:
                yield Caution(
                    N_("Paragraph %(place)s has no words in: %(languages)s."),
                    {"place": str(place), "languages": ", ".join(missing)},
                )
        untitled = [each for each in self.charter.languages if not statement.title.get(each, "").strip()]
        if untitled:
            yield Caution(N_("The title has no words in: %(languages)s."), {"languages": ", ".join(untitled)})
        for found in uneven(statement, self.charter.languages):
            yield Caution(
                N_("Paragraph %(place)s says %(amount)s %(unit)s in these languages only: %(languages)s."),
                {
                    "place": str(found.place),
                    "amount": str(found.amount.value),
                    "unit": found.amount.unit,
                    "languages": ", ".join(found.languages),
                },
            )

    def _of_figures(self, statement: Statement) -> Iterator[Caution]:
        figures = self.state.figures
        for slip in slips(statement, figures):
            yield Caution(
                N_("Paragraph %(place)s says %(amount)s %(unit)s; the figure on record is %(published)s (%(figure)s)."),
                {
                    "place": str(slip.place),
                    "amount": str(slip.amount.value),
                    "unit": slip.amount.unit,
                    "published": slip.published,
                    "figure": slip.name,
                },
            )
        for check in at_odds(statement, figures):
            explained = check.agreement is Agreement.ROUNDING
            yield Caution(
                N_(
                    "%(figure)s: %(published)s is published, what it is made up of comes to %(computed)s; "
                    "rounding explains the difference."
                )
                if explained
                else N_(
                    "%(figure)s: %(published)s is published, but what it is made up of comes to %(computed)s; "
                    "rounding does not explain the difference."
                ),
                {"figure": check.name, "published": str(check.published), "computed": str(check.computed)},
            )
