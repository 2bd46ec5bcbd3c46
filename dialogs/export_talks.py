"""What is kept of a chat, in the page somebody may take along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dialogs.notice_screen import notices_told
from dialogs.staff_words import role_name
from dialogs.words import Html, Words
from rules.roles import Role


def _to_a_person(tickets: list[dict[str, Any]], _: Words) -> list[Html]:
    """What was asked of a person, and what the office said."""
    said = [line for one in tickets for line in one["lines"] if line["words"]]
    return [
        _("You told the office: {words}", words=one["words"])
        if one["from"] == "family"
        else _("The office said: {words}", words=one["words"])
        for one in said
    ]


def talk_lines(talk: dict[str, Any], _: Words) -> list[Html]:
    """One chat of the person: where it is, what was asked in it, what an office said, which notices came."""
    places = {"web": _("web page"), "telegram": Html("Telegram")}
    told = _(
        "Your chat: {where}, {language}, number {address}.",
        where=places[talk["channel"]],
        language=_.catalogues.speak(talk["language"]).own_name,
        address=talk["address"],
    )
    post, number = talk.get("staff"), len(talk["messages"])
    asked = [one["words"] for one in talk["questions"] if one["words"]]
    lines = [
        told,
        *([_post(post, _)] if post else []),
        *(_("You asked: {words}", words=one) for one in asked),
        *_to_a_person(talk["asked_a_person"], _),
        *notices_told(talk["notices"], _),
    ]
    if not number:
        return lines
    kept = _.ngettext(
        "{n} message of it is kept; the data file holds it.",
        "{n} messages of it are kept; the data file holds them.",
        number,
        n=number,
    )
    return [*lines, kept]


def _post(post: dict[str, Any], _: Words) -> Html:
    """For somebody who works here, or did."""
    if post["removed_at"]:
        return _(
            "You worked here until {day}, as {name}.",
            day=datetime.fromisoformat(post["removed_at"]).date(),
            name=post["label"],
        )
    return _("You work here as {role}: {name}", role=role_name(Role(post["role"]), _), name=post["label"])
