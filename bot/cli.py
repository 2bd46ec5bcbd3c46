"""The command line. Each command imports what it needs when it runs, so that plain questions answer in a moment."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError

from bot import staffing
from bot.importing import answers_commands
from bot.importing import commands as importing
from bot.settings import Settings

app = typer.Typer(
    name="houniao",
    help="Houniao 小候鸟: the guide in the pocket of families who moved to a city for work.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(staffing.commands, name="staff")
importing.commands.command("faq")(answers_commands.faq)
app.add_typer(importing.commands, name="import")
app.add_typer(answers_commands.exports, name="export")


def main() -> None:
    app()


def stop(problem: str) -> NoReturn:
    """Ends with an error that names the cure."""
    typer.echo(problem, err=True)
    raise typer.Exit(1)


def settings() -> Settings:
    """The settings, or the one that is wrong and how to write it; never its value."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [
            f"HOUNIAO_{'_'.join(map(str, one['loc'])).upper() or 'settings'}: {one['msg']}"
            for one in error.errors(include_input=False, include_url=False)
        ]
        stop("These settings cannot be used:\n  " + "\n  ".join(lines))


@app.command()
def run() -> None:
    """Start the bot: the web chat, and Telegram when a token is set."""
    from bot import running

    running.run(settings())


@app.command()
def migrate() -> None:
    """Bring the database up to this version (`run` does it by itself on SQLite)."""
    from sqlalchemy.exc import SQLAlchemyError

    from db.connection import open_engine
    from db.schema import migrate as bring_up
    from db.schema import versions

    url = settings().database_url.get_secret_value()
    try:
        before, wanted = versions(open_engine(url))
        bring_up(url)
    except SQLAlchemyError as error:
        stop(
            f"The database cannot be reached or changed ({type(error).__name__}). Is HOUNIAO_DATABASE_URL right, and may its user create tables?"
        )
    typer.echo(
        f"The database is at version {wanted}"
        + (" already." if before == wanted else f" (was {before or 'empty'}).")
    )


@app.command()
def check() -> None:
    """Check the knowledge packs; an error names file, line and cure."""
    from content import PackError, load_knowledge

    city = settings().city
    try:
        knowledge = load_knowledge(city)
        places = knowledge.demo_places()
        answers, wording = knowledge.first_answers(), knowledge.wording()
    except PackError as error:
        stop(str(error))
    book = knowledge.book
    typer.echo(
        f"{city}: {len(book.rules)} rules, {len(book.vaccines)} vaccines, "
        f"{len(knowledge.checkups.rules)} rules on {len(knowledge.checkups.visits)} visits, "
        f"{len(knowledge.enrolment.rules)} rules on {len(knowledge.enrolment.papers)} papers, {len(knowledge.districts)} districts, "
        f"{len(knowledge.hotlines)} hotlines, {len(knowledge.city_enrolment.seasons)} seasons, "
        f"{sum(len(group.texts) for group in knowledge.guides.values())} guide texts, "
        f"{len(knowledge.services.services)} services, {len(places)} demo places of {len(knowledge.place_kinds)} kinds, "
        f"{len(answers)} answers, {len(wording.meanings)} meanings in everyday words. All packs are sound."
    )


@app.command()
def forecast(
    lang: Annotated[str, typer.Option(help="Language of the reasons.")] = "zh_CN",
) -> None:
    """Answer vaccination questions: a JSON array of cases on stdin, answers on stdout."""
    from bot.forecast import answer
    from bot.house_words import catalogues
    from content import load_knowledge

    cases = _cases()
    words = catalogues().speak(lang)
    book = load_knowledge(settings().city).book
    _write(answer(cases, book, lambda text: words.plain_fact(text)))


@app.command()
def enrol(
    lang: Annotated[str, typer.Option(help="Language of the reasons.")] = "zh_CN",
) -> None:
    """Answer enrolment questions (class, autumn, papers): a JSON array of cases on stdin, answers on stdout."""
    from bot.enrol import answer
    from bot.house_words import catalogues
    from content import load_knowledge

    cases = _cases()
    words = catalogues().speak(lang)
    book = load_knowledge(settings().city).enrolment
    _write(answer(cases, book, lambda text: words.plain_fact(text)))


@app.command()
def near(
    lang: Annotated[str, typer.Option(help="Language of the names.")] = "zh_CN",
) -> None:
    """Answer what is nearest (places and whether they are open): a JSON array of cases on stdin, answers on stdout."""
    from bot.near import answer_from, city_of
    from content import PackError, load_knowledge

    cases, known = _cases(), settings()
    try:
        knowledge = load_knowledge(known.city)
        city = city_of(knowledge, known.zone, lang)
        url = known.database_url.get_secret_value()
        answers = answer_from(
            cases, city, url, knowledge.demo_places, lambda text: typer.echo(text, err=True)
        )
    except PackError as error:
        stop(str(error))
    _write(answers)


@app.command()
def ask() -> None:
    """Answer what parents type (which entries and flows are meant): a JSON array of cases on stdin, answers on stdout."""
    from bot.ask import answer_from
    from content import PackError, load_knowledge

    cases, known = _cases(), settings()
    try:
        knowledge = load_knowledge(known.city)
        url = known.database_url.get_secret_value()
        answers = answer_from(cases, knowledge, url, lambda text: typer.echo(text, err=True))
    except PackError as error:
        stop(str(error))
    _write(answers)


@app.command()
def doctor() -> None:
    """What an operator should know: database, put-aside updates, missed reminders, letters given up."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot import examination
    from db.sealing import SealError

    try:
        examination.examine(settings())
    except (SealError, ValueError) as error:
        stop(str(error))
    except SQLAlchemyError as error:
        stop(
            f"The database cannot be reached ({type(error).__name__}). Is HOUNIAO_DATABASE_URL right, and is its server running?"
        )


def _cases() -> list[Any]:
    """The array on stdin. Exit 1, with the cure, when there is none."""
    try:
        # NaN and Infinity are no JSON: as words they come back as they were written, and are errors where a number is asked for.
        found = json.loads(sys.stdin.buffer.read().decode("utf-8-sig"), parse_constant=str)
    except (ValueError, RecursionError):
        stop("stdin must be a JSON array of cases in UTF-8.")
    if not isinstance(found, list):
        stop("stdin must be a JSON array of cases: [ {…}, {…} ].")
    return found


def _write(answers: list[dict[str, Any]]) -> None:
    sys.stdout.buffer.write(
        json.dumps(answers, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    )
