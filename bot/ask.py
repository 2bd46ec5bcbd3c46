"""The question command `ask`: JSON cases in, what each typed question would be answered with.

A case that cannot be read gives {"id", "error"}; the others are answered all the same. Unknown extra fields are ignored; a field
that is null counts as left out. What is typed in whatever language is compared with every language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlmodel import Session

from actions.answers import Edition, first, published
from bot.cases import CaseError
from db.answers import AnswerRow
from db.connection import open_to_look
from rules.answers.deciding import decide
from rules.answers.search import Index
from rules.knowledge import Knowledge
from rules.places.place import Kind


def answer_from(
    cases: Sequence[Any], knowledge: Knowledge, url: str, tell: Callable[[str], None]
) -> list[dict[str, Any]]:
    """Answers with the entries that are published in the database at `url`, else with the packs'. A database that cannot be read is told of."""
    try:
        edition = _from_database(knowledge, url)
    except (SQLAlchemyError, OSError) as error:
        tell(
            f"The database cannot be read ({type(error).__name__}): these are the first answers of the packs. Is HOUNIAO_DATABASE_URL right?"
        )
        edition = None
    if edition is None:
        edition = first(knowledge)
    return answer(cases, edition.index, knowledge.place_kinds)


def _from_database(knowledge: Knowledge, url: str) -> Edition | None:
    """None where there is no database yet, or one from before the answers."""
    try:
        engine = open_to_look(url)
    except FileNotFoundError:
        return None
    # A port that is no number, a kind of database that we have no driver for.
    except (ValueError, ImportError) as error:
        raise ArgumentError("no address of a database") from error
    try:
        with Session(engine) as session:
            there = inspect(session.connection()).has_table(AnswerRow.__tablename__)
            return published(session, knowledge) if there else None
    finally:
        engine.dispose()


def answer(cases: Sequence[Any], index: Index, kinds: Mapping[str, Kind]) -> list[dict[str, Any]]:
    """One answer per case, in the same order, with the `id` passed through."""
    return [_answer(case, index, kinds) for case in cases]


def _answer(case: Any, index: Index, kinds: Mapping[str, Kind]) -> dict[str, Any]:
    name = case.get("id") if isinstance(case, dict) else None
    try:
        return {"id": name, "topics": list(decide(_question(case), index, kinds).hits)}
    except CaseError as error:
        return {"id": name, "error": str(error)}


def _question(case: Any) -> str:
    if not isinstance(case, dict):
        raise CaseError("a case must be a JSON object")
    found = case.get("q")
    if not isinstance(found, str):
        raise CaseError("q must be the text of a question")
    language = case.get("lang")
    if language is not None and not isinstance(language, str):
        raise CaseError("lang must be a code of a language like zh_CN")
    return found
