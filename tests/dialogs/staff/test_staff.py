"""Staff: they come by a link that works once, see only what their role may use, and once removed their buttons say nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from actions.staff import role_of
from db.chats import Chat
from db.staff import Staff, StaffAudit
from dialogs.staff_addresses import Crew, Work
from rules.roles import LONGEST_NAME, Role
from tests.dialogs.staffed import OWNER, Worker, a_place, deeds, state_of
from tests.dialogs.talk import NOW, House, Parent


def link(person: Parent) -> str:
    found = re.search(r"/start (staff_[A-Za-z0-9_-]{1,58})<", person.screens[-1].text)
    assert found
    return f"/start {found[1]}"


def invited(owner: Worker, role: str = "a worker", *districts: str, name: str = "小王") -> str:
    """By buttons, as an administrator does."""
    owner.tap("go:staff")
    owner.press("Staff")
    owner.press("Invite somebody")
    owner.press(role)
    for district in districts:
        owner.press(district)
    owner.press("Done choosing" if districts else "The whole city")
    owner.say(name)
    return link(owner)


def test_by_buttons_to_a_worker_who_sees_what_she_can_do(house: House) -> None:
    owner, worker = Worker(house, OWNER), Worker(house, 8)
    start = invited(owner, "a worker", "镜湖区", "弋江区")
    assert "小王: a worker, 镜湖区" in owner.screens[-1].text
    welcome = worker.say(start).text
    assert "You are now a worker for 镜湖区" in welcome
    assert "/staff" in welcome
    menu = worker.say("/STAFF")
    assert "You are a worker for 镜湖区" in menu.text
    labels = [choice.label for row in menu.choices for choice in row]
    assert any("Places" in one for one in labels)
    assert not any("Staff" in one for one in labels)
    assert "小王: a worker, 镜湖区" in owner.tap("go:staff_people").text
    assert deeds(house) == [
        ("owner", "staff.invited", "invite:1"),
        ("staff:1", "staff.joined", "staff:1"),
    ]


def test_for_everybody_else_there_is_no_such_command(house: House) -> None:
    parent = Worker(house, 9)
    unknown = parent.say("/nonsense").text
    assert parent.say("/staff").text == unknown
    for address in ("go:staff", "go:staff_people", "go:staff_new", "crew:look:1", "hire:role:administrator"):
        assert parent.taps_in_vain(address)


def test_the_link_works_once_and_for_seven_days(house: House) -> None:
    owner = Worker(house, OWNER)
    first = invited(owner)
    Parent(house, 8).say(first)
    assert "does not work any more" in Parent(house, 9).say(first).text
    late = invited(owner)
    house.clock.moment = NOW + timedelta(days=7)
    assert "does not work any more" in Parent(house, 9).say(late).text
    house.clock.moment = NOW
    assert "You are now a worker" in Parent(house, 9).say(late).text


def test_who_works_here_already_keeps_the_link_for_the_other(house: House) -> None:
    owner = Worker(house, OWNER)
    start = invited(owner, "a viewer")
    assert "not used" in owner.say(start).text
    worker = Worker(house, 8).hired()
    assert "You are a worker" in worker.say(start).text
    assert "You are now a viewer" in Parent(house, 9).say(start).text


@pytest.mark.parametrize("payload", ["staff_", "staff_nonsense", "staff_" + "x" * 58, "staff_ü", "staff_<b>"])
def test_links_that_never_were(house: House, payload: str) -> None:
    parent = Parent(house, 9)
    parent.say(f"/start {payload}")
    assert all(screen.choices for screen in parent.screens)
    assert "worker" not in parent.screens[0].text


def test_a_removed_worker_is_nobody_at_once(house: House) -> None:
    number = a_place(house)
    worker, owner = Worker(house, 8).hired(), Worker(house, OWNER)
    worker.tap(f"worth:{number}:phone:")
    assert state_of(worker) == "staff_place:value"
    owner.tap("go:staff_people")
    owner.press("Wang")
    owner.press("Remove")
    assert "Remove Wang from the staff?" in owner.screens[0].text
    owner.press("Yes, remove")
    assert "does not work here any more" in owner.screens[0].text
    assert "Nobody yet" in owner.screens[-1].text
    assert state_of(worker) is None
    for address in (
        "go:staff",
        "go:staff_places",
        Work(do="correct", place=number).pack(),
        "told:look:1",
        "undo:1",
    ):
        assert worker.taps_in_vain(address)
    assert "0553-7654321" not in worker.say("0553-7654321").text
    told = worker.say("/staff")
    assert "do not work here any more" in told.text
    assert [choice.label for row in told.choices for choice in row] == ["🏠 Home"]
    owner.tap("crew:removed:1")  # a second time
    assert [what for _who, what, _about in deeds(house)].count("staff.removed") == 1


def test_who_was_removed_can_come_again_as_the_same(house: House) -> None:
    worker = Worker(house, 8).hired()
    worker.let_go()
    worker.hired(Role.VIEWER, label="Li")
    with house.session() as session:
        (member,) = session.exec(select(Staff)).all()
        assert (member.role, member.label, member.removed_at) == ("viewer", "Li", None)


def test_a_lesser_role_sees_less_at_the_next_press(house: House) -> None:
    number = a_place(house)
    worker = Worker(house, 8).hired()
    worker.tap(Work(do="look", place=number).pack())
    old = worker.button("Correct").tap or ""
    with house.session() as session:
        worker.member(session).role = Role.VIEWER
        session.commit()
    assert worker.taps_in_vain(old)
    worker.tap(Work(do="look", place=number).pack())
    labels = [choice.label for row in worker.screens[0].choices for choice in row]
    assert not any("Correct" in one or "closed" in one for one in labels)


def test_an_administrator_of_a_district_reaches_no_further(house: House) -> None:
    other = Worker(house, 7).hired(Role.WORKER, "yijiang", label="Zhao")
    everywhere = Worker(house, 6).hired(Role.ADMINISTRATOR, label="Sun")
    local = Worker(house, 8).hired(Role.ADMINISTRATOR, "jinghu")
    listed = local.tap("go:staff_people").text
    assert "Zhao" not in listed
    assert "Sun" not in listed
    for number in (1, 2):
        local.tap(Crew(do="removed", staff=number).pack())
    local.tap("go:staff_invite")
    local.press("an administrator")
    labels = [choice.label for row in local.screens[0].choices for choice in row]
    assert "The whole city" not in labels
    assert "弋江区" not in labels
    local.tap("hire:district:yijiang")
    local.tap("hire:done:")
    assert "For which districts" in local.screens[0].text
    assert "worker" in other.tap("go:staff").text
    assert "administrator" in everywhere.tap("go:staff").text


def test_nobody_removes_themselves(house: House) -> None:
    boss = Worker(house, 8).hired(Role.ADMINISTRATOR)
    assert "Somebody else" in boss.tap("crew:removed:1").text
    assert "administrator" in boss.tap("go:staff").text


@pytest.mark.parametrize("name", ["x" * (LONGEST_NAME + 1), "342201199001011234"])
def test_names_that_are_none(house: House, name: str) -> None:
    owner = Worker(house, OWNER)
    owner.tap("go:staff_invite")
    owner.press("a viewer")
    owner.press("The whole city")
    owner.say(name)
    assert "called" in owner.screens[0].text
    owner.press("Skip")
    assert "a viewer: a viewer, the whole city" in owner.screens[0].text


def test_a_hostile_name_is_only_a_name(house: House) -> None:
    owner = Worker(house, OWNER)
    start = invited(owner, name="<b>{name}</b> %s &amp;")
    welcome = Parent(house, 8).say(start).text
    assert "&lt;b&gt;{name}&lt;/b&gt; %s &amp;amp;" in welcome
    owner.tap("go:staff_people")
    owner.button("<b>{name}</b> %s &amp;")


def test_a_button_of_an_invitation_that_was_left(house: House) -> None:
    owner = Worker(house, OWNER)
    owner.tap("go:staff_invite")
    owner.press("a worker")
    owner.tap("go:home")
    assert "What will the new person be" in owner.tap("hire:done:").text
    assert "What will the new person be" in owner.tap("hire:role:boss").text


def test_a_parent_who_works_here_stays_a_parent(house: House) -> None:
    worker = Worker(house, 8).hired()
    worker.registered()
    worker.say("豆豆")
    worker.tap("go:staff_places")
    worker.tap("go:home")
    worker.button("Go on entering the child")


def test_forgotten_with_everything_else(house: House) -> None:
    worker = Worker(house, 8).hired()
    assert "Wang" in worker.say("/privacy").text
    worker.tap("keep:delete:0")
    assert "do not work here" in worker.screens[0].text
    worker.press("Yes, delete everything")
    with house.session() as session:
        assert not session.exec(select(Staff)).all()
        chat = session.exec(select(Chat).where(Chat.address == "8")).one()
        assert chat.leaving
        assert session.exec(select(StaffAudit)).all()  # who did what stays, without a name
    assert worker.say("/staff").text == worker.say("/nonsense").text


def test_an_owner_on_the_page_is_nobody(house: House) -> None:
    """A page cannot say who writes: the number alone proves nothing."""
    with house.session() as session:
        page = Chat(channel="web", address=str(OWNER), seen_at=NOW)
        session.add(page)
        session.flush()
        assert role_of(session, page, (OWNER,)) is None


def test_an_invitation_is_cancelled_with_a_second_tap(house: House) -> None:
    owner, late = Worker(house, OWNER), Worker(house, 8)
    start = invited(owner, "a worker", "镜湖区")
    owner.tap("go:staff_people")
    owner.press("Cancel: 小王")
    yes = owner.button("Yes, cancel it").tap or ""
    owner.press("Yes, cancel it")
    assert "does not work any more" in owner.screens[0].text
    assert "not used" not in owner.screens[-1].text
    assert "does not work any more" in late.say(start).text
    assert "Nobody yet" in owner.tap(yes).text
    assert ("owner", "staff.cancelled", "invite:1") in deeds(house)
