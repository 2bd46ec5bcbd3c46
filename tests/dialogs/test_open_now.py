"""Open now: the short phrase beside a place, with a word of warning where nobody told what holds."""

from __future__ import annotations

from datetime import datetime

import pytest

from content.workdays import office_days
from dialogs.near_words import open_now
from dialogs.words import Catalogues
from rules.places.place import Place

CHINA = office_days()
WORDS = Catalogues({}, {}).speak("en")
OFFICE = "Mo-Fr 08:00-17:00"


@pytest.mark.parametrize(
    ("hours", "moment", "said"),
    [
        (None, "2026-11-26T10:00", "opening hours not known"),
        ('"by appointment"', "2026-11-26T10:00", "opening hours not known"),
        ("24/7", "2026-10-10T10:00", "always open"),
        (OFFICE, "2026-11-26T10:00", "open until 17:00"),
        (OFFICE, "2026-11-26T07:00", "closed now, opens at 08:00"),
        (OFFICE, "2026-11-26T18:00", "closed now, opens tomorrow at 08:00"),
        (OFFICE, "2026-11-27T18:00", "closed now, opens Mon 30 Nov at 08:00"),
        ("Th 08:00-17:00", "2026-11-26T18:00", "closed now, opens Thu 3 Dec at 08:00"),
        ("Dec 08:00-17:00", "2026-11-20T18:00", "closed now, opens on 1 Dec at 08:00"),
        (OFFICE, "2026-09-30T18:00", "closed now, opens tomorrow at 08:00 (on holidays call first)"),
        (OFFICE, "2026-10-01T10:00", "open until 17:00 (on holidays call first)"),
        (f"{OFFICE}; PH off", "2026-10-01T10:00", "closed now, opens Thu 8 Oct at 08:00"),
        (
            f"{OFFICE}; PH off",
            "2026-10-10T10:00",
            "closed now, opens Mon 12 Oct at 08:00 (a working weekend: call first)",
        ),
    ],
)
def test_one_short_phrase(hours: str | None, moment: str, said: str) -> None:
    place = Place("a", "clinic", {"en": "A"}, 31.3, 118.3, hours=hours)
    assert open_now(place, datetime.fromisoformat(moment), CHINA, WORDS) == said
