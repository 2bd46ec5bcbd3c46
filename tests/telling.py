"""Stories: a person's way through the house, written as a list of steps that anybody can read, and played on the real thing.

    title: A mother of two comes
    about: From the first hello to home.
    begins: 2026-11-23 10:00
    steps:
      - mother says: /start
      - mother taps: Yes, I agree          # the English name; the Chinese chat shows the Chinese button
      - mother says:
          en: Duoduo
          zh_CN: 多多
      - days pass: 14

Whoever is named for the first time comes with a new phone. All steps: see `_STEPS` and `_TIME`. `before: one_child` plays
the steps of `before/one_child.yaml` first, unseen. `city: cn/hefei` plays it in another city than Wuhu.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from dialogs.screens import Screen
from tests.botapi.media import dimensions
from tests.driver import ToldHouse, told_house
from tests.papers import paper
from tests.people import Person
from tests.phones import Shown

STORIES = Path(__file__).parent / "stories"
LANGUAGES = ("en", "zh_CN")
ZONE = ZoneInfo("Asia/Shanghai")

#: What a person can do: the words after their name, and what they mean for the driver.
_STEPS: dict[str, Callable[[Person, str], Any]] = {
    "says": lambda person, text: person.say(text),
    "taps": lambda person, label: person.tap(label),
    "taps the dose": lambda person, dose: person.tap_dose(dose),
    "keeps the button": lambda person, label: person.keep(label),
    "taps the kept button": lambda person, label: person.tap_kept(label),
    "forges the tap": lambda person, data: person.tap_address(data),
    "shares": lambda person, place: person.share(*(float(part) for part in place.split(","))),
    "sends a": lambda person, kind: person.send(kind),
    "sends a photo": lambda person, what: person.show(paper(what)),
    "is invited as": lambda person, post: person.invited(post),
    "edits it to": lambda person, text: person.edit(text),
}
#: How a person's act stands in the transcript.
_SHOWN = {
    "says": "{}",
    "taps": "[{}]",
    "taps the dose": "[{}]",
    "taps the kept button": "[{}] (an old button)",
    "forges the tap": "(a forged button: {})",
    "shares": "(shares a place: {})",
    "sends a": "(sends a {})",
    "sends a photo": "(sends a photo: {})",
    "is invited as": "(opens a link for the staff: {})",
    "edits it to": "(edits it) {}",
}
#: A phone's own calendar, with the link from somebody's chat.
_FETCHES = "fetches the calendar of"
_TIME = ("days pass", "it is")
#: Many families at once, who are written to between six and eight in the morning.
_MANY = "many families come"

Step = tuple[str, Any]


@dataclass(frozen=True)
class Story:
    """As it stands in its file. `key` is the file's name."""

    key: str
    title: str
    about: str
    begins: datetime
    steps: tuple[Step, ...] = field(hash=False)
    before: tuple[Step, ...] = field(default=(), hash=False)
    city: str = "cn/wuhu"


@dataclass(frozen=True)
class Answer:
    """One message that appeared or changed, and in whose chat."""

    who: str
    shown: Shown


@dataclass
class Beat:
    """Something happens: somebody acts (`who`, `act`) or time passes (`who` is empty), and what is seen then."""

    when: datetime
    who: str = ""
    act: str = ""
    answers: list[Answer] = field(default_factory=list)


def stories() -> list[Story]:
    """All of them, by file name."""
    return [read(path) for path in sorted(STORIES.glob("*.yaml"))]


def read(path: Path) -> Story:
    """One story; an AssertionError names a step that nobody understands."""
    # every value stays text: a typed birth date is no date yet
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # knows strings, lists and mappings only
    before = _steps(path.parent / "before" / f"{found['before']}.yaml") if "before" in found else ()
    begins = datetime.strptime(found["begins"], "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)
    city = found.get("city", Story.city)
    return Story(path.stem, found["title"], found["about"], begins, _steps(path), before, city)


def _steps(path: Path) -> tuple[Step, ...]:
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # as above
    steps = tuple(next(iter(step.items())) for step in found["steps"])
    for verb, _value in steps:
        known = verb in (*_TIME, _MANY) or verb.partition(" ")[2] in {*_STEPS, "opens the link of", _FETCHES}
        assert known, f"{path.name}: what does {verb!r} mean?"
    return steps


@dataclass(frozen=True)
class Told:
    """What came of playing a story: what was seen, and every Screen that was carried."""

    beats: list[Beat]
    screens: list[Screen]


@functools.cache
def told_once(story: Story, language: str) -> Told:
    """The story on Telegram and SQLite. Several tests and the gallery look at the same telling."""
    with told_house("sqlite", story.begins, city=story.city) as house:
        beats = Telling(house, "telegram", language).play(story)
        return Told(beats, house.said)


class Telling:
    """A story while it is played: who is there, and what was seen so far."""

    def __init__(self, house: ToldHouse, channel: str, language: str) -> None:
        self._house, self._channel, self._language = house, channel, language
        self.people: dict[str, Person] = {}
        self.beats: list[Beat] = []
        house.watchers.append(self._look)

    def play(self, story: Story) -> list[Beat]:
        for number, (verb, value) in enumerate((*story.before, *story.steps), 1 - len(story.before)):
            if number == 1:
                self.beats.clear()
            text = value[self._language] if isinstance(value, dict) else value
            try:
                self._step(verb, text)
            except Exception as error:
                raise AssertionError(f"{story.key}, step {number} ({verb}: {text}): {error}") from error
        return [beat for beat in self.beats if beat.who or beat.answers]

    def _step(self, verb: str, text: str) -> None:
        if verb in _TIME:
            self._pass_time(verb, text)
            return
        if verb == _MANY:
            self._house.many(int(text))
            return
        who, _space, does = verb.partition(" ")
        person = self.people.get(who) or self._arrive(who)
        if does == "opens the link of":
            self._begin(who, f"(opens the link of {text})")
            person.open_link_of(self.people[text])
        elif does == _FETCHES:
            self._begin(who, f"(the phone's own calendar fetches the link of {text})")
            lines = person.fetch_link_of(self.people[text]) or ["(404: there is nothing)"]
            self.beats[-1].answers.append(Answer(who, Shown(0, html.escape("\n".join(lines)), ())))
        elif does == "keeps the button":
            person.keep(text)
        else:
            self._begin(who, _SHOWN[does].format(text))
            button = _STEPS[does](person, text)
            if button is not None:
                self.beats[-1].act = f"[{button.label}]"

    def _arrive(self, who: str) -> Person:
        self.people[who] = self._house.person(self._channel, self._language)
        return self.people[who]

    def _begin(self, who: str, act: str) -> None:
        self.beats.append(Beat(self._house.now, who, act))

    def _pass_time(self, verb: str, text: str) -> None:
        self.beats.append(Beat(self._house.now))
        if verb == "days pass":
            self._house.travel(int(text))
        else:
            self._house.at(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZONE))

    def _look(self) -> None:
        """Called by the house whenever something may have been said."""
        fresh = [Answer(who, shown) for who, person in self.people.items() for shown in person.news()]
        if not fresh:
            return
        beat = self.beats[-1]
        if not beat.who and beat.when != self._house.now:
            beat = Beat(self._house.now)
            self.beats.append(beat)
        beat.answers += fresh


def transcript(story: Story, beats: list[Beat]) -> str:
    """The story as it is read: acts at the margin, answers below them."""
    lines = [f"# {story.title}", ""]
    told: datetime | None = None
    for beat in beats:
        if told != beat.when:
            lines += [f"== {beat.when:%a %d %b %Y, %H:%M}", ""]
            told = beat.when
        if beat.who:
            lines.append(f"{beat.who}: {beat.act}")
        for answer in beat.answers:
            lines += _answer_lines(answer, beat.who)
        if beat.answers:
            lines.append("")
    return mask("\n".join(lines).rstrip() + "\n")


def mask(text: str) -> str:
    """Without what differs from run to run or from channel to channel: one-time links, calendar links."""
    text = re.sub(r"https?://\S*/calendar/[\w-]+\.ics", "‹calendar link›", text)
    return re.sub(r"(?:https?://\S*start=)?(?:join|staff)_[\w-]{16,}", "‹link›", text).replace(
        "/start ‹link›", "‹link›"
    )


def plain_text(markup: str) -> str:
    """Our HTML as it reads: bold between asterisks."""
    marked = re.sub(r"</?b>", "*", markup)
    return html.unescape(re.sub(r"<[^<>]*>", "", marked))


def _answer_lines(answer: Answer, actor: str) -> list[str]:
    whose = "" if answer.who == actor else f" to {answer.who}"
    mark = f"    ({'changed' if answer.shown.changed else 'said'}{whose})"
    lines = [mark] if whose or answer.shown.changed else []
    if answer.shown.picture is not None:
        wide, high = dimensions(answer.shown.picture)
        lines.append(f"    (picture: {wide} × {high})")
    if answer.shown.place is not None:
        lines.append(f"    (a pin: {answer.shown.place})")
    lines += [f"    {line}".rstrip() for line in plain_text(answer.shown.html).split("\n")]
    if answer.shown.file:
        lines.append(f"    (file: {answer.shown.file})")
    for row in answer.shown.buttons:
        lines.append("      " + " ".join(f"[{button.label}]" for button in row))
    return lines
