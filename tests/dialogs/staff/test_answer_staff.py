"""The menu of the answers: found, listed, looked at, exported; and nobody but administrators gets in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogs.answer_staff_addresses import Exported, Listed
from rules.roles import Role
from tests.dialogs.keeping import KEY, OTHER, administrator, do, edited, told
from tests.dialogs.staffed import OWNER, Worker, state_of
from tests.dialogs.talk import NOW, House


def test_the_menu_is_for_administrators(house: House) -> None:
    boss = administrator(house)
    boss.say("/staff")
    boss.press("Answers")
    assert "Parents get" in boss.screens[0].text
    for label in (
        "Find",
        "By theme",
        "All of them",
        "Due",
        "Open questions",
        "Drafts",
        "New answer",
        "As a file",
    ):
        assert boss.button(label).tap


@pytest.mark.parametrize("role", [Role.VIEWER, Role.WORKER, Role.MANAGER])
def test_others_see_nothing_and_get_nowhere(house: House, role: Role) -> None:
    boss, other = administrator(house), Worker(house, 9).hired(role)
    other.say("/staff")
    assert "Answers" not in str(other.screens)
    addresses = []
    for address in ("go:staff_answers", do("look"), do("edit"), Listed(what="all").pack()):
        boss.tap(address)
        addresses += [one.tap for screen in boss.screens for row in screen.choices for one in row if one.tap]
    ours = [one for one in addresses if one.startswith(("ent", "go:staff_answer"))]
    assert len(ours) > 20
    for address in dict.fromkeys([*ours, do("take"), do("retired"), do("dropped"), do("told")]):
        assert other.taps_in_vain(address), address


def test_a_removed_administrators_buttons_do_nothing_and_say_nothing(house: House) -> None:
    boss = administrator(house)
    edited(boss, "title", "en", "Something else")
    boss.tap(do("preview"))
    addresses = [one.tap for screen in boss.screens for row in screen.choices for one in row if one.tap]
    before = told(house)
    boss.let_go()
    for address in addresses:
        if address.startswith("ent"):
            assert boss.taps_in_vain(address), address
    assert told(house) == before


def test_what_is_typed_by_who_was_removed_is_not_for_the_answers(house: House) -> None:
    boss = administrator(house)
    boss.tap("go:staff_answer_new")
    boss.let_go()
    assert state_of(boss) is None


def test_found_by_the_search_and_by_title(house: House) -> None:
    owner = Worker(house, OWNER)
    owner.say("/start")
    owner.tap("go:staff_answer_find")
    owner.say("居住证去哪办要什么资料")
    assert owner.button("How to get a residence permit").tap == do("look", KEY)
    assert state_of(owner) == "staff_answer:seek"  # the next words are searched for, too
    owner.say("children from elsewhere get")
    assert owner.button("What children from elsewhere get").tap
    owner.say(KEY)
    assert owner.screens[0].choices
    assert "no such answer" in owner.say("xyzzy").text
    assert "Nothing was written" in owner.say("算了").text
    assert state_of(owner) is None


def test_words_of_danger_find_the_answer_about_them(house: House) -> None:
    boss = administrator(house)
    boss.tap("go:staff_answer_find")
    boss.say("孩子走丢了怎么办")
    assert boss.screens[0].choices
    assert "110" not in boss.screens[0].text


def test_listed_by_pages_and_themes(house: House) -> None:
    boss = administrator(house)
    boss.tap(Listed(what="all").pack())
    seen = set[str | None]()
    while True:
        titles = [row[0].tap for row in boss.screens[0].choices if (row[0].tap or "").startswith("ent:look")]
        assert titles
        assert not seen & set(titles)
        seen |= set(titles)
        forward = [one.tap for row in boss.screens[0].choices for one in row if one.label == "▶"]
        if not forward:
            break
        boss.tap(forward[0] or "")
    assert len(seen) == 88
    boss.tap(Listed(what="themes").pack())
    boss.press("Residence permit")
    assert do("look", KEY) in str(boss.screens)
    assert do("look", OTHER) not in str(boss.screens)
    assert "Nobody is writing" in boss.tap(Listed(what="drafts").pack()).text
    assert boss.tap(Listed(what="all", page=9_999).pack()).choices


def test_an_entry_is_shown_with_everything(house: House) -> None:
    boss = administrator(house)
    said = boss.tap(do("look", OTHER)).text
    for part in (
        "外地孩子能享受什么",
        "What children from elsewhere get",
        "Checked on",
        "23 Nov 2026",
        "second-hand",
    ):
        assert part in said
    assert "What is there for my child" in said  # a way, as it stands on the button
    assert "no such answer" in boss.tap(do("look", "nobody_wrote")).text


def test_what_is_due(house: House) -> None:
    boss = administrator(house)
    assert "Nothing is due" in boss.tap(Listed(what="due").pack()).text
    house.clock.moment = NOW + timedelta(days=400)
    assert "long ago" in boss.tap(Listed(what="due").pack()).text
    assert boss.screens[0].choices
    house.clock.moment = NOW


def test_everything_leaves_as_a_file(house: House) -> None:
    boss = administrator(house)
    boss.tap(Exported(kind="").pack())
    boss.press("YAML")
    file = boss.screens[0].file
    assert file is not None
    assert file.name == "answers-2026-11-23.yaml"
    assert "居住证怎么办" in file.data.decode()
    boss.tap(Exported(kind="xlsx").pack())
    file = boss.screens[0].file
    assert file is not None
    assert file.data.startswith(b"PK")
