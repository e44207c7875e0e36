"""The models are made from the wheel, checked, kept, and made again when the cache is not to be trusted."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from posture_app.adapters.models import bundle as model_bundle
from posture_app.domain.errors import EnvironmentProblem

pytestmark = pytest.mark.model


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache" / "models"
    monkeypatch.setattr(model_bundle, "cache_folder", lambda: folder)
    return folder


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_an_empty_cache_is_filled_with_the_known_models(cache: Path) -> None:
    pose, face = model_bundle.pose_bundle(), model_bundle.face_model()
    assert sha256(pose.data) == model_bundle.BUNDLE_SHA256
    assert sha256(face.data) == model_bundle.FACE_SHA256
    assert (cache / "pose-full.task").read_bytes() == pose.data
    assert (cache / "face-short.tflite").read_bytes() == face.data
    meshes = model_bundle.mesh_models()
    assert [sha256(one.data) for one in meshes] == list(model_bundle.MESH_SHA256.values())
    names = ["face-short.tflite", "mesh-attention.tflite", "mesh-plain.tflite", "pose-full.task"]
    assert sorted(one.name for one in cache.iterdir()) == names
    assert pose.options() == {"model_asset_path": str(cache / "pose-full.task")}


def test_a_damaged_cache_is_mended(cache: Path) -> None:
    cache.mkdir(parents=True)
    (cache / "face-short.tflite").write_bytes(b"half")
    model_bundle.face_model()
    assert sha256((cache / "face-short.tflite").read_bytes()) == model_bundle.FACE_SHA256


def test_a_cache_that_cannot_be_written_costs_time_only(cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_bytes(b"a file where the folder should be")
    asset = model_bundle.face_model()
    assert asset.options() == {"model_asset_buffer": asset.data}
    assert sha256(asset.data) == model_bundle.FACE_SHA256


def test_another_model_than_the_known_one_is_refused(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_bundle, "FACE_SHA256", "0" * 64)
    with pytest.raises(EnvironmentProblem) as caught:
        model_bundle.face_model()
    assert caught.value.code == "model_damaged"
    assert not cache.exists()


def test_a_model_that_the_wheel_does_not_hold_is_named(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_bundle, "_FACE", ("face/none.tflite", 0.0, 1.0))
    with pytest.raises(EnvironmentProblem) as caught:
        model_bundle.face_model()
    assert caught.value.facts["file"] == "none.tflite"
