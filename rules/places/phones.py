"""Telephone numbers as lists write them: one or several, some with the country in front."""

from __future__ import annotations

import re

#: One number or several.
_PHONE = re.compile(r"(?=.{2,62}\Z)\+?[0-9][0-9 ()转-]*(?:[/、,;] *\+?[0-9(][0-9 ()转-]*)*[/、,;]?")
_BETWEEN_PHONES = re.compile(r"([/、,;] *)")
#: A number with the country in front, its signs taken out: a mobile one, or an area code (010, 02x, else three digits) and the rest.
_FROM_ABROAD = re.compile(
    r"(?:\+|00)86(?:(?P<mobile>1[3-9][0-9]{9})|0?(?P<area>10|2[0-9]|(?![48]00)[3-9][0-9]{2})(?P<rest>[0-9]{7,8}))"
)


def read_phones(text: str) -> str | None:
    """The numbers as they are kept, with the signs between them as they were; None where it is anything else."""
    return "".join(map(_as_at_home, _BETWEEN_PHONES.split(text))) if _PHONE.fullmatch(text) else None


def _as_at_home(phone: str) -> str:
    """A telephone number with the country in front as it is dialled here ("0553-1234567"); any other as it stands."""
    told = _FROM_ABROAD.fullmatch(re.sub(r"[ ()-]", "", phone))
    if told is None:
        return phone
    return told["mobile"] or f"0{told['area']}-{told['rest']}"
