"""What a family told the community, what went to other offices and who helps, as lines of the copy of everything that is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dialogs.need_words import topic_name
from dialogs.words import Html, Words
from rules.knowledge import Knowledge


def community_told(kept: dict[str, Any], knowledge: Knowledge, _: Words) -> list[Html]:
    """`kept` is what `actions.registrations.told` gives."""
    lines = [*_registration(kept["registration"], knowledge, _)]
    lines += [
        _("The community called you on {day}.", day=datetime.fromisoformat(one["at"]).date())
        for one in {one["at"]: one for one in kept["calls"]}.values()
    ]
    for one in kept["passed_on"]:
        office = knowledge.office(one["office"])
        name = _.fact(office.name) if office is not None else Html("") + one["office"]
        lines.append(_("To {office}: {words}", office=name, words=one["words"] or _("(deleted)")))
        if one["result"]:
            lines.append(_("{office} said: {words}", office=name, words=one["result"]))
    for one in kept["volunteers"]:
        topic = topic_name(one["topic"], _)
        lines.append(_("You asked for a volunteer: {topic}", topic=topic))
        if one["volunteer"]:
            lines.append(_("🤝 {name}: {meets}", name=one["volunteer"], meets=one["meets"] or ""))
    return lines


def _registration(row: dict[str, Any] | None, knowledge: Knowledge, _: Words) -> list[Html]:
    if row is None:
        return []
    found = knowledge.district(row["district"])
    district = _.fact(found.name) if found is not None else Html("") + row["district"]
    if row.get("by_another_guardian"):
        return [
            _(
                "Your family is known to the community: {district}. The other guardian told it.",
                district=district,
            )
        ]
    known = {"name": row["called"] or "", "phone": row["phone"] or "", "district": district}
    return [_("Known to the community: {name}, {phone}, {district}.", **known)]
