"""Children with a record, put straight into the house of a test."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from db.children import Child
from db.vaccines import Dose
from dialogs.surroundings import Surroundings
from dialogs.words import Catalogues
from tests.dialogs.talk import NOW, ZONE, House, Parent, knowledge

LOCALES = Path(__file__).resolve().parents[2] / "locales"
TODAY = date(2026, 11, 23)
AROUND = Surroundings(knowledge(), Catalogues.load(LOCALES), ZONE, False, lambda _channel, _payload: None)


def child_of(
    house: House,
    parent: Parent,
    born: date,
    doses: list[tuple[str, date]],
    told: bool = True,
    nickname: str | None = "Doudou",
) -> int:
    with house.session() as session:
        guardian = parent.guardian(session)
        assert guardian is not None
        child = Child(
            family_id=guardian.family_id,
            nickname=nickname,
            born=born,
            record_checked_at=NOW if told else None,
            known_since=TODAY,
            changed_on=TODAY,
            planned_through=TODAY,
        )
        session.add(child)
        session.flush()
        session.add_all(
            Dose(child_id=child.id or 0, vaccine=code, given_on=on, recorded_at=NOW) for code, on in doses
        )
        session.commit()
        return child.id or 0


def said(parent: Parent) -> str:
    return "\n".join(screen.text for screen in parent.screens)


def many_doses(born: date) -> list[tuple[str, date]]:
    """More than anybody has: every vaccine of the book, several times."""
    return [
        (code, born + timedelta(days=40 + 9 * at)) for at, code in enumerate([*knowledge().book.vaccines] * 8)
    ]
