"""What the server answers when it does not do what it was asked, and why (the journal keeps the reason)."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

VIOLATION = "violation"  # the caller broke a rule of the Bot API: always a bug of the bot under test
REFUSED = "refused"  # the world said no (blocked, not modified, query too old): the bot has to live with it
FAULT = "fault"  # asked for by the test

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
BLOCKED = "Forbidden: bot was blocked by the user"
MIGRATED = "group chat was upgraded to a supergroup chat"

_PREFIXES = {400: "Bad Request: ", 403: "Forbidden: ", 409: "Conflict: "}


class NotDone(Exception):
    """The call has no effect and is answered with `status`, `description` and, perhaps, `parameters`."""

    def __init__(self, outcome: str, status: int, text: str, **parameters: int) -> None:
        prefix = _PREFIXES.get(status, "")
        self.outcome = outcome
        self.status = status
        self.description = text if text.startswith(prefix) else prefix + text
        self.parameters = parameters
        super().__init__(self.description)

    def body(self) -> Json:
        """The JSON body as the Bot API writes it."""
        body: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def violation(text: str, status: int = 400) -> NotDone:
    """The caller broke a rule; journaled so that tests can insist on none."""
    return NotDone(VIOLATION, status, text)


def refused(text: str, status: int = 400, **parameters: int) -> NotDone:
    """The world says no; a correct bot meets this, too."""
    return NotDone(REFUSED, status, text, **parameters)


def too_many(retry_after: int, outcome: str = REFUSED) -> NotDone:
    """429: wait `retry_after` seconds."""
    return NotDone(outcome, 429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
