"""Services elsewhere that measure photographs: which there are, what they are asked, what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.views import View

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Keypoints


class Service(str, Enum):
    """Whose contract a service speaks, here as elsewhere: the maker whose credentials it asks for."""

    REMO = "remo"
    KAKAO = "kakao"
    NHN = "nhn"


KEY_NAMES: Mapping[Service, tuple[str, ...]] = {
    Service.REMO: ("Email", "UserKey", "APIKey"),
    Service.KAKAO: ("REST_API_KEY",),
    Service.NHN: ("appKey", "secretKey"),
}
"""What each service knows its customers by, in the words of its guide: the name, then the secrets."""


@dataclass(frozen=True, slots=True)
class ServiceKeys:
    """The keys of one service by their names in the guide; never printed."""

    by_name: Mapping[str, str] = field(repr=False)

    def __getitem__(self, name: str) -> str:
        return self.by_name[name]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a service is reached.

    Attributes
    ----------
    url : scheme, host, and port; a path before the contract's own paths may follow.
    plain_http : whether http without TLS is accepted for another machine than this one.
    ca : file of the certificate that the service's own is checked by; empty takes the usual ones.
    uuid_once : the service recognises a request that comes again under its uuid and charges it once, as
        `posture-app serve` does. The guides promise no such thing.
    """

    url: str
    plain_http: bool = False
    ca: str = ""
    uuid_once: bool = False


class Ask(str, Enum):
    """What one request asks for."""

    FRONT_SIDE = "front_side"
    BACK = "back"
    POSE = "pose"

    @property
    def costs_credit(self) -> bool:
        """Tell whether the service takes credit for an answer."""
        return self is not Ask.POSE


def asks_of(service: Service, views: tuple[View, ...]) -> tuple[tuple[Ask, tuple[View, ...]], ...]:
    """Give the requests by which a visit's photographs are measured, with the views each carries.

    skeleton-v2 wants front and side together and takes no second side; the others take one photograph each.
    """
    if service is not Service.REMO:
        return tuple((Ask.POSE, (view,)) for view in views)
    asks: list[tuple[Ask, tuple[View, ...]]] = []
    if {View.FRONT, View.SIDE} <= set(views):
        asks.append((Ask.FRONT_SIDE, (View.FRONT, View.SIDE)))
    if View.BACK in views:
        asks.append((Ask.BACK, (View.BACK,)))
    return tuple(asks)


FIELDS: Mapping[tuple[Service, Ask], tuple[str, ...]] = {
    (Service.REMO, Ask.FRONT_SIDE): ("id", "uuid", "forigimg", "sorigimg"),
    (Service.REMO, Ask.BACK): ("Email", "UserKey", "APIKey", "uuid", "borigimg"),
    (Service.KAKAO, Ask.POSE): ("Authorization", "file"),
    (Service.NHN, Ask.POSE): ("appKey", "Authorization", "image"),
}
"""Everything a request says, by the guides' names: photographs, the clinic's own keys, and a random uuid.
Nothing of it names the patient."""


@dataclass(frozen=True, slots=True, eq=False)
class Parcel:
    """One request as it leaves the machine.

    Attributes
    ----------
    id : 32 hex digits, the uuid by which a request that comes again is recognised.
    photos : JPEG by view.
    to : the address that was shown to whoever agreed; it goes nowhere else.
    blurred : whether the heads in them were made unrecognisable.
    """

    id: str
    service: Service
    ask: Ask
    photos: Mapping[View, bytes] = field(repr=False)
    to: str
    blurred: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CloudReading:
    """What a service says of one photograph.

    Attributes
    ----------
    degrees : by id of our measures; empty where the service only gives points.
    grades : -2…2 by id of our measures, where the service grades them.
    letter : A…D, where the service gives one.
    people : everybody the service found, in pixels of the photograph that was sent.
    """

    view: View
    degrees: Mapping[str, float] = field(default_factory=dict)
    grades: Mapping[str, int] = field(default_factory=dict)
    letter: str | None = None
    people: tuple[Keypoints, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class CloudAnswer:
    """The answer to one request; `credit` is what is left and `cost` what was taken, where it says so."""

    readings: tuple[CloudReading, ...]
    messages: tuple[str, ...] = ()
    credit: int | None = None
    cost: int | None = None


class JobStatus(str, Enum):
    """How far a video is."""

    WAITING = "waiting"
    PROCESSING = "processing"
    SUCCESS = "success"
    FAILED = "failed"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True, eq=False)
class CloudFrame:
    """Who is in one frame of a video: object id, the same through the video, and points in pixels."""

    number: int
    people: tuple[tuple[int | None, Keypoints], ...]


@dataclass(frozen=True, slots=True, eq=False)
class CloudVideo:
    """A video as a service saw it: frames a second, size in pixels, and every frame."""

    fps: float
    width: int
    height: int
    frames: tuple[CloudFrame, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CloudJob:
    """How a video's job stands; `video` with success only, `description` where it failed."""

    id: str
    status: JobStatus
    video: CloudVideo | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class CloudFace:
    """A face in a picture.

    Attributes
    ----------
    box : left, top, right, bottom as shares of the picture's width and height.
    confidence : 0 to 100.
    turned_deg : to the side, up or down, and aside (yaw, pitch, roll) in degrees; None where not told.
    """

    box: tuple[float, float, float, float]
    confidence: float
    turned_deg: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class KeptFace:
    """A face that a service keeps in a group; all faces of one picture share its `image_id`."""

    id: str
    image_id: str
    face: CloudFace
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How similar something is, 0 to 100: to a kept face, or to a face of another picture."""

    similarity: float
    of: KeptFace | CloudFace
