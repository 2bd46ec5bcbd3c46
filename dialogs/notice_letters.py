"""Letters to the staff about notices: a second person is needed, it is done, much of it fails, its time passed. In the tongue of who reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from actions import families, notice_round
from actions.notice_audiences import hides
from actions.notice_reports import report
from actions.notice_round import Tell
from actions.notice_sending import may_second
from actions.notices import notice_of
from actions.staff import duty_of, in_reach, role_of
from db import chats, staff
from db.chats import Chat
from db.notices import NoticeRow
from dialogs.activity_addresses import ActWork
from dialogs.addresses import Go
from dialogs.answer_ways import written
from dialogs.notice_addresses import OneNotice
from dialogs.notice_staff_words import people
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings, desk_of
from dialogs.ticket_letters import polite
from dialogs.words import Html, Words, join
from rules.needs import about
from rules.roles import Duty, Role

#: Characters of the notice's text in a letter.
_SHORT = 60


def go_round(session: Session, around: Surroundings, now: datetime) -> bool:
    """The clock's part: what is due leaves, what is over ends, and who sent it hears of it. Says whether something happened."""
    events = notice_round.go_round(desk_of(session, around, now), around.owners)
    for event in events:
        if event.tell in (Tell.ASKED, Tell.GONE):
            tell_seconds(session, event.row, around, now, gone=event.tell == Tell.GONE)
        elif event.tell != Tell.LEFT:
            tell_sender(session, event.row, event.tell, around, now)
    return bool(events)


def tell_seconds(
    session: Session, row: NoticeRow, around: Surroundings, now: datetime, gone: bool = False
) -> bool:
    """Everybody who can be the second person hears of it; says whether there is anybody. After `Done.ASKED`. `gone`: who let it leave went."""
    found = [chat for chat, duty in _managers(session, around) if may_second(row, duty)]
    for chat in found:
        _letter(session, row, chat, _gone if gone else _many, around, now, do="preview")
    return bool(found)


def _many(_: Words) -> list[Html]:
    return [_("👥 A notice to many waits for a second person: you.")]


def _gone(_: Words) -> list[Html]:
    return [
        _("👥 A planned notice waits for you: who sent it does not work there any more."),
        _("It leaves only if you say yes."),
    ]


def tell_sender(session: Session, row: NoticeRow, tell: Tell, around: Surroundings, now: datetime) -> None:
    """Whoever holds it hears how it ended, or that much of it fails."""
    chat = in_reach(session, row.holder_chat, around.owners)
    if chat is None:
        return
    anew = notice_of(row).activity if tell == Tell.MOVED else None
    _letter(session, row, chat, lambda _: _told(session, row, tell, _), around, now, anew=anew)


def _told(session: Session, row: NoticeRow, tell: Tell, _: Words) -> list[Html]:
    if tell == Tell.MISSED:
        return [_("⚠️ A planned notice did not leave: I was away at its time, for more than a day.")]
    if tell == Tell.OVER:
        return [_("⚠️ A planned notice does not leave any more: what it invites to is over, or called off.")]
    if tell == Tell.MOVED:
        return [
            _("⚠️ An invitation does not leave any more: time or place of the activity has changed."),
            _("Please write a new invitation: at the activity, 📣."),
        ]
    found = report(session, row)
    failed = found.blocked + sum(found.failed.values())
    hidden = hides(session, notice_of(row))
    got, lost = _reached(found.delivered, failed, hidden, _)
    if tell == Tell.TROUBLE:
        return [_("⚠️ Much of a notice does not arrive."), got, lost]
    some = about(failed) if hidden else failed
    return [_("📤 A notice has been sent."), got, *([lost] if some else [])]


def _reached(delivered: int, failed: int, hidden: bool, _: Words) -> tuple[Html, Html]:
    """How many got it, and how many not; `hidden`: as far as it says nothing of what families asked for."""
    if hidden:
        told = _("⚠️ Could not be reached: {people}.", people=people(failed, _, hidden))
        return _("✅ Who got it: {people}.", people=people(delivered, _, hidden)), told
    got = _.ngettext("✅ {n} person got it.", "✅ {n} people got it.", delivered, n=delivered)
    return got, _.ngettext(
        "⚠️ {n} person could not be reached.", "⚠️ {n} people could not be reached.", failed, n=failed
    )


def _managers(session: Session, around: Surroundings) -> list[tuple[Chat, Duty]]:
    roles = (Role.MANAGER, Role.ADMINISTRATOR)
    found = [(chat, duty_of(member)) for member, chat in staff.serving(session, None, roles)]
    for owner in around.owners:
        chat = chats.find(session, "telegram", str(owner))
        duty = role_of(session, chat, around.owners) if chat is not None else None
        if chat is not None and duty is not None:
            found.append((chat, duty))
    open_ = {chat.id: (chat, duty) for chat, duty in found if chat.blocked_at is None and not chat.leaving}
    return list(open_.values())


def _letter(
    session: Session,
    row: NoticeRow,
    chat: Chat,
    say: Callable[[Words], list[Html]],
    around: Surroundings,
    now: datetime,
    do: str = "look",
    anew: int | None = None,
) -> None:
    """`do`: where its button leads; "preview" shows the whole notice, and the yes and no below it. `anew`: the activity a new one is to invite to."""
    _ = around.catalogues.speak(chat.language)
    text, _mark = written(notice_of(row).texts, _)
    bare = " ".join(text.replace("*", "").split())
    short = bare if len(bare) <= _SHORT else bare[: _SHORT - 1].rstrip() + "…"
    label = _("👀 Look at it and decide") if do == "preview" else _("Look at it")
    look = Choice(label, OneNotice(do=do, notice=row.id or 0).pack())
    every = Choice(_("📣 All notices"), Go(to="staff_notices").pack())
    invite = Choice(_("📣 Invite families"), ActWork(do="announce", activity=anew).pack()) if anew else None
    screen = Screen(join([*say(_), _("“{text}”", text=short)]), rows(invite, look, every), fresh=True)
    at = now if row.urgent else polite(now, around)
    families.tell(session, chat, screen.to_json(), now, at, f"notices:{row.id}")
    session.flush()
