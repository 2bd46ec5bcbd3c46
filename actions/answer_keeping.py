"""Answers are published, taken out, and put back as they were; each deed checked against the whole web of answers, one deed after the other.

Only administrators do this. The drafts are in `actions.answer_drafts`, what parents asked in vain in `actions.answer_questions`, telling
a correction in `actions.answer_corrections`, what search would do and what is due in `actions.answer_effects`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from actions.answers import published
from actions.desk import Desk
from actions.staff import note
from db import answer_keeping as tables
from db import answers
from db.answers import AnswerDraft, AnswerVersion
from rules.answers.answer import Answer, of_plain, to_plain
from rules.answers.checks import Fault, faults, leading_to
from rules.answers.targets import known
from rules.knowledge import Knowledge
from rules.roles import Duty, Role


@dataclass(frozen=True, slots=True)
class Published:
    """It is done. `version` numbers the change in the history of `key`: `undo` and `given_count` take it."""

    key: str
    version: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done. `why`:

    role: only administrators may · faults: see `faults`, each of the answer at the same place in `keys` · held: somebody else holds the draft, `by`
    ("staff:3") · changed: the draft is not as it was previewed, or the answer was changed again since the change that is to be undone ·
    published: another version was published since the draft began (see `keep_mine`, `drop_draft`) · same: it says what is published
    already · leads: `keys` lead to it and would end nowhere · gone: there is no such draft, answer or change (any more).
    """

    why: str
    faults: tuple[Fault, ...] = ()
    by: str = ""
    keys: tuple[str, ...] = ()


def faults_of(session: Session, knowledge: Knowledge, answer: Answer) -> list[Fault]:
    """Everything that would keep this answer from being published now, beside what is published; each with its cure."""
    found = published(session, knowledge).answers
    return _faults(session, knowledge, {**found, answer.key: answer}, answer)


def publish(desk: Desk, duty: Duty, draft: AnswerDraft, revision: int) -> Published | Refused:
    """What stands in the draft is what parents read from now on; the draft is gone. `revision`: the one that was previewed."""
    if not duty.at_least(Role.ADMINISTRATOR):
        return Refused("role")
    tables.hold(desk.session)
    found = answers.draft(desk.session, draft.key)
    if found is None:
        return Refused("gone")
    if found.holder != duty.who:
        return Refused("held", by=found.holder)
    if found.revision != revision:
        return Refused("changed")
    if found.based_on != published(desk.session, desk.knowledge).version(found.key):
        return Refused("published")
    done = write(desk, duty, "published", {found.key: of_plain(found.content)})
    if isinstance(done, Published):
        desk.session.delete(found)
        desk.session.flush()
    return done


def retire(desk: Desk, duty: Duty, key: str) -> Published | Refused:
    """Parents find this answer no more; its history stays. Refused while other published answers lead to it. A draft of it stays, too."""
    if not duty.at_least(Role.ADMINISTRATOR):
        return Refused("role")
    tables.hold(desk.session)
    if key not in published(desk.session, desk.knowledge).answers:
        return Refused("gone")
    return write(desk, duty, "retired", {key: None})


def undo(desk: Desk, duty: Duty, version_id: int) -> Published | Refused:
    """The answer is again as it was before this change: the pack's words, too, or not there at all where it was new. Only the last change
    of an answer can be undone; to undo an undoing puts it back. A draft stays, and is refused as begun before (`published`)."""
    if not duty.at_least(Role.ADMINISTRATOR):
        return Refused("role")
    tables.hold(desk.session)
    change = tables.versions(desk.session, [version_id]).get(version_id)
    if change is None:
        return Refused("gone")
    if published(desk.session, desk.knowledge).version(change.key) != version_id:
        return Refused("changed")
    return write(desk, duty, "undone", {change.key: of_plain(change.before) if change.before else None})


def history(session: Session, key: str) -> list[AnswerVersion]:
    """What was done with this answer, the last deed first: `deed`, `who`, `at`, `before` and `content` (`of_plain`; None: not there)."""
    return tables.history(session, key)


def write(desk: Desk, duty: Duty, deed: str, changes: Mapping[str, Answer | None]) -> Published | Refused:
    """One deed on one answer, under `hold`, checked against what is published."""
    wrong = refusal(desk.session, desk.knowledge, changes)
    if wrong is not None:
        return wrong
    made = put(desk, duty.who, deed, changes)
    (key, version), *_more = made.items()
    return Published(key, version.id or 0)


def refusal(session: Session, knowledge: Knowledge, changes: Mapping[str, Answer | None]) -> Refused | None:
    """Why these answers may not come to stand so (None: not there), all at once."""
    now = published(session, knowledge).answers
    if all(now.get(key) == answer for key, answer in changes.items()):
        return Refused("same")
    after = {key: answer for key, answer in {**now, **changes}.items() if answer is not None}
    wrong = [
        (key, one)
        for key, answer in changes.items()
        if answer is not None
        for one in _faults(session, knowledge, after, answer)
    ]
    if wrong:
        keys, found = zip(*wrong, strict=True)
        return Refused("faults", faults=found, keys=keys)
    out = [key for key, answer in changes.items() if answer is None]
    left = tuple(dict.fromkeys(one for key in out for one in leading_to(key, after)))
    return Refused("leads", keys=left) if left else None


def put(
    desk: Desk, who: str, deed: str, changes: Mapping[str, Answer | None], import_id: int | None = None
) -> dict[str, AnswerVersion]:
    """Writes answers that were checked, and the deeds."""
    now = published(desk.session, desk.knowledge).answers
    plain = {
        key: (to_plain(now[key]) if key in now else None, to_plain(answer) if answer is not None else None)
        for key, answer in changes.items()
    }
    made = tables.write(desk.session, who, deed, plain, desk.now, import_id)
    for key in changes:
        note(desk.session, who, f"answer.{deed}", f"answer:{key}", desk.now)
    return made


def _faults(
    session: Session, knowledge: Knowledge, after: Mapping[str, Answer], answer: Answer
) -> list[Fault]:
    found = faults(answer, known(knowledge, after))
    if answer.picture is not None and answer.picture not in answers.pictures(session, [answer.picture]):
        cure = "Take it out, or send the picture anew."
        found.append(Fault("picture", "picture", "names a picture that is not here", cure))
    return found
