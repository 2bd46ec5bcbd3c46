"""A notice read again: its day, that it was put right since, that what it invites to is off or over; and who says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from db.activities import Activity, ActivityState
from dialogs.notice_screen import notice_screen
from dialogs.screens import CAPTION_MOST, Screen, length
from rules.activities import spot, to_plain
from rules.audiences import Audience
from rules.notices import TEXT_MOST, Notice, Subject
from tests.actions.activity_house import OUTLINE
from tests.databases import Kind
from tests.dialogs.staffed import staffed_house
from tests.dialogs.talk import NOW, ZONE, House, Parent
from tests.dialogs.test_notices import gets

WRONG = Notice(texts={"zh_CN": "周六打针", "en": "Shots on Saturday"})
RIGHT = Notice(texts={"zh_CN": "周日打针", "en": "Shots on Sunday"}, corrects=1, audience=Audience(got=1))
INVITES = Notice(texts={"zh_CN": "来吧", "en": "Do come"}, subject=Subject.ACTIVITY, activity=1)


@pytest.fixture
def house(database_kind: Kind) -> Iterator[House]:
    with staffed_house(database_kind) as house:
        yield house


def labels(screen: Screen) -> list[str]:
    return [one.label for row in screen.choices for one in row]


def test_it_says_its_day_and_that_it_was_put_right(house: House) -> None:
    mother = Parent(house, 1).registered()
    gets(house, WRONG)
    (right,) = gets(house, RIGHT)
    assert not any(label.startswith("🔕") for label in labels(right)), "what puts it right comes in any case"
    listed = labels(mother.say("/news"))
    day = house.around.catalogues.speak("en").day_of_month(NOW.astimezone(ZONE).date())
    assert any(day in label and label.startswith("⚠️") and "Saturday" in label for label in listed)
    assert any(not label.startswith("⚠️") and "Sunday" in label for label in listed)
    old = mother.tap("news:1")
    assert "This was corrected" in str(old.text)
    newer = mother.press("✏️ What is right")
    assert "Shots on Sunday" in str(newer.text)
    assert "This was corrected" not in str(newer.text)


@pytest.mark.parametrize(
    ("state", "hours", "told"),
    [
        (ActivityState.CANCELLED, 20, "does not take place"),
        (ActivityState.OPEN, -1, "has begun, or is over"),
    ],
)
def test_an_invitation_says_that_it_is_off_or_over(
    house: House, state: ActivityState, hours: int, told: str
) -> None:
    mother = Parent(house, 1).registered()
    gets(house, INVITES)
    starts = NOW + timedelta(hours=hours)
    outline = replace(OUTLINE, starts_at=starts, ends_at=starts + timedelta(hours=1))
    with house.session() as session:
        session.add(
            Activity(id=1, content=to_plain(outline), state=state, starts_at=starts, ends_at=outline.ends_at,
                     holder="staff:1", created_at=NOW)
        )  # fmt: skip
        session.commit()
    shown = mother.tap("news:1")
    assert told in str(shown.text)
    assert not any("We come" in label for label in labels(shown))


def test_it_says_who_sends_it_and_has_a_way_home(house: House) -> None:
    mother = Parent(house, 1).registered()
    (everywhere,) = gets(house, WRONG)
    assert "the whole city" in str(everywhere.text)
    assert "🏠 Home" in labels(everywhere)
    words = house.around.catalogues.speak("en")
    with house.session() as session:
        for number in ("jinghu", "yijiang"):
            notice = replace(WRONG, audience=Audience(districts=frozenset({number})))
            shown = notice_screen(session, notice, 7, words, house.around, NOW)
            name = house.around.knowledge.district(number)
            assert name is not None
            assert name.name in str(shown.text)
    assert "🏠" in labels(mother.say("/news"))[-1]
    assert TEXT_MOST < CAPTION_MOST
    assert length(str(everywhere.text)) < CAPTION_MOST


def test_an_invitation_says_above_the_old_words_when_it_is_now(house: House) -> None:
    mother = Parent(house, 1).registered()
    starts = NOW + timedelta(days=1)
    outline = replace(OUTLINE, starts_at=starts, ends_at=starts + timedelta(hours=1))
    with house.session() as session:
        row = Activity(
            id=1, content=to_plain(outline), state=ActivityState.OPEN, starts_at=starts,
            ends_at=outline.ends_at, holder="staff:1", created_at=NOW,
        )  # fmt: skip
        session.add(row)
        session.commit()
    gets(house, replace(INVITES, as_of=spot(outline)))
    assert "has changed" not in str(mother.tap("news:1").text)
    with house.session() as session:
        row = session.get_one(Activity, 1)
        row.content = to_plain(replace(outline, wheres={"zh_CN": "三楼"}))
        session.commit()
    shown = mother.tap("news:1")
    assert "Time or place has changed" in str(shown.text)
    assert "三楼" in str(shown.text)
    assert any("We come" in label for label in labels(shown))
