"""The copy of what is kept says the answers of the papers guide in words, whatever was answered, in both languages."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any, get_args

import pytest
from sqlmodel import Session, select

from actions.export import collect
from bot.house_words import catalogues
from db.children import Child
from db.papers import PaperHad, PapersGuide
from dialogs.paper_answers import papers_lines
from rules.enrolment.answers import UNKNOWN_DAY, Answers, Home, Permit, Wish, decode, encode
from rules.enrolment.situation import Housing, Work
from tests.actions import households
from tests.dialogs.talk import NOW, House, Parent, knowledge

#: Every question has an answer; a permit that is not there has no day, and the district is the child's own.
FULL = Answers(
    wish="new_entry",
    long_away=True,
    home="grandparents",
    permit="registered",
    registered_on=date(2026, 7, 20),
    housing="dorm",
    work="flexible",
    same_book=False,
    sibling=True,
    disability=True,
    lost=frozenset({"vaccination_certificate", "birth_certificate"}),
)
ONE_EACH = [
    *(Answers(wish=one) for one in get_args(Wish)),
    *(Answers(home=one) for one in get_args(Home)),
    *(Answers(permit=one) for one in get_args(Permit)),
    *(Answers(housing=one) for one in get_args(Housing)),
    *(Answers(work=one) for one in get_args(Work)),
    *(decode(flag + said) for flag in "abix" for said in "yn"),
    *(decode(day + said) for day in "gk" for said in ("000000", "260720")),
    *(Answers(lost=frozenset({one})) for one in ("hukou_book", "lease_contract")),
]  # fmt: skip
LINES = {
    "en": [
        "What it is about: Begins kindergarten or school in autumn",
        "Who the child lives with: With grandparents, the parents are elsewhere",
        "Residence permit (居住证): Not yet, but we are registered",
        "How you live here: Staff dormitory or site hut",
        "Your work: Day jobs, deliveries, other work",
        "Out of kindergarten for three months or longer.",
        "In another household register (户口簿) than you.",
        "A brother or sister is at that school already.",
        "Your child has a disability.",
        "Residence registered on: 20 Jul 2026",
    ],
    "zh_CN": [
        "要办什么：秋天上幼儿园或上学",
        "孩子跟谁住：跟爷爷奶奶或外公外婆，父母在外地",
        "居住证：还没有，居住登记办过了",
        "在这里怎么住：单位宿舍、工棚",
        "您的工作：打零工、送外卖、别的",
        "离开幼儿园三个月以上了。",
        "孩子和您不在同一本户口本上。",
        "哥哥姐姐已在那里读。",
        "孩子有残疾。",
        "办居住登记的日子：2026年7月20日",
    ],
}


def _exported(house: House, mother: Parent, said: Answers) -> dict[str, Any]:
    """The child's papers in the copy as data, with a tick that stands, one that was taken out, and the whole way gone."""
    with house.session() as session:
        guardian, chat = mother.guardian(session), mother.chat(session)
        assert guardian is not None
        assert chat is not None
        child = households.child_of(session, guardian)
        _told(session, child, said)
        copy = json.loads(json.dumps(collect(session, chat, guardian, households.ZONE, NOW)))
    papers: dict[str, Any] = copy["children"][0]["school_papers"]
    return papers


def _told(session: Session, child: Child, said: Answers) -> None:
    number = child.id or 0
    session.add(
        PapersGuide(
            child_id=number,
            answers=encode(said),
            begun_at=NOW,
            applied_at=NOW,
            result_at=NOW,
            enrolled_at=NOW,
        )
    )
    session.add(PaperHad(child_id=number, paper="hukou_book", told_at=NOW))
    session.add(PaperHad(child_id=number, paper="lease_contract", told_at=NOW, struck_at=NOW))
    session.commit()


@pytest.fixture
def mother(house: House) -> Parent:
    return Parent(house, 1).registered()


def test_every_answer_stands_in_the_data(house: House, mother: Parent) -> None:
    papers = _exported(house, mother, FULL)
    kept = {one.name for one in fields(Answers)} - {"permit_since", "district"}
    assert set(papers["answers"]) == kept
    assert papers["answers"]["lost"] == ["birth_certificate", "vaccination_certificate"]
    assert papers["answers"]["registered_on"] == "2026-07-20"
    assert papers["enrolled_at"] == "2026-11-23T12:00:00+08:00"
    assert [(one["paper"], one["struck_at"]) for one in papers["papers"]] == [
        ("hukou_book", None),
        ("lease_contract", "2026-11-23T12:00:00+08:00"),
    ]


@pytest.mark.parametrize("language", LINES)
def test_every_answer_in_the_readers_words(house: House, mother: Parent, language: str) -> None:
    _ = catalogues().speak(language)
    lines = [str(one) for one in papers_lines(_exported(house, mother, FULL), knowledge(), _)]
    assert lines[:10] == LINES[language]
    names = [_.fact(knowledge().papers.papers[key].name) for key in sorted(FULL.lost or ())]
    assert all(name in lines[10] for name in names)
    assert len(lines) == 11 + 4 + 2
    assert all(not line.isascii() or language == "en" for line in lines)
    assert not [line for line in lines if "_" in line or "only in Chinese" in line]


@pytest.mark.parametrize("language", LINES)
@pytest.mark.parametrize("said", ONE_EACH, ids=encode)
def test_no_answer_is_said_as_our_own_name_for_it(language: str, said: Answers) -> None:
    """A line for each, and none of them is the word that is stored."""
    ((name, value),) = [(one.name, v) for one in fields(said) if (v := getattr(said, one.name)) is not None]
    if isinstance(value, date):
        value = "unknown" if value == UNKNOWN_DAY else value.isoformat()
    kept: dict[str, Any] = {
        "answers": {name: sorted(value) if name == "lost" else value},
        "papers": [],
        **dict.fromkeys(("begun_at", "applied_at", "result_at", "enrolled_at")),
    }
    (line,) = papers_lines(kept, knowledge(), catalogues().speak(language))
    assert not {name, value, *([*value] if name == "lost" else [])} & set(
        line.replace("：", ": ").split(": ")
    )


def test_the_page_shows_them_and_the_chat_sends_both_copies(house: House, mother: Parent) -> None:
    _exported(house, mother, FULL)
    page = mother.tap("keep:html:0").file
    data = mother.tap("keep:json:0").file
    assert page is not None
    assert data is not None
    text = page.data.decode()
    assert "<h3>Papers for school</h3>" in text
    assert "Your work: Day jobs, deliveries, other work" in text
    assert "23 Nov 2026: you told me: enrolled" in text
    assert "taken out on 23 Nov 2026" in text
    assert "flexible" not in text
    assert json.loads(data.data)["children"][0]["school_papers"]["answers"]["work"] == "flexible"


@pytest.mark.parametrize("struck", [False, True])
def test_ticks_are_told_of_even_when_only_old_ones_are_kept(
    house: House, mother: Parent, struck: bool
) -> None:
    with house.session() as session:
        guardian = mother.guardian(session)
        assert guardian is not None
        child = households.child_of(session, guardian)
        _told(session, child, FULL)
        if struck:
            session.delete(session.exec(select(PapersGuide)).one())
            for one in session.exec(select(PaperHad)):
                one.struck_at = NOW
                session.add(one)
            session.commit()
    text = mother.say("/privacy").text
    assert "2 school papers ticked" in text
    assert ("answers about school papers" in text) != struck


def test_without_a_guide_nothing_is_said_about_papers(house: House, mother: Parent) -> None:
    with house.session() as session:
        guardian = mother.guardian(session)
        assert guardian is not None
        households.child_of(session, guardian)
        session.commit()
    assert "school paper" not in mother.say("/privacy").text
    page = mother.tap("keep:html:0").file
    assert page is not None
    assert "Papers for school" not in page.data.decode()
