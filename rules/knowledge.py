"""What the packs know, in the shape rules and conversations use it. `content/` makes one of these at start; nothing changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.answers.answer import Answer
from rules.answers.wording import Wording
from rules.checkups import CheckupBook
from rules.enrolment import EnrolmentBook
from rules.enrolment.city import CityEnrolment
from rules.growth import Growth
from rules.guides import GuideGroup
from rules.notes import NoteText
from rules.papers.book import PaperBook
from rules.papers.workdays import Workdays
from rules.places.circle import metres
from rules.places.place import Kind, Place
from rules.services import ServiceBook
from rules.spans import Span
from rules.vaccines import Book, Sex


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from, when a person last looked, and how sure we are: confirmed, second-hand or convention."""

    where: tuple[str, ...]
    checked: date
    confidence: str
    valid_from: date | None = None
    valid_until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether this may be told as a fact today: an expired one may not (law 9)."""
        return (self.valid_from is None or self.valid_from <= today) and (
            self.valid_until is None or today <= self.valid_until
        )

    @property
    def sure(self) -> bool:
        return self.confidence == "confirmed"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to take along, in the source language (zh_CN)."""

    text: str
    fact: Source


@dataclass(frozen=True, slots=True)
class ClinicTopic:
    """A question for the doctor at the clinic. `ask` is how it is said there, `text` and the sentences of `rules` (ids of the book)
    are all that may be told about it; `offered` whether families pick it themselves."""

    id: str
    title: str
    ask: str
    text: str
    rules: tuple[str, ...]
    offered: bool
    fact: Source


@dataclass(frozen=True, slots=True)
class District:
    """A part of the city. `name` is the source text (zh_CN)."""

    id: str
    name: str
    fact: Source


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place everybody knows, about where it is (WGS-84 degrees), to find one's district by; never to find a way by."""

    id: str
    name: str
    district: str
    lat: float
    lon: float
    fact: Source


#: The office that has a question first, and whose name in the database is "".
COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Office:
    """Somewhere people answer questions. `about`: what they answer, in a few words; `hours` in the notation of OpenStreetMap."""

    id: str
    name: str
    about: str
    hours: str
    fact: Source


#: What a number is for. Danger comes first wherever numbers are listed.
Need = Literal["danger", "child", "health", "rights", "anything"]


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number to call. `about` says in one short sentence what for."""

    id: str
    number: str
    about: str
    need: Need
    fact: Source


@dataclass(frozen=True, slots=True)
class DemoChild:
    """A child of a demo family, by age, so that the demo never grows old. `record_until`: age up to which every dose was given."""

    nickname: str
    age: Span
    sex: Sex | None
    record_until: Span | None


@dataclass(frozen=True, slots=True)
class DemoFamily:
    id: str
    title: str
    about: str
    district: str
    children: tuple[DemoChild, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything loaded: the national rule books and the city's facts. `office_days` makes `workdays` when they are first asked for."""

    book: Book
    checkups: CheckupBook
    enrolment: EnrolmentBook
    city: str
    districts: tuple[District, ...]
    landmarks: tuple[Landmark, ...]
    hotlines: Mapping[str, Hotline]
    bring: tuple[Advice, ...]
    demo_families: tuple[DemoFamily, ...]
    clinic_topics: Mapping[str, ClinicTopic]
    growth: Growth
    notes: tuple[NoteText, ...]
    city_enrolment: CityEnrolment
    guides: Mapping[str, GuideGroup]
    papers: PaperBook
    office_days: Callable[[], Workdays]

    @property
    def workdays(self) -> Workdays:
        """Days on which offices are open, in the whole country."""
        return self.office_days()

    services: ServiceBook
    place_kinds: Mapping[str, Kind]
    #: The city's demo places: made up, and shown as such until an office brings its own. Read when somebody first asks.
    demo_places: Callable[[], tuple[Place, ...]]
    #: The first edition of the answers to what parents ask, by key; read when somebody first asks.
    first_answers: Callable[[], Mapping[str, Answer]]
    #: How parents say things, to search the answers with; read when somebody first asks.
    wording: Callable[[], Wording]
    #: Who answers questions in this city, the community's office first.
    offices: tuple[Office, ...] = ()

    def district(self, key: str | None) -> District | None:
        return next((one for one in self.districts if one.id == key), None)

    def office(self, key: str) -> Office | None:
        """The office as a ticket or one of the staff names it: "" is the community's."""
        return next((one for one in self.offices if one.id == (key or COMMUNITY)), None)


#: Metres beyond which a landmark says nothing about the district somebody lives in.
NEAR_ENOUGH = 2_000
#: A landmark of another district that is less than so many times as far leaves it open, too.
CLEARLY_NEARER = 2.0
#: Metres from every landmark beyond which it is hardly this city.
ELSEWHERE = 40_000


def nearest_landmark(landmarks: tuple[Landmark, ...], lat: float, lon: float) -> Landmark | None:
    """The landmark that tells the district of a point; nothing when it is too far, or another district's is about as near."""
    if not landmarks:
        return None
    far = {one: metres(lat, lon, one.lat, one.lon) for one in landmarks}
    best = min(landmarks, key=lambda one: far[one])
    rivals = [far[one] for one in landmarks if one.district != best.district]
    unclear = bool(rivals) and min(rivals) < CLEARLY_NEARER * far[best]
    return None if unclear or far[best] > NEAR_ENOUGH else best


def is_elsewhere(landmarks: tuple[Landmark, ...], lat: float, lon: float) -> bool:
    """Whether this point is far from everything we know of the city; where we know no landmark, nothing is."""
    return bool(landmarks) and all(metres(lat, lon, one.lat, one.lon) > ELSEWHERE for one in landmarks)
