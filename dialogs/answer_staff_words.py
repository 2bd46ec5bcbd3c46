"""An answer as administrators read it: every language under the other, what is missing, and the short words of it all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from dialogs.addresses import Go
from dialogs.answer_browse import theme_names
from dialogs.answer_staff_addresses import Entry
from dialogs.answer_ways import Ways, in_words
from dialogs.near_words import language_in
from dialogs.screens import Choice
from dialogs.seats import Seat
from dialogs.surroundings import Surroundings
from dialogs.words import Html, Words, join, plain
from rules.answers.answer import Answer, Leads, Way
from rules.languages import DEFAULT, FOREIGN
from rules.places.place import Texts

#: Characters of a text in a list; of a label on a button.
SHORT, LABEL = 40, 48
#: Characters of all texts together that one message shows whole: two languages of the longest have room.
_ROOM = 2_400
#: Phrases of a language that are shown; the others are counted.
_PHRASES = 3


def mark(text: str) -> str:
    """A short mark of a phrase or a way, for addresses."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def way_mark(way: Way) -> str:
    return mark(f"{way.leads}:{way.to}")


def cut(text: str, most: int) -> str:
    """On one line, and not longer than this."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def title_of(answer: Answer, _: Words) -> Html:
    """For a list or a button; an answer without a title is called by its key."""
    title = plain(in_words(answer.titles, _))
    return _("{text}", text=cut(title or answer.key, LABEL))


def languages(answer: Answer, around: Surroundings) -> list[str]:
    """Chinese and English first, then what else the bot speaks, or the answer is written in."""
    written = [code for texts in (answer.titles, answer.texts, answer.source, answer.asked) for code in texts]
    return list(dict.fromkeys([DEFAULT, FOREIGN, *around.catalogues.languages, *written]))


def field_name(field: str, _: Words) -> Html:
    """What a part of an answer is called; the names are those of `rules.answers.answer.to_plain`."""
    names = {
        "title": _("Title"),
        "text": _("Text"),
        "source": _("Source"),
        "asked": _("Asked as"),
        "ways": _("Ways on"),
        "checked": _("Checked on"),
        "valid_until": _("Holds until"),
        "review_by": _("Look again by"),
        "confidence": _("How sure we are"),
        "picture": _("Picture"),
        "theme": _("Theme"),
        "key": _("Short name"),
        "label": _("Words on the button"),
    }
    return names.get(field, _("{text}", text=field))


def sure_name(confidence: str, _: Words) -> Html:
    """How sure we are, in words."""
    names = {
        "confirmed": _("read at the source"),
        "second-hand": _("second-hand"),
        "convention": _("usual, not read anywhere"),
    }
    return names.get(confidence, _("{text}", text=confidence))


def theme_name(theme: str, _: Words) -> Html:
    """As parents browse them."""
    names = theme_names(_)
    return names.get(theme, names["other"])


def leads_name(leads: Leads, _: Words) -> Html:
    """What kind of thing a way leads to."""
    names = {
        Leads.ANSWER: _("Another answer"),
        Leads.FLOW: _("A part of this bot"),
        Leads.PAPER: _("A paper"),
        Leads.GUIDE: _("Good to know"),
        Leads.SERVICE: _("A service of the list"),
        Leads.NEAR: _("Places near me"),
        Leads.HOTLINE: _("A phone number"),
        Leads.LINK: _("A web page"),
    }
    return names[leads]


def whole(answer: Answer, seat: Seat) -> list[Html]:
    """Everything of it, each language under the other."""
    _ = seat.words
    codes = languages(answer, seat.around)
    lines: list[Html] = []
    for field, texts in (("title", answer.titles), ("text", answer.texts), ("source", answer.source)):
        lines += [Html("<b>") + field_name(field, _) + Html("</b>"), *_beside(field, texts, codes, _)]
    lines += [Html("<b>") + field_name("asked", _) + Html("</b>"), *_phrases(answer, codes, _)]
    lines += [Html("<b>") + field_name("ways", _) + Html("</b>"), *way_lines(answer, seat)]
    return [*lines, Html(""), *small_lines(answer, _)]


def _beside(field: str, texts: Texts, codes: list[str], _: Words) -> Iterator[Html]:
    """One text in every language; where one is missing, what its readers get instead is said."""
    room = _ROOM // len(codes)
    for code in codes:
        text = texts.get(code, "").strip()
        shown = text if len(text) <= room else text[:room] + "…"
        if text and field == "text":
            yield _("{language}:", language=language_in(code, _))
            yield _("{text}", text=shown)
        elif text:
            yield _("{language}: {text}", language=language_in(code, _), text=shown)
        else:
            yield _missing(texts, code, _)


def _missing(texts: Texts, code: str, _: Words) -> Html:
    other = next((one for one in (DEFAULT, FOREIGN, *texts) if texts.get(one, "").strip()), None)
    if other is None:
        return _("{language}: ❗ not written", language=language_in(code, _))
    return _(
        "{language}: ❗ not written, only in {other}",
        language=language_in(code, _),
        other=language_in(other, _),
    )


def _phrases(answer: Answer, codes: list[str], _: Words) -> list[Html]:
    lines = []
    for code in codes:
        found = answer.asked.get(code, ())
        if not found:
            continue
        first = join([_("{text}", text=cut(one, SHORT)) for one in found[:_PHRASES]], " · ")
        more = len(found) - _PHRASES
        said = first + " " + _("and {n} more", n=more) if more > 0 else first
        lines.append(_("{language}: {text}", language=language_in(code, _), text=said))
    return lines or [_("nothing yet: only the title is searched")]


def way_lines(answer: Answer, seat: Seat) -> list[Html]:
    """Each way with its number, and where it leads."""
    _ = seat.words
    return [
        _("{n}. {way}", n=at, way=way_name(way, seat, whole_link=True))
        for at, way in enumerate(answer.ways, 1)
    ] or [_("none")]


def way_name(way: Way, seat: Seat, whole_link: bool = False) -> Html:
    """As it stands on the parents' button; what is not there any more says so."""
    _ = seat.words
    if way.leads == Leads.LINK:
        label = in_words(way.labels, _)
        said = _("🔗 {label}", label=label or cut(way.to, SHORT))
        return said + ": " + cut(way.to, 120) if whole_link and label else said
    button = Ways(seat.answers, seat.around, seat.today).button(way, _)
    if button is None:
        return _("❗ {target} (it is not there any more)", target=way.to)
    return _("{text}", text=button.label)


def small_lines(answer: Answer, _: Words) -> list[Html]:
    """Dates, how sure we are, theme, picture: a line each."""
    said = {
        "checked": _("{day}", day=answer.checked) if answer.checked else _("not told"),
        "valid_until": _("{day}", day=answer.valid_until) if answer.valid_until else _("no end"),
        "review_by": _("{day}", day=answer.review_by) if answer.review_by else _("no day"),
        "confidence": sure_name(answer.confidence, _),
        "theme": theme_name(answer.theme, _),
        "picture": _("yes") if answer.picture else _("none"),
    }
    return [_("{value}: {text}", value=field_name(field, _), text=text) for field, text in said.items()]


def entry(do: str, key: str) -> str:
    """The address of something with an answer."""
    return Entry(do=do, key=key).pack()


def to_entry(key: str, _: Words) -> Choice:
    return Choice(_("↩️ The answer"), entry("look", key))


def to_edit(key: str, _: Words) -> Choice:
    return Choice(_("✏️ Go on writing"), entry("edit", key))


def to_answers(_: Words) -> Choice:
    """The way back to all of them."""
    return Choice(_("💬 Answers of the staff"), Go(to="staff_answers").pack())


def headline(answer: Answer, _: Words) -> Html:
    return Html("<b>") + title_of(answer, _) + Html("</b>")


def lines_of(*parts: Html | None) -> Html:
    """What is there of it, a line each."""
    return join([part for part in parts if part is not None])
