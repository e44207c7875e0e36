"""The face contract with real models and photographs."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from posture_app.adapters.models import dlib_face
from posture_app.adapters.serving.face_groups_file import SealedFaceGroups
from posture_app.app.faces import make_faces
from posture_app.domain.cloud import Service
from posture_app.server.application import make_app
from posture_app.server.desk import FaceDesk
from tests.server.desks import desk_in

pytestmark = [
    pytest.mark.model,
    pytest.mark.data,
    pytest.mark.skipif(not dlib_face.is_installed(), reason="the extra 'face' is not installed"),
]


def test_people_are_registered_found_and_compared(tmp_path: Path, test_data: Path) -> None:
    faces = FaceDesk(make_faces, lambda: SealedFaceGroups(tmp_path, bytes(32)), dlib_face.MODEL_VERSION)
    desk = replace(desk_in(tmp_path), faces=faces)
    key = desk.keys.add(Service.NHN)["appKey"]
    folder = test_data / "real" / "face"

    def image(name: str) -> dict[str, str]:
        return {"bytes": base64.b64encode((folder / f"{name}.jpg").read_bytes()).decode()}

    with TestClient(make_app(desk)) as client:

        def call(path: str, body: object) -> Any:
            told = client.post(f"/nhn-face-reco/v1.0/appkeys/{key}{path}", json=body).json()
            assert told["header"]["resultCode"] == 0
            return told.get("data")

        call("/groups", {"groupId": "clients"})
        three = call("/groups/clients", {"image": image("three_men"), "limit": 20})
        one = call("/groups/clients", {"image": image("obama_a"), "limit": 1, "externalImageId": "a"})
        assert (three["addedFaceCount"], one["addedFaceCount"]) == (3, 1)
        search = "/groups/clients/search?limit=5&threshold=90"
        found = call(search, {"image": image("obama_partial")})["matchFaces"]
        assert [match["face"]["externalImageId"] for match in found] == ["a"]
        assert call(search, {"image": image("biden_b")})["matchFaceCount"] == 0
        both = {"sourceImage": image("obama_small"), "targetImage": image("obama_a")}
        told = call("/compare?threshold=90", both)
        assert (told["matchedFaceDetailCount"], told["unmatchedFaceDetailCount"]) == (1, 0)
        assert call("/detect", {"image": image("noface_catface")})["faceDetailCount"] == 0
