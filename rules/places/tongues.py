"""Languages a place may say are spoken there, by their codes."""

from __future__ import annotations

#: Closed, so that a slip ("cn", "en_CN") is named and never shown to families.
LANGUAGES = frozenset(
    [
        *("zh_CN", "en"),
        # Peoples of China.
        *("ug", "bo", "mn", "ii", "za", "ko", "kk", "ky"),
        # Chinese as it is spoken elsewhere than in Beijing (ISO 639-3), and Chinese sign language.
        *("wuu", "yue", "nan", "hak", "cdo", "gan", "hsn", "cjy", "csl"),
        # Abroad.
        *("ja", "ru", "fr", "de", "es", "pt", "ar", "ur", "hi", "vi", "th", "my", "lo", "id"),
    ]
)
