"""The pose model as the Tasks API wants it, made once from the models in MediaPipe's own wheel.

The wheel carries the bare models; the Tasks API wants their input normalisation written in as
metadata and both in one uncompressed zip. The result is the same on every machine, so its
hash is known here and checked at every start.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import importlib.util
import io
import os
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from posture_app.adapters.models import mediapipe_import
from posture_app.adapters.models.facts import BUNDLE_SHA256, FACE_SHA256, FAR_FACE_SHA256, MESH_SHA256
from posture_app.domain.errors import EnvironmentProblem

_DETECTOR = ("pose_detection/pose_detection.tflite", 127.5, 127.5)
_LANDMARKS = ("pose_landmark/pose_landmark_full.tflite", 0.0, 255.0)
_FACE = ("face_detection/face_detection_short_range.tflite", 127.5, 127.5)
_FAR_FACE = ("face_detection/face_detection_full_range_sparse.tflite", 127.5, 127.5)
_MESHES = (
    ("face_landmark/face_landmark_with_attention.tflite", 0.0, 255.0),
    ("face_landmark/face_landmark.tflite", 0.0, 255.0),
)
_EARLIEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Asset:
    """A checked model: by its path when the cache holds it, which loads faster, else by its bytes."""

    path: Path | None
    data: bytes

    def options(self) -> dict[str, Any]:
        """Give it as MediaPipe's BaseOptions take it."""
        return {"model_asset_path": str(self.path)} if self.path else {"model_asset_buffer": self.data}


def pose_bundle() -> Asset:
    """Give the pose bundle, from the user's cache or made anew.

    Raises
    ------
    EnvironmentProblem
        ``model_damaged`` when the installed wheel does not give the known bundle.
    """
    return _cached("pose-full.task", BUNDLE_SHA256, _make_pose_bundle)


def own_model(path: Path) -> tuple[Asset, str]:
    """Give a pose model of the user's own and its SHA-256; raises EnvironmentProblem ``model_unreadable``.

    A `.task` bundle is an uncompressed zip that holds a pose detector and a landmark model.
    """
    try:
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as files:
            whole = {"pose_detector.tflite", "pose_landmarks_detector.tflite"} <= set(files.namelist())
    except (OSError, zipfile.BadZipFile) as error:
        raise EnvironmentProblem("model_unreadable", file=path.name) from error
    if not whole:
        raise EnvironmentProblem("model_unreadable", file=path.name)
    return Asset(path, data), _sha256(data)


def face_model() -> Asset:
    """Give the short-range face detector, from the user's cache or made anew; raises as `pose_bundle`."""
    return _cached("face-short.tflite", FACE_SHA256, lambda: _with_metadata(*_FACE))


def far_face_model() -> Asset:
    """Give the full-range face detector, as `face_model` does."""
    return _cached("face-full.tflite", FAR_FACE_SHA256, lambda: _with_metadata(*_FAR_FACE))


def mesh_models() -> tuple[Asset, ...]:
    """Give both face meshes, with and without attention, as `face_model` does."""
    return tuple(
        _cached(f"mesh-{name}.tflite", sha256, partial(_with_metadata, *model))
        for (name, sha256), model in zip(MESH_SHA256.items(), _MESHES, strict=True)
    )


def _cached(name: str, sha256: str, make: Callable[[], bytes]) -> Asset:
    path = cache_folder() / name
    kept = _read(path)
    if kept is not None and _sha256(kept) == sha256:
        return Asset(path, kept)
    data = make()
    if _sha256(data) != sha256:
        raise EnvironmentProblem("model_damaged", found=_sha256(data)[:12], wanted=sha256[:12])
    return Asset(path if _keep(path, data) else None, data)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:  # not there yet, or not for us to read: it is made anew
        return None


def cache_folder() -> Path:
    """Give the folder in which the models are kept; it may not exist yet."""
    return user_cache_path("posture-app", appauthor=False) / "models"


def _keep(path: Path, data: bytes) -> bool:
    """Write to the cache, whole or not at all; a cache that cannot be written costs time, not the result."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        return False
    return True


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _make_pose_bundle() -> bytes:
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_STORED) as files:
        for name, model in (
            ("pose_detector.tflite", _DETECTOR),
            ("pose_landmarks_detector.tflite", _LANDMARKS),
        ):
            entry = zipfile.ZipInfo(name, _EARLIEST_ZIP_DATE)
            entry.create_system = 3  # date and system fixed: the same models make the same bytes everywhere
            files.writestr(entry, _with_metadata(*model))
    return bundle.getvalue()


def _with_metadata(model: str, mean: float, deviation: float) -> bytes:
    mediapipe_import.load()
    from mediapipe.tasks.python.metadata.metadata_writers import metadata_writer

    with warnings.catch_warnings():
        # The writer leaves temporary files of its own open until they are collected.
        warnings.simplefilter("ignore", ResourceWarning)
        writer = metadata_writer.MetadataWriter.create(bytearray(wheel_file(model).read_bytes()))
        writer.add_image_input([mean], [deviation])
        populated, _ = writer.populate()
        del writer
        gc.collect()
    return bytes(populated)


def wheel_file(name: str) -> Path:
    """Give the path of a model of the wheel; raises EnvironmentProblem ``model_missing``."""
    found = importlib.util.find_spec("mediapipe")
    if found is None or found.origin is None:
        raise EnvironmentProblem("model_missing", file=name)
    path = Path(found.origin).parent / "modules" / name
    if not path.is_file():
        raise EnvironmentProblem("model_missing", file=path.name)
    return path
