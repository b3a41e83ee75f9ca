"""What the record's own words are called on screen (message keys)."""

from __future__ import annotations

from paraph.errors import N_
from paraph.record.deadlines import Due, Phase
from paraph.record.state import Standing
from paraph.text.convergence import Status

STATUS: dict[Status, str] = {
    Status.AGREED: N_("agreed"),
    Status.NARROWED: N_("narrowed"),
    Status.OPEN: N_("open"),
}

STANDING: dict[Standing, str] = {
    Standing.AGREED: N_("agreed"),
    Standing.AD_REFERENDUM: N_("agreed ad referendum"),
    Standing.RESERVED: N_("reserved"),
    Standing.PARKED: N_("parked"),
    Standing.DISPUTED: N_("in dispute"),
    Standing.GONE: N_("withdrawn"),
}

LEVEL: dict[str, str] = {
    "technical": N_("technical"),
    "chief_negotiators": N_("chief negotiators"),
    "ministers": N_("ministers"),
}

DUE: dict[Due, str] = {
    Due.OVERDUE: N_("overdue"),
    Due.SOON: N_("due soon"),
    Due.RUNNING: N_("running"),
    Due.DISCHARGED: N_("discharged"),
}

PHASE: dict[Phase, str] = {
    Phase.PROPOSED: N_("proposed"),
    Phase.SET: N_("set"),
    Phase.UNDER_WAY: N_("under way"),
    Phase.HELD: N_("held"),
    Phase.LAPSED: N_("not held"),
}

FORMAT: dict[str, str] = {
    "in_person": N_("in person"),
    "online": N_("online"),
    "hybrid": N_("hybrid"),
}

KIND: dict[str, str] = {
    "provision": N_("provision"),
    "agenda": N_("agenda"),
    "round": N_("round"),
    "meeting": N_("meeting"),
    "statement": N_("statement"),
    "tariff": N_("tariff line"),
    "package": N_("package"),
}

ROLES: dict[str, str] = {
    "minister": N_("minister"),
    "chief_negotiator": N_("chief negotiator"),
    "deputy_chief_negotiator": N_("deputy chief negotiator"),
    "chapter_lead": N_("chapter lead"),
    "member": N_("member"),
    "lawyer_linguist": N_("lawyer-linguist"),
    "economist": N_("economist"),
    "secretary": N_("secretary"),
    "secretariat": N_("secretariat"),
    "observer": N_("observer"),
}
"""Roles in a delegation, and the seats outside all delegations (message keys)."""

FIELDS: dict[str, str] = {
    "about": N_("About"),
    "absent": N_("Left out"),
    "ad_referendum": N_("Ad referendum"),
    "after": N_("After"),
    "agenda": N_("Agenda"),
    "answer": N_("Answer"),
    "at": N_("At"),
    "base": N_("In place of"),
    "base_rate": N_("Base rate"),
    "change": N_("Change"),
    "content": N_("Content"),
    "deadline": N_("Deadline"),
    "description": N_("Description"),
    "ends": N_("End"),
    "format": N_("How"),
    "institution": N_("Institution"),
    "instruction": N_("Instruction"),
    "item": N_("Item"),
    "items": N_("Item"),
    "key": N_("Key"),
    "kind": N_("Kind"),
    "lead": N_("In charge"),
    "level": N_("Level"),
    "link": N_("Link"),
    "media_type": N_("File type"),
    "members": N_("Member"),
    "minutes": N_("Minutes"),
    "name": N_("Name"),
    "note": N_("Note"),
    "number": N_("Number"),
    "paragraphs": N_("Paragraph"),
    "parent": N_("Within"),
    "parts": N_("Part"),
    "party": N_("Party"),
    "pending": N_("Pending"),
    "period": N_("Period"),
    "place": N_("Place"),
    "present": N_("Present"),
    "provisions": N_("Provisions"),
    "question": N_("Question"),
    "quote": N_("Quoted"),
    "rate": N_("Rate"),
    "reason": N_("Reason"),
    "role": N_("Role"),
    "round": N_("Round"),
    "size": N_("Size"),
    "source": N_("Source"),
    "staging": N_("Staging"),
    "starts": N_("Start"),
    "subject": N_("Subject"),
    "tariff_rate_quota": N_("Tariff-rate quota"),
    "text": N_("Words"),
    "title": N_("Title"),
    "to": N_("For"),
    "unit": N_("Unit"),
    "value": N_("Value"),
    "what": N_("What"),
    "zone": N_("Time zone"),
}
"""What an act says beside its subject, by the name of the field (message keys)."""
