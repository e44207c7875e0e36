"""The Protocols through which the services meet the world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from posture_app.domain.body import CameraLevel
    from posture_app.domain.camera import CameraGeometry
    from posture_app.domain.cloud import CloudAnswer, CloudFace, CloudJob, KeptFace, Likeness, Parcel
    from posture_app.domain.face import FaceLook
    from posture_app.domain.faces.portrait import FaceBox, FaceSight, Vector
    from posture_app.domain.head import HeadLook
    from posture_app.domain.keypoints import Keypoints, Person, Silhouette
    from posture_app.domain.quality import Light
    from posture_app.domain.stickers import ExpectedSticker, StickerColour, StickerDot
    from posture_app.domain.views import View
    from posture_app.services.room.calibrate import LensCalibration, MarkerSight


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: `rgb` is (height, width, 3) uint8, RGB, upright, never mirrored."""

    rgb: NDArray[np.uint8]
    warnings: tuple[str, ...] = ()
    """Codes of what the reader noticed, such as ``photo_damaged``."""

    def __post_init__(self) -> None:
        if self.rgb.ndim != 3 or self.rgb.shape[2] != 3 or self.rgb.dtype.name != "uint8":
            raise ValueError(f"rgb must be (height, width, 3) uint8: {self.rgb.shape} {self.rgb.dtype}")

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.rgb.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.rgb.shape[0])


class PhotoReader(Protocol):
    """Reads a file as an upright photograph."""

    def __call__(self, path: Path) -> Frame:
        """Raise PhotoMissing, PhotoUnreadable, or PhotoTooLarge."""


@dataclass(frozen=True, slots=True, eq=False)
class CloseLook:
    """One person looked at again and again in shifted, scaled, and mirrored cut-outs.

    `passes` may be fewer than asked for: a look that found nobody at that place is left out.
    """

    passes: tuple[Person, ...]
    silhouette: Silhouette | None


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera that can be chosen: `id` is what opens it, `name` what a person knows it by."""

    id: str
    name: str


class Camera(Protocol):
    """A source of frames; opened, read, and closed on one thread, which it may block."""

    def open(self) -> None:
        """Open it; raise CameraTrouble (``camera_none``, ``camera_busy``, ``camera_unreadable``)."""

    def read(self) -> Frame:
        """Wait for the next frame, upright and unmirrored; raise CameraTrouble (``camera_lost``)."""

    def close(self) -> None:
        """Let go of the device; harmless when it is not open."""


@runtime_checkable
class FollowsView(Protocol):
    """A camera that plays a recording and can play towards the view that is wanted."""

    def follow(self, view: View) -> None:
        """Say which view is wanted next; may be called from another thread."""


class LivePoses(Protocol):
    """Follows people from frame to frame, fast; for guidance, never for measuring."""

    def follow(self, frame: Frame, at_ms: int) -> tuple[Person, ...]:
        """Find the people of this frame; `at_ms` must rise from call to call. No silhouettes."""


class Voice(Protocol):
    """Says sentences aloud."""

    def say(self, text: str) -> None:
        """Speak, breaking off what is being said; return at once."""

    def tone(self, name: str) -> None:
        """Play ``tick``, ``shutter``, ``done``, or ``attention``; return at once."""


class PoseEstimator(Protocol):
    """Finds people and their landmarks; one inference at a time, from one thread."""

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        """Find everybody who can be found in the picture; empty when there is nobody."""

    def look_closely(self, frame: Frame, person: Person, count: int) -> CloseLook:
        """Look `count` times at one person, left and right put back after mirroring."""


class PhotoGauge(Protocol):
    """Judges light and sharpness."""

    def light(self, frame: Frame, person: Person | None) -> Light:
        """Measure the picture, and the person when there is one."""


class StickerFinder(Protocol):
    """Looks for coloured dots."""

    def find_dots(
        self,
        frame: Frame,
        places: Sequence[ExpectedSticker],
        radii_px: tuple[float, float],
        colours: Sequence[StickerColour],
    ) -> tuple[StickerDot, ...]:
        """Find dots of these colours and radii (least, largest) in the discs around the places."""


@dataclass(frozen=True, slots=True, eq=False)
class BodyParts:
    """What was seen of a person's hands and face, (n, 2) positions in pixels; None where nothing was.

    `face_px` are the 468 points of MediaPipe's face mesh, a hand's its 21 points from the wrist on.
    """

    left_hand_px: NDArray[np.float64] | None = None
    right_hand_px: NDArray[np.float64] | None = None
    face_px: NDArray[np.float64] | None = None


class PeopleFinder(Protocol):
    """Finds everybody in a picture, none of them closely; used on one thread."""

    def find_people(self, frame: Frame) -> tuple[Person, ...]:
        """Find everybody, the surest first; without silhouettes."""

    def parts_of(self, frame: Frame, people: Sequence[Person]) -> tuple[BodyParts, ...]:
        """Look at everybody's hands and face."""

    def close(self) -> None:
        """Let go of the models."""


class FaceFinder(Protocol):
    """Looks for a face turned to the camera."""

    def look_at_face(self, frame: Frame, person: Person) -> FaceLook:
        """Look at the head of a person several times."""


class PortraitFinder(Protocol):
    """Looks for every face in a picture; from one thread at a time."""

    def find_faces(self, frame: Frame, *, quick: bool = False) -> tuple[FaceSight, ...]:
        """Find up to twenty faces, the largest first; `quick`: one person before a camera."""

    def close(self) -> None:
        """Let go of the models."""


class FaceEncoder(Protocol):
    """Tells what a face is like; from any thread."""

    model_version: str
    """The embedding's name; vectors of different ones cannot be compared."""

    def encode(self, frame: Frame, box: FaceBox) -> Vector:
        """Give the vector of the face in a box, (128,) float32.

        Raises EnvironmentProblem (``face_extra_missing``, ``face_model_damaged``, ``face_engine_failed``).
        """

    def close(self) -> None:
        """Let go of models and process."""


class HeadFinder(Protocol):
    """Looks at a head from behind."""

    def look_at_head(self, frame: Frame, person: Person, silhouette: Silhouette | None) -> HeadLook | None:
        """Read the mid-line of a head several times; None when the silhouette shows no head."""


class MarkerFinder(Protocol):
    """Looks for the calibration sheet."""

    def find(
        self, frame: Frame, known: CameraGeometry | None = None, *, quick: bool = False
    ) -> MarkerSight | None:
        """Look for the sheet on a wall; None when there is none.

        Parameters
        ----------
        known : the lens, for pictures of this frame's size; without it a usual one is assumed.
        quick : give up sooner; a sheet that fills little of the picture may be missed.

        Raises
        ------
        NotAssessable
            ``sheet_mirrored``, ``sheet_too_small``, ``sheet_turned`` (it hangs on its side),
            ``sheet_slanted``, or ``sheet_other`` (its markers are on no sheet of ours).
        """

    def lens(self, frames: Sequence[Frame], camera: str) -> LensCalibration:
        """Measure the lens from several pictures of one sheet held at different angles.

        Raises
        ------
        NotAssessable
            ``lens_few_views``, ``lens_sizes_differ``, ``lens_views_alike``, ``lens_poor_fit``, or
            ``sheet_mirrored``.
        """


class LevelFinder(Protocol):
    """Finds the camera's roll in what the picture shows around the person."""

    def level_of(self, frame: Frame, person: Person | None) -> CameraLevel | None:
        """Give the level with source ``scene``; None when the room does not say it surely.

        The person is left out: by the silhouette, or by the box when there is none. `person` is None
        where the room is empty.
        """


class CloudPose(Protocol):
    """A service elsewhere that finds people in a photograph.

    Raises CloudProblem, as every port to a service does; the request may be repeated.
    """

    def find_all(self, photo: bytes) -> tuple[Keypoints, ...]:
        """Find everybody in a JPEG or PNG, in its pixels."""

    def check(self) -> int | None:
        """Ask whether the service knows the keys, at no cost; give the credit left where it says so."""


class CloudVideos(Protocol):
    """A service elsewhere that follows people through a video."""

    def hand_in(self, video: Path, *, smoothing: bool = True) -> str:
        """Hand a video file in; give the job's id. Never repeated once anything was sent."""

    def result(self, job_id: str) -> CloudJob:
        """Ask how a job stands."""


class SyncTarget(Protocol):
    """A service elsewhere that measures what it is sent.

    Raises
    ------
    CloudUnreachable
        Nothing was sent; the same parcel may be sent again.
    CloudAnswerLost
        It may have been done, and paid for.
    CloudBusy
        Nothing was done; the same parcel may be sent again, later.
    CloudRefused, CloudUnreadable
        Sending the same again leads nowhere.
    """

    def send(self, parcel: Parcel) -> CloudAnswer:
        """Send one request and wait for its answer."""

    def check(self) -> int | None:
        """Ask whether the service is there and knows the keys, at no cost.

        Gives the credit that is left, None where the service does not tell.
        """


class CloudFaces(Protocol):
    """A service elsewhere that finds, keeps, and recognises faces; groups are named [a-z0-9-]{1,255}.

    Looking may be repeated by itself; what makes or deletes something never is, once it was sent.
    """

    def make_group(self, group: str) -> None:
        """Make a group; raise CloudRefused (``cloud_group_there``)."""

    def groups(self) -> tuple[str, ...]:
        """Give the names of all groups."""

    def delete_group(self, group: str) -> None:
        """Delete a group with all its faces; raise CloudRefused (``cloud_no_group``)."""

    def detect(self, photo: bytes) -> tuple[CloudFace, ...]:
        """Find the faces of a picture, the largest first."""

    def register(
        self, group: str, photo: bytes, *, external_id: str | None, most: int
    ) -> tuple[KeptFace, ...]:
        """Keep the largest faces of a picture, `most` at the most (20)."""

    def faces(self, group: str) -> tuple[KeptFace, ...]:
        """Give all faces of a group, the last kept first."""

    def delete_face(self, group: str, face_id: str) -> None:
        """Delete a face; raise CloudRefused (``cloud_no_face_id``)."""

    def similar_to(self, group: str, face_id: str, *, most: int, least: int) -> tuple[Likeness, ...]:
        """Give the kept faces that resemble a kept one from a similarity of `least` (1…100) on."""

    def search(self, group: str, photo: bytes, *, most: int, least: int) -> tuple[Likeness, ...]:
        """Give the kept faces that resemble the largest face of a picture."""

    def compare(self, source: bytes, target: bytes, *, least: int) -> tuple[Likeness, ...]:
        """Give the faces of `target` that resemble the largest of `source`."""
