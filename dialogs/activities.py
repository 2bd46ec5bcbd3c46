"""What is on near a family: first what is for its district and its children's ages, by date; for who is not registered by the district they tap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from actions.activities import content_of
from actions.activity_seats import has_seat
from db import activities as tables
from db import children
from db.activities import Activity, ActivityGuest, ActivityState, Coming
from db.families import Guardian
from dialogs.activity_addresses import ActList, ActWhere, OneAct
from dialogs.activity_words import ages, seats_left, short_title, title, when, where
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.near_list import home_districts
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join
from rules.activities import is_for

router = Router(name="activities")

#: Activities in one message, and answered ones that stand above them.
_SHOWN, _OURS = 5, 6
#: What stands for "everywhere" in an address.
EVERYWHERE = "-"


@dataclass(frozen=True)
class Search:
    """Who looks for what."""

    address: ActList
    session: Session
    guardian: Guardian | None
    words: Words
    around: Surroundings
    now: datetime

    @property
    def districts(self) -> tuple[str, ...]:
        """Where: what was tapped, else where the children live; none: everywhere."""
        if self.address.at not in ("", EVERYWHERE):
            return (self.address.at,)
        return home_districts(self.session, self.guardian) if not self.address.at else ()

    @property
    def is_everywhere(self) -> bool:
        return self.address.at == EVERYWHERE or not self.districts

    def found(self) -> list[Activity]:
        """By date, each once; for the family's ages unless all were asked for."""
        if self.is_everywhere:
            every = tables.to_come(self.session, self.now)
        else:
            by_id = {
                one.id: one for at in self.districts for one in tables.to_come(self.session, self.now, at)
            }
            every = sorted(by_id.values(), key=lambda one: (one.starts_at or self.now, one.id or 0))
        return [one for one in every if self._fits(one)]

    def _fits(self, row: Activity) -> bool:
        if self.address.want or self.guardian is None or row.starts_at is None:
            return True
        born = [child.born for child in children.of_family(self.session, self.guardian.family_id)]
        return not born or is_for(content_of(row), born, row.starts_at.astimezone(self.around.zone).date())

    def with_(self, **values: str | int) -> str:
        return self.address.model_copy(update={"page": 0, **values}).pack()


@router.message(Command("activities", ignore_case=True))
@router.callback_query(Go.filter(F.to == "activities"))
async def activities_(
    event: Message | CallbackQuery,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    return activities(session, guardian, _, around, now)


def activities(
    session: Session, guardian: Guardian | None, _: Words, around: Surroundings, now: datetime
) -> Screen:
    """For a family what is near it; for who told no district the question which one."""
    search = Search(ActList(), session, guardian, _, around, now)
    # what the family said yes to stands above the list, wherever it lives
    near = search.districts or _ours(search)
    return results(search) if near else which_district(session, guardian, "", _, around)


@router.callback_query(ActWhere.filter())
async def ask_where(
    query: CallbackQuery,
    callback_data: ActWhere,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
) -> Screen:
    await set_aside(state)
    return which_district(session, guardian, callback_data.want, _, around)


def which_district(
    session: Session, guardian: Guardian | None, want: str, _: Words, around: Surroundings
) -> Screen:
    """One tap; nothing of it is kept."""
    named = [
        Choice(_.fact(one.name), ActList(at=one.id, want=want).pack()) for one in around.knowledge.districts
    ]
    every = Choice(_("Everywhere in the city"), ActList(at=EVERYWHERE, want=want).pack())
    text = join([_("<b>🎈 What is on</b>"), _("Which district do you live in?")])
    return Screen(text, (*rows(*named, width=3), *rows(every, to_home(_))))


@router.callback_query(ActList.filter())
async def listed(
    query: CallbackQuery,
    callback_data: ActList,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    search = Search(callback_data, session, guardian, _, around, now)
    if not callback_data.at and not search.districts and not _ours(search):
        return which_district(session, guardian, callback_data.want, _, around)
    return results(search)


def results(search: Search) -> Screen:
    """What the family said yes to on top, then what is on, the next first."""
    _, every = search.words, search.found()
    ours = _ours(search)
    others = [one for one in every if one.id not in {row.id for _guest, row in ours}]
    first = min(search.address.page, max(0, (len(others) - 1) // _SHOWN)) * _SHOWN
    shown = others[first : first + _SHOWN]
    taken = tables.taken(search.session, [one.id or 0 for one in shown])
    lines = [_("<b>🎈 What is on</b>") + _heading(search), *_ours_lines(ours, search)]
    for number, row in enumerate(shown, first + 1):
        lines += [Html(""), *_entry(number, row, taken[row.id or 0], search)]
    if not others:
        lines += [Html(""), _nothing(search, bool(ours))]
    buttons = [
        Choice(_("{number} · {name}", number=n, name=short_title(content_of(row), _)), _to(row))
        for n, row in enumerate(shown, first + 1)
    ]
    more = Choice(_("More"), _page(search, first // _SHOWN + 1)) if len(others) > first + _SHOWN else None
    return Screen(
        join(lines),
        (*rows(*_our_buttons(ours, _)), *rows(*buttons), *rows(more, *_ways(search), to_home(_), width=2)),
    )


def _to(row: Activity) -> str:
    return OneAct(do="look", activity=row.id or 0).pack()


def _page(search: Search, number: int) -> str:
    return search.address.model_copy(update={"page": min(number, 99)}).pack()


def _heading(search: Search) -> Html:
    _, knowledge = search.words, search.around.knowledge
    names = [_.fact(one.name) for key in search.districts if (one := knowledge.district(key)) is not None]
    place = join(names, _(", ")) if names and not search.is_everywhere else _("the whole city")
    return Html(" · ") + place


def _ours(search: Search) -> list[tuple[ActivityGuest, Activity]]:
    """What this family answered and is still to come, or was called off; on the first page only. What it said no to last: a guardian may see what
    the other one said."""
    if search.guardian is None or search.address.page:
        return []
    found = tables.of_family(search.session, search.guardian.family_id)
    coming = [(guest, row) for guest, row in found if row.ends_at is not None and row.ends_at > search.now]
    yes = [(guest, row) for guest, row in coming if guest.coming != Coming.NO]
    no = [
        (guest, row) for guest, row in coming if guest.coming == Coming.NO and row.state == ActivityState.OPEN
    ]
    return [*yes, *no][:_OURS]


def _ours_lines(ours: list[tuple[ActivityGuest, Activity]], search: Search) -> list[Html]:
    _, lines = search.words, []
    for guest, row in ours:
        outline = content_of(row)
        line = _("{name}: {when}", name=title(outline, _), when=when(outline, _, search.around))
        lines.append(Html(_sign(guest, row)) + " " + line)
    return [Html(""), _("<b>You have answered</b>"), *lines] if lines else []


def _sign(guest: ActivityGuest, row: Activity) -> str:
    if row.state == ActivityState.CANCELLED:
        return "🚫"
    if has_seat(guest):
        return "✅"
    return {Coming.YES: "⏳", Coming.MAYBE: "🤔", Coming.NO: "✋"}[Coming(guest.coming)]


def _our_buttons(ours: list[tuple[ActivityGuest, Activity]], _: Words) -> list[Choice]:
    return [
        Choice(Html(_sign(guest, row)) + " " + short_title(content_of(row), _), _to(row))
        for guest, row in ours
    ]


def _entry(number: int, row: Activity, taken: int, search: Search) -> list[Html]:
    _, outline = search.words, content_of(row)
    return [
        _("{number}. <b>{name}</b>", number=number, name=title(outline, _)),
        Html("📅 ") + when(outline, _, search.around),
        Html("📍 ") + where(outline, search.session, _),
        Html("👶 ") + ages(outline.audience.ages, _) + " · " + seats_left(outline, taken, _),
    ]


def _nothing(search: Search, have_some: bool) -> Html:
    _, here = search.words, search.address.at in ("", EVERYWHERE)
    if have_some:
        return _("Nothing else is on here for now.") if here else _("Nothing else is on there for now.")
    if search.guardian is not None and not search.address.want:
        everything = replace(search, address=search.address.model_copy(update={"want": "a"}))
        if everything.found():
            return _(
                "For your children's age nothing is on there for now. There is something for other ages."
            )
    return _("Nothing is on here for now.") if here else _("Nothing is on there for now.")


def _ways(search: Search) -> list[Choice | None]:
    """Other ages, other districts, everywhere."""
    _, want = search.words, search.address.want
    of_age = Choice(_("Only for my children's age"), search.with_(want=""))
    every_age = Choice(_("For every age"), search.with_(want="a"))
    return [
        None if search.guardian is None else of_age if want else every_age,
        Choice(_("Another district"), ActWhere(want=want).pack()),
        None if search.is_everywhere else Choice(_("Everywhere in the city"), search.with_(at=EVERYWHERE)),
        Choice(_("🙋 What we need"), Go(to="needs").pack()) if search.guardian is not None else None,
    ]
