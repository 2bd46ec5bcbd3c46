"""One place: everything families should know before they go, the pin, the telephone, "our clinic", and "wrong or closed"."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery
from sqlmodel import Session

from actions import families
from actions import places as actions
from db import places
from db.families import Guardian
from db.places import PlaceRow, PlaceState
from dialogs.addresses import Go
from dialogs.home import to_home
from dialogs.near_addresses import Find, PlaceDo, PlaceWrong
from dialogs.near_list import home_districts
from dialogs.near_words import demo_label, kind_name, last_checked, open_now, spoken_there, text_of
from dialogs.opening_words import hours_lines
from dialogs.place_staff import tell_staff
from dialogs.screens import Choice, Place, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.vaccine_words import vaccine_name
from dialogs.words import Html, Words, join, plain
from rules.places.map_links import links

router = Router(name="near place")

#: Vaccines named on a card; a clinic may have twenty.
_NAMED = 6

#: Kinds a family can keep as its own: where the reminders send it.
_CLINICS = ("vaccination_clinic", "community_health_centre")


@router.callback_query(PlaceDo.filter(F.do == "look"))
async def look(
    query: CallbackQuery,
    callback_data: PlaceDo,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The card, with what can be done."""
    row = _row(session, callback_data.place)
    return not_there(_) if row is None else shown(row, callback_data.at, session, guardian, _, around, now)


def shown(
    row: PlaceRow,
    at: str,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """The card of a place with its buttons, as a parent sees it."""
    number = row.id or 0
    ours = None
    mine = places.our_clinic(session, guardian.family_id) if guardian is not None else None
    is_ours = mine is not None and mine.id == row.id
    if is_ours or (guardian is not None and row.kind in _CLINICS):
        ours = Choice(
            _("☆ No longer our clinic") if is_ours else _("⭐ This is our clinic"),
            PlaceDo(do="notours" if is_ours else "ours", place=number, at=at).pack(),
        )
    pin = Choice(_("🗺 On the map"), PlaceDo(do="pin", place=number, at=at).pack())
    wrong = Choice(_("✋ Wrong or closed"), PlaceDo(do="wrong", place=number, at=at).pack())
    return Screen(card(row, _, around, now), rows(pin, ours, wrong, _back(row, at, _, around), to_home(_)))


def card(row: PlaceRow, _: Words, around: Surroundings, now: datetime) -> Html:
    """The words of the card; staff see the same before they publish."""
    place, local = row.place, now.astimezone(around.zone).replace(tzinfo=None)
    district = around.knowledge.district(place.district)
    kind = kind_name(around.knowledge.place_kinds, place.kind, _)
    lines = [
        Html("<b>") + text_of(place.names, _) + Html("</b>"),
        kind + " · " + _.fact(district.name) if district else kind,
        *(
            [_("🧪 Demo: this place is made up, to show how it works. Do not go there.")]
            if place.demo
            else []
        ),
        *([Html("📍 ") + text_of(place.addresses, _)] if place.addresses else []),
        Html("🕘 ") + open_now(place, local, around.knowledge.workdays, _),
        *(hours_lines(place.hours, _) if place.hours else []),
        *([Html("☎️ <b>") + _("{text}", text=place.phone) + Html("</b>")] if place.phone else []),
        *_good_to_know(row, _, around),
        *last_checked(place, around.today(now), _),
    ]
    return join(lines)


def _good_to_know(row: PlaceRow, _: Words, around: Surroundings) -> list[Html]:
    place, knowledge = row.place, around.knowledge
    districts = [found for one in place.districts if (found := knowledge.district(one)) is not None]
    serves = Html(_(", ").join(_.fact(one.name) for one in districts))
    vaccines = Html(_(", ").join(vaccine_name(knowledge, code, _) for code in place.vaccines[:_NAMED]))
    others = len(place.vaccines) - _NAMED
    migrants = {
        True: _("✅ Takes children from elsewhere."),
        False: _("Does not take children from elsewhere."),
        None: None,
    }
    lines = [
        _("💰 Affordable (普惠): the price is limited.") if place.inclusive else None,
        Html("💰 ") + text_of(place.prices, _) if place.prices else None,
        migrants[place.migrants],
        _("For families of: {districts}.", districts=serves) if districts else None,
        _("💉 It has: {vaccines}.", vaccines=vaccines) if 0 < len(place.vaccines) <= _NAMED else None,
        _("💉 It has: {vaccines}, and {n} more.", vaccines=vaccines, n=others) if others > 0 else None,
        _("🗣 They speak: {languages}.", languages=spoken_there(place, _)) if place.languages else None,
        Html("ℹ️ ") + text_of(place.notes, _) if place.notes else None,
    ]
    return [line for line in lines if line is not None]


@router.callback_query(PlaceDo.filter(F.do == "pin"))
async def pin(
    query: CallbackQuery, callback_data: PlaceDo, session: Session, _: Words, around: Surroundings
) -> Screen:
    """Where it is: a native venue on Telegram, on the page with the ways into the usual map apps."""
    row = _row(session, callback_data.place)
    if row is None:
        return not_there(_)
    place = row.place
    title, address = (plain(text_of(texts, _)) for texts in (place.names, place.addresses))
    title = f"{title} {plain(demo_label(_))}" if place.demo else title
    spot = Place(
        row.lat, row.lon, title, address or plain(kind_name(around.knowledge.place_kinds, row.kind, _))
    )
    back = Choice(_("↩️ Back"), PlaceDo(do="look", place=row.id or 0, at=callback_data.at).pack())
    apps = [Choice(map_names(_)[app], url=url) for app, url in links(row.lat, row.lon, title)]
    return Screen(
        _("Open it in a map app:"), (*rows(*apps, width=2), *rows(back, to_home(_), width=2)), place=spot
    )


def map_names(_: Words) -> dict[str, Html]:
    """The usual map apps, as `rules.places.map_links` calls them."""
    return {
        "amap": _("Amap (高德)"),
        "baidu": _("Baidu Maps (百度)"),
        "tencent": _("Tencent Maps (腾讯)"),
        "apple": _("Apple Maps"),
        "osm": Html("OpenStreetMap"),
    }


@router.callback_query(PlaceDo.filter(F.do.in_({"ours", "notours"})))
async def ours(
    query: CallbackQuery,
    callback_data: PlaceDo,
    session: Session,
    guardian: Guardian | None,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen | list[Screen]:
    """From now on reminders and "Where?" name this clinic."""
    row = _row(session, callback_data.place)
    if row is None:
        return not_there(_)
    if guardian is None or not families.has_agreed(session, guardian, "child"):
        begin = Choice(_("👶 Keep my children's calendar"), Go(to="consent").pack())
        return Screen(
            _("I can keep your clinic together with your children's calendar."),
            rows(begin, _back(row, callback_data.at, _, around), to_home(_)),
        )
    mine = callback_data.do == "ours" and row.kind in _CLINICS
    actions.choose_clinic(session, guardian.family_id, row if mine else None)
    told = [
        _("⭐ Kept: reminders will name this clinic.")
        if mine
        else _("Taken out. Reminders name no clinic now.")
    ]
    if mine:
        told += _whether_it_serves(row, session, guardian, _, around)
    return [Screen(join(told)), shown(row, callback_data.at, session, guardian, _, around, now)]


def _whether_it_serves(
    row: PlaceRow, session: Session, guardian: Guardian, _: Words, around: Surroundings
) -> list[Html]:
    """A word where the clinic is for other districts than the family's."""
    serves = row.place.districts
    others = [one for one in home_districts(session, guardian) if serves and one not in serves]
    names = [_.fact(found.name) for one in others if (found := around.knowledge.district(one))]
    if not names:
        return []
    return [
        _("You live in {districts}: call first whether they take you.", districts=Html(_(", ").join(names)))
    ]


@router.callback_query(PlaceDo.filter(F.do == "wrong"))
async def wrong(query: CallbackQuery, callback_data: PlaceDo, session: Session, _: Words) -> Screen:
    """What is wrong, by buttons: nothing of who says it is kept."""
    row = _row(session, callback_data.place)
    if row is None:
        return not_there(_)
    said = [
        Choice(label, PlaceWrong(place=row.id or 0, what=what, at=callback_data.at).pack())
        for what, label in wrong_words(_).items()
    ]
    back = Choice(_("↩️ Back"), PlaceDo(do="look", place=row.id or 0, at=callback_data.at).pack())
    asked = join([_("What is wrong?"), _("I tell the staff. I do not say who told me.")])
    return Screen(asked, (*rows(*said), *rows(back, to_home(_), width=2)))


def wrong_words(_: Words) -> dict[str, Html]:
    """What can be wrong with a place, by its key."""
    return {
        "closed": _("It is closed for good"),
        "moved": _("It has moved"),
        "phone": _("The phone number is wrong"),
        "hours": _("The opening hours are wrong"),
        "refused": _("They sent us away"),
        "other": _("Something else"),
    }


@router.callback_query(PlaceWrong.filter())
async def told_wrong(
    query: CallbackQuery,
    callback_data: PlaceWrong,
    session: Session,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    """To the staff of the district; said once however often it is tapped."""
    row = _row(session, callback_data.place)
    if row is None or callback_data.what not in wrong_words(_):
        return not_there(_)
    new = actions.report(session, row.id or 0, callback_data.what, now)
    read = tell_staff(session, row, callback_data.what, around, now) if new else True
    lines = [_("Thank you. The staff will look at it.") if read else _("Thank you. I have written it down.")]
    if callback_data.what == "refused":
        lines.append(
            _("If they would not take your child: tap 📚, there stands what you can say and whom to call.")
        )
    refusals = (
        Choice(_("📚 They sent us away: what now?"), Go(to="guides").pack())
        if callback_data.what == "refused"
        else None
    )
    back = Choice(_("↩️ Back"), PlaceDo(do="look", place=row.id or 0, at=callback_data.at).pack())
    return Screen(join(lines), rows(refusals, back, to_home(_)))


def not_there(_: Words) -> Screen:
    """For a place that is closed, taken out, or was never there."""
    near = Choice(_("📍 Near me"), Go(to="near").pack())
    return Screen(_("This place is not there any more."), rows(near, to_home(_)))


def _row(session: Session, number: int) -> PlaceRow | None:
    row = places.several(session, [number]).get(number)
    return None if row is None or row.state == PlaceState.GONE else row


def _back(row: PlaceRow, at: str, _: Words, around: Surroundings) -> Choice:
    kind = around.knowledge.place_kinds.get(row.kind)
    return Choice(_("↩️ The list"), Find(kind=kind.code if kind else "", at=at).pack())
