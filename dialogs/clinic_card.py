"""A card to show at the clinic, in Chinese whatever the parent's language: who the child is, what was given, what is open, what to ask."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import checkups, plans
from actions.questions import questions_of
from db import doctor, vaccines
from db.children import Child
from db.families import Guardian
from db.vaccines import Dose
from dialogs.addresses import ChildDo
from dialogs.calendar import in_messages, ways_back
from dialogs.calendar_page import drawn_name
from dialogs.children import not_here, owned
from dialogs.home import age, name
from dialogs.question_list import spoken
from dialogs.record_words import said as doctors_word
from dialogs.screens import Attachment, Choice, Screen, length, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.vaccine_words import dose_title, open_rows, vaccine_name
from dialogs.words import Html, Words, join, plain
from pictures.card import CardPage, Section, draw
from pictures.paper import to_png
from rules.vaccines import Forecast

router = Router(name="clinic_card")

#: The clinic reads Chinese.
OF_THE_CLINIC = "zh_CN"

#: UTF-16 units of one section: a message holds it with its heading. Days named with one vaccine, and words of a doctor.
SECTION_MOST, DAYS_MOST, WORDS_MOST = 3_800, 30, 10

#: A heading and the lines below it.
Part = tuple[Html, list[Html]]


@router.callback_query(ChildDo.filter(F.do.in_({"clinic_card", "clinic_picture"})))
async def clinic_card_(
    query: CallbackQuery,
    callback_data: ChildDo,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """The card as text, quick to show; or as a picture, to keep and to send."""
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    zh = around.catalogues.speak(OF_THE_CLINIC)
    sections = _sections(session, around, child, zh, now)
    if callback_data.do == "clinic_picture":
        said = _(
            "The card as a picture. Show it at the clinic, or keep it in your phone. It is in Chinese, for the doctor."
        )
        return Screen(said, ways_back(child, _), picture=_picture(around, child, sections, zh, now))
    blocks = _blocks(around, child, sections, zh, now)
    if _.language != zh.language:
        blocks.insert(0, _("Show this at the clinic. It is in Chinese, for the doctor."))
    texts = in_messages(blocks)
    picture = Choice(_("🖼 As a picture"), ChildDo(do="clinic_picture", child=child.id or 0).pack())
    return [*(Screen(text) for text in texts[:-1]), Screen(texts[-1], (*rows(picture), *ways_back(child, _)))]


def _blocks(around: Surroundings, child: Child, sections: list[Part], _: Words, now: datetime) -> list[Html]:
    title = _("<b>For the vaccination clinic: {name}</b>", name=name(child, _))
    head = join([title, _facts(around, child, _, now)])
    return [
        head,
        *(join([Html(f"<b>{title}</b>"), *lines]) for title, lines in sections),
        _told_by(_),
    ]


def _picture(around: Surroundings, child: Child, sections: list[Part], _: Words, now: datetime) -> Attachment:
    card = CardPage(
        title=plain(_("For the vaccination clinic: {name}", name=drawn_name(child, _))),
        lines=(plain(_facts(around, child, _, now)),),
        sections=tuple(
            Section(plain(title), tuple(plain(line) for line in lines), strong=at > 0)
            for at, (title, lines) in enumerate(sections)
        ),
        footer=plain(_told_by(_)),
    )
    told = [part for one in card.sections for part in (one.heading, *one.rows)]
    about = "\n".join([card.title, *card.lines, *told, card.footer])
    return Attachment(f"clinic-{around.today(now)}.png", "image/png", to_png(draw(card)), about)


def _facts(around: Surroundings, child: Child, _: Words, now: datetime) -> Html:
    """Birth date, age, and the sex if it was said. Never a number of any document."""
    parts = [_("born {day}", day=child.born), age(child.born, around.today(now), _)]
    if child.sex is not None:
        parts.append(_("Girl") if child.sex == "F" else _("Boy"))
    return join(parts, " · ")


def _told_by(_: Words) -> Html:
    return _("Told by the parent. The booklet and the system decide.")


def _sections(session: Session, around: Surroundings, child: Child, _: Words, now: datetime) -> list[Part]:
    """Headings with their lines: what was given, what a doctor said, what is open now, what the parent wants to ask."""
    today = around.today(now)
    found = plans.look(session, around.knowledge, child, today)
    record = vaccines.record(session, [child.id or 0])[child.id or 0]
    checked = child.record_checked_at is not None
    sections = [(_("Given so far"), _given(around, record, found, checked, _))]
    words = _doctor(session, around, child, today, _)
    if words:
        sections.append((_("A doctor said (told by the parent)"), words))
    if checked:
        sections.append(
            (
                _("Open now by the schedule"),
                [*_checks(session, around, child, _, now), *_open(around, found, _)],
            )
        )
    asked = [spoken(one, _, around) for one in questions_of(session, child)]
    sections.append((_("Questions for the doctor"), [*asked, *_questions(around, found, checked, _)]))
    return [(title, _cut(lines, _)) for title, lines in sections]


def _cut(lines: list[Html], _: Words) -> list[Html]:
    """As many lines as a section holds; that there are more is said."""
    kept, taken = 0, 0
    for line in lines:
        taken += length(line) + 1
        if taken > SECTION_MOST:
            break
        kept += 1
    return [*lines[:kept], *_more(len(lines) - kept, _)]


def _more(number: int, _: Words) -> list[Html]:
    """Said in place of what has no room."""
    if number <= 0:
        return []
    return [_.ngettext("… and {n} more, not shown here", "… and {n} more, not shown here", number, n=number)]


def _doctor(session: Session, around: Surroundings, child: Child, today: date, _: Words) -> list[Html]:
    """What a doctor said and still holds (DW1, DW2, G9): what is forbidden first, then what waits; the same thing once."""
    rank = {"must_not": 0, "put_off": 1}
    words = [
        one
        for one in doctor.standing(session, child.id or 0)
        if one.kind != "put_off" or (one.day is not None and one.day > today)
    ]
    words.sort(key=lambda one: (rank.get(one.kind, 2), one.day is not None and -one.day.toordinal()))
    lines = list(dict.fromkeys(doctors_word(around.knowledge, one, _) for one in words))
    return [*lines[:WORDS_MOST], *_more(len(lines) - WORDS_MOST, _)]


def _given(around: Surroundings, record: list[Dose], found: Forecast, checked: bool, _: Words) -> list[Html]:
    """One line for each vaccine with all its days; what is not exact or may not count is marked, and the marks are explained."""
    lines = []
    wrong = {(one.vaccine, one.given) for one in found.invalid}
    order = {code: at for at, code in enumerate(around.knowledge.book.vaccines)}
    by_vaccine = sorted(record, key=lambda one: (order.get(one.vaccine, 99), one.vaccine, one.given_on))
    for code, doses in groupby(by_vaccine, key=lambda one: one.vaccine):
        days = [
            _.short_day(one.given_on)
            + ("" if one.exact else " ~")
            + (" ↗" if one.elsewhere else "")
            + (plain(_(" (may not count)")) if (code, one.given_on) in wrong else "")
            for one in doses
        ]
        said = _("; ").join([*days[:DAYS_MOST], *_more(len(days) - DAYS_MOST, _)])
        lines.append(_("{vaccine}: {days}", vaccine=vaccine_name(around.knowledge, code, _), days=said))
    if not checked:
        lines.append(_("The parent has not told yet what the booklet says."))
    elif not record:
        lines.append(_("Nothing is recorded."))
    if any(not one.exact for one in record):
        lines.append(_("~ : the family says it was given; the day is from the calendar"))
    if any(one.elsewhere for one in record):
        lines.append(_("↗ : given elsewhere."))
    return lines


def _checks(session: Session, around: Surroundings, child: Child, _: Words, now: datetime) -> list[Html]:
    """Check-ups that can be done at the clinic now: they come before the vaccination (CK7)."""
    found = checkups.visits(session, around.knowledge, child, around.today(now))
    return [_.fact(one.name) for one in found if one.status == "due" and one.goes and one.place == "clinic"]


def _open(around: Surroundings, found: Forecast, _: Words) -> list[Html]:
    """What can be given now, what is late first; or else the next dose with its day."""
    open_now = [row for row in open_rows(found) if row.status != "not_yet"]
    lines = []
    for row in open_now:
        title = dose_title(around.knowledge, row.vaccine, row.dose, _)
        lines.append(_("{dose} (late)", dose=title) if row.status == "overdue" else title)
    if lines:
        return lines
    for row in open_rows(found)[:1]:
        title = dose_title(around.knowledge, row.vaccine, row.dose, _)
        return [_("Nothing today. Next: {dose}, from {day}", dose=title, day=row.earliest)]
    if any(row.status == "contraindicated" for row in found.doses):
        return [_("Nothing else is open.")]
    return [_("All vaccinations of the national schedule are done.")]


def _questions(around: Surroundings, found: Forecast, checked: bool, _: Words) -> list[Html]:
    """What only the clinic can say."""
    asked = []
    if not checked:
        asked.append(_("Please look the record up in the system. Which doses are missing?"))
    waiting = {row.family for row in found.doses if row.open}
    for wrong in found.invalid:
        if wrong.family in waiting:
            title = vaccine_name(around.knowledge, wrong.vaccine, _)
            asked.append(_("{vaccine} of {day}: does it count?", vaccine=title, day=wrong.given))
    ready = [row for row in found.doses if row.status in ("due", "overdue")] if checked else []
    asked += [
        _("{dose}: how is it best caught up?", dose=dose_title(around.knowledge, row.vaccine, row.dose, _))
        for row in ready
        if row.ask_clinic
    ]
    if len(ready) > 1:
        asked.append(_("Several are open. How many can be given today, and which first?"))
    asked.append(_("On which day shall we come again?"))
    return asked
