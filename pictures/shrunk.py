"""A photo or drawing made smaller: as wide as a phone shows it, and light enough for a slow line."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

#: From good to just readable.
_QUALITIES = (82, 70, 55, 40)


def shrunk(data: bytes, side: int, most: int) -> bytes | None:
    """A JPEG of at most `side` pixels a side and `most` bytes; None where that cannot be, or where it is no picture. The caller has made sure that
    it is not a bomb of pixels (`rules.photos.read`)."""
    try:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")))
        image.thumbnail((side, side))
        # see-through parts are white, as the paper
        flat = Image.new("RGB", image.size, "white")
        layer = image.convert("RGBA")
        flat.paste(layer, mask=layer)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    for quality in _QUALITIES:
        file = io.BytesIO()
        flat.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= most:
            return file.getvalue()
    return None
