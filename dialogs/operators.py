"""What the house tells its operators in their own chat. No word of any family is in it."""

from __future__ import annotations

from dialogs.home import to_home
from dialogs.screens import Screen, rows
from dialogs.words import Words, join


def put_aside(row: int, channel: str, trouble: str, _: Words) -> Screen:
    """An update could not be handled three times over."""
    text = join(
        [
            _(
                "🛠 For the operator: update {row} from {channel} could not be handled ({trouble}).",
                row=row,
                channel=channel,
                trouble=trouble,
            ),
            _("It was put aside; the person was told. See it with: houniao doctor"),
        ]
    )
    return Screen(text, rows(to_home(_)))
