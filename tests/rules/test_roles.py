"""Who may do what, and where: nobody reaches further than their own districts, and nobody hands out more than they have."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rules.roles import ROLES, Duty, Role

_DISTRICTS = st.frozensets(st.sampled_from("abcd"))
_DUTIES = st.builds(Duty, st.just("staff:1"), st.sampled_from(ROLES), _DISTRICTS)


def test_each_role_may_what_the_ones_before_may() -> None:
    assert ROLES == (Role.VIEWER, Role.WORKER, Role.MANAGER, Role.ADMINISTRATOR)
    for at, role in enumerate(ROLES):
        assert [Duty("x", role).at_least(one) for one in ROLES] == [n <= at for n in range(len(ROLES))]


@given(_DUTIES, st.sampled_from("abcd"))
def test_no_district_means_every_district(duty: Duty, district: str) -> None:
    assert duty.covers(district) == (not duty.districts or district in duty.districts)
    assert duty.covers(None)


@given(_DUTIES, _DISTRICTS)
def test_nobody_hands_out_more_than_they_have(duty: Duty, wanted: frozenset[str]) -> None:
    if duty.may_appoint(wanted):
        assert duty.role == Role.ADMINISTRATOR
        new = Duty("staff:2", Role.ADMINISTRATOR, wanted)
        assert all(duty.covers(one) for one in "abcd" if new.covers(one))
