"""What is kept, as a page to read and print: one file, no scripts, nothing from elsewhere, every value escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from html import escape
from typing import Any

from dialogs.activity_words import told_line
from dialogs.checkup_words import visit_title
from dialogs.community_export import community_told
from dialogs.consent import consent_name
from dialogs.export_talks import talk_lines
from dialogs.growth_words import short
from dialogs.hours import described
from dialogs.matter_words import title_of
from dialogs.near_words import text_of
from dialogs.need_words import needs_told
from dialogs.notice_screen import subject_name
from dialogs.paper_answers import papers_lines
from dialogs.record_words import said
from dialogs.vaccine_words import vaccine_name
from dialogs.words import Html, Words, join
from rules.growth import Measured
from rules.hours import Hours
from rules.knowledge import Knowledge
from rules.languages import bcp47
from rules.notices import Subject
from rules.vaccines import Word
from rules.vaccines.doctor import KINDS

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 44rem; padding: 0 1rem; color: #222; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 2px solid #ddd; } h3 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: start; padding: .3rem .5rem; border-bottom: 1px solid #ddd; }
.struck { color: #666; text-decoration: line-through; } .note { color: #555; }
@media print { body { margin: 0; max-width: none; } section { break-inside: avoid; } }
"""


def page(data: dict[str, Any], knowledge: Knowledge, _: Words) -> bytes:
    """`data` is what `actions.export.collect` gives; UTF-8."""
    title = _("What Houniao keeps about your family")
    parts = [
        _tag("h1", title),
        _tag("p", _("Made on {moment}.", moment=_moment(data["made_at"])), "note"),
        *[_child(child, knowledge, _) for child in data.get("children", [])],
        _yourself(data, knowledge, _),
        _tag(
            "p",
            _(
                "Never kept: ID numbers, shared locations. Photos only in a question to a person, until it is closed."
            ),
            "note",
        ),
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style>'
    direction = "rtl" if _.rtl else "ltr"
    body = join(parts)
    text = f'<!doctype html>\n<html lang="{bcp47(_.language)}" dir="{direction}"><head>{head}</head><body>\n{body}\n</body></html>\n'
    return text.encode("utf-8", "replace")


def _child(child: dict[str, Any], knowledge: Knowledge, _: Words) -> Html:
    district = knowledge.district(child["district"])
    sexes = {"M": _("boy"), "F": _("girl")}
    facts = [
        _("born {day}", day=date.fromisoformat(child["born"])),
        sexes.get(child["sex"], Html("")),
        _.fact(district.name) if district else Html(""),
        _first_day(child["enters_on"], _),
        _("entered on {day}", day=date.fromisoformat(child["known_since"])),
    ]
    parts = [
        _tag("h2", _text(child["nickname"] or _("your child"))),
        _tag("p", join([fact for fact in facts if fact], " · ")),
        _booklet(child, knowledge, _),
    ]
    if child["measurements"]:
        parts += [_tag("h3", _("Weight, length, head")), _measurements(child["measurements"], _)]
    for title, lines in _sections(child, knowledge, _):
        if lines:
            parts += [_tag("h3", title), _list(lines)]
    return _tag("section", join(parts))


def _sections(child: dict[str, Any], knowledge: Knowledge, _: Words) -> list[tuple[Html, list[Html]]]:
    """What is told in lines, each under its title."""
    return [
        (_("Check-ups"), [_visit(one, knowledge, _) for one in child["visits"]]),
        (_("What the doctor said"), [_doctor_word(one, knowledge, _) for one in child["doctor_words"]]),
        (_("Papers for school"), papers_lines(child["school_papers"], knowledge, _)),
        (_("Questions for the clinic"), [_question(one, knowledge, _) for one in child["clinic_questions"]]),
        (_("What stood in the way"), [_hindrance(one, knowledge, _) for one in child["hindrances"]]),
        (_("Reminders"), [_reminder(one, knowledge, _) for one in child["reminders"]]),
    ]


def _first_day(day: str | None, _: Words) -> Html:
    return _("starts kindergarten on {day}", day=date.fromisoformat(day)) if day else Html("")


def _booklet(child: dict[str, Any], knowledge: Knowledge, _: Words) -> Html:
    if not child["doses"]:
        return _tag("p", _("No vaccination is written down yet."))
    head = _tag("tr", join([_tag("th", name) for name in (_("Vaccine"), _("Day"), _("Note"))], ""))
    lines = []
    for dose in sorted(child["doses"], key=lambda one: one["given_on"]):
        notes = [_product(dose["product"] or "", knowledge, _)]
        notes += [] if dose["day_is_exact"] else [_("day not known exactly")]
        notes += [_("given elsewhere")] if dose["elsewhere"] else []
        notes += [_("taken out on {day}", day=_moment(dose["struck_at"]).date())] if dose["struck_at"] else []
        cells = [
            vaccine_name(knowledge, escape(dose["vaccine"]), _),
            _text(_.day(date.fromisoformat(dose["given_on"]))),
        ]
        cells.append(join([note for note in notes if note], ", "))
        lines.append(
            _tag("tr", join([_tag("td", cell) for cell in cells], ""), "struck" if dose["struck_at"] else "")
        )
    return _tag("table", join([head, *lines]))


def _visit(one: dict[str, Any], knowledge: Knowledge, _: Words) -> Html:
    what = {
        "day": date.fromisoformat(one["done_on"]),
        "visit": visit_title(knowledge.checkups, escape(one["visit"]), _),
    }
    if not one["struck_at"]:
        return _("{day}: {visit}", **what)
    return _("{day}: {visit}, taken out on {other}", **what, other=_moment(one["struck_at"]).date())


def _product(code: str, knowledge: Knowledge, _: Words) -> Html:
    return vaccine_name(knowledge, code, _) if code in knowledge.book.products else _text(code)


def _doctor_word(one: dict[str, Any], knowledge: Knowledge, _: Words) -> Html:
    kind = next((kind for kind in KINDS if kind == one["kind"]), None)
    day = date.fromisoformat(one["day"]) if one["day"] else None
    told = said(knowledge, Word(kind, one["vaccine"], day), _) if kind else _text(one["kind"])
    line = _("{day}: {word}", day=_moment(one["told_at"]).date(), word=told)
    if not one["ended_at"]:
        return line
    return join([line, _("Ended on {day}.", day=_moment(one["ended_at"]).date())], " ")


def _question(one: dict[str, Any], knowledge: Knowledge, _: Words) -> Html:
    topic = knowledge.clinic_topics.get(one["topic"])
    asked = _text(one["words"]) if one["words"] else _.fact(topic.ask) if topic else _text(one["topic"])
    if one["vaccine"]:
        what = vaccine_name(knowledge, escape(one["vaccine"]), _)
        asked = _("{vaccine}: {question}", vaccine=what, question=asked)
    line = _("{day}: {question}", day=_moment(one["asked_at"]).date(), question=asked)
    if not one["settled_at"]:
        return line
    return join([line, _("Asked on {day}.", day=_moment(one["settled_at"]).date())], " ")


def _measurements(lines: list[dict[str, Any]], _: Words) -> Html:
    said = []
    for one in sorted(lines, key=lambda one: one["measured_on"]):
        values = short(Measured(date.min, one["weight_g"], one["length_mm"], one["head_mm"]), _)
        cells = [_text(_.day(date.fromisoformat(one["measured_on"]))), values]
        how = {True: _("lying"), False: _("standing"), None: Html("")}[one["lying"]]
        gone = _("taken out on {day}", day=_moment(one["struck_at"]).date()) if one["struck_at"] else Html("")
        cells.append(join([note for note in (how, gone) if note], ", "))
        said.append(
            _tag("tr", join([_tag("td", cell) for cell in cells], ""), "struck" if one["struck_at"] else "")
        )
    return _tag("table", join(said))


def _hindrance(one: dict[str, Any], knowledge: Knowledge, _: Words) -> Html:
    reasons = {
        "no_leave": _("I get no time off"),
        "out_of_stock": _("The vaccine was out of stock"),
        "too_far": _("It is too far"),
        "no_papers": _("A paper is missing"),
        "ill": _("My child is ill"),
        "afraid": _("I am worried about it"),
    }
    why = reasons.get(one["reason"]) or _text(one["reason"])
    return _(
        "{day}: {dose}: {reason}",
        day=_moment(one["told_at"]).date(),
        dose=title_of(knowledge, one["dose"], _),
        reason=why,
    )


def _reminder(one: dict[str, Any], knowledge: Knowledge, _: Words) -> Html:
    dose = title_of(knowledge, one["about"], _)
    if one["state"] == "waiting":
        return _("{dose}: will be said on {moment}", dose=dose, moment=_moment(one["due_at"]))
    if one["state"] in ("sent", "answered"):
        return _("{dose}: said on {moment}", dose=dose, moment=_moment(one["settled_at"] or one["due_at"]))
    return _("{dose}: not said", dose=dose)


def _yourself(data: dict[str, Any], knowledge: Knowledge, _: Words) -> Html:
    lines = [*_habits(data, knowledge, _), *[_consent(one, _) for one in data.get("consents", [])]]
    for talk in data["chats"]:
        lines += talk_lines(talk, _)
    return _tag("section", join([_tag("h2", _("About you")), _list(lines)]))


def _habits(data: dict[str, Any], knowledge: Knowledge, _: Words) -> list[Html]:
    """Since when, at which hours, with how many others; nothing for a stranger."""
    guardian, family = data.get("guardian"), data.get("family")
    if not guardian or not family:
        return []
    start, end = time.fromisoformat(guardian["write_from"]), time.fromisoformat(guardian["write_to"])
    lines = [
        _("Here since {day}.", day=_moment(guardian["since"]).date()),
        *described(Hours(start, end, guardian["rest_day"]), _),
    ]
    if guardian["reminders_off_since"]:
        lines.append(_("🔕 Reminders are switched off."))
    lines += [_calendar_link(one, _) for one in data["calendar_links"]]
    if guardian["notes_wanted"]:
        lines.append(_("You asked for feeding and safety notes by age."))
    for one in guardian["notices_not_wanted"]:
        subject = subject_name(Subject(one["subject"]), _)
        day = _moment(one["since"]).date()
        lines.append(_("🔕 No notices about {subject}, since {day}.", subject=subject, day=day))
    if family["clinic"]:
        lines.append(_("The clinic you chose: {clinic}", clinic=text_of(family["clinic"], _)))
    lines += community_told(family["community"], knowledge, _)
    lines += [told_line(one, _) for one in data["activities"]]
    lines += [needs_told(one, _) for one in family["needs"]["rounds"] if one["answered_at"]]
    number = family["guardians"]
    together = _.ngettext(
        "{n} guardian looks after these children.",
        "{n} guardians look after these children.",
        number,
        n=number,
    )
    return [*lines, together]


def _calendar_link(one: dict[str, Any], _: Words) -> Html:
    made = _("A link for your phone's calendar, made on {day}.", day=_moment(one["made_at"]).date())
    if not one["stopped_at"]:
        return made
    return join([made, _("Stopped on {day}.", day=_moment(one["stopped_at"]).date())], " ")


def _consent(one: dict[str, Any], _: Words) -> Html:
    agreed = _(
        "You agreed ({about}, version {version}) on {moment}.",
        about=consent_name(one["kind"], _),
        version=one["version"],
        moment=_moment(one["given_at"]),
    )
    if not one["withdrawn_at"]:
        return agreed
    return join([agreed, _("Taken back on {moment}.", moment=_moment(one["withdrawn_at"]))], " ")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _text(value: str) -> Html:
    return value if isinstance(value, Html) else Html(escape(value, quote=False))


def _tag(name: str, inner: Html, kind: str = "") -> Html:
    return Html(f'<{name} class="{kind}">{inner}</{name}>' if kind else f"<{name}>{inner}</{name}>")


def _list(items: Iterable[Html]) -> Html:
    return _tag("ul", join([_tag("li", item) for item in items]))
