"""A Bot API server on loopback that is as strict as Telegram's, for tests. Start at `BotApi`."""

from tests.botapi.client import BotApi
from tests.botapi.faults import Fault
from tests.botapi.person import Person, Seen

__all__ = ["BotApi", "Fault", "Person", "Seen"]
