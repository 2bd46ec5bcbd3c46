"""A family and its community, in words: the very text that is agreed to, what the worker sees, and the letters of follow-up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from actions import families
from db import children, pairings, referrals, registrations
from db.chats import Chat
from db.children import Child
from db.families import Guardian
from db.follow_up import Registration
from dialogs.addresses import Go
from dialogs.community_addresses import Moving
from dialogs.home import age
from dialogs.near_words import language_in, text_of
from dialogs.screens import Choice, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.ticket_letters import polite, readers
from dialogs.words import Html, Words, join
from rules.follow_up import CALLED_MOST, KEEP, NameWrong, PhoneWrong, WordsWrong
from rules.roles import Role

#: Version of the text a family agrees to. A new wording gets a new version.
VERSION = "2026-11-27"


def consent_text(_: Words) -> Html:
    """The very words a person agrees to."""
    return join(
        [
            _("<b>🏘 My community</b>"),
            _("You can let the community of your district know your family. Then a worker can call you."),
            _("The worker sees only:"),
            _("• how to call you, and one phone number"),
            _("• your district and, if you name it, your community office"),
            _("• how many children you have, how old they are, and your language"),
            _("• why she calls: something is overdue, your question waits, you are new, you asked for help"),
            _("She does not see your children's records, or anything else of this chat."),
            _("You can change it or take it back here at any time. Then all of it is deleted."),
            _("Everything here works as well without it. Do you want that?"),
        ]
    )


def to_community(_: Words) -> Choice:
    return Choice(_("🏘 My community"), Go(to="community").pack())


def to_moved(_: Words) -> Choice:
    return Choice(_("🚚 We moved"), Go(to="moved").pack())


def district_name(key: str | None, _: Words, around: Surroundings) -> Html:
    """By its id; one the pack no longer has is shown by that."""
    found = around.knowledge.district(key)
    if found is not None:
        return _.fact(found.name)
    return Html("") + key if key else _("district not known")


def office_title(session: Session, place_id: int | None, _: Words) -> Html | None:
    """The community office they named."""
    found = registrations.office(session, place_id)
    return text_of(found.place.names, _) if found is not None else None


def seen_lines(
    session: Session,
    called: str,
    phone: str,
    where: tuple[str, int | None],
    found: Iterable[Child],
    today: date,
    _: Words,
    around: Surroundings,
) -> list[Html]:
    """What the worker sees of a family. The number stands alone in bold, so that it can be tapped."""
    district, place_id = where
    office = office_title(session, place_id, _)
    place = district_name(district, _, around)
    return [
        _("👤 {name}", name=called),
        Html("☎️ ") + Html("<b>") + phone + Html("</b>"),
        Html("📍 ") + (join([place, office], " · ") if office else place),
        children_line(found, today, _),
    ]


def children_line(found: Iterable[Child], today: date, _: Words) -> Html:
    """How many, and how old: no names."""
    ages = [age(one.born, today, _) for one in found]
    if not ages:
        return _("👶 No child is entered.")
    return _.ngettext(
        "👶 {n} child: {ages}", "👶 {n} children: {ages}", len(ages), n=len(ages), ages=join(ages, _(", "))
    )


def place_lines(
    session: Session, row: Registration, _: Words, around: Surroundings, now: datetime
) -> list[Html]:
    """What stays in a worker's chat: where the family is and how old its children are; no name, no number (`dialogs.contacts`)."""
    return own_lines(session, row, _, around, now)[2:]


def own_lines(
    session: Session, row: Registration, _: Words, around: Surroundings, now: datetime
) -> list[Html]:
    """The same of a registration there is."""
    found = children.of_family(session, row.family_id)
    where = (row.district, row.community)
    return seen_lines(session, row.called or "", row.phone or "", where, found, around.today(now), _, around)


def spoken_lines(session: Session, chat_id: int, _: Words) -> list[Html]:
    """What the family speaks here, for who calls it."""
    chat = session.get(Chat, chat_id)
    return [Html("💬 ") + language_in(chat.language, _)] if chat is not None and chat.language else []


def kept_lines(session: Session, guardian: Guardian, _: Words, around: Surroundings) -> list[Html]:
    """For *What is kept*; of another guardian's registration only that it is there."""
    row = registrations.of_family(session, guardian.family_id)
    if row is None:
        return []
    district = district_name(row.district, _, around)
    if registrations.guardian_of(session, row.chat_id) != guardian.id:
        return [
            _(
                "Your family is known to the community: {district}. The other guardian told it.",
                district=district,
            )
        ]
    known = _(
        "Known to the community: {name}, {phone}, {district}.",
        name=row.called or "",
        phone=row.phone or "",
        district=district,
    )
    return [known, *_of_others(session, guardian, _), _how_long(_)]


def _of_others(session: Session, guardian: Guardian, _: Words) -> list[Html]:
    """What went to other offices, and whose name of a volunteer is kept."""
    passed = len([one for one in referrals.all_of_guardian(session, guardian.id or 0) if one.words])
    helped = len([one for one in pairings.of_family(session, guardian.family_id) if one.volunteer])
    told = _.ngettext(
        "{n} matter passed to other offices.", "{n} matters passed to other offices.", passed, n=passed
    )
    names = _.ngettext("{n} volunteer's name.", "{n} volunteers' names.", helped, n=helped)
    return [*([told] if passed else []), *([names] if helped else [])]


def _how_long(_: Words) -> Html:
    days = KEEP.days
    return _.ngettext(
        "That a worker called: kept half a year. Words of what is over: {n} day.",
        "That a worker called: kept half a year. Words of what is over: {n} days.",
        days,
        n=days,
    )


def moved_note(
    session: Session, family_id: int, district: str | None, _: Words, around: Surroundings
) -> Screen | None:
    """For who says that a child lives elsewhere than the community knows the family: the whole family may have moved."""
    row = registrations.of_family(session, family_id)
    if row is None or district is None or row.district == district:
        return None
    told = _(
        "🏘 The community knows you in {old}. Have you all moved to {new}?",
        old=district_name(row.district, _, around),
        new=district_name(district, _, around),
    )
    yes = Choice(_("🚚 Yes, we moved"), Moving(do="to", value=district).pack())
    return Screen(told, rows(yes, to_community(_), width=2))


# --- what is wrong with what was typed


def no_phone(wrong: PhoneWrong, _: Words) -> Html:
    told = {
        PhoneWrong.ID_NUMBER: _(
            "That looks like an ID number. I do not read or keep those: please delete that message."
        ),
        PhoneWrong.NO_AREA: _("Please type it with the area code, for example 0553-1234567."),
        PhoneWrong.NO_NUMBER: _(
            "I cannot read a phone number in that. A mobile has 11 figures and begins with 1."
        ),
    }
    return told[wrong]


def no_name(wrong: NameWrong, _: Words, most: int = CALLED_MOST) -> Html:
    told: dict[NameWrong, Html] = {
        "id_number": _(
            "That looks like an ID number. I do not read or keep those: please delete that message."
        ),
        "number": _("Please leave out long numbers."),
        "no_letters": _("I see no words in that."),
        "too_long": _.ngettext(
            "That is long. {n} letter at most, please.",
            "That is long. {n} letters at most, please.",
            most,
            n=most,
        ),
    }
    return told[wrong]


def no_words(wrong: WordsWrong, most: int, _: Words) -> Html:
    return no_name(wrong, _, most)


# --- letters


def write_to(
    session: Session,
    chat_id: int,
    word: Callable[[Words], Screen],
    around: Surroundings,
    now: datetime,
    about: str,
    asked: bool = True,
) -> bool:
    """To a family, in its language. What it waits for leaves at once; the rest by day, and not to who wants no letters. Says whether it leaves."""
    chat = session.get(Chat, chat_id)
    if chat is None or chat.leaving:
        return False
    guardian = session.get(Guardian, chat.guardian_id) if chat.guardian_id else None
    if guardian is None or (not asked and guardian.paused_at is not None):
        return False
    screen = replace(word(around.catalogues.speak(chat.language)), fresh=True)
    families.tell(session, chat, screen.to_json(), now, now if asked else polite(now, around), about)
    session.flush()
    return True


def has_worker(session: Session, district: str, around: Surroundings) -> bool:
    """Whether anybody works here who sees the families of this district: nobody is promised who is not there."""
    return bool(readers(session, district, "", Role.WORKER, around))


def registered_note(session: Session, district: str, _: Words, around: Surroundings) -> Html:
    """They are on the list now; who sees it."""
    if has_worker(session, district, around):
        return _("✅ Registered. The worker in your district sees you on her list.")
    return _(
        "✅ Registered. Your district has no worker here yet: as soon as there is one, she sees you on her list."
    )


def handed_note(session: Session, district: str, name: Html, _: Words, around: Surroundings) -> Html:
    """They moved to the district of this name; who sees them there."""
    if has_worker(session, district, around):
        return _(
            "The worker in {district} sees you on her list; the one before does not any more.", district=name
        )
    return _(
        "{district} has no worker here yet: as soon as there is one, she sees you on her list. The one before does not any more.",
        district=name,
    )
