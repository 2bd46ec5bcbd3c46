"""A notice as the staff read it: each language under the other, whom it is for, when it leaves; and the short words of it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from actions.notices import notice_of
from db.notices import NoticeRow, NoticeState
from dialogs.addresses import Go
from dialogs.answer_staff_words import cut, way_name
from dialogs.near_words import language_in
from dialogs.notice_addresses import NoticeIs, NoticeList, NoticeWords, OneNotice
from dialogs.notice_screen import subject_name
from dialogs.screens import Choice
from dialogs.seats import Seat
from dialogs.words import Html, Words
from rules.languages import DEFAULT, FOREIGN
from rules.needs import about
from rules.notices import OPTIONS_MOST, Notice, Repeats, Subject
from rules.places.place import Texts

#: Characters of all texts together that one message shows whole; of a notice in a list.
_ROOM, _SHORT = 2_200, 36


def languages(notice: Notice, seat: Seat) -> list[str]:
    """Chinese and English first, then what else the bot speaks, or the notice is written in."""
    written = [code for texts in (notice.texts, notice.why, *notice.options) for code in texts]
    return list(dict.fromkeys([DEFAULT, FOREIGN, *seat.around.catalogues.languages, *written]))


def one(do: str, number: int) -> str:
    """The address of something with a notice."""
    return OneNotice(do=do, notice=number).pack()


def value(field: str, number: int, said: str = "") -> str:
    return NoticeIs(notice=number, field=field, value=said).pack()


def to_notices(_: Words) -> Choice:
    return Choice(_("📣 All notices"), Go(to="staff_notices").pack())


def to_list(what: str, label: Html) -> Choice:
    return Choice(label, NoticeList(what=what).pack())


def to_draft(number: int, _: Words) -> Choice:
    return Choice(_("↩️ The draft"), one("look", number))


def to_notice(number: int, _: Words) -> Choice:
    """For one that is no draft any more."""
    return Choice(_("↩️ The notice"), one("look", number))


def title_of(row: NoticeRow, _: Words) -> Html:
    """How a list calls it: the beginning of its text."""
    texts = notice_of(row).texts
    text = next((texts[code] for code in (DEFAULT, FOREIGN, *texts) if texts.get(code, "").strip()), "")
    return _("{text}", text=cut(text.replace("*", ""), _SHORT)) if text else _("(no text yet)")


def headline(row: NoticeRow, _: Words) -> Html:
    return Html("<b>📣 ") + title_of(row, _) + Html("</b>")


def subject_names(_: Words) -> dict[Subject, Html]:
    """As families read them."""
    return {subject: subject_name(subject, _) for subject in Subject}


def state_name(state: str, _: Words) -> Html:
    names = {
        NoticeState.DRAFT: _("✏️ a draft"),
        NoticeState.ASKED: _("👥 waits for a second person"),
        NoticeState.PLANNED: _("📅 planned"),
        NoticeState.SENDING: _("📤 being sent"),
        NoticeState.PAUSED: _("⏸ paused"),
        NoticeState.STOPPED: _("⏹ stopped"),
        NoticeState.DONE: _("✅ sent"),
        NoticeState.MISSED: _("⚠️ its time passed, it was not sent"),
    }
    return names.get(NoticeState(state), _("{text}", text=state))


def field_name(field: str, _: Words) -> Html:
    """What a part of a notice is called: names of the addresses."""
    if field.startswith("opt") and field[3:].isdecimal():
        return _("Choice {n}", n=int(field[3:]))
    names = {
        "text": _("Text"),
        "why": _("Why it is urgent"),
        "subject": _("About"),
        "file": _("Picture or file"),
        "ways": _("Buttons"),
        "poll": _("Poll"),
        "urgent": _("Urgent"),
        "who": _("For whom"),
        "when": _("When"),
        "place": _("Place"),
    }
    return names.get(field, _("{text}", text=field))


def texts_of(notice: Notice, field: str) -> Texts | None:
    """The words of this part in every language; None where there is no such part."""
    if field in ("text", "why"):
        return notice.texts if field == "text" else notice.why
    at = int(field[3:]) if field.startswith("opt") and field[3:].isdecimal() else 0
    if not 1 <= at <= OPTIONS_MOST or at > len(notice.options) + 1:
        return None
    return notice.options[at - 1] if at <= len(notice.options) else {}


def beside(texts: Texts, codes: Sequence[str], _: Words, *, whole: bool = False) -> Iterator[Html]:
    """One text in every language; where one is missing, what its readers get instead is said."""
    room = _ROOM // max(1, len(codes))
    for code in codes:
        text = texts.get(code, "").strip()
        shown = text if len(text) <= room else text[:room] + "…"
        if text and whole:
            yield _("{language}:", language=language_in(code, _))
            yield _("{text}", text=shown)
        elif text:
            yield _("{language}: {text}", language=language_in(code, _), text=shown)
        else:
            yield _missing(texts, code, _)


def _missing(texts: Texts, code: str, _: Words) -> Html:
    other = next((known for known in (DEFAULT, FOREIGN, *texts) if texts.get(known, "").strip()), None)
    name = language_in(code, _)
    if other is None:
        return _("{language}: ❗ not written", language=name)
    return _("{language}: ❗ not written, only in {other}", language=name, other=language_in(other, _))


def words_choices(number: int, field: str, codes: Sequence[str], _: Words) -> list[Choice]:
    """A button for this part in each language."""
    return [
        Choice(
            _("{value}: {language}", value=field_name(field, _), language=language_in(code, _)),
            NoticeWords(notice=number, field=field, language=code).pack(),
        )
        for code in codes
    ]


# --- when


def repeats_names(_: Words) -> dict[Repeats, Html]:
    return {
        Repeats.ONCE: _("once"),
        Repeats.WEEKLY: _("every week"),
        Repeats.MONTHLY: _("every month"),
    }


def when_line(notice: Notice, seat: Seat) -> Html:
    _ = seat.words
    if notice.at is None:
        return _("as soon as you send it")
    moment = seat.local(notice.at)
    if notice.repeats == Repeats.ONCE:
        return _("{moment}", moment=moment)
    return _("{moment}, then {often}", moment=moment, often=repeats_names(_)[notice.repeats])


def in_time(seconds: float, _: Words) -> Html:
    """How long something still takes, roughly."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 90:
        return _.ngettext("about {n} minute", "about {n} minutes", minutes, n=minutes)
    hours = round(minutes / 60)
    return _.ngettext("about {n} hour", "about {n} hours", hours, n=hours)


def people(number: int, _: Words, hidden: bool = False) -> Html:
    """`hidden`: so that it says nothing of what families asked for (`rules.needs`, rule 6)."""
    if hidden:
        some = about(number)
        return _("at least {n} people", n=some) if some is not None else _("fewer than five people")
    return _.ngettext("{n} person", "{n} people", number, n=number)


def number_of(number: int, _: Words, hidden: bool = False) -> Html | int:
    """A number of people; `hidden` as above."""
    if not hidden:
        return number
    some = about(number)
    return _("at least {n}", n=some) if some is not None else _("under five")


def told(number: int, hidden: bool) -> bool:
    """Whether a line about so many is worth telling: of none, or of so few that it would say too much, it is not."""
    return bool(about(number) if hidden else number)


def reasons(counted: Mapping[str, int], _: Words, hidden: bool = False) -> list[Html]:
    """Why people are left out, or were not reached: the most first. `hidden` as above, and in the order of the words."""
    ordered = sorted(counted.items(), key=lambda found: -found[1])
    if hidden:
        return [
            _("{n} {reason}", n=number_of(number, _, hidden), reason=reason_name(why, _))
            for why, number in sorted(counted.items())
            if told(number, hidden)
        ]
    return [_("{n} {reason}", n=number, reason=reason_name(why, _)) for why, number in ordered if number]


def reason_name(why: str, _: Words) -> Html:
    """Behind a number: "12 stopped all messages". `db.audiences.Left`, and `actions.notice_reports.DROPPED`."""
    names = {
        "older_consent": _("agreed before the text told of notices by age and district"),
        "no_chat": _("have no open chat"),
        "blocked": _("blocked the bot"),
        "stopped": _("stopped all messages"),
        "muted": _("do not want this subject"),
        "weekly": _("had enough notices this week"),
        "had_it": _("had these very words this week"),
        "corrected": _("get the correction in its place"),
        "notice stopped": _("were not written to any more: the notice was stopped"),
        "past its use-by": _("could not be reached in time"),
        "nobody to tell": _("are gone, or took their consent back"),
        "no longer true": _("nothing of it was there any more"),
    }
    return names.get(why) or _("{text}", text=why or "?")


def moment_of(at: datetime | None, seat: Seat) -> Html:
    return seat.words("{moment}", moment=seat.local(at)) if at is not None else seat.words("not yet")


def way_lines(notice: Notice, seat: Seat) -> list[Html]:
    """Each button with its number, and where it leads."""
    return [
        seat.words("{n}. {way}", n=at, way=way_name(way, seat, whole_link=True))
        for at, way in enumerate(notice.ways, 1)
    ]
