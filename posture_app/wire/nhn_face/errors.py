"""Which result codes each call may answer with, as the guide's tables list them."""

from __future__ import annotations

from posture_app.wire import nhn
from posture_app.wire.nhn import Code, Which, of_compared

_ALWAYS = (nhn.INVALID_PARAM, nhn.UNAUTHORIZED_APP_KEY, nhn.INTERNAL_SERVER_ERROR)

CREATE_GROUP = (*_ALWAYS, nhn.INVALID_GROUP_ID, nhn.DUPLICATED_GROUP_ID)
LIST_GROUPS = (*_ALWAYS, nhn.INVALID_TOKEN)
GROUP = (*_ALWAYS, nhn.NOT_FOUND_GROUP)
"""Its details and its deletion."""
DETECT = (*_ALWAYS, *nhn.IMAGE_CODES)
REGISTER = (*DETECT, nhn.NOT_FOUND_GROUP, nhn.QUOTA_EXCEEDED, nhn.PARTIAL_SUCCESS)
FACE = (*GROUP, nhn.NOT_FOUND_FACE_ID)
"""Its deletion and the search by it."""
LIST_FACES = (*GROUP, nhn.INVALID_TOKEN)
SEARCH = (*DETECT, nhn.NOT_FOUND_GROUP)
COMPARE: tuple[Code, ...] = (
    *_ALWAYS,
    *(of_compared(code, which) for code in nhn.IMAGE_CODES for which in Which),
)
