"""How vaccines, doses and days are said to a family: everyday words, the date, one reason."""

from __future__ import annotations

from datetime import date

from dialogs.words import Html, Words
from rules.knowledge import Knowledge
from rules.vaccines import Forecast, Next, NotCounted

#: Open doses shown at home; the card shows all.
AT_HOME = 2
#: Doses that may not count named on the card.
ON_THE_CARD = 5
#: Months ahead that "what is next" looks: what is years away helps nobody today.
SOON_DAYS = 400
#: Rules that are said with every dose of a series.
_HINTS = {"HPV": "HP5"}


def vaccine_name(knowledge: Knowledge, code: str, _: Words) -> Html:
    """The everyday name of a vaccine, a combination or a product; the code itself when the book does not know it."""
    book = knowledge.book
    found = book.vaccines.get(code) or book.combinations.get(code) or book.products.get(code)
    return _.fact(found.everyday) if found else Html("") + code


def line_name(knowledge: Knowledge, vaccine: str, product: str | None, _: Words) -> Html:
    """What a line of the booklet is called: the product where it was told, the vaccine otherwise."""
    return vaccine_name(knowledge, product if product and product in knowledge.book.products else vaccine, _)


def dose_title(knowledge: Knowledge, vaccine: str, dose: int | None, _: Words) -> Html:
    """ "MMR, dose 1"; without a number where the vaccine is given once."""
    title = vaccine_name(knowledge, vaccine, _)
    return (
        title
        if dose is None or not knowledge.book.is_numbered(vaccine)
        else _("{vaccine}, dose {n}", vaccine=title, n=dose)
    )


def code_of(dose: str) -> str:
    """The vaccine of a dose's name: "MMR-1" is MMR; a combination's code has no number of its own and stays whole."""
    vaccine, dash, number = dose.rpartition("-")
    return vaccine if dash and number.isdecimal() and len(number) == 1 else dose


def title_of(knowledge: Knowledge, dose: str, _: Words) -> Html:
    """The same for a dose's name in keys and addresses, like "MMR-1"."""
    vaccine = code_of(dose)
    return dose_title(knowledge, vaccine, int(dose[len(vaccine) + 1 :]) if vaccine != dose else None, _)


def when(row: Next, today: date, _: Words) -> Html:
    """When this dose can be given."""
    day = row.earliest or today
    if row.status in ("due", "overdue") and day == today:
        # also after a late start: who comes on the first day that was possible is not late
        return _("today is the first day")
    if row.status == "overdue":
        return _("please catch up now")
    if row.status == "due":
        return _("can be given now")
    days = (day - today).days
    if days <= 60:
        return _.ngettext("from {day}, in {n} day", "from {day}, in {n} days", days, day=day, n=days)
    return _("from {day}", day=day)


def open_rows(found: Forecast) -> list[Next]:
    """Open doses, what is late first, then by day. Of several late ones MMR leads: it goes first when only one can be given (G6)."""
    rank = {"overdue": 0, "due": 1, "not_yet": 2}
    rows = [row for row in found.doses if row.open]

    def order(row: Next) -> tuple[int, bool, date, str]:
        return (
            rank.get(row.status, 3),
            row.status != "overdue" or row.family != "MMR",
            row.earliest or date.max,
            row.family,
        )

    return sorted(rows, key=order)


def hint(knowledge: Knowledge, row: Next, _: Words) -> Html | None:
    """What has to be known with this dose wherever it is named: the skin test before a late BCG (BC2), where HPV has begun (HP5)."""
    said = known_with(knowledge, row.family, row.rule, _)
    return Html("   ") + said if said is not None else None


def known_with(knowledge: Knowledge, family: str, rule: str, _: Words) -> Html | None:
    """The same for a dose of this family whose day this rule decided."""
    found = knowledge.book.rules.get("BC2" if rule == "BC2" else _HINTS.get(family, ""))
    return _.fact(found.text) if found is not None else None


def one_visit(rows: list[Next], _: Words) -> list[Html]:
    """Said when several of these can be given now."""
    return several([row.family for row in rows if row.status != "not_yet"], _)


def several(families: list[str], _: Words) -> list[Html]:
    """Said when doses of more than one series can be given now (G4, G6)."""
    if len(families) < 2:
        return []
    if "MMR" in families:
        return [_("Several can be given on one day; the clinic says how many. If only one: MMR first.")]
    return [_("Several can be given on one day; the clinic says how many.")]


def next_lines(
    knowledge: Knowledge, found: Forecast, today: date, checked: bool, since: date, _: Words
) -> list[Html]:
    """One or two next things for home; more than that only as a number. `since`: the day the child was entered."""
    rows = [
        row
        for row in named_rows(found, checked, today, since)
        if row.earliest is not None and (row.earliest - today).days <= SOON_DAYS
    ]
    lines = [] if checked else unchecked_lines(found, _)
    if not rows and not lines:
        return [_("💉 Nothing is due in the next months.")]
    for row in rows[:AT_HOME]:
        title = dose_title(knowledge, row.vaccine, row.dose, _)
        lines.append(Html("💉 ") + _("{dose}: {when}", dose=title, when=when_named(row, checked, today, _)))
        lines += [one for one in [hint(knowledge, row, _)] if one]
    late, ready = (sum(row.status == status for row in rows[AT_HOME:]) for status in ("overdue", "due"))
    if late:
        lines.append(_.ngettext("… and {n} more to catch up", "… and {n} more to catch up", late, n=late))
    if ready:
        lines.append(
            _.ngettext(
                "… and {n} more that can be given now", "… and {n} more that can be given now", ready, n=ready
            )
        )
    return lines


def named_rows(found: Forecast, checked: bool, today: date, since: date) -> list[Next]:
    """Doses that may be named. Until the booklet was told only those that nobody had had on the day the child was entered (`since`): a
    missing record is no missing dose."""
    if checked:
        return open_rows(found)
    return [
        row
        for row in open_rows(found)
        if may_be_named(row, checked, since) and row.earliest and (row.earliest - today).days <= SOON_DAYS
    ]


def may_be_named(row: Next, checked: bool, since: date) -> bool:
    """Whether this dose can be spoken of by its name: the first of a series that could not be given before we knew the child."""
    return checked or (row.dose == 1 and row.earliest is not None and row.earliest > since)


def when_named(row: Next, checked: bool, today: date, _: Words) -> Html:
    """When it can be given; of a booklet that was not told, with the doubt that remains."""
    if checked or row.status == "not_yet" or row.earliest is None or row.earliest >= today:
        return when(row, today, _)
    return _("can be given since {day}, unless the booklet says it was", day=row.earliest)


def unchecked_lines(found: Forecast, _: Words) -> list[Html]:
    """Said until the family told what the booklet holds."""
    lines = [_("❔ I do not know yet what the booklet says.")]
    if any(row.open and row.status != "not_yet" for row in found.doses):
        lines.append(
            _(
                "At this age some vaccinations are usually given already. Look into the booklet. If it is lost, ask the clinic to look them up."
            )
        )
    return lines


def reason(knowledge: Knowledge, row: Next, _: Words) -> Html:
    """In plain words what keeps a dose waiting, or else what it is for; what is not confirmed says so in one short line."""
    rule = knowledge.book.rules.get(row.rule if row.status == "not_yet" else row.about)
    if rule is None:
        return Html("")
    text = _.fact(rule.text)
    if row.ask_clinic or rule.confidence != "confirmed":
        text = text + Html(" ") + _("(Not fully confirmed: please ask your clinic.)")
    return text


def not_counted(knowledge: Knowledge, found: Forecast, vaccine: str, day: date) -> NotCounted | None:
    """Why this dose, or a part of this combination, does not count; nothing when it does."""
    parts = {vaccine}
    if vaccine in knowledge.book.combinations:
        parts |= set(knowledge.book.combinations[vaccine].parts)
    return next((one for one in found.invalid if one.given == day and one.vaccine in parts), None)


def not_counted_lines(knowledge: Knowledge, found: Forecast, _: Words) -> list[Html]:
    """For the card: doses that were told, and that the schedule does not count while their series is open; the booklet names them all."""
    waiting = {row.family for row in found.doses if row.open}
    wrong = [one for one in found.invalid if one.family in waiting]
    lines = [
        _(
            "⚠️ {vaccine} of {day} may not count. Please ask your clinic.",
            vaccine=vaccine_name(knowledge, one.vaccine, _),
            day=one.given,
        )
        for one in wrong[:ON_THE_CARD]
    ]
    more = len(wrong) - len(lines)
    if more > 0:
        lines.append(
            _.ngettext(
                "⚠️ … and {n} more that may not count: see the booklet.",
                "⚠️ … and {n} more that may not count: see the booklet.",
                more,
                n=more,
            )
        )
    return lines


def uncounted(knowledge: Knowledge, found: Forecast, vaccine: str, day: date, _: Words) -> list[Html]:
    """What to say when this dose does not count: why, and that the clinic decides (G16)."""
    wrong = not_counted(knowledge, found, vaccine, day)
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
