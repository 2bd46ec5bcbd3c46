"""Which language to speak: from any code a phone, a browser or a person sends to one we have words in.

Implements "fallback is written down and tested" (design, section 4). Total: no text raises.
Names follow gettext here (`zh_CN`); `bcp47` gives the name pages and feeds want (`zh-CN`).
"""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

DEFAULT = "zh_CN"
FOREIGN = "en"
"""What we try with people whose language we do not have and who do not live with Chinese at school."""

OF_CHINA = frozenset({"ug", "bo", "mn", "kk", "ko", "za", "ii", "ky"})
"""Languages of China's minorities that phones can be set to; their readers learn Chinese at school, too."""

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})
_OLD_NAMES: Mapping[str, str] = MappingProxyType(
    {"iw": "he", "ji": "yi", "in": "id", "cmn": "zh", "yue": "zh_HK", "zho": "zh", "chi": "zh", "eng": "en"}
)
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})
_TRADITIONAL = frozenset({"TW", "HK", "MO"})

LONGEST = 35
"""Signs; RFC 5646, section 4.4.1 asks for no more, and everything longer is noise."""
_CODE = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(?:-[a-z0-9](?:-[a-z0-9]{2,8})+)*"  # extensions: zh-CN-u-nu-hanidec
)


def normal(code: str | None) -> str | None:
    """`code` in gettext's spelling, its old names and extensions put right; None when it is no language.

    zh-hans and zh-CN are "zh_CN"; zh-hant is "zh_TW", zh-HK and zh-Hant-HK "zh_HK"; EN_us is "en_US".
    """
    parts = _parts(code)
    if parts is None:
        return None
    language, script, region = parts
    if language == "zh":
        return _chinese(script, region)
    return "_".join(part for part in (language, script, region) if part)


def chain(code: str | None) -> tuple[str, ...]:
    """The languages to try for `code`, best first. It always ends in the default."""
    name = normal(code)
    if name is None:
        return (DEFAULT,)
    language, *more = name.split("_")
    if language == "zh":
        steps = [name, "zh_TW", DEFAULT] if name in {"zh_TW", "zh_HK", "zh_MO"} else [DEFAULT]
    else:
        steps = ["_".join((language, *more[:count])) for count in range(len(more), -1, -1)]
        steps += [DEFAULT, FOREIGN] if language in OF_CHINA else [FOREIGN, DEFAULT]
    return tuple(dict.fromkeys(steps))


def negotiate(code: str | None, available: Collection[str]) -> str:
    """The best language of `available` (gettext names, as the catalogues are called) for `code`.

    Whatever is asked for: one of `available`, spelled as it is there; the default when nothing else fits,
    even if `available` is empty (the packs are written in it).
    """
    spelled = {normal(one): one for one in sorted(available)}
    return next((spelled[step] for step in chain(code) if step in spelled), DEFAULT)


def is_rtl(code: str | None) -> bool:
    """Whether the language is written from right to left; a script that is named decides (ug-Cyrl)."""
    parts = _parts(code)
    if parts is None:
        return False
    language, script, region = parts
    if script:
        return script in _RIGHT_TO_LEFT_SCRIPTS
    # Punjabi is written in Arabic script in Pakistan, Kazakh in China.
    return language in RIGHT_TO_LEFT or (language, region) in {("pa", "PK"), ("kk", "CN"), ("ky", "CN")}


def bcp47(code: str | None) -> str:
    """The name for `lang="…"` and feeds: "zh_CN" is "zh-CN". No language becomes the default."""
    return (normal(code) or DEFAULT).replace("_", "-")


def _parts(code: str | None) -> tuple[str, str, str] | None:
    """Language, script ("Hant" or "") and region ("CN" or "") of a code; None when it is none."""
    if not code or len(code) > LONGEST or not code.isascii():
        return None
    plain = code.strip().split(".")[0].split("@")[0]  # zh_CN.UTF-8, ca@valencia
    match = _CODE.fullmatch(plain.replace("_", "-").lower())
    if match is None or match["language"] in _NO_LANGUAGE:
        return None
    language, script, region = match["language"], match["script"] or "", match["region"] or ""
    language, _, implied = _OLD_NAMES.get(language, language).partition("_")
    return language, script.title(), region.upper() or implied


def _chinese(script: str, region: str) -> str:
    """Written Chinese has three homes here: the mainland's, Taiwan's and Hong Kong's (with Macao)."""
    if script == "Hans" or (script != "Hant" and region not in _TRADITIONAL):
        return DEFAULT
    return f"zh_{region}" if region in _TRADITIONAL else "zh_TW"


#: What people type when they want a language: its name in either language.
_NAMES = {
    "中文": "zh_CN",
    "汉语": "zh_CN",
    "普通话": "zh_CN",
    "说中文": "zh_CN",
    "chinese": "zh_CN",
    "english": "en",
    "in english": "en",
    "英文": "en",
    "英语": "en",
    "说英文": "en",
}


def names_of(code: str) -> tuple[str, ...]:
    """Everything people type for this language, its code among it."""
    return (code, *(name for name, named in _NAMES.items() if named == code))


def named_language(text: str) -> str | None:
    """The language a text names and says nothing else; a catalogue of it may be missing."""
    return _NAMES.get(text.strip(" 。.!！?？\t\n").casefold())
