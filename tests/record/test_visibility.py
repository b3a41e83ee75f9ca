"""Who may do what and see what: every role and every act decided, nothing by accident."""

from __future__ import annotations

from typing import get_args

import pytest

from paraph.record import acts
from paraph.record.visibility import ROLES, Clearance, acts_of, clearance, clears, may

EVERY_ACT = get_args(acts.AnyAct)
COMMITS = (acts.ContentAccepted, acts.PositionTabled, acts.SubjectReopened, acts.PrincipleAffirmed)


def test_every_act_is_for_somebody_and_all_are_for_the_chief_negotiator() -> None:
    assert acts_of("chief_negotiator") == set(EVERY_ACT)


@pytest.mark.parametrize("role", ["observer", "", "Chief_Negotiator", "root"])
def test_an_observer_and_an_unknown_role_may_do_and_see_nothing(role: str) -> None:
    assert not any(may(role, act) for act in EVERY_ACT)
    assert not any(clears(clearance(role), item) for item in Clearance)


@pytest.mark.parametrize("role", ["member", "lawyer_linguist", "economist", "secretary"])
def test_those_who_do_not_lead_commit_their_party_to_nothing(role: str) -> None:
    assert not any(may(role, act) for act in COMMITS)


def test_a_secretariat_accepts_nothing_and_sees_no_partys_papers() -> None:
    assert not may("secretariat", acts.ContentAccepted)
    assert clearance("secretariat") is Clearance.NONE


def test_more_clearance_shows_more() -> None:
    shown = [{item for item in Clearance if clears(member, item)} for member in Clearance]
    assert shown == sorted(shown, key=len)
    assert [len(each) for each in shown] == [0, 1, 2, 3]


def test_every_role_of_a_delegation_has_a_clearance() -> None:
    assert {role for role in ROLES if clearance(role) is Clearance.NONE} == {"observer", "secretariat"}
