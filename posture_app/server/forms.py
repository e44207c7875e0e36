"""Multipart uploads, kept in memory: a picture of a patient is not left in a temporary file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from posture_app.server.contract import Refusal, Refused

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_FILES, MOST_FIELDS = 4, 32


class _InMemory(MultiPartParser):
    # The guard bounds the body, and with it what is held here.
    spool_max_size = 1 << 62


async def form_of(request: Request) -> FormData:
    """Read a form, multipart or url-encoded; anything else is an empty one.

    Raises
    ------
    Refused
        ``MALFORMED``, or the guard's own refusals.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            parser = _InMemory(
                request.headers, request.stream(), max_files=MOST_FILES, max_fields=MOST_FIELDS
            )
            return await parser.parse()
        if kind == "application/x-www-form-urlencoded":
            return await FormParser(request.headers, request.stream()).parse()
    except (MultiPartException, ValueError, KeyError) as error:
        raise Refused(Refusal.MALFORMED) from error
    return FormData()


async def file_of(form: FormData, field: str) -> bytes | None:
    """Give the content of an uploaded file; None where there is none of that name."""
    upload = form.get(field)
    return await upload.read() if isinstance(upload, UploadFile) else None
