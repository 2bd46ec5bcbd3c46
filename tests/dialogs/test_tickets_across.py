"""A family on the page, in English, and a worker on Telegram, in Chinese: one question, on both databases, with restarts between any two steps."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.databases import Kind
from tests.driver import told_house
from tests.people import Person
from tests.telling import ZONE

BEGINS = datetime(2026, 11, 26, 10, 0, tzinfo=ZONE)


def heard(person: Person) -> str:
    return "\n".join(shown.html for shown in person.news())


@pytest.mark.parametrize("restless", [False, True])
def test_from_page_to_telegram_and_back(database_kind: Kind, restless: bool) -> None:
    with told_house(database_kind, BEGINS, restless) as house:
        mother, worker = house.person("web", "en"), house.person("telegram", "zh_CN")
        worker.invited("worker jinghu")
        mother.say("/start")
        mother.tap("English")
        mother.say("/person")
        mother.say("Where do I get the <b>residence</b> permit?")
        mother.tap("镜湖区")
        heard(worker)
        mother.tap_address("tell:send:")
        assert "residence" not in heard(worker)
        worker.tap_address("desk:look:1")
        assert "&lt;b&gt;residence&lt;/b&gt;" in heard(worker)
        worker.tap_address("desk:take:1")
        assert "has taken" in heard(mother)
        worker.tap_address("desk:ask:1")
        worker.say("登记多久了？")
        worker.tap_address("desk:write:1")
        asked = heard(mother)
        assert "登记多久了？" in asked
        assert "(written in 中文)" in asked
        mother.say("Eight months")
        mother.tap_address("tell:send:")
        assert "Eight months" not in heard(worker)
        worker.tap_address("desk:answer:1")
        worker.say("去派出所。")
        worker.tap_address("desk:write:1")
        assert "去派出所。" in heard(mother)
        mother.tap_address("keep:delete:0")
        mother.tap_address("keep:delete:1")
        heard(worker)
        for address in ("desk:look:1", "desk:answer:1", "desk:draft:1"):
            worker.tap_address(address)
            assert "派出所" not in heard(worker)
