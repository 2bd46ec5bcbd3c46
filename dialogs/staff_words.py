"""What somebody of the staff is called, and where they work."""

from __future__ import annotations

from collections.abc import Callable, Collection

from actions.staff import DESK, OWNER
from dialogs.screens import Choice, Rows, rows
from dialogs.surroundings import Surroundings
from dialogs.ticket_words import office_name
from dialogs.words import Html, Words, join
from rules.roles import Duty, Role


def role_name(role: Role, _: Words) -> Html:
    names = {
        Role.VIEWER: _("a viewer"),
        Role.WORKER: _("a worker"),
        Role.MANAGER: _("a manager"),
        Role.ADMINISTRATOR: _("an administrator"),
    }
    return names[role]


def role_about(role: Role, _: Words) -> Html:
    """What somebody with this role may do, in a line."""
    told = {
        Role.VIEWER: _("looks at places and reports, changes nothing"),
        Role.WORKER: _("answers families, corrects and adds places"),
        Role.MANAGER: _("as a worker; sees every question, keeps ready replies"),
        Role.ADMINISTRATOR: _("keeps the answers, invites and removes staff, too"),
    }
    return told[role]


def district_names(districts: Collection[str], _: Words, around: Surroundings) -> Html:
    """In the order of the pack; none named: everywhere. A district the pack no longer has is shown by its id."""
    if not districts:
        return _("the whole city")
    known = [_.fact(one.name) for one in around.knowledge.districts if one.id in districts]
    ids = {one.id for one in around.knowledge.districts}
    return join([*known, *(Html("") + one for one in sorted(districts) if one not in ids)], _(", "))


def post_line(duty: Duty, _: Words, around: Surroundings) -> Html:
    """ "You are a worker for 镜湖区." """
    where = district_names(duty.districts, _, around)
    said = _("You are {role} for {districts}.", role=role_name(duty.role, _), districts=where)
    return join([said, *office_line(duty.office, _, around)])


def office_line(office: str, _: Words, around: Surroundings) -> list[Html]:
    """Only for who sits in another office than the community's."""
    return [_("Office: {office}", office=office_name(office, _, around))] if office else []


def who_name(who: str | None, labels: dict[str, str], _: Words) -> Html:
    """How a list of deeds calls somebody."""
    if who == OWNER:
        return _("the operator")
    if who == DESK:
        return _("the office")
    return Html("") + labels[who] if who in labels else _("somebody who left")


def toggles(
    offered: Collection[str],
    chosen: Collection[str],
    address: Callable[[str], str],
    _: Words,
    around: Surroundings,
) -> Rows:
    """A button for each of these districts; the chosen ones are ticked."""
    return rows(
        *(
            Choice(Html("✓ " if one.id in chosen else "") + _.fact(one.name), address(one.id))
            for one in around.knowledge.districts
            if one.id in offered
        ),
        width=3,
    )


def reachable(duty: Duty, around: Surroundings) -> list[str]:
    """The districts of the pack that somebody works in."""
    return [one.id for one in around.knowledge.districts if duty.covers(one.id)]
