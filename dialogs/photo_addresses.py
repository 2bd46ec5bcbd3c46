"""Callback addresses of photos in questions to a person. The same contract as in `dialogs.addresses`: add a new one, never change an old one."""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import Id


class ShowPaper(CallbackData, prefix="paperpic"):
    """A family shows a paper in its ticket: ask (a photo is waited for), done (no more)."""

    do: Annotated[str, Field(pattern=r"^(ask|done)$")]
    ticket: Id


class LookPhotos(CallbackData, prefix="lookpic"):
    """Somebody of the staff looks at the photos of a ticket they have taken."""

    ticket: Id
