"""Vaccines and languages of a place, demo places that are closed, and a position that moves far."""

from __future__ import annotations

from dialogs.staff_addresses import Work, Worth
from tests.dialogs.staffed import Worker, a_place, correcting, place
from tests.dialogs.talk import House


def test_a_demo_place_says_so_also_when_it_is_closed(house: House, worker: Worker) -> None:
    demo = a_place(house, "演示幼儿园", demo=True)
    worker.tap("go:staff_find")
    worker.say("演示幼儿园")
    worker.button("演示幼儿园 in English (demo)")
    worker.tap(Work(do="closed", place=demo).pack())
    assert "(demo)" in worker.screens[0].text
    assert "So parents see it" not in worker.screens[0].text


def test_far_is_said_in_kilometres(house: House, number: int, worker: Worker) -> None:
    worker.tap(Worth(place=number, column="position").pack())
    assert " km from where it was" in worker.share(31.36, 118.38).text


def test_vaccines_and_languages_by_name_or_code(house: House, number: int, worker: Worker) -> None:
    correcting(worker, number, "vaccines", "卡介苗，HepB")
    worker.press("Yes, write it")
    assert place(house, number).vaccines == "|BCG|HepB|"
    correcting(worker, number, "languages", "中文、English, 维吾尔语")
    worker.press("Yes, write it")
    assert place(house, number).place.languages == ("zh_CN", "en", "ug")
    assert "every vaccine" in correcting(worker, number, "vaccines", "magic water")
    assert "every language" in correcting(worker, number, "languages", "Klingonish")
    correcting(worker, number, "vaccines", "没有")
    worker.press("Yes, write it")
    assert place(house, number).vaccines == ""
