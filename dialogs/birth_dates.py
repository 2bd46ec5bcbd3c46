"""The words around a typed date: what was understood, or one kind question. Nothing typed is ever guessed or repeated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dialogs.screens import Choice, Screen, rows
from dialogs.words import Html, Words, join
from rules.birthdays import Hint, Reason, Unclear


def ask_again(
    unclear: Unclear,
    _: Words,
    pick: Callable[[date], str],
    *ways: Choice,
    near: date | None = None,
    born: date | None = None,
) -> Screen:
    """Why this date is not certain, and what to type instead. Dates that may be meant become buttons: `pick` packs their address.

    `ways` are the other ways on, those the question had; `near` is a day the meant one is probably close to; `born` the child's
    birth date, when a later day is asked for.
    """
    meant = unclear.hint.maybe
    if near is not None:
        meant = tuple(sorted(meant, key=lambda day: abs(day - near)))
    buttons = [Choice(_.day(day), pick(day)) for day in meant[:4]]
    lines = [_why(unclear.reason, unclear.hint, _)]
    if buttons:
        lines.append(_("Is it one of these?"))
    elif born is not None:
        if unclear.reason == Reason.BEFORE_BIRTH:
            lines.append(_("The birth date entered here is {day}.", day=born))
        lines.append(_("Please type year, month and day, as they stand in the booklet."))
    else:
        lines.append(_("Please type the normal calendar date (阳历), for example 2023-03-05."))
    return Screen(join(lines), (*rows(*buttons), *rows(*ways, width=2)), placeholder="2023-03-05")


def _why(reason: Reason, hint: Hint, _: Words) -> Html:
    """One sentence for each reason."""
    spoken: dict[Reason, Callable[[], Html]] = {
        Reason.ID_NUMBER: lambda: _(
            "That looks like an ID number. I do not read or keep those: please delete that message."
        ),
        Reason.LUNAR: lambda: _(
            "That sounds like the lunar calendar. Vaccinations and school go by the normal one; it can be a month off."
        ),
        Reason.NOMINAL_AGE: lambda: _("That is the traditional age (虚岁). It does not tell the day."),
        Reason.AGE_ONLY: lambda: _age_only(hint, _),
        Reason.ZODIAC: lambda: _("The zodiac sign tells only the year."),
        Reason.YEAR_ONLY: lambda: _("I have the year. Month and day are missing."),
        Reason.YEAR_MONTH: lambda: _("I have year and month. The day is missing."),
        Reason.YEAR_MISSING: lambda: _("I have month and day. The year is missing."),
        Reason.SHORT_YEAR: lambda: _("Please write the year with four digits."),
        Reason.ORDER: lambda: _("I am not sure which number is the month."),
        Reason.TWO_DATES: lambda: _("I see two dates."),
        Reason.ROUGH: lambda: _("I want to be sure about the day."),
        Reason.FUTURE: lambda: _("That day has not come yet."),
        Reason.TOO_OLD: lambda: _("That is 18 years ago or more. I am here for children under 18."),
        Reason.BEFORE_BIRTH: lambda: _("That day is before your child was born."),
        Reason.IMPOSSIBLE: lambda: _("There is no such day in the calendar."),
    }
    known = spoken.get(reason)
    return known() if known else _("I could not read a date in that.")


def _age_only(hint: Hint, _: Words) -> Html:
    if hint.first and hint.last:
        return _(
            "Then the birthday is between {first} and {last}.",
            first=hint.first,
            last=hint.last,
        )
    return _("The age alone does not tell the day.")
