"""What families can need, when they are free and what speaks against an activity, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from babel import Locale

from dialogs.words import Html, Words, join
from rules.needs import Doubts


def topic_names(_: Words) -> dict[str, Html]:
    """By key of `rules.needs.TOPICS`, in the order they are shown; short enough for a button."""
    return {
        "homework": _("Homework help"),
        "care": _("Care after school"),
        "holiday": _("Care in the holidays"),
        "nursery": _("Childcare under three"),
        "reading": _("Reading together"),
        "english": _("English"),
        "science": _("Science and computers"),
        "art": _("Calligraphy and arts"),
        "sport": _("Sport"),
        "play": _("Playing with children from here"),
        "outings": _("Trips and museums"),
        "counsel": _("A talk with a psychologist"),
        "volunteer": _("A volunteer for my child"),
        "parenting": _("A class for parents"),
        "health": _("Health and feeding"),
        "school": _("Advice on school places"),
        "legal": _("Legal advice"),
    }


def topic_name(topic: str, _: Words) -> Html:
    """What it is called; a key that is no longer there, as it is kept."""
    return topic_names(_).get(topic) or Html("") + topic


def hour_names(_: Words) -> dict[str, Html]:
    """By key of `rules.needs.HOURS`, in their order; short enough for a button."""
    return {
        "weekday_day": _("Weekdays in the daytime"),
        "weekday_evening": _("Weekday evenings"),
        "saturday_morning": _("Saturday morning"),
        "saturday_afternoon": _("Saturday afternoon"),
        "sunday_morning": _("Sunday morning"),
        "sunday_afternoon": _("Sunday afternoon"),
        "weekend_evening": _("Weekend evenings"),
    }


def hour_name(hour: str, _: Words) -> Html:
    """What these hours are called; a key that is no longer there, as it is kept."""
    return hour_names(_).get(hour) or Html("") + hour


def language_name(code: str, _: Words) -> Html:
    """By key of `rules.needs.LANGUAGES`, in the reader's language."""
    if code == "zh_CN":
        return _("Mandarin Chinese")
    if code == "other":
        return _("Another language or dialect")
    names = Locale.parse("zh_CN" if _.reads_chinese else "en").languages
    return Html("") + names.get(code, code)


def said_lines(wants: Sequence[str], hours: Sequence[str], language: str, _: Words) -> list[Html]:
    """What a family said, a line for each question."""
    between = _(", ")
    what = join([topic_name(one, _) for one in wants], between) if wants else _("nothing of the list")
    when = join([hour_name(one, _) for one in hours], between) if hours else _("it varies")
    return [
        _("Needed: {list}", list=what),
        _("Free: {list}", list=when),
        _("Language: {name}", name=language_name(language, _)),
    ]


def needs_told(one: Mapping[str, Any], _: Words) -> Html:
    """One round as a copy of everything kept tells it."""
    day = datetime.fromisoformat(one["answered_at"]).date()
    told = join(said_lines(one["wants"], one["free"], one["language"] or "", _), " · ")
    return _("{day}: {told}", day=day, told=told)


def doubt_lines(doubts: Doubts, _: Words) -> list[Html]:
    """What staff should know before an activity is published; nothing where nothing speaks against it."""
    lines: list[Html] = []
    if doubts.few_asked:
        lines.append(_("⚠️ Few families here asked for this: {topic} ({number}).",
                       topic=topic_name(doubts.topic, _), number=_number(doubts.wanted, _)))  # fmt: skip
        lines.append(_("They want rather: {list}.", list=_list(doubts.rather, topic_names(_), _)))
    if doubts.few_free and doubts.hour is not None:
        lines.append(_("⚠️ Few families are free then: {hour} ({number}).",
                       hour=hour_name(doubts.hour, _), number=_number(doubts.free, _)))  # fmt: skip
        lines.append(_("More are free: {list}.", list=_list(doubts.better, hour_names(_), _)))
    return lines


def _number(number: int, _: Words) -> Html:
    return Html(str(number)) if number else _("under five")


def _list(found: tuple[tuple[str, int], ...], names: dict[str, Html], _: Words) -> Html:
    return join([names[key] + f" ({number})" for key, number in found], _(", "))
