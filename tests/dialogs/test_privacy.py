"""What is kept: seen, copied, taken back, deleted. Asked once, and what was said yes to is what is done."""

import json
from html.parser import HTMLParser

import pytest
from sqlmodel import select

from actions import families, leaving
from db.children import Child
from db.families import Guardian
from db.outbox import Outbox
from dialogs.export_page import page
from dialogs.words import Catalogues
from tests.actions import households
from tests.dialogs.talk import NOW, House, Parent, knowledge


def with_child(parent: Parent) -> Parent:
    with parent.house.session() as session:
        guardian, chat = parent.guardian(session), parent.chat(session)
        assert guardian is not None
        assert chat is not None
        child = households.child_of(session, guardian, "<i>豆豆</i>")
        households.reminder(session, chat, child, due_at=households.local(24, 9))
        session.commit()
    return parent


def joined(parent: Parent, host: Parent) -> Parent:
    """A second guardian of the host's family."""
    with parent.house.session() as session:
        guardian = host.guardian(session)
        assert guardian is not None
        secret = families.invite(session, guardian, NOW)
        session.commit()
    parent.say(f"/start join_{secret}")
    return parent


@pytest.fixture
def mother(house: House) -> Parent:
    return with_child(Parent(house, 1).registered())


@pytest.fixture
def father(house: House, mother: Parent) -> Parent:
    return joined(Parent(house, 2).registered(), mother)


def number_of_children(parent: Parent) -> int:
    with parent.house.session() as session:
        return len(session.exec(select(Child)).all())


def exists(parent: Parent) -> bool:
    """Whether anything ties this person to a family."""
    with parent.house.session() as session:
        return parent.guardian(session) is not None


class Reader(HTMLParser):
    """Collects text, tags and what must not be there."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words, self.tags, self.links = "", [""], [""]
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [name for name, _value in attrs if name in ("src", "href") or name.startswith("on")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_what_is_kept_is_told(mother: Parent) -> None:
    text = mother.say("/privacy").text
    assert "&lt;i&gt;豆豆&lt;/i&gt;: birth date, nickname, boy or girl, district, 1 vaccination" in text
    assert "(about your child) on 23 Nov 2026." in text
    assert "ID numbers. Photos only in a question to a person" in text
    assert "400 days at most" in text


def test_the_command_works_while_something_else_is_asked(mother: Parent) -> None:
    mother.tap("go:other_hours")
    assert "What is kept" in mother.say("/privacy").text
    with mother.house.session() as session:
        chat = mother.chat(session)
        assert chat is not None
        assert chat.state is None


def test_strangers_see_how_little_there_is(house: House) -> None:
    stranger = Parent(house, 9)
    assert "Almost nothing" in stranger.say("/privacy").text
    file = stranger.press("copy to read").file
    assert file is not None
    assert "Here is everything" in stranger.screens[0].text
    stranger.tap("keep:withdraw:1")
    assert "not given any" in stranger.screens[0].text
    stranger.tap("keep:delete:0")
    stranger.press("Yes, delete")
    with house.session() as session:
        leaving.finish_leaving(session)
        assert stranger.chat(session) is None


def test_the_copy_as_data(mother: Parent) -> None:
    file = mother.tap("keep:json:0").file
    assert file is not None
    assert file.name == "houniao-2026-11-23.json"
    data = json.loads(file.data)
    assert data["children"][0]["nickname"] == "<i>豆豆</i>"
    assert "豆豆" in file.data.decode()


def test_the_copy_to_read(mother: Parent) -> None:
    file = mother.tap("keep:html:0").file
    assert file is not None
    assert (file.name, file.mime) == ("houniao-2026-11-23.html", "text/html")
    text = file.data.decode()
    read = Reader(text)
    assert read.open == []
    assert "script" not in read.tags
    assert read.links == [""]
    assert "i" not in read.tags
    for words in (
        "<i>豆豆</i>",
        "born 5 Mar 2025",
        "乙肝",
        "taken out on 23 Nov 2026",
        "I get no time off",
        "<b>x</b>",
    ):
        assert words in read.words
    assert "will be said on 24 Nov 2026 09:00" in read.words
    assert "between 09:00 and 20:00" in read.words
    assert '<html lang="en" dir="ltr">' in text


@pytest.mark.parametrize("language", ["zh_CN", "ug", "zh_TW", "en"])
def test_the_copy_in_every_language(house: House, mother: Parent, language: str) -> None:
    file = mother.tap("keep:json:0").file
    assert file is not None
    data = json.loads(file.data)
    data["children"][0]["hindrances"][0]["reason"] = "<hr>"
    data["children"][0]["doses"][0]["vaccine"] = "<hr>"
    data["chats"][0]["messages"] = [{}]
    text = page(data, knowledge(), Catalogues({}, {}).speak(language)).decode()
    assert ('dir="rtl"' in text) == (language == "ug")
    assert "hr" not in Reader(text).tags


def test_taking_the_consent_back(mother: Parent) -> None:
    mother.say("/privacy")
    screen = mother.press("consent back")
    assert "I delete 1 child" in screen.text
    assert number_of_children(mother) == 1
    screen = mother.press("Yes, take it back")
    assert "still look up" in screen.text
    assert number_of_children(mother) == 0
    assert exists(mother)
    assert "not given any" in mother.tap("keep:withdraw:1").text
    assert "No child is entered" in mother.say("/privacy").text


def test_taking_it_back_where_another_keeps_the_children(mother: Parent, father: Parent) -> None:
    assert "who agreed, too" in mother.tap("keep:withdraw:0").text
    mother.press("Yes, take it back")
    assert number_of_children(father) == 1
    assert not exists(mother)
    assert exists(father)


def test_deleting(house: House, mother: Parent) -> None:
    mother.say("/privacy")
    screen = mother.press("Delete everything")
    assert "1 child with all vaccinations" in screen.text
    assert number_of_children(mother) == 1
    screen = mother.press("Yes, delete")
    assert "/start" in screen.text
    assert screen.choices == ()
    assert not exists(mother)
    with house.session() as session:
        assert leaving.finish_leaving(session) == 1
        session.commit()
        for table in (Child, Guardian, Outbox):
            assert session.exec(select(table)).all() == []
        assert mother.chat(session) is None
    assert mother.say("/start").choices


def test_deleting_where_another_keeps_the_children(mother: Parent, father: Parent) -> None:
    assert "stay with the 1 other guardian" in mother.tap("keep:delete:0").text
    screen = mother.press("Yes, delete")
    assert "stay with their other guardian" in screen.text
    assert number_of_children(father) == 1


@pytest.mark.parametrize("do", ["delete", "withdraw"])
def test_a_yes_to_something_else_is_asked_again(mother: Parent, father: Parent, do: str) -> None:
    """They were told the children stay. Meanwhile the other one left."""
    mother.tap(f"keep:{do}:0")
    yes = mother.button("Yes").tap or ""
    father.tap("keep:leave:1")
    mother.tap(yes)
    assert number_of_children(mother) == 1
    mother.press("Yes")
    assert number_of_children(mother) == 0


def test_nothing_waits_for_who_was_deleted(mother: Parent, father: Parent) -> None:
    mother.tap("keep:delete_mine:1")
    with mother.house.session() as session:
        assert session.exec(select(Outbox).where(Outbox.kind == "reminder")).all() == []


@pytest.mark.parametrize(
    "address", ["keep:nonsense:0", "keep:see:1", "keep::0", "keep:html:1", "keep:delete_mine:0"]
)
def test_odd_buttons(mother: Parent, address: str) -> None:
    mother.tap(address)
    assert any(screen.choices for screen in mother.screens)
    assert number_of_children(mother) == 1
