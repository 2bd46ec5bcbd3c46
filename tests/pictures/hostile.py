"""Nicknames and other words nobody can foresee."""

#: What parents may type as a nickname: emoji, right-to-left words, directions, controls, half characters, marks by the dozen.
HOSTILE = [
    "😀🎉", "乐乐👶🏽", "👨‍👩‍👧", "🇨🇳", "שלום", "مرحبا بالعالم", "ئۇيغۇر", "བོད་ཡིག", "\u202eabc\u202c", "\u2068a\u2069", "a\u200db",
    "\x00\x01\x1b[31m", "\ud800", "a\udc00b", "\ufdd0", "\uffff", "Z" + "\u0321\u0335\u0489" * 60, "a\nb\r\n\tc", "   ", "",
    "宝" * 600, "W" * 600, "a b " * 300, "﷽" * 40, "<b>&amp;</b>", "𠮷𪚥", "‮‭", "\u3000", "ﷺ",
]  # fmt: skip
