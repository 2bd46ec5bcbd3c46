"""The gallery shows every story in both languages, and needs nothing from elsewhere."""

from __future__ import annotations

import re

from tests.telling import stories
from tools import gallery


def test_every_story_is_drawn_in_both_languages_and_needs_nothing_else() -> None:
    chosen = stories()
    text = gallery.page(chosen, gallery.tell(chosen))
    assert re.findall(r'<section id="([a-z0-9_]+)">', text) == [story.key for story in chosen]
    for words in ("Just look", "只看看", 'lang="zh-CN"', 'lang="en"'):
        assert words in text
    leads_to = re.findall(r'(?:src|href)="([^"]*)"', text)
    assert leads_to, "the stories are listed"
    assert all(
        address.startswith(("#", "data:image/png;base64,", "data:image/jpeg;base64,")) for address in leads_to
    ), "something is loaded from elsewhere"
    assert sum(address.startswith("data:") for address in leads_to) >= 4, "pictures are in it"
    assert "join_" not in text
