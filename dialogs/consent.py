"""The two consents: the very words a person agrees to, how they are asked for, and what is said to a no."""

from __future__ import annotations

from dataclasses import replace

from aiogram.fsm.context import FSMContext
from sqlmodel import Session

from actions import families
from db.families import Guardian
from dialogs.addresses import Agree, Go, Keep
from dialogs.home import to_home
from dialogs.invitations import invited
from dialogs.screens import Choice, Screen, rows
from dialogs.words import Html, Words, join

#: Versions of the two consent texts. A new wording gets a new version, and is asked for again.
VERSIONS = {"guardian": "2026-11-24", "child": "2026-11-27"}


async def begin_consent(
    session: Session, guardian: Guardian | None, state: FSMContext, _: Words, then: str
) -> Screen:
    """Asks for what is not agreed to yet. `then` is what the person wanted to do: "child", or "join:<secret>"."""
    await state.update_data(then=then)
    kind = "child" if families.has_agreed(session, guardian, "guardian") else "guardian"
    return question(kind, _, then)


def ask_again(_: Words) -> Screen:
    """For who agreed to an older text: what is kept has grown since."""
    asked = question("child", _, "child")
    return replace(
        asked, text=join([_("I can keep more now, if you tell me. So I ask again."), asked.text], "\n\n")
    )


def consent_name(kind: str, _: Words) -> Html:
    """What a consent of this kind is about."""
    names = {
        "guardian": _("about you"),
        "child": _("about your child"),
        "community": _("the community"),
        "referral": _("to another office"),
    }
    return names.get(kind) or Html("") + kind


def consent_text(kind: str, _: Words) -> Html:
    """The very words a person agrees to."""
    return _about_you(_) if kind == "guardian" else _about_your_child(_)


def _about_you(_: Words) -> Html:
    return join(
        [
            _("<b>1 of 2 · About you</b>"),
            _("So that I can write to you, I keep: this chat, your language, and the hours that suit you."),
            _("Not kept: your name, phone number, ID number, or exact place."),
            _("You can see, copy or delete everything at any time: /privacy"),
            _("Is that all right for you?"),
        ]
    )


def _about_your_child(_: Words) -> Html:
    return join(
        [
            _("<b>2 of 2 · About your child</b>"),
            _("Children's data has special protection, so I ask again."),
            _("So that I know what is next, I keep: birth date, vaccinations and check-ups."),
            _(
                "And only if you tell me: a nickname, boy or girl, district, first day at kindergarten, weight and height, and your clinic."
            ),
            _(
                "Also only then: what a doctor said, questions for the clinic, what kept you from going, journeys."
            ),
            _(
                "For school papers, only what you tell me: what you want, which papers you have or lost, the permit and its day, how you live and work."
            ),
            _(
                "And who the child lives with, whether it stands in your household register, brothers and sisters at the school, a disability, and how far you are."
            ),
            _(
                "District and age also pick which notices and activities I tell you of; the staff see only numbers."
            ),
            _("Only you and a second guardian you invite can see it. It is used for nothing else."),
            _("Do you, as guardian, agree?"),
        ]
    )


def question(kind: str, _: Words, then: str) -> Screen:
    """Who follows a link reads first where it leads; the words that are agreed to stay the same."""
    version = VERSIONS[kind]
    asked = consent_text(kind, _)
    if then.startswith("join:"):
        asked = join([invited(_), asked], "\n\n")
    return Screen(
        asked,
        rows(
            Choice(_("Yes, I agree"), Agree(kind=kind, version=version, yes=True).pack()),
            Choice(_("No, thank you"), Agree(kind=kind, version=version, yes=False).pack()),
            width=2,
        ),
    )


def agreed_before(_: Words) -> Screen:
    """An old "no" after a "yes": nothing goes without being asked about."""
    text = join(
        [
            _("You agreed since then, and your children's calendar is kept."),
            _("Do you want to take that back?"),
        ]
    )
    take_back = Choice(_("Yes, take back my consent"), Keep(do="withdraw").pack())
    return Screen(text, rows(take_back, to_home(_)))


def without(kind: str, _: Words) -> Screen:
    """What works without this consent. The one about the person may stand already: then only the child is left out."""
    kept = {
        "guardian": _("All right. I keep nothing about you or your child."),
        "child": _("All right. I keep nothing about your child."),
    }
    text = join(
        [
            kept[kind],
            _(
                "You can still look: type a birth date, and I show what is due at that age. And I tell you where to go."
            ),
        ]
    )
    return Screen(
        text,
        rows(
            Choice(_("👀 Just look"), Go(to="look").pack()),
            Choice(_("📍 Where to go"), Go(to="where").pack()),
            to_home(_),
        ),
    )
