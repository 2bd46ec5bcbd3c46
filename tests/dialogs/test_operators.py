"""The overview: for those who run the bot, on Telegram, and for nobody else."""

from db.vaccines import Hindrance
from tests.actions.households import child_of
from tests.dialogs.talk import NOW, Parent, open_house

OWNER, MOTHER = 5, 7


def test_the_owner_sees_where_the_shelf_was_empty() -> None:
    with open_house(owners=(OWNER,)) as house:
        mother = Parent(house, MOTHER).registered()
        with house.session() as session:
            guardian = mother.guardian(session)
            assert guardian is not None
            child = child_of(session, guardian)
            session.add(Hindrance(child_id=child.id or 0, dose="MMR-1", reason="out_of_stock", told_at=NOW))
            session.commit()
        seen = Parent(house, OWNER).say("/overview").text
    assert "1 family" in seen
    assert "豆豆" not in seen


def test_an_overview_of_nothing_says_so() -> None:
    with open_house(owners=(OWNER,)) as house:
        assert "none" in Parent(house, OWNER).say("/Overview").text


def test_for_everybody_else_the_command_does_not_exist() -> None:
    with open_house(owners=(OWNER,)) as house:
        parent = Parent(house, MOTHER)
        unknown = parent.say("/nonsense").text
        assert parent.say("/overview").text == unknown
