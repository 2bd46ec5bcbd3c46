"""The texts of the packs for translators: a Babel extractor for pack files.

`extract_texts` has the shape Babel asks of an extraction method. What is shown to people is named here once;
a Chinese text under a key nobody has named raises `PackError`, so that a new kind of text cannot slip past
the translators.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO

import yaml

from content.loading import PackError, Place

#: Everything below these keys is shown to families.
SHOWN = frozenset(
    {
        "about",
        "ages",
        "ask",
        "edition",
        "everyday",
        "families",
        "name",
        "department",
        "protects",
        "sentences",
        "short",
        "text",
        "title",
        "window",
    }
)
#: Everything below these keys is not: what people type, where a fact comes from, names of demo children, and what stands in every language already.
HIDDEN = frozenset(
    {
        "aliases",
        "asked",
        "campaign_words",
        "en",
        "fillers",
        "nickname",
        "outside",
        "source",
        "sources",
        "word",
        "zh_CN",
    }
)
#: Keys whose value tells a translator which entry this is.
_NAMES = ("id", "code")
_HAN = re.compile("[\u3400-\u9fff]")

Extracted = tuple[int, None, str, list[str]]


def extract_texts(
    file: IO[bytes],
    keywords: Mapping[str, object] | None = None,
    comment_tags: Collection[str] | None = None,
    options: Mapping[str, object] | None = None,
) -> Iterator[Extracted]:
    """Line, no function, text, and a note such as "G1 text", for every shown text, in the file's order.

    Babel's other arguments mean nothing to a pack. Raises `PackError`.
    """
    path = Path(file.name)
    try:
        root = yaml.compose(file, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        cure = "`houniao check` names the place and the cure."
        raise PackError(path, 1, f"no readable YAML ({error})", cure) from error
    if root is not None:
        yield from _walk(path, root, (), "")


def _walk(path: Path, node: yaml.Node, place: Place, entry: str) -> Iterator[Extracted]:
    if isinstance(node, yaml.MappingNode):
        entry = next((v.value for k, v in node.value if k.value in _NAMES), entry)
        for key, value in node.value:
            yield from _walk(path, value, (*place, key.value), entry)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(path, value, (*place, index), entry)
    elif isinstance(node, yaml.ScalarNode) and _shown(path, node, place):
        yield node.start_mark.line + 1, None, node.value, [f"{entry} {place[-1]}".strip()]


def _shown(path: Path, node: yaml.ScalarNode, place: Place) -> bool:
    """Whether people see this value. Chinese that is neither shown nor hidden is an error."""
    if not HIDDEN.isdisjoint(place) or not node.value:
        return False
    if not SHOWN.isdisjoint(place):
        return True
    if _HAN.search(node.value):
        problem = f"nobody has said whether families see the text under {place[-1]!r}"
        cure = "Name the key in SHOWN or in HIDDEN of content/extract.py."
        raise PackError(path, node.start_mark.line + 1, problem, cure)
    return False
