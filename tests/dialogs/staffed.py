"""A house with staff: who they are, and a place or two they work on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlmodel import col, select

from actions import staff as actions
from db import inbox, outbox, places
from db import staff as tables
from db.chats import Chat
from db.places import PlaceChange, PlaceRow
from dialogs.screens import Screen
from dialogs.staff_addresses import Worth
from rules.places.place import Place
from rules.roles import Role
from tests.databases import Kind
from tests.dialogs.talk import NOW, House, Parent, open_house

OWNER = 5


class Worker(Parent):
    """Somebody of the staff."""

    def hired(
        self, role: Role = Role.WORKER, *districts: str, label: str = "Wang", office: str = ""
    ) -> Worker:
        """Came by a link from the desk."""
        with self.house.session() as session:
            post = actions.Post(role, frozenset(districts), label, office)
            secret = actions.invite(session, actions.DESK, post, NOW)
            session.commit()
        self.say(f"/start staff_{secret}")
        return self

    def let_go(self) -> None:
        with self.house.session() as session:
            actions.remove(session, actions.DESK, self.member(session), NOW)
            session.commit()

    def member(self, session: Any) -> tables.Staff:
        chat = self.chat(session)
        found = tables.of_chat(session, chat.id or 0) if chat else None
        assert found is not None
        return found

    def taps_in_vain(self, address: str) -> bool:
        """Whether the tap is acknowledged and nothing is said."""
        bodies = self.tries({"callback_query": self._tap(address)})
        return [set(body) for body in bodies] == [{"callback", "replaces"}] and bodies[0]["callback"] == "7"

    def tries(self, payload: dict[str, Any]) -> list[dict[str, Any]]:
        """Sends anything; what goes out because of it, if anything does. No error is ever left behind."""
        self.arrive(payload)
        with self.house.session() as session:
            trouble = select(inbox.Inbox.trouble).where(col(inbox.Inbox.trouble).is_not(None))
            assert not session.exec(trouble).all()
            chat = self.chat(session)
            rows = select(outbox.Outbox).where(
                outbox.Outbox.chat_id == (chat.id if chat else 0),
                outbox.Outbox.rank == outbox.Rank.REPLY,
                outbox.Outbox.state == outbox.State.WAITING,
            )
            found = list(session.exec(rows.order_by(col(outbox.Outbox.id))))
            bodies = [row.body or {} for row in found]
            for row in found:
                row.state = outbox.State.SENT
            session.commit()
        return bodies

    def tries_to(self, do: str, what: Any) -> list[dict[str, Any]]:
        """tap an address, say words, share a position."""
        if do == "tap":
            return self.tries({"callback_query": self._tap(what)})
        if do == "say":
            return self.tries({"message": {**self._message(), "text": what}})
        return self.tries(
            {"message": {**self._message(), "location": {"latitude": what[0], "longitude": what[1]}}}
        )

    def _tap(self, address: str) -> dict[str, Any]:
        return {
            "id": "7",
            "chat_instance": "1",
            "from": self._person(),
            "message": self._message(),
            "data": address,
        }


@contextmanager
def staffed_house(kind: Kind = "sqlite", owners: tuple[int, ...] = (OWNER,)) -> Iterator[House]:
    with open_house(kind, owners=owners) as house:
        yield house


def a_place(house: House, name: str = "镜湖幼儿园", **values: Any) -> int:
    """A real kindergarten in 镜湖区, or whatever is said of it; its number."""
    told: dict[str, Any] = {
        "key": f"test:{name}",
        "kind": "kindergarten",
        "names": {"zh_CN": name, "en": f"{name} in English"},
        "lat": 31.33,
        "lon": 118.38,
        "district": "jinghu",
        "addresses": {"zh_CN": "北京路1号"},
        "phone": "0553-1234567",
        "hours": "Mo-Fr 08:00-17:00",
        "checked": date(2026, 6, 1),
    }
    with house.session() as session:
        row = PlaceRow(**places.values(Place(**{**told, **values}), NOW))
        session.add(row)
        session.commit()
        return row.id or 0


def place(house: House, number: int) -> PlaceRow:
    with house.session() as session:
        return session.get_one(PlaceRow, number)


def only_place(house: House, key: str = "staff:%") -> PlaceRow:
    """The one place that staff added."""
    with house.session() as session:
        (row,) = session.exec(select(PlaceRow).where(col(PlaceRow.key).like(key))).all()
        return row


def changes(house: House, number: int) -> list[PlaceChange]:
    with house.session() as session:
        return places.changes(session, number)


def deeds(house: House) -> list[tuple[str, str, str]]:
    """Who did what about what, the oldest first."""
    with house.session() as session:
        rows = select(tables.StaffAudit).order_by(col(tables.StaffAudit.id))
        return [(one.who, one.what, one.about) for one in session.exec(rows)]


def state_of(person: Parent) -> str | None:
    with person.house.session() as session:
        chat: Chat | None = person.chat(session)
        return chat.state if chat else None


def text_of(screens: list[Screen]) -> str:
    return "\n".join(screen.text for screen in screens)


def correcting(worker: Worker, number: int, column: str, typed: str = "") -> str:
    """Opens a value of a place and types another one; what is answered last."""
    worker.tap(Worth(place=number, column=column).pack())
    if typed:
        worker.say(typed)
    return worker.screens[-1].text
