"""Every error in one tree.

::

    ParaphError                      exit
    ├── InputRefused                 2    what came from outside cannot be taken as it is
    │   ├── UnreadableFile                the file is missing, too large, or not what its name says
    │   ├── UnknownFormat                 no reader for this kind of file
    │   ├── TextRefused                   a character that may not stand in a text (control, bidi, zero width)
    │   ├── CannotBeShown                 a character that the fonts for a format do not have
    │   ├── InvalidContent                a value that does not fit its field
    │   ├── MatchInDoubt                  provisions of a file that may be known ones, or not
    │   ├── RateRefused                   what is written is no rate of duty
    │   │   └── NoDutyFollows                 a rate in words, or of a quantity that is not known
    │   ├── TableRefused                  a table with a cell or column that cannot be taken; it names row and column
    │   ├── UnknownLine                   no such tariff line, heading or chapter
    │   ├── ChangesInDoubt                a file with tracked changes of which it is not said whose they are
    │   ├── BracketsInDoubt               a file with brackets that name no party of the negotiation
    │   ├── DraftLeavesOut                a file without much of what the party has on record
    │   ├── ChangedOnTheWay               a document that arrived is not the one that was sent
    │   ├── BadFigure                     a figure of a table that cannot be: its row and column
    │   └── UnknownCountry                a country that the figures of the world do not have
    ├── ActRefused                   3    the act is well formed, but not possible or not permitted now
    │   ├── UnknownSubject                no such provision, round, undertaking ...
    │   ├── UnknownParty                  not a party to this negotiation
    │   ├── NotYours                      acting in another party's name, or on what is another's to do
    │   │   └── NotHandedOver             opening a document that went to others
    │   ├── NotPermitted                  this role or clearance may not
    │   │   └── OnlyReads                 an observer may do nothing
    │   ├── Superseded                    the wording has changed since it was read
    │   ├── NotAsShown                    what would leave is no longer what was previewed
    │   ├── NothingTabled                 there is nothing to accept or to withdraw
    │   ├── NothingChanged                the act would change nothing
    │   ├── NotSolved                     no answer of a model, since its equations do not hold closely enough
    │   ├── DeadlinePassed                a deadline that lies in the past
    │   └── OutOfOrder                    the step before is missing (a round not opened ...)
    ├── RecordDamaged                4    an entry or chain does not verify
    │   ├── CorruptEntry                  not canonical, wrong hash, malformed
    │   ├── ForeignEntry                  of another negotiation or of a party unknown to it
    │   ├── BadSignature                  the signature does not fit key and bytes
    │   ├── BrokenChain                   a predecessor is missing or does not match
    │   └── ChainForked                   two entries with one sequence number
    └── StoreFailed                  5    the place where entries lie cannot be used
        ├── UnusablePath                  a file or folder of it cannot be read or written
        ├── NoNegotiation                 no negotiation in this folder
        ├── NegotiationExists             there is one already
        ├── Unacknowledged                a commit failed half-way: kept or not is unknown
        ├── KeyMissing                    no signing key for this seat here
        ├── KeyLocked                     the passphrase is missing or wrong
        └── KeyExposed                    the key file can be read by others

A class is the message and the manual: ``code`` is what scripts read, ``message`` says what and where,
``remedy`` says what to do. Both are message keys (English sentences) for gettext, with ``%(name)s`` fields that
``data`` fills. Exit status 1 is left to faults of the program itself.
"""

from __future__ import annotations

from typing import Any, ClassVar


def N_(message: str) -> str:  # noqa: N802 - the customary gettext name
    """Mark a message key for extraction without translating it yet."""
    return message


class ParaphError(Exception):
    """Base of all errors; shown in the reader's language by ``paraph.i18n.explain``.

    >>> error = UnknownParty(party="XX", known="US, VN")
    >>> str(error)
    'XX is not a party to this negotiation (parties: US, VN). Use one of the codes listed.'
    >>> error.code, error.exit_status
    ('unknown-party', 3)
    """

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1
    message: ClassVar[str] = "%(detail)s"
    remedy: ClassVar[str] = ""

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(data)

    def __str__(self) -> str:
        sentences = [sentence % self.data for sentence in (self.message, self.remedy) if sentence]
        return " ".join(sentences)


class InputRefused(ParaphError):
    code = "input-refused"
    exit_status = 2


class UnreadableFile(InputRefused):
    code = "unreadable-file"
    message = N_("%(path)s cannot be read: %(detail)s.")
    remedy = N_("Check the name and the file; nothing was changed.")


class UnknownFormat(InputRefused):
    code = "unknown-format"
    message = N_("%(path)s is of no kind that is read here.")
    remedy = N_("Give one of: %(known)s.")


class TextRefused(InputRefused):
    code = "text-refused"
    message = N_("%(place)s: the character %(character)s may not stand in a text.")
    remedy = N_("Remove it and try again; nothing was changed.")


class CannotBeShown(InputRefused):
    code = "cannot-be-shown"
    message = N_("%(format)s cannot show the character %(character)s: the fonts here do not have it.")
    remedy = N_("Choose another format, such as Word or HTML.")


class InvalidContent(InputRefused):
    code = "invalid-content"
    message = N_("%(field)s: %(detail)s.")
    remedy = N_("Correct it and try again; nothing was changed.")


class MatchInDoubt(InputRefused):
    code = "match-in-doubt"
    message = N_("It is not sure which provisions on record these are: %(doubts)s.")
    remedy = N_("Decide for each, with --match ITS-ID=NAME or --match ITS-ID=new; nothing was changed.")


class ChangesInDoubt(InputRefused):
    code = "changes-in-doubt"
    message = N_("It is not said whose the changes of these authors are: %(authors)s.")
    remedy = N_("Say for each which party it speaks for, with --author NAME=PARTY; nothing was changed.")


class BracketsInDoubt(InputRefused):
    code = "brackets-in-doubt"
    message = N_("%(number)s brackets cannot be given to a party: %(brackets)s.")
    remedy = N_("Put them right in the file, say whose a colour or name is, or let them stand with --brackets as-is.")


class DraftLeavesOut(InputRefused):
    code = "draft-leaves-out"
    message = N_("The file leaves out %(dropped)s of the %(held)s provisions that your side has on record.")
    remedy = N_("Check that it is the right file, whole; if it is meant, say --leave-out. Nothing was changed.")


class RateRefused(InputRefused):
    """``place``: where it stands, or the rate itself; ``detail``: what is written, or why no duty follows."""

    code = "rate-refused"
    message = N_("%(place)s: %(detail)s is no rate of duty.")
    remedy = N_("Write it like one of these: %(known)s. Nothing was changed.")


class NoDutyFollows(RateRefused):
    """A rate that is one, but from which no amount can be worked out here."""

    code = "no-duty-follows"
    message = N_("%(rate)s: no duty can be worked out from it: %(detail)s (%(what)s).")
    remedy = N_("It is not counted as zero; give what is missing, or take the line out of the sum.")


class TableRefused(InputRefused):
    code = "table-refused"
    message = N_("%(path)s, row %(row)s, column %(column)s: %(detail)s (%(cell)s).")
    remedy = N_("Correct it and try again; nothing of the table was taken in.")


class UnknownLine(InputRefused):
    code = "unknown-line"
    message = N_("%(place)s: there is no tariff line %(line)s.")
    remedy = N_("Look for it by its words with 'paraph tariff find'; nearest: %(near)s.")


class ChangedOnTheWay(InputRefused):
    code = "changed-on-the-way"
    message = N_("The document of %(name)s is not the one that was sent: its hash differs.")
    remedy = N_("Ask for it again; no receipt was given.")


class BadFigure(InputRefused):
    code = "bad-figure"
    message = N_("%(table)s, row %(row)s, column %(column)s: %(detail)s.")
    remedy = N_("Correct the table and try again; nothing was taken from it.")


class UnknownCountry(InputRefused):
    code = "unknown-country"
    message = N_("The figures of the world have no country %(country)s.")
    remedy = N_("Use a code of ISO 3166 with two or three letters; near: %(near)s.")


class ActRefused(ParaphError):
    code = "act-refused"
    exit_status = 3


class UnknownSubject(ActRefused):
    code = "unknown-subject"
    message = N_("There is no %(kind)s called %(subject)s.")
    remedy = N_("%(hint)s")


class UnknownParty(ActRefused):
    code = "unknown-party"
    message = N_("%(party)s is not a party to this negotiation (parties: %(known)s).")
    remedy = N_("Use one of the codes listed.")


class NotYours(ActRefused):
    code = "not-yours"
    message = N_("%(subject)s is for %(owner)s to do, and this seat is %(party)s.")
    remedy = N_("Ask %(owner)s, or take your own seat.")


class NotHandedOver(NotYours):
    code = "not-handed-over"
    message = N_("This document was handed over between %(owner)s; others cannot open it.")
    remedy = ""


class NotPermitted(ActRefused):
    code = "not-permitted"
    message = N_("The role of %(role)s may not %(act)s.")
    remedy = N_("Ask your chief negotiator.")


class OnlyReads(NotPermitted):
    code = "only-reads"
    message = N_("An observer reads what the parties share, and does nothing in their name.")
    remedy = ""


class Superseded(ActRefused):
    code = "superseded"
    message = N_("The wording of %(subject)s has changed since you read it (%(given)s is no longer anyone's position).")
    remedy = N_("Read the positions that stand now and accept one of those: %(standing)s.")


class NotAsShown(ActRefused):
    code = "not-as-shown"
    message = N_("What would leave now is not what you were shown: the record has moved on.")
    remedy = N_("Look at it again, as it would leave now; nothing was changed.")


class NothingTabled(ActRefused):
    code = "nothing-tabled"
    message = N_("%(party)s has no position on %(subject)s.")
    remedy = N_("Table one first.")


class NothingChanged(ActRefused):
    code = "nothing-changed"
    message = N_("This would change nothing: %(detail)s.")
    remedy = ""


class NotSolved(ActRefused):
    code = "not-solved"
    message = N_("%(model)s: the equations are left with an error of %(residual)s, and %(bound)s is the most allowed.")
    remedy = N_("No answer is given; try smaller changes of the rates.")


class DeadlinePassed(ActRefused):
    code = "deadline-passed"
    message = N_("The deadline %(deadline)s lies in the past (now %(now)s).")
    remedy = N_("Give a later one.")


class OutOfOrder(ActRefused):
    code = "out-of-order"
    message = N_("%(detail)s.")
    remedy = N_("%(hint)s")


class RecordDamaged(ParaphError):
    code = "record-damaged"
    exit_status = 4


class CorruptEntry(RecordDamaged):
    code = "corrupt-entry"
    message = N_("Entry %(entry)s is corrupt: %(detail)s.")
    remedy = N_("It was not taken in; ask its sender for the original.")


class ForeignEntry(RecordDamaged):
    code = "foreign-entry"
    message = N_("Entry %(entry)s does not belong here: %(detail)s.")
    remedy = N_("It was not taken in.")


class BadSignature(RecordDamaged):
    code = "bad-signature"
    message = N_("Entry %(entry)s: the signature is not that of %(party)s.")
    remedy = N_("It was not taken in; ask its sender for the original.")


class BrokenChain(RecordDamaged):
    code = "broken-chain"
    message = N_("Entry %(entry)s does not follow: %(detail)s.")
    remedy = N_("Fetch the entries that are missing first.")


class ChainForked(RecordDamaged):
    code = "chain-forked"
    message = N_("%(party)s has signed two entries with sequence number %(sequence)s: %(first)s and %(second)s.")
    remedy = N_("Both are kept as proof and the chain is frozen there; %(party)s must explain.")


class StoreFailed(ParaphError):
    code = "store-failed"
    exit_status = 5
    message = N_("The store cannot be used: %(detail)s.")
    remedy = N_("Nothing was changed.")


class UnusablePath(StoreFailed):
    code = "unusable-path"
    message = N_("%(path)s cannot be used: %(detail)s.")


class NoNegotiation(StoreFailed):
    code = "no-negotiation"
    message = N_("There is no negotiation in %(path)s.")
    remedy = N_("Go to its folder, name it with --at, or begin one with 'paraph init'.")


class NegotiationExists(StoreFailed):
    code = "negotiation-exists"
    message = N_("There is a negotiation in %(path)s already.")
    remedy = N_("Choose another folder.")


class Unacknowledged(StoreFailed):
    code = "unacknowledged"
    message = N_("It is not known whether this was kept: %(detail)s.")
    remedy = N_("Do the same again; an entry that is here already is kept once only.")


class KeyMissing(StoreFailed):
    code = "key-missing"
    message = N_("There is no signing key for %(party)s here.")
    remedy = N_("Take a seat whose key this computer holds: %(held)s.")


class KeyLocked(StoreFailed):
    code = "key-locked"
    message = N_("The key of %(party)s is locked: the passphrase is missing or wrong.")
    remedy = N_("Give the passphrase.")


class KeyExposed(StoreFailed):
    code = "key-exposed"
    message = N_("The key file %(path)s can be read by others (mode %(mode)s).")
    remedy = N_("Set it to 600 and consider the key compromised if others use this computer.")
