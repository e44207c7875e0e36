"""Our own clients of video jobs and of faces against our own server, over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest

from posture_app.adapters.http_clients import nhn_face
from posture_app.adapters.http_clients.connection import Connection
from posture_app.adapters.http_clients.kakao_job import KakaoJobs
from posture_app.adapters.http_clients.nhn_face import NhnFaces
from posture_app.adapters.serving.face_groups_file import SealedFaceGroups
from posture_app.adapters.serving.job_folder import SealedJobFolder
from posture_app.domain.cloud import CloudJob, Endpoint, JobStatus, KeptFace, Service, ServiceKeys
from posture_app.domain.errors import CloudRefused
from posture_app.domain.keypoints import Landmark
from posture_app.server.application import make_app
from posture_app.server.desk import FaceDesk, JobDesk, Limits
from tests.coded_faces import MODEL, Coded, coded_engine, picture, png
from tests.server.desks import desk_in
from tests.server.live import served
from tests.server.test_kakao_jobs import Looker

KEY = bytes(range(32))
NOBODYS = "0b4c3b5e-0000-4000-8000-000000000000"


def text_keys(made: dict[str, str | int]) -> ServiceKeys:
    return ServiceKeys({name: str(value) for name, value in made.items()})


# --- video jobs -------------------------------------------------------------------------------------


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[KakaoJobs]:
    work = JobDesk(lambda: SealedJobFolder(tmp_path, KEY), Looker().look, lambda: datetime.now(timezone.utc))
    desk = replace(desk_in(tmp_path), jobs=work)
    keys = text_keys(desk.keys.add(Service.KAKAO))
    with served(make_app(desk)) as url:
        yield KakaoJobs(Connection(Endpoint(url)), keys)


def ended(jobs: KakaoJobs, job_id: str) -> CloudJob:
    """Ask until it is over."""
    for _ in range(1000):
        found = jobs.result(job_id)
        if found.status in (JobStatus.SUCCESS, JobStatus.FAILED):
            return found
        threading.Event().wait(0.01)
    pytest.fail("it never ends")


def test_a_video_is_handed_in_and_comes_back_frame_by_frame(jobs: KakaoJobs, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"12345")  # five frames, as this server sees it
    found = ended(jobs, jobs.hand_in(film))
    assert found.video is not None
    assert (found.video.fps, found.video.width, found.video.height) == (30.0, 720, 1280)
    assert [one.number for one in found.video.frames] == [0, 1, 2, 3, 4]
    assert [one.people[0][0] for one in found.video.frames] == [0] * 5
    first, last = (found.video.frames[at].people[0][1].point(Landmark.NOSE)[0] for at in (0, 4))
    assert first < last  # somebody walks to the right


def test_a_video_that_cannot_be_read_has_failed_and_an_unknown_job_is_not_found(
    jobs: KakaoJobs, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"broken")
    failed = ended(jobs, jobs.hand_in(film))
    assert failed.status is JobStatus.FAILED
    assert failed.description
    assert jobs.result(NOBODYS).status is JobStatus.NOT_FOUND
    wrong = KakaoJobs(jobs.connection, ServiceKeys({"REST_API_KEY": "0" * 32}))
    with pytest.raises(CloudRefused, match="cloud_wrong_key"):
        wrong.result(NOBODYS)
    with pytest.raises(CloudRefused, match="cloud_wrong_key"):
        wrong.hand_in(film)


# --- faces ------------------------------------------------------------------------------------------


@pytest.fixture
def faces(tmp_path: Path) -> Iterator[NhnFaces]:
    groups = FaceDesk(coded_engine, lambda: SealedFaceGroups(tmp_path, bytes(32), 100), MODEL)
    desk = replace(desk_in(tmp_path, Limits(workers=1)), faces=groups)
    keys = text_keys(desk.keys.add(Service.NHN))
    with served(make_app(desk)) as url:
        yield NhnFaces(Connection(Endpoint(url)), keys)


def photo(*people: Coded) -> bytes:
    return png(picture(*people))


def test_faces_are_kept_found_compared_and_deleted(faces: NhnFaces) -> None:
    assert faces.check() is None
    faces.make_group("staff")
    (anna,) = faces.register("staff", photo(Coded(1, 250)), external_id="anna", most=1)
    (bea,) = faces.register("staff", photo(Coded(2, 250)), external_id=None, most=1)
    assert (anna.external_id, bea.external_id) == ("anna", None)
    assert [one.id for one in faces.faces("staff")] == [bea.id, anna.id]

    (found,) = faces.search("staff", photo(Coded(1, 200)), most=10, least=80)
    assert isinstance(found.of, KeptFace)
    assert (found.of.id, found.similarity) == (anna.id, pytest.approx(100.0))
    assert all(one.similarity >= 1 for one in faces.similar_to("staff", bea.id, most=10, least=1))
    (same,) = faces.compare(photo(Coded(1)), photo(Coded(1, 250), Coded(2, 200)), least=80)
    assert same.similarity == pytest.approx(100.0)
    largest, other = faces.detect(photo(Coded(1, 250), Coded(2, 200, yaw=20)))
    assert largest.box[2] - largest.box[0] > other.box[2] - other.box[0]
    assert other.turned_deg is not None
    assert other.turned_deg[0] == pytest.approx(20.0)

    faces.delete_face("staff", anna.id)
    assert [one.id for one in faces.faces("staff")] == [bea.id]
    with pytest.raises(CloudRefused, match="cloud_no_face_id"):
        faces.delete_face("staff", anna.id)
    faces.delete_group("staff")
    assert faces.groups() == ()


def test_what_goes_wrong_with_faces_is_told_apart(faces: NhnFaces) -> None:
    faces.make_group("staff")
    with pytest.raises(CloudRefused, match="cloud_group_there"):
        faces.make_group("staff")
    with pytest.raises(CloudRefused, match="cloud_no_group"):
        faces.delete_group("guests")
    with pytest.raises(CloudRefused, match="cloud_photo_bad"):
        faces.detect(b"no picture")
    with pytest.raises(CloudRefused, match="cloud_wrong_key"):
        NhnFaces(faces.connection, ServiceKeys({"appKey": "0" * 32})).groups()


def test_a_long_list_comes_in_pages(faces: NhnFaces, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nhn_face, "MOST_ON_PAGE", 2)
    names = {f"group-{number}" for number in range(5)}
    for name in names:
        faces.make_group(name)
    assert set(faces.groups()) == names
