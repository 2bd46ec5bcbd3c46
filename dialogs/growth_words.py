"""How weight, length and head are said to a family: plain numbers, what most children of that age have, and what to do. Never a name for a child."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.children import Child
from dialogs.words import Html, Words, join
from rules import growth as rules
from rules.growth import Growth, Kind, Measured, age_at, judge, newest
from rules.measures import Values

#: Findings said at once; the most urgent comes first.
SAID = 2
#: From this day of age it is called height.
_STANDS = 731


def kilos(grams: float) -> str:
    """7600 is "7.6"; to 10 g."""
    return f"{grams / 1000:.2f}".rstrip("0").rstrip(".")


def centimetres(millimetres: float) -> str:
    """685 is "68.5"."""
    return f"{millimetres / 10:.1f}".rstrip("0").rstrip(".")


def kind_name(kind: Kind, age: int, _: Words) -> Html:
    """Weight; length under two years and height from then on; head."""
    if kind == Kind.WEIGHT:
        return _("Weight")
    if kind == Kind.HEAD:
        return _("Head")
    return _("Height") if age >= _STANDS else _("Length")


def amount(kind: Kind, value: float, _: Words) -> Html:
    """The value with its unit."""
    return _("{n} kg", n=kilos(value)) if kind == Kind.WEIGHT else _("{n} cm", n=centimetres(value))


def short(measured: Measured, _: Words) -> Html:
    """For a button: "7.6 kg · 68 cm · head 43 cm"."""
    parts = [
        amount(kind, value, _)
        for kind in (Kind.WEIGHT, Kind.LENGTH)
        if (value := measured.value(kind)) is not None
    ]
    if measured.head is not None:
        parts.append(_("head {n} cm", n=centimetres(measured.head)))
    return join(parts, " · ")


def plain(values: Values, _: Words) -> Html:
    """The same for values that are not written down yet."""
    return short(Measured(date.min, values.weight, values.length, values.head), _)


def understood(values: Values, _: Words) -> list[Html]:
    """What was read, a line each; a weight in 斤 as well, so that a wrong unit is seen at once."""
    lines = []
    if values.weight is not None:
        jin = f"{values.weight / 500:.2f}".rstrip("0").rstrip(".")
        lines.append(_("⚖️ Weight {kg} kg ({jin} jin)", kg=kilos(values.weight), jin=jin))
    if values.length is not None:
        said = _("📐 Length {cm} cm", cm=centimetres(values.length))
        how = {True: _(", lying"), False: _(", standing")}
        lines.append(said + how[values.lying] if values.lying is not None else said)
    if values.head is not None:
        lines.append(_("🙂 Head {cm} cm", cm=centimetres(values.head)))
    return lines


def value_lines(growth: Growth, child: Child, measured: Sequence[Measured], _: Words) -> list[Html]:
    """The newest value of each kind with its day, and below it what most children of that age have."""
    signs = {Kind.WEIGHT: "⚖️ ", Kind.LENGTH: "📐 ", Kind.HEAD: "🙂 "}
    lines = []
    for kind, sign in signs.items():
        last = newest(measured, kind)
        value = last.value(kind) if last is not None else None
        if last is None or value is None:
            continue
        age = age_at(child.born, last.on)
        said = _(
            "{kind}: <b>{value}</b> ({day})",
            kind=kind_name(kind, age, _),
            value=amount(kind, value, _),
            day=last.on,
        )
        lines.append(Html(sign) + said)
        usual = _usual(growth, kind, child, last.on, _)
        lines += [Html("      ") + usual] if usual else []
    return lines


def usual_now(growth: Growth, child: Child, today: date, _: Words) -> list[Html]:
    """What most children of this age have, for somebody who only asks."""
    lines = []
    for kind, sign in ((Kind.WEIGHT, "⚖️ "), (Kind.LENGTH, "📐 ")):
        found = _range(growth, kind, child, today, _)
        if found is not None:
            most = {
                "M": _("Most boys of this age: {low} to {high}.", low=found[0], high=found[1]),
                "F": _("Most girls of this age: {low} to {high}.", low=found[0], high=found[1]),
            }
            both = _("Most children of this age: {low} to {high}.", low=found[0], high=found[1])
            lines.append(Html(sign) + most.get(child.sex or "", both))
    return lines


def _usual(growth: Growth, kind: Kind, child: Child, on: date, _: Words) -> Html | None:
    found = _range(growth, kind, child, on, _)
    if found is None:
        return None
    if child.sex == "M":
        return _("Most boys of that age: {low} to {high}.", low=found[0], high=found[1])
    if child.sex == "F":
        return _("Most girls of that age: {low} to {high}.", low=found[0], high=found[1])
    return _("Most children of that age: {low} to {high}.", low=found[0], high=found[1])


def _range(growth: Growth, kind: Kind, child: Child, on: date, _: Words) -> tuple[Html, Html] | None:
    """Where about 95 of 100 children of that age are; nothing where the curves have ended."""
    if on >= growth.ends.after(child.born):
        return None
    found = rules.usual(growth, kind, child.sex, age_at(child.born, on))
    if found is None:
        return None
    low, high = (amount(kind, round(one, -2 if kind == Kind.WEIGHT else 0), _) for one in found)
    return low, high


def advice(growth: Growth, child: Child, measured: Sequence[Measured], today: date, _: Words) -> list[Html]:
    """One or two gentle sentences: all within, or what to show to the clinic and how soon."""
    if not measured:
        return []
    if today >= growth.ends.after(child.born):
        return [said(growth, "over_five", _)]
    last = max(one.on for one in measured)
    if today >= growth.fresh.after(last):
        return [said(growth, "not_fresh", _)]
    return to_show(growth, child, measured, today, _) or [said(growth, "fine", _)]


def to_show(growth: Growth, child: Child, measured: Sequence[Measured], today: date, _: Words) -> list[Html]:
    """What asks to be shown to the clinic and how soon; nothing when nothing does."""
    found = judge(growth, child.sex, child.born, measured, today)
    if not found:
        return []
    return [
        *(_.fact(one.rule.text) for one in found[:SAID]),
        Html("👉 ") + said(growth, found[0].level.name.lower(), _),
        _("This is no diagnosis: only a doctor who sees your child can tell."),
    ]


def said(growth: Growth, key: str, _: Words) -> Html:
    """A sentence of the pack."""
    return _.fact(growth.says[key].text)
