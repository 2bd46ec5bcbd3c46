"""The texts of the web chat page. The page has none of its own: it receives these with GET /chat/me."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dialogs.words import Words


def page_words(_: Words) -> dict[str, str]:
    """Every text of the page, by the key its HTML and JavaScript use; plain text, no markup.

    The `{count}` left open is filled in by the page.
    """
    return {
        key: str(text)
        for part in (_start(_), _chat(_), _messages(_), _place(_), _photo(_), _sheet(_))
        for key, text in part.items()
    }


def _start(_: Words) -> dict[str, str]:
    """Before the conversation."""
    return {
        "name": _("Houniao"),
        "tagline": _(
            "I help families who moved here for work: vaccinations, check-ups, papers for school, "
            "and a word in time."
        ),
        "start_parent": _("I am a parent: start"),
        "start_promise": _("No name and no ID number needed."),
        "start_failed": _("That did not work just now. Please try again."),
        "demo_title": _("Step into a demo family"),
        "demo_about": _("These families are invented. Travel days ahead and see their reminders come."),
        "invited": _("You are invited to a family's calendar. You look after the children together."),
        "gone": _("Everything about you has been deleted. You can start again whenever you like."),
    }


def _chat(_: Words) -> dict[str, str]:
    """Around the conversation: the header, the connection, the demo clock."""
    return {
        "conversation": _("Conversation"),
        "state_online": _("online"),
        "state_connecting": _("connecting …"),
        "state_typing": _("typing …"),
        "state_offline_short": _("no connection"),
        "state_offline": _(
            "No connection at the moment. What you write is kept and sent as soon as it is back."
        ),
        "earlier": _("Earlier messages"),
        "newest": _("Newest messages"),
        "clock": _("Demo clock"),
        "clock_day": _("+1 day"),
        "clock_week": _("+7 days"),
        "clock_month": _("+30 days"),
        "clock_travelling": _("Travelling ahead …"),
        "clock_failed": _("The clock did not move. Please try again."),
    }


def _messages(_: Words) -> dict[str, str]:
    """In and under the bubbles, and where one writes."""
    return {
        "from_me": _("You:"),
        "from_bot": _("Houniao:"),
        "sending": _("being sent"),
        "sent": _("sent"),
        "not_sent": _("Not sent – tap to try again"),
        "download": _("Download"),
        "write": _("Message"),
        "write_here": _("Write a message …"),
        "send": _("Send"),
        "too_long": _("That is a little long, {count} characters too many. Please send it in two parts."),
    }


def _place(_: Words) -> dict[str, str]:
    """Sharing and showing a place."""
    return {
        "location_share": _("Share my location"),
        "location_mine": _("My location"),
        "location_wait": _("Finding out where you are …"),
        "location_no": _(
            "I could not find out where you are. Never mind: pick your district or a landmark you know."
        ),
        "location_pick": _("Pick a district or landmark"),
        "map": _("open in maps"),
    }


def _photo(_: Words) -> dict[str, str]:
    """Sending a photo."""
    return {
        "photo_send": _("Take or choose a photo"),
        "photo_mine": _("📷 Photo"),
        "photo_no": _("I could not open this photo. Please take it again with the camera."),
    }


def _sheet(_: Words) -> dict[str, str]:
    """The settings sheet."""
    return {
        "settings": _("Settings"),
        "close": _("Close"),
        "look": _("Appearance"),
        "look_auto": _("Automatic"),
        "look_light": _("Light"),
        "look_dark": _("Dark"),
        "large_text": _("Large text"),
        "menu": _("Menu"),
        "language": _("Language"),
        "install": _("Add to the home screen"),
    }
