"""People and their landmarks by MediaPipe's BlazePose, through the Tasks API."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.adapters import opencv
from posture_app.adapters.models import bundle as model_bundle
from posture_app.adapters.models import mediapipe_import
from posture_app.adapters.opencv import cv2
from posture_app.domain.keypoints import MODEL_LANDMARKS, OPPOSITE, Keypoints, Landmark, Person, Silhouette
from posture_app.domain.quality import SAME_PLACE
from posture_app.services.ports import CloseLook, Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Matrix = NDArray[np.float64]

INFERENCE_SIDE = 1280
"""Longest side in pixels at which people are looked for; the model itself sees 224 and 256."""

LEAST_SIDE = 16
"""Pictures narrower than this, in pixels, show nobody; the detector fails on a side of one."""

CUT_OUT_SIDE = 512
"""Side in pixels of the square cut-outs for the close look."""

MOST_PEOPLE = 4
SEARCH_ROUNDS = 2
MASK_SIDE = 640

# (side of the cut-out as a multiple of the body's height, shift right, shift down, both as shares
# of it).  Chosen once as a spread of scales and shifts about the middle, not fitted; four of them with
# their mirror images bring nearly all of the gain, sixteen passes little more.
_LOOKS = (
    (1.25, 0.00, 0.00),
    (1.40, 0.04, 0.00),
    (1.60, -0.04, 0.00),
    (1.80, 0.00, 0.04),
    (1.30, 0.00, -0.04),
    (1.50, 0.03, 0.03),
    (1.70, -0.03, -0.03),
    (1.45, -0.03, 0.03),
    (1.35, 0.02, -0.02),
    (1.55, -0.02, 0.02),
    (1.65, 0.02, 0.02),
    (1.75, -0.02, -0.02),
)

_TORSO = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_MODEL_OPPOSITE = np.array([OPPOSITE[i] for i in range(MODEL_LANDMARKS)])


@dataclass(frozen=True, slots=True, eq=False)
class _CutOut:
    """A square cut-out: `matrix` (2, 3) takes photo positions to cut-out positions."""

    matrix: Matrix
    mirrored: bool

    @classmethod
    def about(cls, person: Person, look: tuple[float, float, float], *, mirrored: bool) -> _CutOut:
        left, top, right, bottom = person.keypoints.box_px()
        height = bottom - top
        share, right_by, down_by = look
        scale = CUT_OUT_SIDE / (share * height)
        centre = np.array([(left + right) / 2 + right_by * height, (top + bottom) / 2 + down_by * height])
        shift = CUT_OUT_SIDE / 2 - scale * centre
        matrix = np.array([[scale, 0.0, shift[0]], [0.0, scale, shift[1]]])
        if mirrored:
            matrix[0] = (-scale, 0.0, CUT_OUT_SIDE - shift[0])
        return cls(matrix, mirrored)

    def to_photo(self, points: Matrix) -> Matrix:
        """Take (n, 2) cut-out positions back to photo positions."""
        back: Matrix = (points - self.matrix[:, 2]) / (self.matrix[0, 0], self.matrix[1, 1])
        return back


class MediaPipePoses:
    """Finds people by BlazePose *full*; made and used on one thread.

    Close looks run on two landmarkers side by side: 17 instead of 30 ms a look on two cores
    (benchmarks/speed.py). A landmarker takes a tenth of a second to make and 100 MB.
    """

    def __init__(self, own_model: model_bundle.Asset | None = None, workers: int = 2) -> None:
        self._mediapipe, self._tasks, self._vision = mediapipe_import.load()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="pose")
        self._idle: SimpleQueue[Any] = SimpleQueue()
        asset = own_model or model_bundle.pose_bundle()
        self._making = [self._pool.submit(self._make, asset) for _ in range(workers)]

    def close(self) -> None:
        """Let go of the model."""
        self._pool.shutdown()
        for made in self._making:
            made.result().close()

    def _make(self, asset: model_bundle.Asset) -> Any:
        landmarker = self._vision.PoseLandmarker.create_from_options(
            self._vision.PoseLandmarkerOptions(
                base_options=self._tasks.BaseOptions(**asset.options()),
                num_poses=MOST_PEOPLE,
                output_segmentation_masks=True,
            )
        )
        self._idle.put(landmarker)
        return landmarker

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        """Find everybody: whoever was found is painted over and the picture searched again.

        Asked for several people at once the detector drops whom the first one overlaps, so a
        second search of the picture without the first person finds more of them. When
        nobody is found in the whole, nine overlapping windows are searched: the detector misses people
        below .4 of the picture's height.
        """
        scale = min(1.0, INFERENCE_SIDE / max(frame.width, frame.height))
        picture = self._scaled(frame.rgb, scale)
        found: list[Person] = []
        for _ in range(SEARCH_ROUNDS):
            new = _without_doubles(self._people(picture, scale), found)
            if not new:
                break
            found += new
            picture = self._painted_over(picture, new, scale)
        return tuple(found or _without_doubles(self._people_in_windows(picture, scale), []))

    def _people_in_windows(self, picture: Picture, scale: float) -> list[Person]:
        height, width = picture.shape[0] // 2, picture.shape[1] // 2
        found: list[Person] = []
        if min(height, width) < LEAST_SIDE:
            return found
        for top in (0, height // 2, height):
            for left in (0, width // 2, width):
                window = np.ascontiguousarray(picture[top : top + height, left : left + width])
                found += [_shifted(one, left / scale, top / scale) for one in self._people(window, scale)]
        return found

    def look_closely(self, frame: Frame, person: Person, count: int) -> CloseLook:
        """Look at one person in `count` shifted, scaled, mirrored cut-outs; there are 24."""
        cut_outs = list(islice(_cut_outs(person), count))
        looks = self._pool.map(lambda cut_out: self._look(frame.rgb, cut_out, person), cut_outs)
        passes = [(found, cut_out) for found, cut_out in zip(looks, cut_outs, strict=True) if found]
        silhouette = _average([(found.silhouette, cut_out) for found, cut_out in passes], person)
        # The masks live on in their average alone: eight of them take two megabytes.
        return CloseLook(tuple(replace(found, silhouette=None) for found, _ in passes), silhouette)

    def _look(self, rgb: Picture, cut_out: _CutOut, person: Person) -> Person | None:
        """Look at one cut-out; give the person in it who stands where `person` does."""
        picture = opencv.cut_out(rgb, cut_out.matrix, CUT_OUT_SIDE)
        result = self._detect(picture)
        found = [_put_back(one, cut_out) for one in _everyone(result, picture)]
        return next((one for one in found if _same_place(one, person)), None)

    def _people(self, picture: Picture, scale: float) -> list[Person]:
        if min(picture.shape[:2]) < LEAST_SIDE:
            return []
        return [_in_photo(one, scale) for one in _everyone(self._detect(picture), picture)]

    def _detect(self, picture: Picture) -> Any:
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=picture)
        landmarker = self._landmarker()
        try:
            return landmarker.detect(image)
        finally:
            self._idle.put(landmarker)

    def _landmarker(self) -> Any:
        """Take an idle landmarker; wait for the first one to be made, and say why if it cannot be."""
        if self._idle.empty() and not self._making[0].done():
            self._making[0].result()
        return self._idle.get()

    def _scaled(self, rgb: Picture, scale: float) -> Picture:
        if scale == 1.0:
            return rgb
        size = (max(1, round(scale * rgb.shape[1])), max(1, round(scale * rgb.shape[0])))
        return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)

    def _painted_over(self, picture: Picture, people: list[Person], scale: float) -> Picture:
        """Replace the people by a coarse blur of what surrounds them."""
        covered = np.zeros(picture.shape[:2], np.uint8)
        for person in people:
            if person.silhouette is not None:
                covered |= (person.silhouette.share > 64).astype(np.uint8)  # a quarter sure
        grow = max(3, round(0.02 * people[0].keypoints.height_px() * scale))
        covered = np.asarray(cv2.dilate(covered, np.ones((2 * grow + 1, 2 * grow + 1), np.uint8)), np.uint8)
        height, width = picture.shape[:2]
        small = (width * 64 // max(height, width) + 1, height * 64 // max(height, width) + 1)
        hole = (cv2.resize(covered, small, interpolation=cv2.INTER_AREA) > 0).astype(np.uint8)
        coarse = cv2.inpaint(
            cv2.resize(picture, small, interpolation=cv2.INTER_AREA), hole, 3, cv2.INPAINT_TELEA
        )
        fill = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        return np.where(covered[..., None] > 0, fill, picture)


def _cut_outs(person: Person) -> Iterator[_CutOut]:
    for look in _LOOKS:
        for mirrored in (False, True):
            yield _CutOut.about(person, look, mirrored=mirrored)


def _everyone(result: Any, picture: Picture) -> list[Person]:
    """Translate MediaPipe's result; positions in the given picture."""
    height, width = picture.shape[:2]
    return [_person(result, index, width, height) for index in range(len(result.pose_landmarks))]


def _person(result: Any, index: int, width: int, height: int) -> Person:
    landmarks = result.pose_landmarks[index]
    # MediaPipe's normalised coordinates are positions: 0 and 1 are the picture's edges.
    xy_px = np.array([(one.x * width, one.y * height) for one in landmarks])
    mask = result.segmentation_masks[index].numpy_view()
    return Person(
        keypoints=Keypoints.from_model(xy_px, np.array([one.visibility for one in landmarks])),
        world_m=np.array([(one.x, one.y, one.z) for one in result.pose_world_landmarks[index]]),
        presence=np.array([one.presence for one in landmarks]),
        silhouette=Silhouette((mask * 255).astype(np.uint8), 0.0, 0.0, 1.0),
    )


def _in_photo(person: Person, scale: float) -> Person:
    """Take a person found in a scaled picture back to photo pixels."""
    points, mask = person.keypoints, person.silhouette
    return Person(
        keypoints=Keypoints(points.xy_px / scale, points.visibility.copy(), points.sources),
        world_m=person.world_m,
        presence=person.presence,
        silhouette=None if mask is None else Silhouette(mask.share, 0.0, 0.0, scale),
    )


def _shifted(person: Person, right_px: float, down_px: float) -> Person:
    """Take a person found in a window of the photo to where the window stands."""
    points = person.keypoints
    return Person(
        keypoints=Keypoints(points.xy_px + (right_px, down_px), points.visibility.copy(), points.sources),
        world_m=person.world_m,
        presence=person.presence,
        silhouette=None,
    )


def _without_doubles(people: list[Person], known: list[Person]) -> list[Person]:
    """Drop who stands where somebody stands already."""
    kept: list[Person] = []
    for person in people:
        if not any(_same_place(person, other) for other in (*known, *kept)):
            kept.append(person)
    return kept


def _put_back(person: Person, cut_out: _CutOut) -> Person:
    """Take a person found in a cut-out back to the photo, with left and right put back."""
    points = person.keypoints
    world_m = person.world_m * (-1.0, 1.0, 1.0) if cut_out.mirrored else person.world_m
    in_photo = Person(
        keypoints=Keypoints(cut_out.to_photo(points.xy_px), points.visibility.copy(), points.sources),
        world_m=world_m,
        presence=person.presence,
        silhouette=person.silhouette,
    )
    return in_photo.with_sides_swapped() if cut_out.mirrored else in_photo


def _same_place(one: Person, other: Person) -> bool:
    centres = [person.keypoints.xy_px[_TORSO].mean(axis=0) for person in (one, other)]
    tallest = max(one.keypoints.height_px(), other.keypoints.height_px())
    return float(np.linalg.norm(centres[0] - centres[1])) < SAME_PLACE * tallest


def _average(masks: list[tuple[Silhouette | None, _CutOut]], person: Person) -> Silhouette | None:
    """Average the passes' masks on one grid that holds the person with a margin."""
    if not masks:
        return None
    left, top, right, bottom = person.keypoints.box_px()
    side = 1.3 * (bottom - top)
    scale = MASK_SIDE / side
    corner = np.array([(left + right) / 2 - side / 2, (top + bottom) / 2 - side / 2 - 0.05 * (bottom - top)])
    total = np.zeros((MASK_SIDE, MASK_SIDE), np.float32)
    for mask, cut_out in masks:
        if mask is None:
            continue
        to_cut_out = cut_out.matrix @ np.array(
            [[1 / scale, 0, corner[0]], [0, 1 / scale, corner[1]], [0, 0, 1]]
        )
        # Positions to the pixel indices that warpAffine speaks: half a pixel each way.
        to_cut_out[:, 2] += to_cut_out[:, :2] @ (0.5, 0.5) - 0.5
        total += cv2.warpAffine(
            mask.share, to_cut_out, total.shape[::-1], flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        )
    share = np.clip(np.round(total / len(masks)), 0, 255).astype(np.uint8)
    return Silhouette(share, float(corner[0]), float(corner[1]), scale)
