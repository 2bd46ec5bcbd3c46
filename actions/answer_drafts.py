"""Drafts of answers: begun from what is published, written by one person at a time, taken over, put away. Nothing of one is lost.

Whoever works here may write a draft (a worker's comes from a ticket); what parents read changes only by `actions.answer_keeping.publish`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from sqlmodel import Session

from actions.answers import published
from actions.desk import Desk
from actions.staff import note
from db import answer_keeping as tables
from db import answers
from db.answers import AnswerDraft, AnswerPicture
from rules.answers.answer import Answer, of_plain, to_plain
from rules.answers.keys import key_of
from rules.answers.tidy import tidied
from rules.knowledge import Knowledge
from rules.roles import Duty


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft. `held_by` names whoever writes it now, where that is somebody else ("staff:3", "owner"): nothing was changed then."""

    draft: AnswerDraft
    held_by: str | None = None


def answer_of(draft: AnswerDraft) -> Answer:
    """What stands in the draft. It may have faults: `actions.answer_keeping.faults_of`."""
    return of_plain(draft.content)


def open_draft(desk: Desk, duty: Duty, key: str) -> Opened:
    """The draft of this answer: the standing one, or a new one from what is published, or an empty one where there is no such answer yet.

    Where another person writes it, `held_by` names them; it may be read, and `take_over` makes it the caller's.
    """
    standing = answers.draft(desk.session, key)
    if standing is not None:
        return Opened(standing, standing.holder if standing.holder != duty.who else None)
    # Two who begin one at the same instant: the second waits here, and then finds the first one's.
    tables.hold(desk.session)
    standing = answers.draft(desk.session, key)
    if standing is not None:
        return Opened(standing, standing.holder if standing.holder != duty.who else None)
    found = published(desk.session, desk.knowledge)
    begun = found.answers.get(key) or Answer(key, {}, {}, checked=desk.today)
    draft = AnswerDraft(
        key=key, content=to_plain(begun), based_on=found.version(key), holder=duty.who, at=desk.now
    )
    desk.session.add(draft)
    desk.session.flush()
    note(desk.session, duty.who, "answer.begun", f"answer:{key}", desk.now)
    return Opened(draft)


def take_over(desk: Desk, duty: Duty, key: str) -> AnswerDraft | None:
    """The draft is the caller's from now on, with every word in it. Whoever held it is told by their next `change`. None where there is none."""
    draft = answers.draft(desk.session, key)
    if draft is None or draft.holder == duty.who:
        return draft
    draft.holder, draft.revision, draft.at = duty.who, draft.revision + 1, desk.now
    desk.session.add(draft)
    desk.session.flush()
    note(desk.session, duty.who, "answer.taken_over", f"answer:{key}", desk.now)
    return draft


def change(desk: Desk, duty: Duty, draft: AnswerDraft, answer: Answer, revision: int | None = None) -> bool:
    """Writes the draft; its revision is one more then. `revision`: the one the caller saw when they began to type (the draft's own if left out).

    False, and nothing is written, when somebody else took it over, wrote it meanwhile, published it or put it away. Control characters
    and halves of characters are left out; the key stays what it is.
    """
    seen = draft.revision if revision is None else revision
    found = answers.draft(desk.session, draft.key)
    if found is None or found.holder != duty.who or found.revision != seen:
        return False
    found.content = to_plain(tidied(replace(answer, key=found.key)))
    found.revision, found.at = seen + 1, desk.now
    desk.session.add(found)
    desk.session.flush()
    return True


def drop_draft(desk: Desk, duty: Duty, draft: AnswerDraft) -> bool:
    """The draft is put away; what is published stays. False where it is not the caller's (any more)."""
    found = answers.draft(desk.session, draft.key)
    if found is None or found.holder != duty.who:
        return False
    desk.session.delete(found)
    desk.session.flush()
    note(desk.session, duty.who, "answer.dropped", f"answer:{draft.key}", desk.now)
    return True


def keep_mine(desk: Desk, duty: Duty, draft: AnswerDraft) -> bool:
    """Somebody published meanwhile, the caller has seen it and means their own words all the same: the draft counts as begun from it.

    Without this `publish` refuses such a draft (`Refused("published")`).
    """
    found = answers.draft(desk.session, draft.key)
    if found is None or found.holder != duty.who:
        return False
    found.based_on = published(desk.session, desk.knowledge).version(found.key)
    found.revision, found.at = found.revision + 1, desk.now
    desk.session.add(found)
    desk.session.flush()
    return True


def new_key(session: Session, knowledge: Knowledge, title: str) -> str:
    """A key for a new answer that nobody ever used, made from its title: letters as they are, Chinese as it sounds; 24 signs at most."""
    taken = {*knowledge.first_answers(), *tables.keys(session)}
    return key_of(title, taken)


def keep_picture(desk: Desk, mime: str, data: bytes) -> str:
    """Keeps a picture for an answer and gives its name, for `Answer.picture`. The same picture twice is kept once; one that no answer
    uses goes after a day."""
    name = hashlib.sha256(data).hexdigest()[:32]
    if name not in answers.pictures(desk.session, [name]):
        desk.session.add(AnswerPicture(name=name, mime=mime, data=data, at=desk.now))
        desk.session.flush()
    return name
