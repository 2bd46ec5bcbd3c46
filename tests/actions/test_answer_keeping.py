"""Answers from draft to history: published, refused, taken out, undone; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from actions.answer_drafts import (
    answer_of,
    change,
    drop_draft,
    keep_mine,
    keep_picture,
    new_key,
    open_draft,
    take_over,
)
from actions.answer_effects import Lost, due, effects
from actions.answer_keeping import Published, Refused, faults_of, history, publish, retire, undo
from actions.answers import published
from db import answers as tables
from rules.answers.answer import Answer, Leads, Way, of_plain
from rules.answers.tidy import tidied
from tests.actions.answers_kept import (
    ANNA,
    BO,
    FIRST,
    KNOWLEDGE,
    TO_NOBODY,
    WORKER,
    answers,
    at,
    deeds,
    desk,
    drafted,
    told,
    why,
)  # fmt: skip
from tests.rules.answering import any_answers, sound


def test_what_is_published_is_what_parents_read_and_the_draft_is_gone(session: Session) -> None:
    done = told(session, "fee", "不要钱。")
    assert answers(session)["fee"].texts["zh_CN"] == "不要钱。"
    assert published(session, KNOWLEDGE).version("fee") == done.version
    assert tables.draft(session, "fee") is None
    last = history(session, "fee")[0]
    assert (last.deed, last.who, last.id) == ("published", "staff:1", done.version)
    assert last.before is not None
    assert of_plain(last.before) == FIRST["fee"]
    assert deeds(session) == [
        ("staff:1", "answer.begun", "answer:fee"),
        ("staff:1", "answer.published", "answer:fee"),
    ]


def test_a_new_answer_begins_empty_and_says_what_is_missing(session: Session) -> None:
    key = new_key(session, KNOWLEDGE, "费用 fee")
    assert key == "fei_yong_fee"
    opened = open_draft(desk(session), ANNA, key)
    assert opened.draft.based_on == 0
    found = publish(desk(session), ANNA, opened.draft, 0)
    assert isinstance(found, Refused)
    assert {one.field for one in found.faults} >= {"title.zh_CN", "text.zh_CN", "source"}
    assert set(found.keys) == {key}
    assert new_key(session, KNOWLEDGE, "费用 fee") == "fei_yong_fee_2"
    assert change(desk(session), ANNA, opened.draft, sound("whatever"))
    assert isinstance(publish(desk(session), ANNA, opened.draft, 1), Published)
    assert answers(session)[key].key == key


def test_the_second_is_told_and_nothing_is_lost(session: Session) -> None:
    draft = drafted(session, "fee", text="甲写的。")
    opened = open_draft(desk(session), BO, "fee")
    assert (opened.held_by, answer_of(opened.draft).texts["zh_CN"]) == ("staff:1", "甲写的。")
    assert not change(desk(session), BO, opened.draft, sound("fee"))
    assert not drop_draft(desk(session), BO, opened.draft)
    assert why(publish(desk(session), BO, opened.draft, draft.revision)) == "held"
    seen = draft.revision
    taken = take_over(desk(session), BO, "fee")
    assert taken is not None
    assert answer_of(taken).texts["zh_CN"] == "甲写的。"
    assert not change(desk(session), ANNA, draft, sound("fee"), seen)
    assert why(publish(desk(session), ANNA, draft, seen)) == "held"
    assert isinstance(publish(desk(session), BO, taken, taken.revision), Published)
    assert not change(desk(session), BO, taken, sound("fee"))
    assert take_over(desk(session), BO, "fee") is None


def test_two_chats_of_one_person_do_not_overwrite_each_other(session: Session) -> None:
    draft = drafted(session, "fee")
    seen = draft.revision
    assert change(desk(session), ANNA, draft, replace(answer_of(draft), theme="money"), seen)
    assert not change(desk(session), ANNA, draft, replace(answer_of(draft), theme="bot"), seen)
    assert answer_of(draft).theme == "money"
    assert why(publish(desk(session), ANNA, draft, seen)) == "changed"


def test_only_administrators_publish(session: Session) -> None:
    draft = drafted(session, "fee", WORKER)
    assert why(publish(desk(session), WORKER, draft, draft.revision)) == "role"
    assert why(retire(desk(session), WORKER, "ask")) == "role"
    done = told(session, "how", "去窗口。")
    assert why(undo(desk(session), WORKER, done.version)) == "role"


def test_what_was_published_meanwhile_is_seen_before_it_is_written_over(session: Session) -> None:
    first = told(session, "fee", "一。")
    draft = drafted(session, "fee", text="二。")
    assert isinstance(undo(desk(session), BO, first.version), Published)
    assert why(publish(desk(session), ANNA, draft, draft.revision)) == "published"
    assert not keep_mine(desk(session), BO, draft)
    assert keep_mine(desk(session), ANNA, draft)
    assert isinstance(publish(desk(session), ANNA, draft, draft.revision), Published)
    assert answers(session)["fee"].texts["zh_CN"] == "二。"


def test_nothing_is_published_that_leads_nowhere(session: Session) -> None:
    draft = drafted(session, "fee", ANNA, "不要钱。", TO_NOBODY)
    found = publish(desk(session), ANNA, draft, draft.revision)
    assert isinstance(found, Refused)
    assert [(one.field, one.code) for one in found.faults] == [("ways.1", "target")]
    assert answers(session) == FIRST
    assert [one.code for one in faults_of(session, KNOWLEDGE, answer_of(draft))] == ["target"]
    draft = drafted(session, "fee", ANNA, "哪一个？", Way(Leads.ANSWER, "ask"))
    assert isinstance(publish(desk(session), ANNA, draft, draft.revision), Published)  # `how` is a way out
    picture = replace(sound("how"), picture="gone")
    assert [one.code for one in faults_of(session, KNOWLEDGE, picture)] == ["picture"]
    name = keep_picture(desk(session), "image/png", b"1")
    assert keep_picture(desk(session), "image/png", b"1") == name
    assert faults_of(session, KNOWLEDGE, replace(picture, picture=name)) == []


def test_what_others_lead_to_stays(session: Session) -> None:
    found = retire(desk(session), ANNA, "fee")
    assert isinstance(found, Refused)
    assert (found.why, found.keys) == ("leads", ("ask", "how"))
    assert isinstance(retire(desk(session), ANNA, "ask"), Published)
    assert "ask" not in answers(session)
    assert why(retire(desk(session), ANNA, "ask")) == "gone"
    assert open_draft(desk(session), ANNA, "ask").draft.based_on > 0


def test_saying_the_same_again_is_no_deed(session: Session) -> None:
    opened = open_draft(desk(session), ANNA, "fee")
    assert why(publish(desk(session), ANNA, opened.draft, 0)) == "same"


def test_every_deed_is_undone_and_an_undoing_too(session: Session) -> None:
    one, two = told(session, "fee", "一。"), told(session, "fee", "二。")
    assert why(undo(desk(session), ANNA, one.version)) == "changed"
    back = undo(desk(session), ANNA, two.version)
    assert isinstance(back, Published)
    assert answers(session)["fee"].texts["zh_CN"] == "一。"
    again = undo(desk(session), ANNA, back.version)
    assert isinstance(again, Published)
    assert answers(session)["fee"].texts["zh_CN"] == "二。"
    gone = retire(desk(session), ANNA, "ask")
    assert isinstance(gone, Published)
    assert isinstance(undo(desk(session), ANNA, gone.version), Published)
    assert answers(session)["ask"] == FIRST["ask"]
    assert why(undo(desk(session), ANNA, 999)) == "gone"


def test_undoing_the_first_publication_puts_back_the_packs_words_or_takes_a_new_one_out(
    session: Session,
) -> None:
    done = told(session, "fee", "一。")
    assert isinstance(undo(desk(session), ANNA, done.version), Published)
    assert answers(session) == FIRST
    new = told(session, "new", "新的。")
    drafted(session, "how", ANNA, "去窗口。", Way(Leads.ANSWER, "new"))
    draft = tables.draft(session, "how")
    assert draft is not None
    how = publish(desk(session), ANNA, draft, draft.revision)
    assert isinstance(how, Published)
    assert why(undo(desk(session), ANNA, new.version)) == "leads"
    assert isinstance(undo(desk(session), ANNA, how.version), Published)
    assert isinstance(undo(desk(session), ANNA, new.version), Published)
    assert answers(session) == FIRST


def test_undoing_is_refused_where_the_way_back_leads_nowhere_today(session: Session) -> None:
    told(session, "new", "新的。")
    draft = drafted(session, "how", ANNA, "去窗口。", Way(Leads.ANSWER, "new"))
    assert isinstance(publish(desk(session), ANNA, draft, draft.revision), Published)
    told(session, "how", "去窗口，今天。")
    draft = drafted(session, "how", ANNA, "去窗口。", Way(Leads.ANSWER, "fee"))
    away = publish(desk(session), ANNA, draft, draft.revision)
    assert isinstance(away, Published)
    assert isinstance(retire(desk(session), ANNA, "new"), Published)
    found = undo(desk(session), ANNA, away.version)
    assert isinstance(found, Refused)
    assert (found.why, found.keys) == ("faults", ("how",))


def test_a_deed_that_is_rolled_back_leaves_no_trace(session: Session) -> None:
    """SQLite gives the number of the version to the next deed: what was read of the first must not be taken for the second."""
    session.commit()
    told(session, "fee", "一。")
    assert answers(session)["fee"].texts["zh_CN"] == "一。"
    session.rollback()
    assert answers(session) == FIRST
    told(session, "fee", "二。", now=at(1))
    assert answers(session)["fee"].texts["zh_CN"] == "二。"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_answers)
def test_whatever_is_typed_is_kept_and_comes_back(session: Session, answer: Answer) -> None:
    opened = open_draft(desk(session), ANNA, "a")
    assert change(desk(session), ANNA, opened.draft, answer)
    session.flush()
    session.expire(opened.draft)
    kept = tables.draft(session, "a")
    assert kept is not None
    assert answer_of(kept) == replace(tidied(answer), key="a")
    wrong = faults_of(session, KNOWLEDGE, answer_of(kept))
    done = publish(desk(session), ANNA, kept, kept.revision)
    assert done.faults == tuple(wrong) if isinstance(done, Refused) else wrong == []
    session.rollback()


def test_the_search_is_compared_before_and_after(session: Session) -> None:
    told(session, "fee", "不要钱。")
    draft = drafted(session, "how")
    answer = replace(answer_of(draft), asked={"zh_CN": ("题fee", "居住证到哪里办")})
    found = effects(session, KNOWLEDGE, answer)
    assert [(one.language, one.phrase) for one in found.phrases][:2] == [
        ("zh_CN", "题how"),
        ("en", "About how"),
    ]
    assert {one.phrase: one.hits[:1] for one in found.phrases}["居住证到哪里办"] == ("how",)
    assert found.missed("how") == tuple(one for one in found.phrases if one.hits[:1] != ("how",))
    assert found.loses == ()
    taking = replace(answers(session)["fee"], asked={"zh_CN": ("题how",)})
    assert effects(session, KNOWLEDGE, taking).loses == (Lost("how", "zh_CN", "题how"),)
    assert effects(session, KNOWLEDGE, FIRST["how"]).loses == ()


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ({"valid_until": -1}, "over"),
        ({"valid_until": 0}, "ends"),
        ({"valid_until": 30}, "ends"),
        ({"valid_until": 31}, None),
        ({"review_by": 0}, "review"),
        ({"review_by": 1}, None),
        ({"checked": -365}, None),
        ({"checked": -366}, "old"),
        ({"checked": -366, "valid_until": -1}, "over"),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_is_due(session: Session, days: dict[str, int], why: str | None) -> None:
    today = date(2026, 11, 24)
    dates = {name: today + timedelta(days=number) for name, number in days.items()}
    answer = replace(
        sound("a"),
        checked=dates.get("checked", today),
        valid_until=dates.get("valid_until"),
        review_by=dates.get("review_by"),
    )
    knowledge = replace(KNOWLEDGE, city=f"test {days}", first_answers=lambda: {"a": answer})
    found = due(session, knowledge, today)
    assert [one.why for one in found] == ([why] if why else [])


deed = st.tuples(
    st.sampled_from(("publish", "retire", "undo")),
    st.sampled_from(("ask", "fee", "how", "new")),
    st.lists(st.sampled_from(("ask", "fee", "how", "new")), max_size=2),
    st.booleans(),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(deed, max_size=12))
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_whatever_is_done_the_published_answers_are_sound(
    session: Session, deeds: list[tuple[str, str, list[str], bool]]
) -> None:
    """Publishing, taking out and undoing in any order: every published answer could be published again."""
    for number, (what, key, to, asks) in enumerate(deeds):
        bench = desk(session, at(number))
        if what == "publish":
            opened = open_draft(bench, ANNA, key)
            keep_mine(bench, ANNA, opened.draft)
            change(bench, ANNA, opened.draft, sound(key, *to, asks=asks))
            publish(bench, ANNA, opened.draft, opened.draft.revision)
        elif what == "retire":
            retire(bench, ANNA, key)
        else:
            undo(bench, ANNA, published(session, KNOWLEDGE).version(key))
        for one in answers(session).values():
            assert faults_of(session, KNOWLEDGE, one) == []
    session.rollback()
