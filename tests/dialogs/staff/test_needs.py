"""The board of needs: each role sees their own districts at every press, small numbers nowhere, files without formulas."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest

from actions import needs
from db.activities import Activity, ActivityState
from db.chats import Chat
from db.children import Child
from db.families import Family, Guardian
from dialogs.need_addresses import Lacks
from dialogs.need_words import doubt_lines
from rules.needs import Answer
from rules.needs import doubts as doubts_of
from rules.roles import Role
from tests.dialogs.staffed import Worker, deeds, staffed_house, text_of
from tests.dialogs.talk import NOW, House

TODAY = NOW.date()


def families(house: House, number: int, said: Answer, district: str = "jinghu") -> None:
    """So many families of a district say the same."""
    with house.session() as session:
        for _one in range(number):
            family = Family(created_at=NOW)
            session.add(family)
            session.flush()
            guardian = Guardian(family_id=family.id or 0, created_at=NOW)
            session.add_all(
                [
                    guardian,
                    Child(
                        family_id=family.id or 0, born=TODAY, district=district, known_since=TODAY,
                        changed_on=TODAY, planned_through=TODAY,
                    ),
                ]
            )  # fmt: skip
            session.flush()
            needs.answer(session, guardian, said, NOW, TODAY)
        session.commit()


HOMEWORK = Answer(["homework"], ["sunday_morning"], "ug")
SPORT = Answer(["sport"], [], "zh_CN")


def test_one_district_is_a_table_and_a_picture() -> None:
    with staffed_house() as house:
        families(house, 6, HOMEWORK)
        families(house, 3, SPORT)
        viewer = Worker(house, 9).hired(Role.VIEWER, "jinghu")
        viewer.say("/staff")
        viewer.press("Needs")
        told = text_of(viewer.screens)
        assert "Homework help: 6 (under five) · ⚠️ nobody offers it" in told
        assert "Under five, or nobody: Care after school" in told
        assert re.search(r"Sunday morning: 6", told)
        assert re.search(r"(Uyghur|ug): 6", told)
        assert "How many answered is not shown" in told
        assert "3" not in re.sub(r"<[^>]*>", "", told)
        pictures = [one.picture for one in viewer.screens if one.picture is not None]
        assert [one.mime for one in pictures] == ["image/png"]


def test_offered_though_few_asked_is_said() -> None:
    with staffed_house() as house:
        families(house, 6, HOMEWORK)
        with house.session() as session:
            session.add(
                Activity(
                    content={"topic": "art"}, state=ActivityState.OPEN, holder="staff:1",
                    starts_at=NOW + timedelta(days=3), created_at=NOW,
                )
            )  # fmt: skip
            session.commit()
        viewer = Worker(house, 9).hired(Role.VIEWER, "jinghu")
        viewer.tap("go:staff_needs")
        told = text_of(viewer.screens)
        assert "though under five asked for it" in told
        assert "Calligraphy and arts: 1 activity, families who came: under five" in told


def test_nobody_sees_what_is_not_theirs() -> None:
    with staffed_house() as house:
        families(house, 6, HOMEWORK, "yijiang")
        worker = Worker(house, 9).hired(Role.WORKER, "jinghu", "wanzhi")
        worker.tap("go:staff_needs")
        assert "Homework" not in text_of(worker.screens)
        for district in ("yijiang", "-", "", "nowhere"):
            worker.tap(Lacks(do="look", district=district).pack())
            assert "Homework" not in text_of(worker.screens)
        worker.tap(Lacks(do="csv").pack())
        file = worker.screens[0].file
        assert file is not None
        assert "弋江" not in file.data.decode("utf-8-sig")
        everywhere = Worker(house, 10).hired(Role.VIEWER)
        everywhere.tap("go:staff_needs")
        assert "Homework help 6" in text_of(everywhere.screens)
        everywhere.tap(Lacks(do="look", district="yijiang").pack())
        assert "Homework help: 6" in text_of(everywhere.screens)


@pytest.mark.parametrize(
    "address", ["go:staff_needs", "lacks:look:jinghu", "lacks:xlsx:", "lacks:csv:", "lacks::"]
)
def test_for_everybody_else_there_is_no_such_thing(address: str) -> None:
    with staffed_house() as house:
        assert Worker(house, 1).taps_in_vain(address)
        removed = Worker(house, 2).hired(Role.ADMINISTRATOR)
        removed.let_go()
        assert removed.taps_in_vain(address)


def test_files_hold_the_same_and_no_formula() -> None:
    with staffed_house() as house:
        families(house, 6, HOMEWORK)
        families(house, 2, SPORT)
        manager = Worker(house, 9).hired(Role.MANAGER, "jinghu")
        manager.tap("go:staff_needs")
        manager.press("XLSX")
        book = manager.screens[0].file
        assert book is not None
        cells = list(openpyxl.load_workbook(io.BytesIO(book.data)).worksheets[0].iter_rows(values_only=True))
        manager.tap(Lacks(do="csv").pack())
        text = manager.screens[0].file
        assert text is not None
        rows = list(csv.reader(io.StringIO(text.data.decode("utf-8-sig"))))
        assert len(rows) == len(cells)
        homework = next(row for row in cells if row[2] == "Homework help")
        sport = next(row for row in cells if row[2] == "Sport")
        assert homework[1:5] == ("wanted", "Homework help", 6, "under five")
        assert sport[3] == "under five"
        numbers = {cell for row in cells for cell in row if isinstance(cell, int)}
        assert numbers <= {0, 6}
        assert [what for _who, what, _about in deeds(house) if what.startswith("needs")] == [
            "needs.exported"
        ] * 2


def test_doubts_in_words() -> None:
    with staffed_house() as house:
        families(house, 30, HOMEWORK)
        with house.session() as session:
            monday = NOW.replace(tzinfo=None, hour=19)
            found = needs.doubts(session, "art", ["jinghu"], monday, TODAY)
        told = "\n".join(doubt_lines(found, house.around.catalogues.speak("en")))
        assert "Few families here asked for this: Calligraphy and arts (under five)." in told
        assert "They want rather: Homework help (30)." in told
        assert "Few families are free then: Weekday evenings (under five)." in told
        assert doubt_lines(doubts_of([], "art", monday), house.around.catalogues.speak("en")) == []


def test_the_chat_of_a_worker_is_not_a_family() -> None:
    """Who works here and keeps no child is told as everybody is."""
    with staffed_house() as house:
        worker = Worker(house, 9).hired(Role.WORKER, "jinghu")
        assert "whose child is entered here" in worker.say("/needs").text
        with house.session() as session:
            assert isinstance(worker.chat(session), Chat)
