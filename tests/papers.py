"""Photos of papers for tests: drawn, with a place hidden where a camera would write it."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

#: What a camera would tell of where the photo was taken.
SECRET = b"31.3340N-118.3620E"


def paper(text: str = "passport", shape: tuple[int, int] = (640, 420), kind: str = "JPEG") -> bytes:
    """A photo of a paper with this written on it."""
    image = Image.new("RGB", shape, (235, 230, 215))
    ImageDraw.Draw(image).text((40, 40), text, fill=(20, 20, 60))
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    file = io.BytesIO()
    image.save(file, kind, exif=exif)
    return file.getvalue()
