"""The guide's numbers and patterns."""

from __future__ import annotations

import re

MOST_TURNED_DEG = 45.0
"""Yaw and pitch of a face, either way."""

MOST_REGISTERED_AT_ONCE = 20
MOST_IN_GROUP = 100_000
MOST_ON_PAGE = 200
MOST_MATCHES = 4096
MOST_THRESHOLD = 100

GROUP_ID = r"[a-z0-9-]{1,255}"
EXTERNAL_IMAGE_ID = r"[A-Za-z0-9_.:-]{1,255}"
"""The guide's own ``[a-zA-Z0-9\\_.-:]+`` holds a range that runs backwards, no pattern at all."""


def is_group_id(text: str) -> bool:
    """Tell whether a group may be called so; a path's group id arrives outside of any body."""
    return re.fullmatch(GROUP_ID, text) is not None
