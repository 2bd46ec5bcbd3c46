"""What is typed while a booklet is told or a dose is written down: a day, a vaccine, both in one line, or a question.

A day is only ever written down for the vaccine that was asked about, or that stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message
from sqlmodel import Session

from db import vaccines
from db.children import Child
from db.families import Guardian
from dialogs import topics
from dialogs.addresses import Shot, ShotOn, ShotsOn
from dialogs.birth_dates import ask_again
from dialogs.booklet_telling import WHICH, Telling, is_telling, note_unsure, tell_booklet, telling_of
from dialogs.children import not_here, owned
from dialogs.dose_days import ask, days_by_tap, known, way_back
from dialogs.dose_writing import Recording, record
from dialogs.home import to_home
from dialogs.screens import Choice, Screen
from dialogs.surroundings import Surroundings
from dialogs.typed_doses import TypedDose, read_typed_dose
from dialogs.unfinished import set_aside
from dialogs.vaccine_names import meant, named, spoken_of, which_of
from dialogs.vaccine_words import code_of
from dialogs.vaccines import Giving, ask_dose
from dialogs.words import Words, join
from rules.birthdays import Certain, Reason, Unclear, looks_like_id_number, read_dose_date, read_dose_line

router = Router(name="dose answers")

#: So many days fit into the address of one button.
_DAYS_MOST = 5


class Answer:
    """One typed text of one person about one child, and everything that is needed to answer it."""

    def __init__(
        self,
        text: str,
        child: Child,
        session: Session,
        guardian: Guardian | None,
        state: FSMContext,
        _: Words,
        around: Surroundings,
        now: datetime,
    ) -> None:
        self.text, self.child, self.session, self.guardian = text, child, session, guardian
        self.state, self._, self.around, self.now = state, _, around, now
        self.today = around.today(now)

    async def record(self, dose: str, days: Sequence[date]) -> Screen:
        return await record(self.session, self.child, dose, days, self.state, self._, self.around, self.now)

    async def ask(self, dose: str) -> Screen:
        return await ask(self.session, self.child, dose, self.state, self._, self.around, self.now)

    def both(self) -> TypedDose | None:
        """A vaccine with its days."""
        return read_typed_dose(self.text, self.child.born, self.today, self.around.knowledge, self._)

    def question(self) -> Screen | None:
        """The answer to something that was asked instead."""
        return topics.meanwhile(self.text, self.session, self.guardian, self._, self.around, self.now)

    async def which(self, codes: Sequence[str], days: Sequence[date] = ()) -> Screen:
        """Which of these it is. Until that is said, no day belongs to any vaccine: what we waited for is over."""
        _, telling = self._, await is_telling(self.state, self.child)
        await self.state.set_state(Telling.vaccine if telling else Giving.vaccine)
        await self.state.update_data({"child": self.child.id, WHICH: list(codes)})
        number, fits = self.child.id or 0, 0 < len(days) <= _DAYS_MOST
        told = "".join(f"{day:%y%m%d}" for day in days)

        def pick(code: str) -> str:
            if fits:
                return ShotsOn(child=number, dose=code, days=told).pack()
            return Shot(do="ask", child=number, dose=code).pack()

        ways = (way_back(self.child, telling, self._), to_home(self._))
        asked = which_of(list(codes), self.around.knowledge, self._, pick, *ways)
        if not days:
            return asked
        kept = (
            _("{days}: I have that.", days=_("; ").join(_.day(day) for day in days))
            if fits
            else _("First the vaccine, please. Then type its dates again.")
        )
        return replace(asked, text=join([kept, asked.text]))

    async def days_of_which(self) -> Screen | None:
        """Days that are typed while it is asked which vaccine it is: they wait on the buttons."""
        codes = [
            str(one)
            for one in (await self.state.get_data()).get(WHICH) or ()
            if known(self.around.knowledge, str(one))
        ]
        days = [
            one.day
            for one in read_dose_line(self.text, self.child.born, self.today)
            if isinstance(one, Certain)
        ]
        return await self.which(codes, sorted(days)) if codes and days else None


@router.message(StateFilter(Recording.day), F.text)
async def typed_day(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """The day of the dose that was asked about; or the name of another one."""
    data = await state.get_data()
    child = owned(session, guardian, data.get("child", 0))
    dose = str(data.get("dose", ""))
    if child is None or not known(around.knowledge, dose):
        await set_aside(state)
        return not_here(_)
    heard = Answer(message.text or "", child, session, guardian, state, _, around, now)
    both = heard.both()
    if both is not None:
        return await _take(heard, both)
    readings = read_dose_line(heard.text, child.born, heard.today)
    if any(isinstance(one, Certain) for one in readings):
        others = _others(heard, dose)
        days = [one.day for one in readings if isinstance(one, Certain)]
        return await heard.which(others, days) if others else await _line(heard, dose, readings)
    return await _no_day(heard, dose)


async def _take(heard: Answer, both: TypedDose) -> Screen:
    if len(both.codes) == 1:
        return await heard.record(both.codes[0], both.days)
    return await heard.which(both.codes, both.days)


def _others(heard: Answer, dose: str) -> list[str]:
    """Vaccines named beside the day; none when it is the one that was asked about, alone or in a combination."""
    book = heard.around.knowledge.book
    asked = {book.vaccine_of(code_of(dose)), *book.containing(book.vaccine_of(code_of(dose)))}
    found = spoken_of(heard.text, heard.around.knowledge, heard._)
    return [] if any({one, book.vaccine_of(one)} & asked for one in found) else found


async def _line(heard: Answer, dose: str, readings: Sequence[Certain | Unclear]) -> Screen | list[Screen]:
    """The days of one line. Those that are certain are written down; each of the others is asked about."""
    _, days = heard._, sorted({one.day for one in readings if isinstance(one, Certain)})
    said = await heard.record(dose if len(readings) == 1 else code_of(dose), days)
    open_ones = [one for one in readings if isinstance(one, Unclear)]
    if not open_ones:
        return said
    await note_unsure(heard.state, heard.child, dose)
    asked = [_ask_again(heard, code_of(dose), one, (to_home(heard._),), near=days[-1]) for one in open_ones]
    first = _("One more date of that line, to be sure:")
    return [said, *(replace(one, text=join([first, one.text])) for one in asked)]


async def _no_day(heard: Answer, dose: str) -> Screen | list[Screen]:
    """Another vaccine, a question, or a day that has to be asked about."""
    _, child, telling = heard._, heard.child, await is_telling(heard.state, heard.child)
    other = named(heard.text, heard.around.knowledge, _)
    if other is not None:
        return await heard.ask(other)
    maybe = meant(heard.text, heard.around.knowledge, _)
    if maybe:
        return await heard.which(maybe)
    reading = read_dose_date(heard.text, child.born, heard.today)
    answer = heard.question() if reading == Unclear(Reason.NOT_A_DATE) else None
    if answer is not None:
        return [answer, await heard.ask(dose)]
    told = vaccines.record(heard.session, [child.id or 0])[child.id or 0] if telling else []
    if telling:
        await note_unsure(heard.state, child, dose)
    last = max(told, key=lambda line: line.id or 0, default=None)
    by_tap = days_by_tap(child, dose, told, _, heard.around, heard.now)
    ways = (*by_tap, way_back(child, telling, _), to_home(_))
    unclear = reading if isinstance(reading, Unclear) else Unclear(Reason.ROUGH)
    return _ask_again(heard, dose, unclear, ways, near=last.given_on if last is not None else None)


def _ask_again(
    heard: Answer, dose: str, reading: Unclear, ways: tuple[Choice, ...], near: date | None = None
) -> Screen:
    def pick(day: date) -> str:
        return ShotOn(child=heard.child.id or 0, dose=dose, day=day.isoformat()).pack()

    return ask_again(reading, heard._, pick, *ways, near=near, born=heard.child.born)


@router.message(StateFilter(Telling.vaccine), F.text)
async def typed_vaccine(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """A vaccine's name does as its button, and with its days beside it as both; a date alone belongs to no vaccine."""
    child = telling_of(await state.get_data(), session, guardian)
    if child is None:
        await set_aside(state)
        return not_here(_)
    heard = Answer(message.text or "", child, session, guardian, state, _, around, now)
    found = await _vaccine(heard)
    if found is not None:
        return found
    answer = heard.question()
    said = [_("First the vaccine, please: tap it, or type its name. Then its date.")]
    if looks_like_id_number(heard.text):
        said = [_("That looks like an ID number. I do not read or keep those: please delete that message.")]
    asked = await tell_booklet(session, child, state, _, around, None if answer else said)
    return [answer, asked] if answer else asked


async def _vaccine(heard: Answer) -> Screen | None:
    """What does for a vaccine: its name, several that it may be, or either with days."""
    both = heard.both()
    if both is not None:
        return await _take(heard, both)
    code = named(heard.text, heard.around.knowledge, heard._)
    if code is not None:
        return await heard.ask(code)
    maybe = meant(heard.text, heard.around.knowledge, heard._)
    return await heard.which(maybe) if maybe else await heard.days_of_which()


@router.message(StateFilter(Giving.vaccine), F.text)
async def typed_given(
    message: Message,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The same after a visit, where the doses that are open now are the choice."""
    child = owned(session, guardian, int((await state.get_data()).get("child", 0)))
    if child is None:
        await set_aside(state)
        return not_here(_)
    heard = Answer(message.text or "", child, session, guardian, state, _, around, now)
    found = await _vaccine(heard) or heard.question()
    if found is not None:
        return found
    asked = ask_dose(session, child, _, around, now)
    refused = _("That looks like an ID number. I do not read or keep those: please delete that message.")
    first = refused if looks_like_id_number(heard.text) else _("I do not know that vaccine.")
    return replace(asked, text=join([first, asked.text]))


@router.callback_query(ShotsOn.filter())
async def picked_days(
    query: CallbackQuery,
    callback_data: ShotsOn,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """It is clear now which vaccine it was: the days that were typed are its days."""
    child = owned(session, guardian, callback_data.child)
    if child is None or not known(around.knowledge, callback_data.dose):
        return not_here(_)
    told = callback_data.days
    written = [
        f"20{told[at : at + 2]}-{told[at + 2 : at + 4]}-{told[at + 4 : at + 6]}"
        for at in range(0, len(told), 6)
    ]
    readings = [read_dose_date(one, child.born, around.today(now)) for one in written]
    days = [one.day for one in readings if isinstance(one, Certain)]
    if len(days) < len(readings):
        return await ask(session, child, callback_data.dose, state, _, around, now)
    return await record(session, child, callback_data.dose, days, state, _, around, now)
