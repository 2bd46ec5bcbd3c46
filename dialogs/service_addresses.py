"""Callback addresses of the city's list of services, and of what a child is entitled to.

The same contract as in `dialogs.addresses`: add a new one, never change an old one.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from dialogs.addresses import Id

#: An area or a service of the list; short enough that it fits into every address made from it.
ServiceId = Annotated[str, Field(max_length=16, pattern=r"^[a-z0-9_]+$")]


class Area(CallbackData, prefix="area"):
    """One area of the list of services."""

    area: ServiceId


class Service(CallbackData, prefix="svc"):
    """One service of the list."""

    service: ServiceId


class May(CallbackData, prefix="may"):
    """What a child is entitled to: a registered child, or (child 0) one born on this day (ISO), with all that was answered so far.

    The answers stand here and nowhere else; "" is a question that is still open. stay: under or over six months, or not sure; move:
    county, same city, not sure; permit: yes, no, not sure; needs: disability, hardship, no care, in any number, "." behind them when
    that is all, or x for who says nothing. `look`: yes, ask or no with the number of the page, or "s_" and a service.
    """

    child: Id
    born: Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")] = ""
    stay: Annotated[str, Field(pattern=r"^[uon]?$")] = ""
    move: Annotated[str, Field(pattern=r"^[csn]?$")] = ""
    permit: Annotated[str, Field(pattern=r"^[ynx]?$")] = ""
    needs: Annotated[str, Field(pattern=r"^(x|[dhc]{0,3}[.]?)$")] = ""
    look: Annotated[str, Field(max_length=18, pattern=r"^[a-z0-9_]*$")] = ""
