"""A notice on its way and over: progress, pause, stop, report, files, a correction, a copy; the lists."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest

from actions.tables import as_file, safe
from db.notices import NoticePress
from dialogs.notice_addresses import SendNotice
from dialogs.screens import Screen
from rules.notices import fingerprint
from rules.roles import Role
from tests.databases import Kind
from tests.dialogs.noticed import at, begun, come, copies, deliver, row, says, sends, state, words, written
from tests.dialogs.staffed import Worker, staffed_house
from tests.dialogs.talk import NOW, House


@pytest.fixture
def worker(house: House) -> Worker:
    return Worker(house, 8).hired(Role.WORKER)


def test_progress_pause_resume_and_stop(house: House, worker: Worker) -> None:
    come(house, 6)
    come(house, 2, hours=(18 * 60, 21 * 60))
    begun(worker)
    assert "It goes now to: 6" in sends(worker)
    house.clock.moment = NOW + timedelta(seconds=30)
    deliver(house, most=3)
    house.clock.moment = NOW + timedelta(seconds=31)
    text = worker.press("How far").text
    assert "3 of 8 delivered" in text
    assert "It goes now to: 3" in text
    assert "Later, at their own hours: 2" in text
    assert "Time left: less than a minute" in text
    assert "Paused" in worker.press("Pause").text
    assert copies(house) == {"held": 5, "sent": 3}
    assert "goes on" in worker.press("Go on").text
    assert copies(house) == {"waiting": 5, "sent": 3}
    asked = worker.press("Stop it").text
    assert "5 people will not get it" in asked
    assert state(house) == "sending"
    worker.press("No, leave it")
    worker.press("Stop it")
    worker.press("Yes, stop it")
    assert state(house) == "stopped"
    assert copies(house) == {"withdrawn": 5, "sent": 3}
    report = worker.screens[0].text
    assert "Delivered: 3 of 8" in report
    assert "5 were not written to any more" in report
    for do in ("pause", "resume", "stop", "stopped", "again"):
        assert "not possible now" in worker.tap(at(do)).text


def test_the_report_as_a_table_holds_no_formula(house: House, worker: Worker) -> None:
    come(house, 6)
    begun(worker, '=HYPERLINK("https://example.org")')
    for at_, choice in enumerate(("+1", "-2", "@x"), 1):
        worker.tap(words(f"opt{at_}"))
        worker.say(choice)
    sends(worker)
    deliver(house)
    worker.tap(at("csv"))
    cells = [
        cell for line in csv.reader(StringIO(_data(worker.screens[0]).decode("utf-8-sig"))) for cell in line
    ]
    assert '\'=HYPERLINK("https://example.org")' in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    worker.tap(at("xlsx"))
    sheet = openpyxl.load_workbook(BytesIO(_data(worker.screens[0]))).worksheets[0]
    found = {
        cell.value: cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None
    }
    assert found['\'=HYPERLINK("https://example.org")'] == "s"
    assert "f" not in found.values()
    assert 6 in found


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@a",
        "\t=1",
        "\r=1",
        " =1",
        "＝1",
        "\u3000＝1",
        " ＋1",
        "\n=1",
        "\x00=1",
        "\u202e=1",
        "a\x00b\ud800c",
        "",
    ],
)
def test_no_cell_is_dangerous(kind: str, cell: str) -> None:
    kept = safe(cell)
    assert isinstance(kept, str)
    (found,) = _cells(as_file([["a", cell, 1]], kind, "notice"), kind)
    for one in (kept, found):
        assert not one.lstrip(" \u3000").startswith(
            ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
        )
    assert ("1" in found) == ("1" in cell), "what was written is still to be read"


def _cells(data: bytes, kind: str) -> list[str]:
    """The cell in the middle, as an office's program reads the file; in a workbook it is no formula by its own type, either."""
    if kind == "csv":
        return [line[1] for line in csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))]
    cells = [line[1] for line in openpyxl.load_workbook(BytesIO(data)).worksheets[0].iter_rows()]
    assert all(one.data_type != "f" for one in cells)
    return [str(one.value or "") for one in cells]


def _data(screen: Screen) -> bytes:
    assert screen.file is not None
    return screen.file.data


def test_few_votes_and_presses_are_counted_nowhere(house: House, worker: Worker) -> None:
    """Neither in words nor in a file: nought, two and four look the same; five are a number."""
    chats = come(house, 8)
    begun(worker)
    for at_, choice in enumerate(("来", "不来", "再说"), 1):
        worker.tap(words(f"opt{at_}"))
        worker.say(choice)
    sends(worker)
    deliver(house)
    pressed = {"option:1": chats[:5], "option:2": chats[5:7], "go:papers": chats[:4], "go:near": chats[:6]}
    with house.session() as session:
        for what, them in pressed.items():
            session.add_all(NoticePress(notice_id=1, chat_id=one, what=what, at=NOW) for one in them)
        session.commit()
    text = worker.tap(at("report")).text
    for line in (
        "来 (only in Chinese): 5",
        "不来 (only in Chinese): under five",
        "再说 (only in Chinese): under five",
    ):
        assert f"\n{line}" in text
    assert [line for line in text.splitlines() if "go:" in line] == ["go:near: 6", "go:papers: under five"]
    worker.tap(at("csv"))
    lines = list(csv.reader(StringIO(_data(worker.screens[0]).decode("utf-8-sig"))))
    assert [line[2] for line in lines if line[0] == "Poll"] == ["5", "under five", "under five"]
    assert [line[1:] for line in lines if line[0] == "Button"] == [
        ["go:near", "6"],
        ["go:papers", "under five"],
    ]


def test_a_viewer_reads_the_report(house: House, worker: Worker) -> None:
    come(house, 2)
    begun(worker)
    sends(worker)
    deliver(house)
    viewer = Worker(house, 9).hired(Role.VIEWER, label="Li")
    assert "Delivered: 2 of 2" in viewer.tap(at("report")).text
    viewer.tap(at("csv"))
    assert viewer.screens[0].file is not None
    for do in ("pause", "stop", "stopped", "copy", "correct"):
        assert viewer.taps_in_vain(at(do))
    assert state(house) == "sending"


def test_a_correction_goes_to_those_who_got_it(house: House, worker: Worker) -> None:
    come(house, 4)
    begun(worker, "周五停电。")
    sends(worker)
    deliver(house, most=3)
    worker.tap(at("stopped"))
    assert "It corrects another notice" in worker.press("Correct it").text
    assert written(house, 2).texts["zh_CN"] == "周五停电。"
    yes = SendNotice(notice=2, seen=fingerprint(written(house, 2)), second=False).pack()
    assert "It says the same as before: change it first" in worker.screens[0].text
    worker.tap(yes)
    assert "It says the same as before: change it first" in worker.screens[1].text
    assert (state(house, 2), copies(house, 2)) == ("draft", {})
    # it is typed right where it was begun
    worker.tap(at("correct"))
    worker.say("周六停电。")
    assert "It says the same as before" not in worker.screens[0].text
    assert "being written already" in worker.tap(at("correct")).text
    worker.tap(at("preview", 2))
    assert "We wrote you something about this before" in worker.screens[0].text
    assert "3 people: all at once" in worker.screens[1].text
    worker.press("Send it: 3 people")
    assert copies(house, 2) == {"waiting": 3}


def test_a_copy_is_a_new_draft(house: House, worker: Worker) -> None:
    come(house, 2)
    begun(worker)
    worker.tap(says("district", "jinghu"))
    sends(worker)
    deliver(house)
    worker.tap(at("report"))
    worker.press("Copy as a new draft")
    new = row(house, 2)
    assert new is not None
    assert (new.state, new.districts) == ("draft", "|jinghu|")
    assert written(house, 2).texts == written(house, 1).texts


def test_lists_go_page_by_page(house: House, worker: Worker) -> None:
    for at_ in range(12):
        begun(worker, f"通知{at_}。")
    worker.tap("go:staff_notices")
    worker.press("Drafts (12)")
    assert "通知11" in worker.screens[0].text
    assert "通知0。" not in worker.screens[0].text
    worker.press("Older")
    assert "通知0。" in worker.screens[0].text
    worker.press("Newer")
    assert "Draft of a notice" in worker.press("通知11").text
    assert "Nothing here" in worker.tap("ntl:over:5:0").text


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_from_the_first_word_to_the_report_on_both_databases(kind: Kind) -> None:
    with staffed_house(kind) as house:
        come(house, 3)
        worker = begun(Worker(house, 8).hired(Role.WORKER, "jinghu"))
        worker.tap(says("ages", "36-71"))
        sends(worker)
        deliver(house, most=1)
        worker.tap(at("pause"))
        worker.tap(at("resume"))
        worker.tap(at("stopped"))
        assert "Delivered: 1 of 3" in worker.screens[0].text
        worker.tap(at("copy"))
        second = Worker(house, 9).hired(Role.WORKER, "jinghu", label="Li")
        second.tap(at("take", 2))
        assert "Li is writing" in worker.tap(says("subject", "school", 2)).text
