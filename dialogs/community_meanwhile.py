"""What is asked, or told, while a family registers with the community: why a name, where the office is, a child is ill. Nobody is called that."""

from __future__ import annotations

import re
from datetime import datetime

from sqlmodel import Session

from db.families import Guardian
from dialogs import topics
from dialogs.answer_flows import flow_choice
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.birthdays import looks_like_id_number
from rules.follow_up import read_called, tidy_name
from rules.topics import Topic, about_shots, topic

#: So many figures are meant as a number, whatever stands beside them.
_A_NUMBER = re.compile(r"(?:\d\D?){5,}")
_WHY = re.compile(
    r"为什么|为啥|干嘛|干吗|干什么|[做干]什么用|有什么用|凭什么|\b(?:why|what for|what do you need)\b",
    re.IGNORECASE,
)
_OF_HEALTH = re.compile(r"门诊|医院|卫生|\b(?:clinic|hospital|doctor|health)\b", re.IGNORECASE)
_NO_NUMBER = re.compile(
    r"没有?(?:手机|电话|号码?)|(?:手机|电话|号码)没有|^没有$|不(?:想|愿意?|能|方便)?(?:给|留|说|填|告诉)|不方便"
    r"|\bno (?:phone|number|mobile|telephone)\b|\b(?:don'?t|do not) (?:have|want)\b|\brather not\b",
    re.IGNORECASE,
)


def has_no_number(text: str) -> bool:
    """Whether somebody says that they have no number, or give none."""
    return not _A_NUMBER.search(text) and _NO_NUMBER.search(text) is not None


def meanwhile(
    step: str, text: str, session: Session, guardian: Guardian, _: Words, around: Surroundings, now: datetime
) -> Screen | None:
    """The answer; None for what is meant as an answer to the open question itself. Who says "call me …" is believed."""
    if looks_like_id_number(text) or _A_NUMBER.search(text):
        return None
    if step in ("called", "phone") and _WHY.search(text):
        return Screen(_why(step, _))
    if step == "called" and read_called(text) not in ("", tidy_name(text)):
        return None
    if topic(text) == Topic.WHERE and not about_shots(text) and not _OF_HEALTH.search(text):
        return _office(_, around)
    return topics.meanwhile(text, session, guardian, _, around, now)


def _why(step: str, _: Words) -> Html:
    if step == "phone":
        return _(
            "She calls this number when something is overdue, or when help is found. Nobody else gets it without your yes."
        )
    return _("So that the worker knows whom to ask for when she calls. It need not be your real name.")


def _office(_: Words, around: Surroundings) -> Screen | None:
    """The community's, and not the vaccination clinic."""
    button: Choice | None = flow_choice("near:community_office", _, around)
    return Screen(_("The community offices stand here:"), rows(button)) if button is not None else None
