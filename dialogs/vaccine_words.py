"""How vaccines, doses and days are said to a family: everyday words, the date, one reason."""

from __future__ import annotations

from datetime import date

from dialogs.words import Html, Words
from rules.knowledge import Knowledge
from rules.vaccines import Forecast, Next

#: Open doses shown at home; the card shows all.
AT_HOME = 2
#: Months ahead that "what is next" looks: what is years away helps nobody today.
SOON_DAYS = 400


def vaccine_name(knowledge: Knowledge, code: str, _: Words) -> Html:
    """The everyday name of a vaccine or a combination; the code itself when the book does not know it."""
    book = knowledge.book
    found = book.vaccines.get(code) or book.combinations.get(code)
    return _.fact(found.everyday) if found else Html("") + code


def dose_title(knowledge: Knowledge, vaccine: str, dose: int | None, _: Words) -> Html:
    """ "MMR, dose 1"; without a number where the vaccine is given once."""
    title = vaccine_name(knowledge, vaccine, _)
    once = vaccine in ("BCG", "HepA-L")
    return title if dose is None or once else _("{vaccine}, dose {n}", vaccine=title, n=dose)


def code_of(dose: str) -> str:
    """The vaccine of a dose's name: "MMR-1" is MMR; a combination's code has no number of its own and stays whole."""
    vaccine, dash, number = dose.rpartition("-")
    return vaccine if dash and number.isdecimal() and len(number) == 1 else dose


def title_of(knowledge: Knowledge, dose: str, _: Words) -> Html:
    """The same for a dose's name in keys and addresses, like "MMR-1"."""
    vaccine = code_of(dose)
    return dose_title(knowledge, vaccine, int(dose[len(vaccine) + 1 :]) if vaccine != dose else None, _)


def when(row: Next, today: date, _: Words, checked: bool = True) -> Html:
    """When this dose can be given. What lies in the past is only "missing" once the family looked at the booklet."""
    day = row.earliest or today
    if row.status in ("due", "overdue") and day == today:
        # also after a late start: who comes on the first day that was possible is not late
        return _("today is the first day")
    if row.status == "overdue":
        return _("please catch up now") if checked else _("by the calendar, this was due by now")
    if row.status == "due":
        return _("can be given now")
    days = (day - today).days
    if days <= 60:
        return _.ngettext("from {day}, in {n} day", "from {day}, in {n} days", days, day=day, n=days)
    return _("from {day}", day=day)


def open_rows(found: Forecast) -> list[Next]:
    """Open doses, what is late first, then by day."""
    rank = {"overdue": 0, "due": 1, "not_yet": 2}
    rows = [row for row in found.doses if row.open]
    return sorted(rows, key=lambda row: (rank.get(row.status, 3), row.earliest or date.max, row.family))


def next_lines(knowledge: Knowledge, found: Forecast, today: date, checked: bool, _: Words) -> list[Html]:
    """One or two next things for home; more than that only as a number."""
    rows = [
        row
        for row in open_rows(found)
        if row.earliest is not None and (row.earliest - today).days <= SOON_DAYS
    ]
    if not rows:
        return [_("💉 Nothing is due in the next months.")]
    lines = [
        Html("💉 ")
        + _(
            "{dose}: {when}",
            dose=dose_title(knowledge, row.vaccine, row.dose, _),
            when=when(row, today, _, checked),
        )
        for row in rows[:AT_HOME]
    ]
    ready = sum(row.status != "not_yet" for row in rows[AT_HOME:])
    if ready:
        lines.append(
            _.ngettext(
                "… and {n} more that can be given now", "… and {n} more that can be given now", ready, n=ready
            )
        )
    return lines


def unchecked_line(_: Words) -> Html:
    """Said until the family told what the booklet holds: a missing record is not a missing dose."""
    return _("❔ I do not know yet what the booklet says.")


def reason(knowledge: Knowledge, row: Next, _: Words) -> Html:
    """The rule behind a row in plain words; what is not confirmed says so in one short line."""
    rule = knowledge.book.rules.get(row.rule)
    if rule is None:
        return Html("")
    text = _.fact(rule.text)
    if row.ask_clinic or rule.confidence != "confirmed":
        text = text + Html(" ") + _("(Not fully confirmed: please ask your clinic.)")
    return text


def uncounted(knowledge: Knowledge, found: Forecast, vaccine: str, day: date, _: Words) -> list[Html]:
    """What to say when this dose does not count: why, and that the clinic decides (G16)."""
    parts = {vaccine}
    if vaccine in knowledge.book.combinations:
        parts |= set(knowledge.book.combinations[vaccine].parts)
    wrong = next((one for one in found.invalid if one.given == day and one.vaccine in parts), None)
    if wrong is None:
        return []
    rule = knowledge.book.rules.get(wrong.rule)
    lines = [_("⚠️ By the schedule this dose was too early and may not count. Please ask your clinic.")]
    if wrong.counts_from is not None and wrong.counts_from > day:
        lines = [
            _(
                "⚠️ By the schedule this dose counts only from {day} and may have to be given again. Please ask your clinic.",
                day=wrong.counts_from,
            )
        ]
    return [*lines, _.fact(rule.text)] if rule else lines
