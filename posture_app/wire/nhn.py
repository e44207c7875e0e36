"""What NHN's two services share: HTTP 200 for everything, and a header that says how it went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from posture_app.wire.shape import Shape


class Header(Shape):
    """How a request went.

    `resultCode`: 0 all done, above 0 done in part, below 0 an error. `isSuccessful` is true when something
    was done, so also for a partial success (the guide only says "normal").
    """

    isSuccessful: bool
    resultCode: int
    resultMessage: str


class Answer(Shape):
    """An answer that is nothing but a header: plain successes and every error."""

    header: Header


@dataclass(frozen=True, slots=True)
class Code:
    """One row of the guide's tables of result codes."""

    code: int
    message: str
    description: str

    def header(self) -> Header:
        """Give the header that says so."""
        return Header(isSuccessful=self.code >= 0, resultCode=self.code, resultMessage=self.message)

    def answer(self) -> Answer:
        """Give the whole body of an error."""
        return Answer(header=self.header())


SUCCESS = Code(0, "SUCCESS", "All done")
"""The guide writes it "Success" once and "SUCCESS" everywhere else."""
PARTIAL_SUCCESS = Code(
    40070,
    "ServiceQuotaExceededPartialSuccessException",
    "Not all faces were registered because the max number of faces allowed for a single group has been "
    "exceeded",
)
INVALID_PARAM = Code(-40000, "InvalidParam", "The parameter contains an error")
INVALID_GROUP_ID = Code(-40010, "InvalidGroupID", "Group ID error")
DUPLICATED_GROUP_ID = Code(-40020, "DuplicatedGroupID", "Duplicate group ID")
NOT_FOUND_GROUP = Code(-40030, "NotFoundGroupError", "Could not find the group ID")
INVALID_TOKEN = Code(-40040, "InvalidTokenError", "Invalid token used")
NOT_FOUND_FACE_ID = Code(-40050, "NotFoundFaceIDError", "Could not find the face ID")
QUOTA_EXCEEDED = Code(
    -40070,
    "ServiceQuotaExceededException",
    "Exceeds the max number of faces which can be registered for a single group",
)
UNAUTHORIZED_APP_KEY = Code(-41000, "UnauthorizedAppKey", "Unauthorized appKey")
IMAGE_TOO_LARGE = Code(-45020, "ImageTooLargeException", "Image size exceeded")
INVALID_IMAGE_FORMAT = Code(-45040, "InvalidImageFormatException", "Unsupported image format")
INVALID_IMAGE_URL = Code(-45050, "InvalidImageURLException", "Invalid image URL")
IMAGE_TIMEOUT = Code(-45060, "ImageTimeoutError", "Image download timeout")
INTERNAL_SERVER_ERROR = Code(-50000, "InternalServerError", "Server error")

IMAGE_CODES = (IMAGE_TOO_LARGE, INVALID_IMAGE_FORMAT, INVALID_IMAGE_URL, IMAGE_TIMEOUT)
CODES = (
    SUCCESS,
    PARTIAL_SUCCESS,
    INVALID_PARAM,
    INVALID_GROUP_ID,
    DUPLICATED_GROUP_ID,
    NOT_FOUND_GROUP,
    INVALID_TOKEN,
    NOT_FOUND_FACE_ID,
    QUOTA_EXCEEDED,
    UNAUTHORIZED_APP_KEY,
    *IMAGE_CODES,
    INTERNAL_SERVER_ERROR,
)


class Which(str, Enum):
    """Which of the two images of a comparison."""

    SOURCE = "Source"
    TARGET = "Target"


def of_compared(code: Code, which: Which) -> Code:
    """Give an image's code as a comparison writes it.

    The guide puts "Image" before the plain message, also where it begins with that already
    (``ImageImageTooLargeException:Source``).
    """
    return Code(code.code, f"Image{code.message}:{which.value}", f"{which.value} image: {code.description}")
