"""The board of needs in words: as lines, as a picture, and as rows of a file. Only what `rules.needs` lets through comes here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from actions.needs import Offered, Seen
from actions.tables import Table
from dialogs.need_words import hour_names, language_name, topic_name, topic_names
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join, plain
from pictures.needs import Bar, NeedsPage
from rules.needs import by_number


def place_name(district: str | None, _: Words, around: Surroundings) -> Html:
    """The district, or that none was said."""
    known = around.knowledge.district(district)
    return _.fact(known.name) if known is not None else _("district not said")


def number_words(number: int | None, _: Words) -> Html:
    """A number as it may be shown."""
    return Html(str(number)) if number is not None else _("under five")


def board_lines(seen: Seen, _: Words, around: Surroundings) -> list[Html]:
    """The whole board of one district."""
    place = place_name(seen.district, _, around)
    head = [_("🙋 <b>Needs: {place}</b>", place=place), _answered(seen, _)]
    if seen.now.is_empty:
        return [*head, *_few_asked_for(seen, _), Html(""), _never(_)]
    return [
        *head,
        Html(""),
        _("<b>Wanted</b> (families; in brackets: half a year ago)"),
        *_wanted(seen, _),
        *_few_asked_for(seen, _),
        Html(""),
        _("<b>Free</b> (families)"),
        *_free(seen, _),
        Html(""),
        _("<b>Languages beside Mandarin</b> (families)"),
        *_languages(seen, _),
        Html(""),
        _never(_),
    ]


def _never(_: Words) -> Html:
    return _("Numbers under five are never shown, neither here nor in files.")


def _answered(seen: Seen, _: Words) -> Html:
    if seen.now.is_empty:
        return _("Too few families have answered here to show anything yet.")
    if seen.now.answered is None:
        return _("How many answered is not shown: it would tell of a few families.")
    return _("Families that answered: {number}", number=seen.now.answered)


def _wanted(seen: Seen, _: Words) -> list[Html]:
    lines = [
        _(
            "{topic}: {number} ({before}) · {offered}",
            topic=topic_name(topic, _),
            number=number,
            before=number_words(seen.before.wanted[topic], _),
            offered=_offered(seen.offered.get(topic), _),
        )
        for topic, number in by_number(seen.now.wanted)
    ]
    return [*lines, *_hidden(seen.now.wanted, topic_names(_), _)]


def _hidden(counted: Mapping[str, int | None], names: dict[str, Html], _: Words) -> list[Html]:
    """What has no number, in its own order: how few they are must not be told by their place either."""
    few = [names[key] for key in names if counted.get(key) is None]
    return [_("Under five, or nobody: {list}", list=join(few, _(", ")))] if few else []


def _offered(one: Offered | None, _: Words) -> Html:
    if one is None:
        return _("⚠️ nobody offers it")
    times = _.ngettext("{n} activity", "{n} activities", one.activities, n=one.activities)
    return join([times, _("families who came: {number}", number=number_words(one.came, _))], _(", "))


def _few_asked_for(seen: Seen, _: Words) -> list[Html]:
    """A calligraphy class where homework help is wanted."""
    lines = [
        _("{topic}: {offered}", topic=topic_name(topic, _), offered=_offered(one, _))
        for topic, one in seen.offered.items()
        if seen.now.wanted.get(topic) is None
    ]
    head = [Html(""), _("<b>Offered, though under five asked for it</b>")]
    return [*head, *lines] if lines else []


def _free(seen: Seen, _: Words) -> list[Html]:
    names = hour_names(_)
    lines = [
        _("{hour}: {number}", hour=names[hour], number=number) for hour, number in by_number(seen.now.free)
    ]
    return [*lines, *_hidden(seen.now.free, names, _)]


def _languages(seen: Seen, _: Words) -> list[Html]:
    return [
        _("{name}: {number}", name=language_name(code, _), number=number)
        for code, number in by_number(seen.now.languages)
    ] or [_("none that five families asked for")]


def page_of(seen: Seen, _: Words, around: Surroundings) -> NeedsPage:
    """The same as a picture."""
    hours = hour_names(_)
    rest = _hidden(seen.now.wanted, topic_names(_), _)
    return NeedsPage(
        title=plain(_("Needs: {place}", place=place_name(seen.district, _, around))),
        about=plain(_answered(seen, _)),
        wanted_title=plain(_("What families want")),
        wanted=[_bar(topic, number, seen, _) for topic, number in by_number(seen.now.wanted)],
        rest=plain(rest[0]) if rest else "",
        free_title=plain(_("When they are free")),
        free=[Bar(plain(hours[hour]), number) for hour, number in by_number(seen.now.free)],
        nothing=plain(_("nothing that five families said")),
        explained=plain(_never(_)),
    )


def _bar(topic: str, number: int, seen: Seen, _: Words) -> Bar:
    one = seen.offered.get(topic)
    if one is None:
        return Bar(plain(topic_name(topic, _)), number, plain(_("nobody offers it")), lacks=True)
    times = _.ngettext("{n} activity", "{n} activities", one.activities, n=one.activities)
    came = [_("came: {number}", number=one.came)] if one.came is not None else []
    return Bar(plain(topic_name(topic, _)), number, plain(join([times, *came], _(", "))))


def table_of(found: Iterable[Seen], _: Words, around: Surroundings) -> Table:
    """For the yearly plan: a row for each number, what is hidden in words."""
    heads = (
        _("District"), _("Kind"), _("What"), _("Families now"), _("Families half a year ago"),
        _("Activities, 90 days back and ahead"), _("Families who came"),
    )  # fmt: skip
    rows: list[list[str | int]] = [[plain(head) for head in heads]]
    for seen in found:
        place = plain(place_name(seen.district, _, around))
        rows += [[place, *row] for row in _rows(seen, _)]
    return rows


def _rows(seen: Seen, _: Words) -> list[list[str | int]]:
    def cell(number: int | None) -> str | int:
        return number if number is not None else plain(_("under five"))

    wanted, free, spoken = plain(_("wanted")), plain(_("free")), plain(_("language"))
    total: str | int = seen.now.answered if seen.now.answered is not None else plain(_("not shown"))
    before: str | int = seen.before.answered if seen.before.answered is not None else plain(_("not shown"))
    rows: list[list[str | int]] = [[plain(_("families that answered")), "", total, before]]
    for topic, name in topic_names(_).items():
        one = seen.offered.get(topic)
        offered: list[str | int] = [one.activities, cell(one.came)] if one is not None else [0, ""]
        numbers = (seen.now.wanted.get(topic), seen.before.wanted.get(topic))
        rows.append([wanted, plain(name), *map(cell, numbers), *offered])
    for hour, name in hour_names(_).items():
        rows.append([free, plain(name), cell(seen.now.free.get(hour)), cell(seen.before.free.get(hour))])
    for code, number in seen.now.languages.items():
        rows.append([spoken, plain(language_name(code, _)), number, cell(seen.before.languages.get(code))])
    return rows
