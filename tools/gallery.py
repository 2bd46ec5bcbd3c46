"""`make gallery`: every screen of every story in every language, in one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import html
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.botapi.media import kind_of
from tests.phones import Shown
from tests.telling import LANGUAGES, Answer, Beat, Story, mask, stories, told_once

TARGET = Path(__file__).parent.parent / "gallery" / "index.html"
_OWN_NAMES = {"en": "English", "zh_CN": "中文"}
_STYLE = """
* { box-sizing: border-box } body { margin: 0; font: 16px/1.45 system-ui, "Noto Sans SC", sans-serif; background: #f2f4f3; color: #1c2421 }
header, nav, section { max-width: 860px; margin: 0 auto; padding: 1rem } h1, h2 { line-height: 1.2 } nav li { margin: .2rem 0 }
a { color: #0b6b4f } .about { color: #52605b } .beat { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem }
.when { text-align: center; color: #52605b; font-size: .85rem; margin: 1.2rem 0 .4rem } .phone { min-width: 0; max-width: 390px; width: 100% }
.mine, .bot { border-radius: 14px; padding: .5rem .75rem; margin: .35rem 0; overflow-wrap: anywhere; white-space: pre-wrap }
.mine { background: #cfeedd; margin-inline-start: 3rem } .bot { background: #fff; margin-inline-end: 1.5rem; box-shadow: 0 1px 2px #0002 }
.who { font-size: .75rem; color: #52605b } .rows { margin: 0 1.5rem .6rem 0 } .row { display: flex; gap: .3rem; margin: .3rem 0 }
.row span { flex: 1; text-align: center; background: #fff; border: 1px solid #9cc7b5; border-radius: 10px; padding: .35rem .3rem; font-size: .9rem; color: #0b6b4f }
.file { display: block; margin-top: .3rem } .beat + .beat { margin-top: .2rem } .names { position: sticky; top: 0; background: #f2f4f3; font-weight: 600 }
.picture { display: block; width: 100%; border-radius: 8px; margin-bottom: .4rem }
@media (max-width: 700px) { .beat { grid-template-columns: 1fr } .names { display: none } }
@media (prefers-color-scheme: dark) { body, .names { background: #141a18; color: #e6ecea } .bot, .row span { background: #222b28; color: inherit }
  .mine { background: #1e4a39 } a { color: #7fd6b3 } .row span { color: #9fe3c7; border-color: #3d6b59 } .about, .when, .who { color: #9fb0aa } }
"""


def tell(chosen: Iterable[Story]) -> dict[str, dict[str, list[Beat]]]:
    """Plays the stories: by story and language, what was done and seen."""
    told: dict[str, dict[str, list[Beat]]] = {}
    for story in chosen:
        for language in LANGUAGES:
            told.setdefault(story.key, {})[language] = told_once(story, language).beats
    return told


def page(chosen: list[Story], told: dict[str, dict[str, list[Beat]]]) -> str:
    """The whole gallery. What the house said is Telegram's HTML and goes in as it is; everything else is escaped."""
    screens = sum(
        len(beat.answers) for by_language in told.values() for beats in by_language.values() for beat in beats
    )
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Houniao 小候鸟: every screen</title><style>{_STYLE}</style></head><body>",
        f"<header><h1>Houniao 小候鸟: every screen</h1><p class=about>{len(chosen)} stories, {screens} screens. Made by <code>make gallery</code>.</p></header>",
        "<nav><ol>",
        *(f'<li><a href="#{story.key}">{html.escape(story.title)}</a></li>' for story in chosen),
        "</ol></nav>",
        *(_section(story, told[story.key]) for story in chosen),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _section(story: Story, by_language: dict[str, list[Beat]]) -> str:
    """One story, its languages side by side, step by step."""
    names = "".join(f"<div>{_OWN_NAMES.get(language, language)}</div>" for language in by_language)
    lines = [
        f'<section id="{story.key}"><h2>{html.escape(story.title)}</h2><p class=about>{html.escape(story.about)}</p>',
        f'<div class="beat names">{names}</div>',
    ]
    when = None
    for side_by_side in zip(*by_language.values(), strict=True):
        if side_by_side[0].when != when:
            when = side_by_side[0].when
            lines.append(f"<p class=when>{when:%a %d %b %Y, %H:%M}</p>")
        phones = (
            f'<div class=phone lang="{language.replace("_", "-")}">{_beat(beat)}</div>'
            for language, beat in zip(by_language, side_by_side, strict=True)
        )
        lines.append(f"<div class=beat>{''.join(phones)}</div>")
    return "\n".join([*lines, "</section>"])


def _beat(beat: Beat) -> str:
    act = (
        f"<div class=mine><div class=who>{html.escape(beat.who)}</div>{html.escape(beat.act)}</div>"
        if beat.who
        else ""
    )
    return act + "".join(_answer(answer, beat.who) for answer in beat.answers)


def _answer(answer: Answer, actor: str) -> str:
    whose = [] if answer.who == actor else [f"to {answer.who}"]
    mark = ", ".join([*whose, *(["changed"] if answer.shown.changed else [])])
    head = f"<div class=who>{html.escape(mark)}</div>" if mark else ""
    file = f"<span class=file>📎 {html.escape(answer.shown.file)}</span>" if answer.shown.file else ""
    return f"<div class=bot>{head}{_picture(answer.shown)}{_text(answer.shown)}{file}</div>{_buttons(answer.shown)}"


def _picture(shown: Shown) -> str:
    """The picture itself, inside the file."""
    if shown.picture is None:
        return ""
    data = f"data:{kind_of(shown.picture)};base64,{base64.b64encode(shown.picture).decode()}"
    return f'<img class=picture alt="" src="{data}">'


def _text(shown: Shown) -> str:
    """Links lead nowhere here, and one-time links are not for keeping."""
    return mask(re.sub(r"</?a\b[^<>]*>", "", shown.html))


def _buttons(shown: Shown) -> str:
    rows = (
        f"<div class=row>{''.join(f'<span>{html.escape(button.label)}</span>' for button in row)}</div>"
        for row in shown.buttons
    )
    return f"<div class=rows>{''.join(rows)}</div>" if shown.buttons else ""


def main() -> int:
    """Writes the gallery and says where it is."""
    chosen = stories()
    text = page(chosen, tell(chosen))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    print(f"{TARGET} ({len(chosen)} stories, {len(text) // 1024} kB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
