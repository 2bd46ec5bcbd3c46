"""The forecast: what is next for one child on one day. Pure and total.

Statuses follow W3-W7. Order of certainty where several would fit: complete, aged out at 18 years,
contraindicated, aged out, then not_yet / due / overdue by the dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from rules.vaccines import families
from rules.vaccines.book import Book
from rules.vaccines.case import Case, immunoglobulin_days, live_days, read_record
from rules.vaccines.flags import effects, notes
from rules.vaccines.record import Counted, Dose, Event, Forecast, Next, NotCounted, Sex, Status
from rules.vaccines.walk import Progress, Series, Step, hurdles_ahead, latest, walk

#: Families whose two products are counted each for itself (JE1, JE2); in the others the number goes on.
_OWN_COUNT = frozenset(("JE",))


def forecast(
    book: Book,
    born: date,
    sex: Sex | None,
    today: date,
    doses: Sequence[Dose] = (),
    events: Sequence[Event] = (),
    flags: Iterable[str] = (),
) -> Forecast:
    """One row per series that concerns the child, and the doses on record that do not count. Never raises."""
    case, refused = _case(book, born, sex, today, doses, events, frozenset(flags))
    rows: list[Next] = []
    for series in families.ALL:
        if series.concerns(case):
            past = walk(series, case)
            refused.extend(past.refused)
            rows.extend(_rows(series, case, past))
    return Forecast(tuple(rows), tuple(sorted(refused, key=_by_day)), notes(book, case.flags))


def counted(
    book: Book,
    born: date,
    sex: Sex | None,
    today: date,
    doses: Sequence[Dose],
    events: Sequence[Event] = (),
) -> tuple[Counted, ...]:
    """The doses on record that count, with the number each counts as in its series, by day. Never raises."""
    case, _refused = _case(book, born, sex, today, doses, events, frozenset())
    found: list[Counted] = []
    for series in families.ALL:
        if series.concerns(case):
            number: dict[str, int] = {}
            for dose in walk(series, case).counted:
                key = dose.vaccine if series.family in _OWN_COUNT else ""
                number[key] = number.get(key, 0) + 1
                found.append(Counted(series.family, dose.vaccine, number[key], dose.on))
    return tuple(sorted(found, key=lambda one: one.given))


def done_names(book: Book, born: date, sex: Sex | None, today: date, doses: Sequence[Dose]) -> frozenset[str]:
    """Names ("MMR-1") of the doses that are done, under every vaccine that could have been the one: a second polio dose is IPV-2 and bOPV-2."""
    programme = {series.family: series.programme for series in families.ALL}
    return frozenset(
        f"{code}-{one.number}"
        for one in counted(book, born, sex, today, doses)
        for code in ((one.vaccine,) if one.family in _OWN_COUNT else (one.vaccine, *programme[one.family]))
    )


def _case(
    book: Book,
    born: date,
    sex: Sex | None,
    today: date,
    doses: Sequence[Dose],
    events: Sequence[Event],
    names: frozenset[str],
) -> tuple[Case, list[NotCounted]]:
    """What the series ask about, and the lines of the record that cannot be true."""
    given, refused = read_record(book, born, today, doses)
    effect = effects(book, names)
    case = Case(
        book=book,
        born=born,
        sex=sex,
        today=today,
        given=given,
        live_days=live_days(book, given),
        immunoglobulin_days=immunoglobulin_days(book, born, today, events),
        flags=names,
        forbidden=effect.forbidden,
        implied=effect.implied,
        ask_for=effect.ask_for,
        all_ipv=effect.all_ipv,
    )
    return case, refused


def _by_day(refused: NotCounted) -> tuple[date, str]:
    return refused.given, refused.vaccine


def _rows(series: Series, case: Case, past: Progress) -> list[Next]:
    """The row of one series; a forbidden or closed vaccine of an unfinished one has a row of its own beside it."""
    done = series.finished(case, past)
    if done is not None:
        return [Next(series.family, series.family, "complete", done, "complete")]
    step = series.following(case, past)
    closed = _closed(series, case)
    if case.today >= case.book.adult.after(case.born):
        return _shut(series, closed | {step.vaccine: closed.get(step.vaccine, "W7")}, "aged_out")
    barred = {
        code: case.forbidden[code]
        for code in series.programme
        if code in case.forbidden
        and (code not in case.implied or (code == step.vaccine and code not in closed))
    }
    rows = _shut(series, barred, "contraindicated")
    rows += _shut(series, {code: rule for code, rule in closed.items() if code not in barred}, "aged_out")
    if step.vaccine not in barred and step.vaccine not in closed:
        rows.append(_open_row(series, case, past, step))
    return rows


def _closed(series: Series, case: Case) -> dict[str, str]:
    """W7: what the series no longer gives at this age, and the rule. From 7 years DTaP, beside the DT in its place."""
    closes = case.book.closes
    return {
        code: closes[code].rule
        for code in series.programme
        if code in closes and case.today >= closes[code].age.after(case.born)
    }


def _shut(
    series: Series, codes: Mapping[str, str], status: Literal["aged_out", "contraindicated"]
) -> list[Next]:
    """Rows without dates, one per vaccine, each with its rule."""
    return [Next(series.family, code, status, rule, status) for code, rule in codes.items()]


def _open_row(series: Series, case: Case, past: Progress, step: Step) -> Next:
    """W1-W7 for the next dose."""
    decisive = latest(step.hurdles + hurdles_ahead(case, past, step.vaccine))
    earliest = decisive.on
    closes = _closing(case, step.vaccine)
    overdue_from = None if step.before is None else max(step.before, earliest)  # W5
    asked = case.ask_for.get(step.vaccine)
    own_rule = step.rule if decisive.why in ("age", "wait") else None
    return Next(
        family=series.family,
        vaccine=step.vaccine,
        status=status_on(case.today, earliest, overdue_from),
        rule=asked or own_rule or decisive.rule,
        why=decisive.why,
        dose=step.number,
        earliest=earliest,
        overdue_from=overdue_from,
        closes=closes,
        about=step.about or step.rule or step.hurdles[0].rule,
        # A first day after closing stays "not yet" (W5): the clinic says what it will be then (MN3, DP5).
        ask_clinic=step.ask_clinic or asked is not None or past.retry is not None or earliest >= closes,
    )


def status_on(today: date, earliest: date, overdue_from: date | None) -> Status:
    """W3 and D3: the day the complete-before age is reached is already overdue."""
    if today < earliest:
        return "not_yet"
    return "due" if overdue_from is None or today < overdue_from else "overdue"


def _closing(case: Case, vaccine: str) -> date:
    """W7: the first day on which the vaccine is no longer given."""
    closing = case.book.closes.get(vaccine)
    return (closing.age if closing is not None else case.book.adult).after(case.born)
