"""What changed between two states."""

from __future__ import annotations

from paraph.record import acts
from paraph.record.changes import changes
from paraph.record.fold import begin
from world import World


def test_nothing_changed_between_a_state_and_itself() -> None:
    say = {"en": "T"}
    world = World().tables("US", "p", "It shall.").opens(1)
    world.does("VN", acts.DisclosureMade(name="d", title=say, sha256="0" * 64, size=1, media_type="text/plain"))
    world.does("US", acts.DisclosureReceived(name="d", sha256="0" * 64))
    world.does("US", acts.PrincipleAffirmed(name="mutual", title=say, provisions=[]))
    found = changes(world.state, world.as_of(world.state.entries), ["en"])
    assert found.entries == 0
    lists = [value for name, value in vars(found).items() if isinstance(value, tuple)]
    assert lists
    assert all(value == () for value in lists)


def test_positions_agreement_narrowing_and_reopening() -> None:
    world = World()
    for name in ("p", "q", "r"):
        world.tables("US", name, "All fees shall be removed at once.").tables(
            "VN", name, "Certain fees may be removed."
        )
    world.accepts("VN", "r")
    then = world.as_of(world.state.entries)
    world.accepts("VN", "p").tables("VN", "q", "All fees may be removed at once.").tables("VN", "r", "Fees stay.")
    found = changes(then, world.state, ["en"])
    assert found.agreed == ("provision:p",)
    assert found.reopened == ("provision:r",)
    assert [shift.subject for shift in found.narrowed] == ["provision:q"]
    assert found.narrowed[0].by == found.narrowed[0].before - found.narrowed[0].now > 0
    assert [shift.subject for shift in found.widened] == ["provision:r"]
    assert [(each.subject, each.party, each.accepted) for each in found.positions] == [
        ("provision:p", "VN", True),
        ("provision:q", "VN", False),
        ("provision:r", "VN", False),
    ]


def test_a_withdrawn_position_is_a_change_with_nothing_now() -> None:
    world = World().tables("US", "p", "It shall.")
    then = world.as_of(1)
    world.does("US", acts.PositionWithdrawn(subject="provision:p"))
    (position,) = changes(then, world.state, ["en"]).positions
    assert (position.party, position.now, position.mark.entry) == ("US", None, world.entries[-1][0])


def test_everything_said_and_done_is_listed_once() -> None:
    world = World().tables("US", "p", "It shall.").tables("VN", "p", "It may.")
    say = {"en": "Why?"}
    world.does("VN", acts.PositionReserved(subject="provision:p", reason=say))
    then = world.as_of(world.state.entries)
    world.does("VN", acts.ReservationLifted(subject="provision:p"))
    world.does("US", acts.PositionReserved(subject="provision:p", reason=say))
    world.does("US", acts.ClarificationAsked(name="us-q1", subject="provision:p", to="VN", question=say))
    world.does("VN", acts.ClarificationAnswered(name="us-q1", answer=say))
    world.does("VN", acts.DisclosureMade(name="d", title=say, sha256="0" * 64, size=1, media_type="text/plain"))
    world.does("US", acts.DisclosureReceived(name="d", sha256="0" * 64))
    world.does("US", acts.UndertakingGiven(name="u", kind="wording", what=say, deadline="2025-06-01T00:00:00Z"))
    world.does("US", acts.UndertakingDeferred(name="u", deadline="2025-06-02T00:00:00Z", reason=say))
    world.does("US", acts.UndertakingDischarged(name="u"))
    world.does("US", acts.SubjectReferred(name="r", subject="provision:p", level="ministers", question=say))
    world.does("US", acts.InstructionReturned(referral="r", instruction=say))
    world.does("VN", acts.SubjectParked(subject="provision:p", reason=say))
    world.does("VN", acts.PrincipleAffirmed(name="mutual", title=say, provisions=[]))
    world.does("VN", acts.ReservationLifted(subject="provision:p"))
    found = changes(then, world.state, ["en"])
    assert found.lifted == (("provision:p", "VN"),)
    assert [(subject, party) for subject, party, _ in found.reserved] == [("provision:p", "US")]
    assert (found.asked, found.answered) == (("us-q1",), ("us-q1",))
    assert (found.disclosed, found.received) == (("d",), (("d", "US"),))
    assert found.undertaken == found.deferred == found.discharged == ("u",)
    assert (found.referred, found.instructed) == (("r",), (("r", "US"),))
    assert found.parked == ("provision:p",)
    assert found.affirmed == (("mutual", "VN"),)
    assert [(each.act, each.mark.party) for each in found.ineffective] == [("ReservationLifted", "VN")]
    again = changes(begin(world.charter), world.state, ["en"])
    assert again.lifted == ()
    assert again.asked == found.asked
