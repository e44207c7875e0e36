"""Faces by the real models: found, turned, and told apart in a process of their own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from posture_app.adapters.models import dlib_face
from posture_app.adapters.models.dlib_face import DlibFaces
from posture_app.adapters.models.mediapipe_portraits import MediaPipePortraits
from posture_app.adapters.opencv import cv2
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.faces.likeness import distance
from posture_app.domain.faces.portrait import FaceBox, FacePoint
from posture_app.services.faces.liveness import HeadTurn, Look
from posture_app.services.ports import Frame

pytestmark = [pytest.mark.model, pytest.mark.data]
needs_extra = pytest.mark.skipif(not dlib_face.is_installed(), reason="the extra 'face' is not installed")


@pytest.fixture(scope="module")
def finder() -> Iterator[MediaPipePortraits]:
    finder = MediaPipePortraits()
    yield finder
    finder.close()


@pytest.fixture(scope="module")
def encoder() -> Iterator[DlibFaces]:
    encoder = DlibFaces()
    yield encoder
    encoder.close()


@pytest.fixture(scope="module")
def portraits(test_data: Path) -> dict[str, Frame]:
    return {path.stem: read_photo(path) for path in sorted((test_data / "real" / "face").glob("*.jpg"))}


def test_portraits_have_one_face_each_and_pictures_without_people_none(
    finder: MediaPipePortraits, portraits: dict[str, Frame]
) -> None:
    counts = {name: len(finder.find_faces(frame)) for name, frame in portraits.items()}
    assert counts.pop("three_men") == 3
    assert [counts.pop(name) for name in ("noface_catface", "noface_kitchen")] == [0, 0]
    assert set(counts.values()) == {1}


def test_faces_come_largest_first_with_their_points_in_place(
    finder: MediaPipePortraits, portraits: dict[str, Frame]
) -> None:
    faces = finder.find_faces(portraits["three_men"])
    areas = [face.box.area for face in faces]
    assert areas == sorted(areas, reverse=True)
    for face in faces:
        left, right = face.points_px[FacePoint.LEFT_EYE], face.points_px[FacePoint.RIGHT_EYE]
        nose, lip = face.points_px[FacePoint.NOSE], face.points_px[FacePoint.LEFT_LIP]
        assert left[0] > right[0]  # the subject's left is at image right
        assert left[1] < nose[1] < lip[1]
        assert lip[0] > face.points_px[FacePoint.RIGHT_LIP][0]
        assert face.turn.is_frontal


def test_small_faces_of_a_group_are_found_in_tiles(
    finder: MediaPipePortraits, portraits: dict[str, Frame]
) -> None:
    frame = portraits["three_men"]
    rows = [np.hstack([frame.rgb] * 2)] * 2
    group = Frame(np.ascontiguousarray(np.vstack(rows)))
    assert len(finder.find_faces(group, quick=True)) < 12 == len(finder.find_faces(group))


def test_the_largest_twenty_are_kept(finder: MediaPipePortraits, portraits: dict[str, Frame]) -> None:
    rgb = portraits["three_men"].rgb
    crowd = Frame(np.ascontiguousarray(np.vstack([np.hstack([rgb] * 3)] * 3)))
    assert len(finder.find_faces(crowd)) == 20


def test_a_mirrored_face_is_turned_the_other_way(
    finder: MediaPipePortraits, portraits: dict[str, Frame]
) -> None:
    frame = portraits["three_men"]
    mirrored = Frame(np.ascontiguousarray(frame.rgb[:, ::-1]))
    (one, *_), (other, *_) = finder.find_faces(frame), finder.find_faces(mirrored)
    assert other.turn.yaw == pytest.approx(-one.turn.yaw, abs=4.0)
    assert other.turn.roll == pytest.approx(-one.turn.roll, abs=4.0)
    assert other.turn.pitch == pytest.approx(one.turn.pitch, abs=4.0)


def tilted(rgb: np.ndarray, degrees: float) -> Frame:
    """A print of the picture, turned about its upright middle line before a camera."""
    height, width = rgb.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    flat = corners - (width / 2, height / 2)
    angle, far = np.radians(degrees), 1.5 * width
    away = far - flat[:, 0] * np.sin(angle)
    seen = np.column_stack([flat[:, 0] * np.cos(angle), flat[:, 1]]) * far / away[:, None]
    target = (seen + (width / 2, height / 2)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    return Frame(np.asarray(cv2.warpPerspective(rgb, matrix, (width, height), borderValue=(90, 90, 90))))


@pytest.mark.parametrize("name", ["obama_a", "biden_b"])
def test_a_tilted_print_does_not_turn_its_head(
    finder: MediaPipePortraits, portraits: dict[str, Frame], name: str
) -> None:
    turn, wanted = HeadTurn((Look.LEFT, Look.RIGHT), 0.0), []
    swing = [*range(0, 66, 13), *range(65, -66, -13), *range(-65, 1, 13)]
    for number, degrees in enumerate(swing):
        faces = finder.find_faces(tilted(portraits[name].rgb, float(degrees)), quick=True)
        wanted += [abs(face.turn.yaw) for face in faces]
        turn.see(faces, 0.1 * number)
    assert len(wanted) > len(swing) / 2
    assert max(wanted) < 10.0
    assert turn.asked is not None
    assert turn.share <= 0.2


@needs_extra
def test_one_person_is_near_and_others_are_far(
    finder: MediaPipePortraits, encoder: DlibFaces, portraits: dict[str, Frame]
) -> None:
    def look(name: str) -> np.ndarray:
        return encoder.encode(portraits[name], finder.find_faces(portraits[name])[0].box)

    obama = look("obama_a")
    assert obama.shape == (128,)
    assert all(
        distance(obama, look(name)) < 0.4 for name in ("obama_small", "obama_partial", "obama_partial2")
    )
    assert distance(obama, look("biden_b")) > 0.7


@needs_extra
def test_a_process_that_died_is_started_again(encoder: DlibFaces, portraits: dict[str, Frame]) -> None:
    frame, box = portraits["obama_small"], FaceBox(96, 62, 226, 192)
    before = encoder.encode(frame, box)
    for process in multiprocessing.active_children():
        if process.name == "faces":
            process.kill()
            process.join()
    assert encoder.encode(frame, box) == pytest.approx(before)


@needs_extra
def test_the_process_ends_with_its_owner(portraits: dict[str, Frame]) -> None:
    encoder = DlibFaces()
    others = set(multiprocessing.active_children())
    encoder.encode(portraits["obama_small"], FaceBox(96, 62, 226, 192))
    assert len(set(multiprocessing.active_children()) - others) == 1
    encoder.close()
    assert set(multiprocessing.active_children()) <= others


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch, portraits: dict[str, Frame]) -> None:
    monkeypatch.setattr(dlib_face, "is_installed", lambda: False)
    encoder = DlibFaces()
    with pytest.raises(EnvironmentProblem) as raised:
        encoder.encode(portraits["obama_small"], FaceBox(96, 62, 226, 192))
    assert raised.value.code == "face_extra_missing"


@needs_extra
def test_changed_models_are_refused(monkeypatch: pytest.MonkeyPatch, portraits: dict[str, Frame]) -> None:
    monkeypatch.setattr(dlib_face, "_SHA256", dict.fromkeys(dlib_face._SHA256, "0" * 64))
    with pytest.raises(EnvironmentProblem) as raised:
        DlibFaces().encode(portraits["obama_small"], FaceBox(96, 62, 226, 192))
    assert raised.value.code == "face_model_damaged"
