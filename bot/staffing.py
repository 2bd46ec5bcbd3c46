"""`houniao staff`: who works here, from the command line. What is done so is written down as done by the desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from rules.birthdays import looks_like_id_number
from rules.roles import LONGEST_NAME, Role

if TYPE_CHECKING:
    from sqlmodel import Session

    from bot.settings import Settings
    from db.staff import Staff

commands = typer.Typer(
    help="Who works here: invite, list, change and remove staff.", no_args_is_help=True, add_completion=False
)

_Districts = Annotated[
    list[str] | None, typer.Option("--district", help="A district (id or name); may be given several times.")
]

_Office = Annotated[
    str | None,
    typer.Option(
        "--office", help="Whose questions they answer (an office, id or name); the community's if left out."
    ),
]


@commands.command("invite")
def invite(
    name: Annotated[str, typer.Option(help="What colleagues see beside what this person does.")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.WORKER,
    district: _Districts = None,
    office: _Office = None,
) -> None:
    """Make a link that works once, for seven days. Without a district the person works in the whole city."""
    from actions import staff
    from bot.cli import settings, stop

    label, known = " ".join(name.split()), settings()
    if not 1 <= len(label) <= LONGEST_NAME:
        stop(f"--name must have 1 to {LONGEST_NAME} characters.")
    if looks_like_id_number(label):
        stop("--name looks like an ID number. Those are never kept: use a name.")
    post = staff.Post(role, _districts(known, district), label, _office(known, office) or "")
    with _open(known) as session:
        secret = staff.invite(session, staff.DESK, post, datetime.now(UTC))
    days = staff.INVITE_LASTS.days
    typer.echo(
        f"For {label}: {role}, {_places(post.districts)}{_at(post.office)}. It works once, for {days} days. Send one of these:"
    )
    typer.echo(f"  on the page:  {known.origin}/?start=staff_{secret}")
    if known.telegram_token is not None:
        typer.echo(f"  on Telegram:  https://t.me/YOUR_BOT?start=staff_{secret}   (with your bot's name)")
    typer.echo(f"  or to type:   /start staff_{secret}")


@commands.command("list")
def everybody() -> None:
    """Everybody who works here, and the invitations that are not used yet, each with its number."""
    from bot.cli import settings
    from db import staff

    with _open(settings()) as session:
        found = staff.everybody(session)
        invited = [
            f"{one.id}  {one.label}: {one.role}, {_places(staff.words(one.districts))}{_at(one.office)}, until {one.expires_at:%Y-%m-%d}"
            for one in staff.open_invites(session, datetime.now(UTC))
        ]
        lines = [_line(member) for member in found]
    for line in lines or ["Nobody works here yet."]:
        typer.echo(line)
    if invited:
        typer.echo(f"Invitations that are not used yet: {len(invited)}")
    for line in invited:
        typer.echo(f"  {line}")


@commands.command("cancel")
def cancel(
    number: Annotated[int, typer.Argument(help="The number of the invitation in `houniao staff list`.")],
) -> None:
    """The link of an invitation that nobody used yet works no more."""
    from actions import staff
    from bot.cli import settings, stop
    from db import staff as tables

    now = datetime.now(UTC)
    with _open(settings()) as session:
        found = tables.open_invite(session, number, now) if 0 < number < 2**31 else None
        if found is None:
            stop("No open invitation has this number. See: houniao staff list")
        staff.cancel(session, staff.DESK, found, now)
        label = found.label
    typer.echo(f"The invitation for {label} works no more.")


@commands.command("remove")
def remove(number: Annotated[int, typer.Argument(help="The number in `houniao staff list`.")]) -> None:
    """From the next press on this person is nobody here."""
    from actions import staff
    from bot.cli import settings

    with _open(settings()) as session:
        member = _member(session, number)
        staff.remove(session, staff.DESK, member, datetime.now(UTC))
        label = member.label
    typer.echo(f"{label} does not work here any more.")


@commands.command("set")
def change(
    number: Annotated[int, typer.Argument(help="The number in `houniao staff list`.")],
    role: Annotated[Role | None, typer.Option(help="Another role.")] = None,
    district: _Districts = None,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="In the whole city.")] = False,
    office: _Office = None,
) -> None:
    """Another role, other districts, or another office."""
    from actions import staff
    from bot.cli import settings, stop
    from db import staff as tables

    known = settings()
    if everywhere and district:
        stop("Either --district or --everywhere, not both.")
    wanted, sits = _districts(known, district), _office(known, office)
    with _open(known) as session:
        member = _member(session, number)
        within = wanted if district or everywhere else tables.words(member.districts)
        staff.change(session, staff.DESK, member, role or Role(member.role), within, datetime.now(UTC), sits)
        line = _line(member)
    typer.echo(line)


def _line(member: Staff) -> str:
    from db import staff

    where = _places(staff.words(member.districts))
    return f"{member.id}  {member.label}: {member.role}, {where}{_at(member.office)}, since {member.since:%Y-%m-%d}"


def _places(districts: frozenset[str]) -> str:
    return ", ".join(sorted(districts)) or "the whole city"


def _at(office: str) -> str:
    return f", office {office}" if office else ""


def _member(session: Session, number: int) -> Staff:
    from bot.cli import stop
    from db import staff

    member = staff.one(session, number) if 0 < number < 2**31 else None
    if member is None or member.removed_at is not None:
        stop("Nobody of the staff has this number. See: houniao staff list")
    return member


def _districts(known: Settings, told: list[str] | None) -> frozenset[str]:
    """Ids of the districts that were told by id or name; Exit 1 with those there are."""
    from bot.cli import stop
    from content import PackError, load_knowledge

    if not told:
        return frozenset()
    try:
        districts = load_knowledge(known.city).districts
    except PackError as error:
        stop(str(error))
    names = {word: one.id for one in districts for word in (one.id, one.name)}
    if not all(one in names for one in told):
        stop(
            f"There is no such district in {known.city}. Use: {', '.join(f'{one.id} ({one.name})' for one in districts)}"
        )
    return frozenset(names[one] for one in told)


def _office(known: Settings, told: str | None) -> str | None:
    """Id of the office that was told by id or name, "" for the community's, None where none was told; Exit 1 with those there are."""
    from bot.cli import stop
    from content import PackError, load_knowledge
    from rules.knowledge import COMMUNITY

    if told is None:
        return None
    try:
        offices = load_knowledge(known.city).offices
    except PackError as error:
        stop(str(error))
    found = next((one.id for one in offices if told in (one.id, one.name)), None)
    if found is None:
        listed = ", ".join(f"{one.id} ({one.name})" for one in offices)
        stop(f"There is no such office in {known.city}. Use: {listed}")
    return "" if found == COMMUNITY else found


@contextmanager
def _open(known: Settings) -> Iterator[Session]:
    """One transaction on the database as it is set. Exit 1, with the cure, when it is not ready."""
    from sqlalchemy.exc import SQLAlchemyError
    from sqlmodel import Session

    from bot.cli import stop
    from bot.settings import data_key
    from db import house, sealing
    from db.connection import open_engine
    from db.schema import versions

    engine = None
    try:
        sealing.use(sealing.KeyRing(data_key(known)))
        engine = open_engine(known.database_url.get_secret_value())
        present, wanted = versions(engine)
        if present != wanted:
            stop(
                f"The database is at version {present or 'none'}, this program needs {wanted}. Run: houniao migrate"
            )
        with Session(engine, expire_on_commit=False) as session:
            house.prove_key(session, datetime.now(UTC))
            yield session
            session.commit()
    except (sealing.SealError, ValueError) as error:
        stop(str(error))
    except SQLAlchemyError as error:
        stop(
            f"The database cannot be reached ({type(error).__name__}). Is HOUNIAO_DATABASE_URL right, and is its server running?"
        )
    finally:
        if engine is not None:
            engine.dispose()
