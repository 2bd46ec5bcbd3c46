"""The growth curve as a picture: weight, length or head, with the child's points between the lines of the WHO standard."""

from __future__ import annotations

from datetime import date, datetime

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery
from sqlmodel import Session

from db import growth as tables
from db.children import Child
from db.families import Guardian
from dialogs.addresses import Curve
from dialogs.children import not_here, owned
from dialogs.growth import boy_or_girl, curves, growth, to_growth
from dialogs.growth_words import amount, kind_name, said, to_show
from dialogs.home import age, name, to_home
from dialogs.screens import Attachment, Screen, rows
from dialogs.surroundings import Surroundings
from dialogs.unfinished import set_aside
from dialogs.words import Html, Words, join, plain
from pictures.growth import MONTH, Chart, draw, span_of
from pictures.paper import to_png
from rules.growth import LAST_DAY, LINES, Growth, Kind, Measured, age_at, curve

router = Router(name="growth curves")

_KINDS = {kind.value: kind for kind in (Kind.WEIGHT, Kind.LENGTH, Kind.HEAD)}
#: Days of age at which the lines are drawn: daily where they bend, weekly from then on.
_DAILY, _WEEKLY = 28, 7
#: Lines shown where it was not said whether the child is a boy or a girl.
_OF_BOTH = (3, 50, 97)


@router.callback_query(Curve.filter())
async def curve_(
    query: CallbackQuery,
    callback_data: Curve,
    session: Session,
    guardian: Guardian | None,
    state: FSMContext,
    _: Words,
    around: Surroundings,
    now: datetime,
) -> Screen:
    await set_aside(state)
    child = owned(session, guardian, callback_data.child)
    if child is None:
        return not_here(_)
    kind = _KINDS.get(callback_data.kind)
    measured = tables.measured(session, child.id or 0)
    today, known = around.today(now), around.knowledge.growth
    ends = known.ends.after(child.born)
    drawn = [one for one in measured if one.on < ends]
    if kind is None or (today >= ends and not drawn):
        return growth(session, child, guardian, _, around, now)
    return _picture(known, child, kind, drawn, today, _)


def _picture(
    known: Growth, child: Child, kind: Kind, measured: list[Measured], today: date, _: Words
) -> Screen:
    chart, span = chart_of(known, child, kind, measured, today, _)
    lines = [_("📈 {title}", title=chart.title)]
    if not chart.child:
        lines.append(_("Nothing of it is written down yet. The lines show how children grow."))
    if child.sex is None:
        lines.append(_("The lines are for boys and girls together. Say which, and they are exact."))
    if today >= known.ends.after(child.born):
        lines.append(said(known, "over_five", _))
    lines += to_show(known, child, measured, today, _)
    lines.append(said(known, "early_born", _))
    picture = Attachment(f"growth-{kind.value}.png", "image/png", to_png(draw(chart, span)))
    others = rows(*curves(child, _, without=kind), to_growth(child, _), to_home(_), width=2)
    ways = (*boy_or_girl(child, _), *others)
    return Screen(join(lines), ways, picture=picture, fresh=True)


def chart_of(
    known: Growth, child: Child, kind: Kind, measured: list[Measured], today: date, _: Words
) -> tuple[Chart, int]:
    """What is drawn, and the last month of its axis."""
    scale = 1000 if kind == Kind.WEIGHT else 10
    points = [
        (age_at(child.born, one.on), value / scale)
        for one in measured
        if (value := one.value(kind)) is not None and one.on >= child.born
    ]
    old = min(age_at(child.born, today), LAST_DAY)
    span = span_of(old)
    last_day = min(round(span * MONTH), LAST_DAY)
    ages = [*range(_DAILY), *range(_DAILY, last_day + 1, _WEEKLY)]
    shown = tuple(LINES) if child.sex is not None else _OF_BOTH
    lines = [
        (str(line), [(day, value / scale) for day, value in curve(known, kind, child.sex, line, ages)])
        for line in shown
    ]
    title = _("{name}: {kind}", name=name(child, _), kind=kind_name(kind, old, _))
    sexes = {"M": _("Boy"), "F": _("Girl")}
    about = [sexes[child.sex]] if child.sex else [_("boys and girls together")]
    last = amount(kind, points[-1][1] * scale, _) if points else Html("")
    chart = Chart(
        title=plain(title),
        about=plain(join([*about, age(child.born, today, _)], _(", "))),
        unit=plain(_("kg") if kind == Kind.WEIGHT else _("cm")),
        months=plain(_("age in months")),
        lines=lines,
        child=points,
        last=plain(last),
        explained=plain(_("Of 100 healthy children, 3 are below the lowest line and 3 above the highest.")),
        source=plain(said(known, "source", _)),
    )
    return chart, span
