"""All conversations in their order: commands match in every state, free text is the last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiogram import Dispatcher, Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters import Command

from dialogs import (
    answer_browse,
    answer_commands,
    answer_flows,
    answer_pictures,
    answer_staff,
    answer_staff_dates,
    answer_staff_edit,
    answer_staff_effects,
    answer_staff_entry,
    answer_staff_files,
    answer_staff_history,
    answer_staff_map,
    answer_staff_media,
    answer_staff_new,
    answer_staff_phrases,
    answer_staff_preview,
    answer_staff_questions,
    answer_staff_seek,
    answer_staff_ways,
    answers,
    anything,
    booklet,
    booklet_changes,
    booklet_lines,
    booklet_telling,
    calendar,
    calendar_files,
    calendar_link,
    checkup_days,
    checkups,
    child_corrections,
    child_entry,
    children,
    clinic_card,
    commands,
    consent_again,
    consent_answers,
    dangers,
    doctor,
    doctor_days,
    done_answers,
    dose_answers,
    dose_days,
    entitlement,
    entry_answers,
    first_days,
    first_record,
    forgetting,
    growth,
    growth_curves,
    growth_days,
    growth_entry,
    guardians,
    hotlines,
    hours,
    journeys,
    later,
    look,
    lost_booklet,
    near,
    near_place,
    near_typed,
    nicknames,
    notes,
    operators,
    paper_days,
    paper_guides,
    papers,
    place_staff_menu,
    place_staff_new,
    place_staff_values,
    place_staff_work,
    places,
    privacy,
    questions,
    reminder_answers,
    self_paid,
    services,
    staff,
    staff_doors,
    staff_hiring,
    staff_people,
    ticket_list,
    ticket_photos,
    ticket_staff,
    ticket_staff_more,
    ticket_staff_replies,
    ticket_staff_writing,
    tickets,
    trips,
    uncounted_doses,
    unfinished,
    vaccines,
    welcome,
)

#: The first that matches answers. Commands stand before everything that waits for words: "/help" is nobody's nickname. Before
#: every button that writes something down stands the question whether the text that names it was read. What staff type of a place stands before
#: the words of danger: "反家暴中心" is a place's name.
ORDER: tuple[Router, ...] = (
    consent_again.router,
    commands.router,
    answer_commands.router,
    welcome.router,
    papers.router,
    privacy.router,
    forgetting.router,
    answer_staff_media.router,
    place_staff_values.spots,
    place_staff_new.spots,
    near.router,
    near_place.router,
    places.router,
    hotlines.router,
    services.router,
    answers.router,
    answer_flows.router,
    answer_browse.router,
    operators.router,
    staff.router,
    tickets.router,
    commands.strays,
    tickets.typed,
    staff_hiring.typed,
    place_staff_menu.typed,
    place_staff_values.typed,
    place_staff_new.typed,
    answer_staff_seek.typed,
    answer_staff_edit.typed,
    answer_staff_phrases.typed,
    answer_staff_ways.typed,
    answer_staff_dates.typed,
    answer_staff_new.typed,
    ticket_staff_writing.typed,
    ticket_staff_replies.typed,
    dangers.router,
    near_typed.router,
    answer_pictures.router,
    ticket_photos.router,
    consent_answers.router,
    done_answers.router,
    reminder_answers.router,
    later.router,
    children.router,
    calendar.router,
    clinic_card.router,
    trips.router,
    child_corrections.router,
    journeys.router,
    first_record.router,
    vaccines.router,
    booklet_telling.router,
    dose_days.router,
    dose_answers.router,
    booklet.router,
    checkups.router,
    checkup_days.router,
    first_days.router,
    booklet_lines.router,
    booklet_changes.router,
    uncounted_doses.router,
    self_paid.router,
    lost_booklet.router,
    doctor.router,
    doctor_days.router,
    questions.router,
    ticket_list.router,
    growth.router,
    growth_entry.router,
    growth_days.router,
    growth_curves.router,
    notes.router,
    paper_days.router,
    paper_guides.router,
    child_entry.router,
    nicknames.router,
    unfinished.router,
    entry_answers.router,
    look.router,
    entitlement.router,
    hours.router,
    guardians.router,
    calendar_link.router,
    calendar_files.router,
    staff_people.router,
    staff_hiring.router,
    place_staff_menu.router,
    place_staff_work.router,
    place_staff_values.router,
    place_staff_new.router,
    answer_staff.router,
    answer_staff_seek.router,
    answer_staff_entry.router,
    answer_staff_edit.router,
    answer_staff_phrases.router,
    answer_staff_ways.router,
    answer_staff_dates.router,
    answer_staff_preview.router,
    answer_staff_effects.router,
    answer_staff_history.router,
    answer_staff_map.router,
    answer_staff_questions.router,
    answer_staff_new.router,
    answer_staff_files.router,
    ticket_staff.router,
    ticket_staff_writing.router,
    ticket_staff_more.router,
    ticket_staff_replies.router,
    staff_doors.shut,
    anything.router,
)


def build_dispatcher() -> Dispatcher:
    """A dispatcher with every handler, in the order of the routers. State is kept by us (law 6), so aiogram's own middleware is off.

    The handlers stand in one list: a router can have one dispatcher in its life, and asking one after the other costs more than
    all filters together.
    """
    dispatcher = Dispatcher(disable_fsm=True)
    for router in ORDER:
        for name, observer in router.observers.items():
            for handler in observer.handlers:
                _decide_here(handler)
                _any_name_is_ours(handler)
                dispatcher.observers[name].handlers.append(handler)
    return dispatcher


def _decide_here(handler: HandlerObject) -> None:
    """Lets `F.text` and its kind be decided where we are. aiogram takes each of them to another thread and back: out of our one
    room, and slower than all its other work on the update together.
    """

    def in_place(decide: Callable[..., Any]) -> Callable[..., Any]:
        async def decided(value: Any) -> Any:
            return decide(value)

        return decided

    for one in handler.filters or ():
        if one.magic is not None and not one.awaitable:
            one.callback, one.awaitable = in_place(one.callback), True


def _any_name_is_ours(handler: HandlerObject) -> None:
    """A command may carry a bot's name ("/menu@HouniaoBot"). aiogram would ask Telegram for ours to compare, and no call leaves from
    here (law 3); in a private chat nobody else can be meant. Said once for all commands, so that none can forget it.
    """
    for one in handler.filters or ():
        if isinstance(one.callback, Command):
            one.callback.ignore_mention = True
