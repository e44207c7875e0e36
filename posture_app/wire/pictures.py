"""Pictures as the contracts carry them: base64 text, now and then as a data URI."""

from __future__ import annotations

import base64
import binascii
import re

_DATA_URI = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,")
_LINE_ENDS = str.maketrans("", "", "\r\n")


def plain(content: bytes) -> str:
    """Write a picture file's content as base64."""
    return base64.b64encode(content).decode("ascii")


def data_uri(content: bytes, kind: str = "image/jpeg") -> str:
    """Write a picture file's content as a data URI, which is how skeleton-v2-back answers."""
    return f"data:{kind};base64,{plain(content)}"


def content_of(text: str) -> bytes:
    """Read a picture file's content from base64 with or without a data URI's head; line ends are passed over.

    Raises
    ------
    ValueError
        When it is empty or not base64.
    """
    head = _DATA_URI.match(text)
    body = text[head.end() :] if head else text
    try:
        content = base64.b64decode(body.translate(_LINE_ENDS), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64") from error
    if not content:
        raise ValueError("no picture")
    return content
