"""What the files of the list of services may hold (pydantic), and how each entry becomes its `rules` dataclass."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from content.asked import Phrase
from content.facts import fact
from content.loading import Confidence, PackModel, Sourced, Text
from content.vaccine_models import RuleEntry
from rules import services as rules
from rules.spans import Span, SpanError

_EDGE = re.compile(r"(birth|kindergarten|primary)(?: ([+-]) (.+))?")
_STARTS: dict[str, rules.Start] = {"birth": "birth", "kindergarten": "kindergarten", "primary": "primary"}

Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,16}$")]


def _edge(written: Any) -> rules.Edge:
    """A day of a child's life as written in a pack: "3 years", "primary", "kindergarten - 8 months"."""
    if not isinstance(written, str):
        raise ValueError("write an age such as '3 years' or 'primary + 9 years'")
    found = _EDGE.fullmatch(written)
    try:
        if found is None:
            return rules.Edge("birth", Span.parse(written))
        return rules.Edge(_STARTS[found[1]], Span.parse(found[3]) if found[3] else Span(), found[2] == "-")
    except SpanError as error:
        raise ValueError(f"{written!r} is no age; write '3 years' or 'primary + 9 years'") from error


Edge = Annotated[rules.Edge, BeforeValidator(_edge)]


class AreaEntry(PackModel):
    id: Id
    name: Text
    everyday: Text
    sign: Text
    listed: bool

    def as_rule(self) -> rules.Area:
        return rules.Area(self.id, self.name, self.everyday, self.sign, self.listed)


class AgeEntry(PackModel):
    opens: Edge = Field(alias="from")
    closes: Edge = Field(alias="until")
    rule: Text
    maybe_until: Edge | None = None
    maybe_rule: Text | None = None
    born_from: date | None = None

    @model_validator(mode="after")
    def _says_on_what_it_depends(self) -> AgeEntry:
        if self.maybe_rule is None and (self.maybe_until or self.born_from):
            raise ValueError("maybe_until and born_from belong to a maybe_rule that says on what it depends")
        return self

    def as_rule(self) -> rules.Ages:
        return rules.Ages(
            self.opens, self.closes, self.rule, self.maybe_until, self.maybe_rule, self.born_from
        )


class PermitEntry(PackModel):
    is_: Literal["needed", "proof"] = Field(alias="is")
    rule: Text


class HukouEntry(PackModel):
    is_: Literal["there", "mostly"] = Field(alias="is")
    rule: Text


class SpecialEntry(PackModel):
    one_of: tuple[rules.Special, ...] = Field(min_length=1)
    rule: Text


class TermsEntry(PackModel):
    age: AgeEntry
    by_list: Literal["only", "first"] | None = Field(default=None, alias="list")
    permit: PermitEntry | None = None
    hukou: HukouEntry | None = None
    special: SpecialEntry | None = None
    half_year: Text | None = None
    depends: tuple[Text, ...] = ()

    def as_rule(self) -> rules.Terms:
        return rules.Terms(
            self.age.as_rule(),
            self.by_list,
            (self.permit.is_, self.permit.rule) if self.permit else None,
            (self.hukou.is_, self.hukou.rule) if self.hukou else None,
            (frozenset(self.special.one_of), self.special.rule) if self.special else None,
            self.half_year,
            self.depends,
        )

    def cited(self) -> list[str]:
        """All rule ids of the conditions."""
        parts = (self.age, self.permit, self.hukou, self.special)
        named = [part.rule for part in parts if part is not None]
        return [*named, *(one for one in (self.age.maybe_rule, self.half_year) if one), *self.depends]


class ServiceEntry(Sourced):
    """One whole service."""

    id: Id
    area: Text
    name: Text
    everyday: Text
    aliases: tuple[Phrase, ...] = ()
    department: Text
    phones: tuple[Text, ...] = ()
    who: tuple[Text, ...] = Field(min_length=1)
    what: tuple[Text, ...] = Field(min_length=1)
    how: tuple[Text, ...] = ()
    where: tuple[Text, ...] = Field(min_length=1)
    terms: TermsEntry

    def cited(self) -> list[str]:
        """All rule ids that are said or decide."""
        return [*self.who, *self.what, *self.how, *self.where, *self.terms.cited()]

    def as_rule(self) -> rules.Service:
        return rules.Service(
            id=self.id,
            area=self.area,
            name=self.name,
            everyday=self.everyday,
            aliases=self.aliases,
            office=self.department,
            phones=self.phones,
            who=self.who,
            what=self.what,
            how=self.how,
            where=self.where,
            terms=self.terms.as_rule(),
            fact=fact(self),
        )


class ServiceChange(PackModel):
    """What a city says of one service: all of its own, or the fields in which it differs from the country."""

    id: Id
    area: Text | None = None
    name: Text | None = None
    everyday: Text | None = None
    aliases: tuple[Phrase, ...] | None = None
    department: Text | None = None
    phones: tuple[Text, ...] | None = None
    who: tuple[Text, ...] | None = Field(default=None, min_length=1)
    what: tuple[Text, ...] | None = Field(default=None, min_length=1)
    how: tuple[Text, ...] | None = None
    where: tuple[Text, ...] | None = Field(default=None, min_length=1)
    terms: TermsEntry | None = None
    source: tuple[Text, ...] | None = Field(default=None, min_length=1)
    checked: date | None = None
    confidence: Confidence | None = None
    valid_from: date | None = None
    valid_until: date | None = None

    def over(self, national: ServiceEntry | None) -> ServiceEntry:
        """The whole service in this city. Raises `pydantic.ValidationError` when a new one is not whole."""
        own = {key: value for key in self.model_fields_set if (value := getattr(self, key)) is not None}
        if national is not None:
            return national.model_copy(update=own)
        return ServiceEntry.model_validate(own)


class ServicesFile(PackModel):
    """`services.yaml` of a country."""

    areas: tuple[AreaEntry, ...] = Field(min_length=1)
    services: tuple[ServiceEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_once(self) -> ServicesFile:
        for entries in (self.areas, self.services):
            ids = [entry.id for entry in entries]
            if len(ids) != len(set(ids)):
                raise ValueError(f"an id stands twice: {min(one for one in ids if ids.count(one) > 1)}")
        return self


class CityServicesFile(PackModel):
    """`services.yaml` of a city: its own services and changes, with its own sentences and sources. `left_out` names what it does not have."""

    services: tuple[ServiceChange, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    sources: dict[str, Text] = Field(default_factory=dict)
    left_out: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _ids_once(self) -> CityServicesFile:
        ids = [entry.id for entry in self.services]
        if len(ids) != len(set(ids)):
            raise ValueError(f"an id stands twice: {min(one for one in ids if ids.count(one) > 1)}")
        return self
