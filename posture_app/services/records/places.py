"""Where records are: a folder, or the URL of a PostgreSQL server, and that URL without its password."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, unquote_plus

from posture_app.domain.errors import RecordProblem

SERVERS = ("postgresql://", "postgres://", "postgresql+psycopg://")
_SECRET = re.compile(r"[?&](?:ssl)?password=([^&]*)")
_BEFORE_HOST = re.compile(r"^([\w+]+://)([^:/@?]*)(?::(.*))?@", re.DOTALL)
"""Scheme, user, and password; the password ends at the last @, even where it should have been escaped."""
_ADDRESS = re.compile(r"^[\w+]+://(?:[^:/@?#\s]*@)?[^@\s]*$")


def is_server(place: str) -> bool:
    """Tell whether a place is a PostgreSQL URL; everything else is a folder."""
    return place.startswith(SERVERS)


def split_password(place: str) -> tuple[str, str]:
    """Give a place without its password, and the password; of a folder, the folder and nothing.

    What looks like a password is taken out rather than left in: the first may be kept and shown.
    """
    if not is_server(place):
        return place, ""
    password = ""
    bare = place
    before = _BEFORE_HOST.match(place)
    if before is not None:
        scheme, user, given = before.groups()
        bare, password = f"{scheme}{user}@{place[before.end() :]}", unquote(given or "")
    asked = _SECRET.search(bare)
    if asked is not None:
        path, _, query = bare.partition("?")
        kept = [one for one in query.split("&") if not _SECRET.match(f"&{one}")]
        bare = "?".join((path, "&".join(kept))) if kept else path
        password = password or unquote_plus(asked[1])
    return bare, password


def without_password(place: str) -> str:
    """Give a place as it may be kept and shown."""
    return split_password(place)[0]


def with_password(place: str, password: str) -> str:
    """Give a server's URL with a password in it; a folder, and no password, leave it as it is."""
    if not password or not is_server(place):
        return place
    secret = quote(password, safe="")
    before = _BEFORE_HOST.match(place)
    if before is not None:
        return f"{before[1]}{before[2]}:{secret}@{place[before.end() :]}"
    return f"{place}{'&' if '?' in place else '?'}password={secret}"


def server_address(text: str) -> tuple[str, str]:
    """Read the address of a server as somebody typed it; give it without its password, and the password.

    Raises RecordProblem (``server_address``) where it is none, or a stray @ leaves in doubt where a password
    ends.
    """
    bare, password = split_password(text.strip())
    if not is_server(bare) or _ADDRESS.match(bare) is None or bare in SERVERS:
        raise RecordProblem("server_address")
    return bare, password
