"""Follow-up as rules: phone numbers, when a family is called again, how urgent it is, what a yes is bound to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.workdays import office_days
from rules.follow_up import (
    CALLED_MOST,
    MEETS_MOST,
    WORDS_MOST,
    Called,
    Outcome,
    PhoneWrong,
    Reason,
    Why,
    again_on,
    is_open,
    read_called,
    read_phone,
    referral_due,
    shown_hash,
    tidy_name,
    urgency,
    wrong_with_name,
    wrong_with_words,
)
from rules.follow_up_words import said

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("我的手机号是13812345678。", "13812345678"),
        ("my number is 13812345678", "13812345678"),
        ("0553-3831234", "0553-3831234"),
        ("(0553) 3831234", "0553-3831234"),
        ("+86 553 3831234", "0553-3831234"),
        ("010 65123456", "010-65123456"),
        ("3831234", PhoneWrong.NO_AREA),
        ("12345678901", PhoneWrong.NO_NUMBER),
        ("1381234567", PhoneWrong.NO_NUMBER),
        ("340207201905021234", PhoneWrong.ID_NUMBER),
        ("34020720190502123X", PhoneWrong.ID_NUMBER),
        ("340207 19900502 1234", PhoneWrong.ID_NUMBER),
        ("340207900502123", PhoneWrong.ID_NUMBER),
        ("我的身份证是340207201905021234", PhoneWrong.ID_NUMBER),
        ("", PhoneWrong.NO_NUMBER),
        ("<b>1</b>", PhoneWrong.NO_NUMBER),
        ("110", PhoneWrong.NO_NUMBER),
        ("王姐", PhoneWrong.NO_NUMBER),
        ("1" * 10_000, PhoneWrong.ID_NUMBER),
        ("王" * 10_000, PhoneWrong.NO_NUMBER),
    ],
)
def test_a_number_that_can_be_called(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept


@given(st.text(max_size=60))
def test_whatever_is_typed_only_a_number_is_kept(text: str) -> None:
    found = read_phone(text)
    assert isinstance(found, PhoneWrong) or found.replace("-", "").isascii()
    assert isinstance(found, PhoneWrong) or 10 <= len(found) <= 13
    wrong_with_name(text)
    wrong_with_words(text)
    tidy_name(text)
    read_called(text)
    said(text)


@pytest.mark.parametrize(
    ("text", "most", "wrong"),
    [
        ("王姐", CALLED_MOST, None),
        ("Duoduo's mother", CALLED_MOST, None),
        ("13812345678", CALLED_MOST, "number"),
        ("小李 138-1234-5678", CALLED_MOST, "number"),
        ("340207201905021234", CALLED_MOST, "id_number"),
        ("!!!", CALLED_MOST, "no_letters"),
        ("好" * 21, CALLED_MOST, "too_long"),
        ("周六 14:00 图书馆", MEETS_MOST, None),
        ("14:00", MEETS_MOST, None),
        ("call 0553 3831234", MEETS_MOST, "number"),
        ("好" * 201, MEETS_MOST, "too_long"),
    ],
)
def test_names_hold_no_numbers(text: str, most: int, wrong: str | None) -> None:
    assert wrong_with_name(text, most) == wrong


def test_words_of_a_referral() -> None:
    assert wrong_with_words("A child with a disability") is None
    assert wrong_with_words("残疾证340207201905021234") == "id_number"
    assert wrong_with_words("123") == "no_letters"
    assert wrong_with_words("好" * (WORDS_MOST + 1)) == "too_long"


def test_a_name_in_one_line() -> None:
    assert tidy_name("  王\x00\u202e 姐\n x ") == "王 姐 x"


def test_when_a_family_is_called_again() -> None:
    days = office_days()
    friday = date(2026, 11, 27)
    assert again_on(Outcome.TOMORROW, friday, days) == date(2026, 11, 30)
    assert again_on(Outcome.TOMORROW, date(2026, 9, 30), days) == date(2026, 10, 8)
    assert again_on(Outcome.WEEK, friday, days) == date(2026, 12, 4)
    assert again_on(Outcome.WEEK, date(2026, 9, 26), days) == date(2026, 10, 8)
    assert again_on(Outcome.REACHED, friday, days) is None
    assert again_on(Outcome.NO_NEED, friday, days) is None
    assert again_on(Outcome.WEEK, date.max, days) == date.max


def test_what_a_call_settles() -> None:
    reason = Reason(Why.OVERDUE, NOW)
    assert is_open(reason, None, TODAY)
    assert not is_open(reason, Called(NOW, None), TODAY)
    assert not is_open(reason, Called(NOW + timedelta(hours=1), None), TODAY)
    # it came again after the call
    assert is_open(reason, Called(NOW - timedelta(hours=1), None), TODAY)
    assert not is_open(reason, Called(NOW, TODAY + timedelta(days=1)), TODAY)
    assert is_open(reason, Called(NOW, TODAY), TODAY)


def test_the_most_urgent_comes_first() -> None:
    new, late = Reason(Why.NEW, NOW - timedelta(days=9)), Reason(Why.DEADLINE, NOW)
    assert urgency([late]) < urgency([new])
    assert urgency([new, late]) == urgency([late])
    older = Reason(Why.DEADLINE, NOW - timedelta(days=1))
    assert urgency([older]) < urgency([late])


def test_five_office_days() -> None:
    assert referral_due(date(2026, 11, 23), office_days()) == date(2026, 11, 30)
    # over the National Day holiday, with what is worked instead
    assert referral_due(date(2026, 9, 29), office_days()) > date(2026, 10, 8)


def test_a_yes_is_bound_to_every_part() -> None:
    whole = ("1", "civil_affairs", None, "words", "王姐", "138")
    assert len(shown_hash(*whole)) == 8
    for at in range(len(whole)):
        other = [*whole]
        other[at] = "x"
        assert shown_hash(*other) != shown_hash(*whole)
    assert shown_hash("ab", "c") != shown_hash("a", "bc")
    assert shown_hash("\ud800")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("叫我王姐", "王姐"),
        ("就叫我王姐就行了。", "王姐"),
        ("我姓王，叫我小王吧", "小王"),
        ("just call me Sister Wang", "Sister Wang"),
        ("My name is Li", "Li"),
        ("王姐", "王姐"),
        ("Duoduo's mother", "Duoduo's mother"),
        ("要这个干什么？", ""),
        ("叫我", "叫我"),
    ],
)
def test_how_somebody_wants_to_be_called(typed: str, name: str) -> None:
    assert read_called(typed) == name


def test_what_asks_for_a_conversation() -> None:
    assert said("我们搬家了！") == "moved"
    assert said(" We’ve  moved. ") == "moved"
    assert said("社区登记") == "community"
    assert said("找志愿者") == "volunteer"
    assert said("搬家了居住证要改吗") is None
