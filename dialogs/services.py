"""The city's list of services for children who moved here with their families: areas, services, and one service whole. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from dialogs import service_addresses
from dialogs.addresses import Go
from dialogs.checkup_words import explained, told
from dialogs.home import to_home
from dialogs.hotlines import to_hotlines
from dialogs.screens import Choice, Screen, rows
from dialogs.service_words import area_title, definition, service_head, service_lines, title
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.services import Service

router = Router(name="services")


#: Services a family applies for with papers: the guide lists them.
_WITH_PAPERS = ("kindergarten", "school", "senior", "special_school")


@router.message(Command("services", ignore_case=True))
@router.callback_query(Go.filter(F.to == "services"))
async def services_(
    event: Message | CallbackQuery, state: FSMContext, _: Words, around: Surroundings
) -> Screen:
    await set_aside(state)
    return services(_, around)


def services(_: Words, around: Surroundings) -> Screen:
    """The one question most parents have, then the areas."""
    text = join(
        [
            _("📋 <b>Services for my child</b>"),
            _("The city has a list of services for children who moved here with their families."),
            _("I can look up what is there for your child. Or choose an area."),
        ]
    )
    mine = Choice(_("✨ What is there for my child?"), Go(to="entitled").pack())
    areas = [
        Choice(area_title(one, _), service_addresses.Area(area=one.id).pack())
        for one in around.knowledge.services.areas
    ]
    whom = Choice(_("👥 Whom is the list for?"), Go(to="listed").pack())
    return Screen(
        text, (*rows(mine), *rows(*areas, width=2), *rows(whom, to_hotlines(_), width=2), *rows(to_home(_)))
    )


@router.callback_query(Go.filter(F.to == "listed"))
async def listed(query: CallbackQuery, _: Words, around: Surroundings) -> Screen:
    """Whom the list names, in the words of the definition."""
    book = around.knowledge.services
    lines = [
        _("<b>Whom is the list for?</b>"),
        definition(book, _),
        Html(""),
        told(book, ("SL6",), _),
        told(book, ("SL7",), _),
    ]
    mine = Choice(_("✨ What is there for my child?"), Go(to="entitled").pack())
    return Screen(join(explained(lines, _)), rows(mine, to_services(_), to_home(_)))


@router.callback_query(service_addresses.Area.filter())
async def area(
    query: CallbackQuery, callback_data: service_addresses.Area, _: Words, around: Surroundings
) -> Screen:
    """The services of one area; all areas, when this one is gone."""
    book = around.knowledge.services
    found = next((one for one in book.areas if one.id == callback_data.area), None)
    if found is None:
        return services(_, around)
    head = _("<b>{area}</b> ({name})", area=area_title(found, _), name=_.fact(found.name))
    lines = [head, _("Tap one to read more.")]
    if not found.listed:
        lines = [_("<b>{area}</b>", area=area_title(found, _)), _("Tap one to read more.")]
    return Screen(
        join(lines), (*buttons(book.of_area(found.id), _), *rows(to_services(_), to_home(_), width=2))
    )


@router.callback_query(service_addresses.Service.filter())
async def service(
    query: CallbackQuery,
    callback_data: service_addresses.Service,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    found = around.knowledge.services.services.get(callback_data.service)
    return one_service(found, _, around, now) if found is not None else services(_, around)


def one_service(found: Service, _: Words, around: Surroundings, now: datetime) -> Screen:
    """One service whole; the way on is whether it is for one's own child."""
    book = around.knowledge.services
    lines = [*service_head(found, book, _), *service_lines(found, _, around, now)]
    back = next(one for one in book.areas if one.id == found.area)
    papers = Choice(_("📄 Papers for school"), Go(to="papers").pack()) if found.id in _WITH_PAPERS else None
    ways = (
        Choice(_("✨ What is there for my child?"), Go(to="entitled").pack()),
        Choice(area_title(back, _), service_addresses.Area(area=back.id).pack()),
        to_home(_),
    )
    return Screen(join(explained(lines, _)), (*rows(papers, ways[0]), *rows(*ways[1:], width=2)))


def buttons(found: Iterable[Service], _: Words) -> tuple[tuple[Choice, ...], ...]:
    return rows(*(Choice(title(one, _), service_addresses.Service(service=one.id).pack()) for one in found))


def to_services(_: Words) -> Choice:
    return Choice(_("📋 All services"), Go(to="services").pack())
