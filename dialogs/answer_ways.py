"""The buttons under an answer: one for each way on, with the name of what it leads to. What is no longer there has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dialogs.addresses import Go, Keep
from dialogs.answer_addresses import AskPerson, Call, Flow, ShowAnswer, Theme
from dialogs.hotlines import known
from dialogs.near_addresses import Find
from dialogs.near_words import kind_name
from dialogs.notice_addresses import Hush
from dialogs.paper_words import short_name
from dialogs.school_addresses import Guided, Papers
from dialogs.screens import Choice
from dialogs.service_addresses import Service
from dialogs.service_words import title
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words
from rules.answers.answer import Answer, Leads, Way
from rules.enrolment.deadlines import CODES
from rules.languages import chain
from rules.places.place import Texts


def written(texts: Texts, _: Words) -> tuple[str, Html]:
    """What staff wrote, in the reader's language, and the mark to set behind it: empty, unless Chinese stands there for who may not read it."""
    for code in chain(_.language):
        if code == "zh_CN" and not _.reads_chinese:
            break
        if texts.get(code, "").strip():
            return texts[code], Html("")
    found = next((code for code in ("zh_CN", "en", *texts) if texts.get(code, "").strip()), None)
    if found is None:
        return "", Html("")
    return texts[found], Html(" ") + (
        _("(only in Chinese)")
        if found == "zh_CN"
        else _("(only in English)")
        if found == "en"
        else _("(in another language)")
    )


def in_words(texts: Texts, _: Words) -> Html:
    """The same as one text, safe to show."""
    text, mark = written(texts, _)
    return _("{text}", text=text) + mark


def to_answer(answer: Answer, _: Words, asked: int = 0) -> Choice:
    """The way to an answer, by its title."""
    return Choice(Html("❓ ") + in_words(answer.titles, _), ShowAnswer(key=answer.key, asked=asked).pack())


def to_themes(_: Words) -> Choice:
    return Choice(_("❓ Questions by theme"), Theme().pack())


def to_person(_: Words, asked: int = 0) -> Choice:
    """The way to somebody who answers."""
    return Choice(_("🙋 Ask a person"), AskPerson(asked=asked).pack())


@dataclass(frozen=True)
class Ways:
    """What the buttons are made from: the answers there are, and whose question it was (`asked`: 0 for nobody's)."""

    knowing: Mapping[str, Answer]
    around: Surroundings
    today: date
    asked: int = 0

    def buttons(self, answer: Answer, _: Words) -> list[Choice]:
        """Each way once, in the order of the answer."""
        found = [self.button(way, _) for way in answer.ways]
        return list({one.tap or one.url: one for one in found if one is not None}.values())

    def button(self, way: Way, _: Words) -> Choice | None:
        """None for what is not there any more."""
        made = self._made(way, _)
        label = in_words(way.labels, _)
        return made if made is None or not label else Choice(label, made.tap, made.url)

    def _made(self, way: Way, _: Words) -> Choice | None:
        if way.leads == Leads.ANSWER:
            answer = self.knowing.get(way.to)
            return to_answer(answer, _, self.asked) if answer is not None else None
        if way.leads == Leads.FLOW:
            return flow(way.to, _, self.asked)
        if way.leads == Leads.LINK:
            return Choice(way.to, url=way.to)
        return self._of_packs(way, _)

    def _of_packs(self, way: Way, _: Words) -> Choice | None:
        packs = self.around.knowledge
        if way.leads == Leads.PAPER and way.to in packs.papers.papers:
            address = Papers(child=0, born="", said="", do="paper", paper=CODES[way.to]).pack()
            return Choice(Html("📄 ") + short_name(packs.papers.papers[way.to], _), address)
        if way.leads == Leads.GUIDE and way.to in packs.guides:
            label = Html("📚 ") + _.fact(packs.guides[way.to].title)
            return Choice(label, Guided(child=0, group=way.to).pack())
        if way.leads == Leads.SERVICE and way.to in packs.services.services:
            label = Html("📋 ") + title(packs.services.services[way.to], _)
            return Choice(label, Service(service=way.to).pack())
        if way.leads == Leads.NEAR and way.to in packs.place_kinds:
            kind = packs.place_kinds[way.to]
            return Choice(kind_name(packs.place_kinds, way.to, _), Find(kind=kind.code).pack())
        if way.leads == Leads.HOTLINE:
            for line in known([way.to], self.around, self.today):
                return Choice(f"☎️ {line.number}", Call(line=line.id).pack())
        return None


def flow(name: str, _: Words, asked: int = 0) -> Choice | None:
    """The button of a conversation of the bot (`rules.answers.answer.FLOWS`); None for one there is not."""
    flows: dict[str, Callable[[], Choice]] = {
        "home": lambda: Choice(_("🏠 Home"), Go(to="home").pack()),
        "next": lambda: Choice(_("💉 What is next?"), Flow(to="next").pack()),
        "papers": lambda: Choice(_("📄 Papers for school"), Go(to="papers").pack()),
        "services": lambda: Choice(_("📋 All services"), Go(to="services").pack()),
        "entitled": lambda: Choice(_("✨ What is there for my child?"), Go(to="entitled").pack()),
        "guides": lambda: Choice(_("📚 Good to know"), Go(to="guides").pack()),
        "settings": lambda: Choice(_("⚙️ Settings"), Go(to="settings").pack()),
        "hotlines": lambda: Choice(_("☎️ Whom can I call?"), Go(to="hotlines").pack()),
        "privacy": lambda: Choice(_("🔒 What is kept"), Keep(do="see").pack()),
        "add_child": lambda: Choice(_("➕ Add my child"), Go(to="add_child").pack()),
        "lost_booklet": lambda: Choice(_("📒 The booklet is lost"), Flow(to="lost_booklet").pack()),
        "growth": lambda: Choice(_("📏 Growth"), Flow(to="growth").pack()),
        "notes": lambda: Choice(_("🍼 Notes for this age"), Flow(to="notes").pack()),
        "feed": lambda: Choice(_("📆 Into my phone's calendar"), Go(to="feed").pack()),
        "invite": lambda: Choice(_("👪 Second guardian"), Go(to="invite").pack()),
        "near": lambda: Choice(_("📍 Near me"), Go(to="near").pack()),
        "activities": lambda: Choice(_("🎈 Activities near me"), Go(to="activities").pack()),
        "reminders": lambda: Choice(_("🔔 Reminders"), Flow(to="reminders").pack()),
        "help": lambda: Choice(_("❓ Help"), Go(to="help").pack()),
        "needs": lambda: Choice(_("🙋 What we need"), Go(to="needs").pack()),
        "community": lambda: Choice(_("🏘 My community"), Go(to="community").pack()),
        "news": lambda: Choice(_("📣 Notices"), Go(to="news").pack()),
        "hush": lambda: Choice(_("🔕 Which notices?"), Hush().pack()),
        "person": lambda: to_person(_, asked),
    }
    made = flows.get(name)
    return made() if made is not None else None
