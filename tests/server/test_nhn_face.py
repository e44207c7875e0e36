"""The face contract over HTTP: the guide's own curl lines, every listed refusal, and tokens of all kinds."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from posture_app.adapters.photos.photo_files import as_jpeg
from posture_app.adapters.serving.face_groups_file import SealedFaceGroups
from posture_app.domain.cloud import Service
from posture_app.domain.errors import EnvironmentProblem
from posture_app.server.application import make_app
from posture_app.server.desk import FaceDesk, Limits, ServerDesk
from posture_app.server.nhn_face import routes
from posture_app.services.faces.engine import FaceEngine
from posture_app.services.ports import Frame
from posture_app.services.serving import face_service, paging
from posture_app.services.serving.fetching import Fetching, FetchProblem
from posture_app.wire import nhn
from posture_app.wire.nhn import Which, of_compared
from posture_app.wire.nhn_face import answers
from tests.coded_faces import MODEL, Coded, coded_engine, picture, png
from tests.server.desks import desk_in
from tests.server.live import served

CURLS = (Path(__file__).parent / "face_curls.txt").read_text(encoding="utf-8").strip().split("\n\n")
ALL = picture(Coded(1, 250), Coded(2, 200, yaw=50), Coded(3, 150), Coded(4, 59))
"""A picture of four: the second looks away, the fourth is too small to be told apart."""
ONE = picture(Coded(1, 250))


def sent(frame: Frame) -> dict[str, str]:
    return {"bytes": base64.b64encode(png(frame)).decode()}


class Web:
    """Answers for a few addresses."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | str] = {"https://...": png(ALL)}

    async def fetch(self, url: str, how: Fetching) -> bytes:
        there = self.pages.get(url, "url_unreachable")
        if isinstance(there, str):
            raise FetchProblem(there)
        if len(there) > how.most_bytes:
            raise FetchProblem("url_too_large")
        return there

    async def save(self, url: str, to: Path, how: Fetching) -> int:
        raise FetchProblem("url_unreachable")

    async def post(self, url: str, body: bytes, how: Fetching) -> None:
        raise FetchProblem("url_unreachable")


class House:
    """A served application, and calls to it."""

    def __init__(self, desk: ServerDesk, client: httpx.Client, web: Web) -> None:
        self.desk, self.client, self.web = desk, client, web
        self.address = str(client.base_url)
        self.app_key = str(desk.keys.add(Service.NHN)["appKey"])

    @cached_property
    def other_key(self) -> str:
        """Somebody else's."""
        return str(self.desk.keys.add(Service.NHN)["appKey"])

    def call(
        self, method: str, path: str, body: object = None, key: str | None = None, **query: object
    ) -> dict[str, Any]:
        """Call a path below the appKey; every answer has HTTP status 200."""
        url = f"/nhn-face-reco/v1.0/appkeys/{key or self.app_key}{path}"
        params = {name.replace("_", "-"): str(value) for name, value in query.items()}
        content = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        answer = self.client.request(method, url, content=content, params=params)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json"
        told = answer.json()
        assert told["header"]["isSuccessful"] is (told["header"]["resultCode"] >= 0)
        return told  # type: ignore[no-any-return]

    def code(self, *wanted: Any, **query: Any) -> tuple[int, str]:
        """Give a call's result."""
        header = self.call(*wanted, **query)["header"]
        return header["resultCode"], header["resultMessage"]

    def done(self, *wanted: Any, **query: Any) -> dict[str, Any]:
        """Give the data of a call that succeeds."""
        told = self.call(*wanted, **query)
        assert told["header"] == {"isSuccessful": True, "resultCode": 0, "resultMessage": "SUCCESS"}
        return told.get("data", {})  # type: ignore[no-any-return]

    def register(self, *faces: Coded, group: str = "my-group", **more: object) -> dict[str, Any]:
        return self.done("POST", f"/groups/{group}", {"image": sent(picture(*faces)), "limit": 20, **more})

    def make(self, group: str = "my-group") -> None:
        self.done("POST", "/groups", {"groupId": group})


def said(code: nhn.Code) -> tuple[int, str]:
    return code.code, code.message


@contextmanager
def running(
    folder: Path, most: int = 100, make_engine: Callable[[], FaceEngine] = coded_engine
) -> Iterator[House]:
    web = Web()
    faces = FaceDesk(make_engine, lambda: SealedFaceGroups(folder, bytes(32), most), MODEL)
    desk = replace(desk_in(folder, Limits(workers=1)), fetcher=web, faces=faces)
    with served(make_app(desk)) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield House(desk, client, web)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One served application for all tests."""
    with running(tmp_path_factory.mktemp("faces")) as house:
        yield house


@pytest.fixture
def house(home: House) -> House:
    """The same with callers of one's own, who have no groups yet."""
    return House(home.desk, home.client, home.web)


# --- the guide's curl lines -------------------------------------------------------------------------


def curl(line: str, **variables: str) -> dict[str, Any]:
    """Run a line as the guide prints it, its variables filled in."""
    for name, value in variables.items():
        line = line.replace("{" + name.replace("_", "-") + "}", value).replace("{" + name + "}", value)
    told = subprocess.run(
        ["bash", "-c", line.replace("curl ", "curl -sS --fail-with-body ", 1)],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert not told.stderr
    return json.loads(told.stdout)  # type: ignore[no-any-return]


def test_the_guides_curl_lines_run_as_they_are_printed(house: House) -> None:
    (make, list_groups, next_groups, group, remove_group, detect, register, remove_face, list_faces,
     next_faces, by_face, search, compare) = CURLS  # fmt: skip
    at = {"domain": house.address, "appKey": house.app_key, "group_id": "my-group"}

    assert curl(make, **at) == nhn.SUCCESS.answer().written()
    house.make("other-group")
    page = answers.GroupsAnswer.model_validate(curl(list_groups, **at, limit="1"))
    assert page.data
    assert [one.groupId for one in page.data.groups] == ["my-group"]
    rest = answers.GroupsAnswer.model_validate(
        curl(next_groups, **at, limit="1", next_token=page.data.nextToken)
    )
    assert rest.data
    assert ([one.groupId for one in rest.data.groups], rest.data.nextToken) == (["other-group"], "")

    found = answers.DetectAnswer.model_validate(curl(detect, **at)).data
    assert found
    assert found.faceDetailCount == 3
    one = found.faceDetails[0]
    assert [mark.type for mark in one.landmarks] == ["leftEye", "rightEye", "nose", "leftLip", "rightLip"]
    assert (one.bbox.x0, one.bbox.x1, one.bbox.y1) == pytest.approx((10 / 1200, 260 / 1200, 260 / 300))
    assert one.confidence == pytest.approx(90.0)

    added = answers.RegisterAnswer.model_validate(curl(register, **at)).data
    assert added
    assert (added.addedFaceCount, added.notAddedFaceCount) == (2, 1)
    assert added.notAddedFaces[0].orientation.x == 50.0
    assert {face.externalImageId for face in added.addedFaces} == {"image01.jpg"}
    assert len({face.imageId for face in added.addedFaces}) == 1
    assert added.modelVersion == MODEL

    told = answers.GroupAnswer.model_validate(curl(group, **at)).data
    assert told
    assert (told.groups[0].faceCount, told.groups[0].modelVersion) == (2, MODEL)
    faces = answers.FacesAnswer.model_validate(curl(list_faces, **at, limit="1")).data
    assert faces
    assert faces.faces[0] == added.addedFaces[1]  # the last registered comes first
    more = answers.FacesAnswer.model_validate(curl(next_faces, **at, limit="1", next_token=faces.nextToken))
    assert more.data
    assert (more.data.faces, more.data.nextToken) == ([added.addedFaces[0]], "")

    face = added.addedFaces[0].faceId
    alike = curl(by_face, **at, face_id=face, limit="10", threshold="90")
    assert answers.MatchesAnswer.model_validate(alike).data == answers.Matches(
        matchFaceCount=0, matchFaces=[]
    )
    seen = answers.ImageMatchesAnswer.model_validate(curl(search, **at, limit="10", threshold="90")).data
    assert seen
    assert [(match.face.faceId, match.similarity) for match in seen.matchFaces] == [(face, 100.0)]
    assert seen.sourceFace.bbox == one.bbox

    both = answers.CompareAnswer.model_validate(curl(compare, **at, threshold="90")).data
    assert both
    assert (both.matchedFaceDetailCount, both.unmatchedFaceDetailCount) == (1, 2)
    assert both.matchedFaceDetails[0].similarity == pytest.approx(100.0)

    assert curl(remove_face, **at, face_id=face) == nhn.SUCCESS.answer().written()
    assert curl(remove_group, **at) == nhn.SUCCESS.answer().written()
    assert curl(group, **at) == nhn.NOT_FOUND_GROUP.answer().written()


# --- who is calling ---------------------------------------------------------------------------------

PATHS = [
    ("POST", "/groups"), ("GET", "/groups"), ("GET", "/groups/g"), ("DELETE", "/groups/g"),
    ("POST", "/groups/g"), ("POST", "/detect"), ("POST", "/compare"), ("GET", "/groups/g/faces"),
    ("GET", "/groups/g/faces/f"), ("DELETE", "/groups/g/faces/f"), ("POST", "/groups/g/search"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_a_wrong_app_key_is_refused_before_anything_else(house: House, method: str, path: str) -> None:
    assert house.code(method, path, b"no JSON at all", key="wrong") == said(nhn.UNAUTHORIZED_APP_KEY)


def test_one_callers_groups_are_nobody_elses(house: House) -> None:
    house.make()
    face = house.register(Coded(1))["addedFaces"][0]["faceId"]
    other = {"key": house.other_key}
    assert house.done("GET", "/groups", limit=10, **other)["groupCount"] == 0
    assert house.code("GET", "/groups/my-group", **other) == said(nhn.NOT_FOUND_GROUP)
    house.done("POST", "/groups", {"groupId": "my-group"}, **other)
    gone = house.code("DELETE", f"/groups/my-group/faces/{face}", **other)
    assert gone == said(nhn.NOT_FOUND_FACE_ID)
    assert house.done("GET", "/groups/my-group")["groups"][0]["faceCount"] == 1


# --- groups -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["", "My-Group", "my_group", "a" * 256, "gruppe\n", "그룹"])
def test_a_group_must_be_called_by_the_pattern(house: House, group: str) -> None:
    assert house.code("POST", "/groups", {"groupId": group}) == said(nhn.INVALID_GROUP_ID)


@pytest.mark.parametrize("body", [{}, {"groupId": 7}, {"groupId": None}, [], b"{", b""])
def test_a_group_needs_an_id(house: House, body: object) -> None:
    assert house.code("POST", "/groups", body) == said(nhn.INVALID_PARAM)


def test_a_group_is_made_once_with_its_time_in_utc(house: House) -> None:
    house.make("a" * 255)
    assert house.code("POST", "/groups", {"groupId": "a" * 255}) == said(nhn.DUPLICATED_GROUP_ID)
    made = house.done("GET", "/groups/" + "a" * 255)["groups"][0]["createTime"]
    assert len(made) == len("2020-11-04T12:36:24")


@pytest.mark.parametrize(("method", "path"), [one for one in PATHS if one[1].startswith("/groups/")])
def test_what_is_not_there_is_not_found(house: House, method: str, path: str) -> None:
    body = {"image": sent(ONE), "limit": 1} if method == "POST" else None
    face = "00000000-0000-0000-0000-000000000000"
    query = {"limit": 10, "threshold": 90} if method != "DELETE" else {}
    path = f"{path[:-1]}{face}" if path.endswith("/f") else path
    assert house.code(method, path, body, **query) == said(nhn.NOT_FOUND_GROUP)
    if face in path:
        house.make("g")
        assert house.code(method, path, body, **query) == said(nhn.NOT_FOUND_FACE_ID)
        assert house.code(method, "/groups/g/faces/none", body, **query) == said(nhn.NOT_FOUND_FACE_ID)
    bad = path.replace("/groups/g", "/groups/G")
    assert house.code(method, bad, body, **query) == said(nhn.INVALID_PARAM)


# --- pages and their tokens ---------------------------------------------------------------------------


@pytest.mark.parametrize("query", [{}, {"limit": 0}, {"limit": 201}, {"limit": -1}, {"limit": "ten"}])
@pytest.mark.parametrize("path", ["/groups", "/groups/my-group/faces"])
def test_a_list_needs_a_limit_up_to_200(house: House, path: str, query: dict[str, object]) -> None:
    house.make()
    assert house.code("GET", path, **query) == said(nhn.INVALID_PARAM)
    assert house.code("GET", path, limit=200) == said(nhn.SUCCESS)


def test_pages_follow_each_other_and_keep_the_first_limit(house: House) -> None:
    names = [f"group-{number}" for number in range(5)]
    for name in reversed(names):
        house.make(name)
    first = house.done("GET", "/groups", limit=2)
    assert [one["groupId"] for one in first["groups"]] == names[:2]
    house.done("DELETE", "/groups/group-1")  # the token leads on from where it was
    second = house.done("GET", "/groups", limit=200, next_token=first["nextToken"])
    assert [one["groupId"] for one in second["groups"]] == names[2:4]
    third = house.done("GET", "/groups", limit=1, next_token=second["nextToken"])
    assert ([one["groupId"] for one in third["groups"]], third["nextToken"]) == (names[4:], "")


def test_tokens_that_are_forged_of_another_list_or_another_caller_are_refused(house: House) -> None:
    for name in ("a", "b", "my-group"):
        house.make(name)
    token = house.done("GET", "/groups", limit=1)["nextToken"]
    house.register(Coded(1), Coded(2))
    of_faces = house.done("GET", "/groups/my-group/faces", limit=1)["nextToken"]
    forged = ("B" if token[0] == "A" else "A") + token[1:]
    wrong = [
        ("/groups", forged, house.app_key),
        ("/groups", token[:-4], house.app_key),
        ("/groups", "", house.app_key),
        ("/groups", of_faces, house.app_key),
        ("/groups/my-group/faces", token, house.app_key),
        ("/groups/a/faces", of_faces, house.app_key),
        ("/groups", token, house.other_key),
    ]
    for path, given, key in wrong:
        assert house.code("GET", path, key=key, limit=1, next_token=given) == said(nhn.INVALID_TOKEN)
    assert house.code("GET", "/groups", limit=1, next_token=token) == said(nhn.SUCCESS)


def test_a_token_expires(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.make("a")
    house.make("b")
    monkeypatch.setattr(paging, "VALID_S", -1.0)
    token = house.done("GET", "/groups", limit=1)["nextToken"]
    assert house.code("GET", "/groups", limit=1, next_token=token) == said(nhn.INVALID_TOKEN)


# --- pictures ---------------------------------------------------------------------------------------

NOISE = np.random.default_rng(1).integers(0, 255, (1500, 1500, 3), np.uint8)
BAD_PICTURES = [
    ({"bytes": base64.b64encode(png(Frame(NOISE))).decode()}, nhn.IMAGE_TOO_LARGE),
    ({"bytes": base64.b64encode(b"GIF89a" + bytes(100)).decode()}, nhn.INVALID_IMAGE_FORMAT),
    ({"bytes": base64.b64encode(png(ONE)[:500]).decode()}, nhn.INVALID_IMAGE_FORMAT),
    ({"url": "https://nowhere.example/a.jpg"}, nhn.INVALID_IMAGE_URL),
    ({"url": "file:///etc/passwd"}, nhn.INVALID_IMAGE_URL),
    ({"url": "https://slow.example/a.jpg"}, nhn.IMAGE_TIMEOUT),
    ({"url": "https://large.example/a.jpg"}, nhn.IMAGE_TOO_LARGE),
    ({"url": "https://text.example/a.jpg"}, nhn.INVALID_IMAGE_FORMAT),
]
NO_PICTURES = [
    {},
    {"url": "https://...", **sent(ONE)},
    {"bytes": "not base64!"},
    {"bytes": 7},
    {"bytes": ""},
    {"bytes": base64.b64encode(as_jpeg(Frame(np.zeros((79, 300, 3), np.uint8)))).decode()},
]


def fill(web: Web) -> None:
    web.pages["https://slow.example/a.jpg"] = "url_too_slow"
    web.pages["https://large.example/a.jpg"] = bytes(face_service.MOST_BYTES + 1)
    web.pages["https://text.example/a.jpg"] = b"<html>"
    web.pages["file:///etc/passwd"] = "url_refused"


@pytest.mark.parametrize("number", range(len(BAD_PICTURES)))
def test_pictures_that_cannot_be_used_are_refused_in_every_call(house: House, number: int) -> None:
    image, code = BAD_PICTURES[number]
    fill(house.web)
    house.make()
    one = {"image": image}
    assert house.code("POST", "/detect", one) == said(code)
    assert house.code("POST", "/groups/my-group", {**one, "limit": 1}) == said(code)
    assert house.code("POST", "/groups/my-group/search", one, limit=1, threshold=90) == said(code)
    good = sent(ONE)
    for which, two in (
        (Which.SOURCE, {"sourceImage": image, "targetImage": good}),
        (Which.TARGET, {"sourceImage": good, "targetImage": image}),
    ):
        assert house.code("POST", "/compare", two, threshold=90) == said(of_compared(code, which))


@pytest.mark.parametrize("number", range(len(NO_PICTURES)))
def test_a_picture_is_given_once_whole_and_large_enough(house: House, number: int) -> None:
    image = NO_PICTURES[number]
    house.make()
    assert house.code("POST", "/detect", {"image": image}) == said(nhn.INVALID_PARAM)
    assert house.code("POST", "/groups/my-group", {"image": image, "limit": 1}) == said(nhn.INVALID_PARAM)
    two = {"sourceImage": sent(ONE), "targetImage": image}
    assert house.code("POST", "/compare", two, threshold=90) == said(nhn.INVALID_PARAM)


def test_a_picture_without_a_face(house: House) -> None:
    house.make()
    nobody = {"image": sent(picture())}
    assert house.done("POST", "/detect", nobody) == {"faceDetailCount": 0, "faceDetails": []}
    none = house.done("POST", "/groups/my-group", {**nobody, "limit": 1})
    assert (none["addedFaceCount"], none["notAddedFaceCount"]) == (0, 0)
    search = house.code("POST", "/groups/my-group/search", nobody, limit=1, threshold=90)
    assert search == said(nhn.INVALID_PARAM)
    two = {"sourceImage": sent(picture()), "targetImage": sent(ONE)}
    assert house.code("POST", "/compare", two, threshold=90) == said(nhn.INVALID_PARAM)
    back = {"sourceImage": sent(ONE), "targetImage": sent(picture())}
    assert house.done("POST", "/compare", back, threshold=90)["matchedFaceDetails"] == []


def test_twenty_faces_are_found_the_largest_first(house: House) -> None:
    crowd = picture(*(Coded(number, 60 + number) for number in range(1, 25)))
    found = house.done("POST", "/detect", {"image": sent(crowd)})
    assert found["faceDetailCount"] == 20
    widths = [one["bbox"]["x1"] - one["bbox"]["x0"] for one in found["faceDetails"]]
    assert widths == sorted(widths, reverse=True)


# --- registering --------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [0, 21, -1, "3", 1.5, None])
def test_up_to_twenty_faces_are_registered_at_once(house: House, limit: object) -> None:
    house.make()
    body = {"image": sent(ONE), "limit": limit}
    assert house.code("POST", "/groups/my-group", body) == said(nhn.INVALID_PARAM)


@pytest.mark.parametrize("label", ["", "a b", "ü", "a/b", "x" * 256])
def test_a_label_follows_the_pattern(house: House, label: str) -> None:
    house.make()
    body = {"image": sent(ONE), "limit": 1, "externalImageId": label}
    assert house.code("POST", "/groups/my-group", body) == said(nhn.INVALID_PARAM)


def test_the_largest_faces_up_to_the_limit_are_registered_and_the_others_told(house: House) -> None:
    house.make()
    done = house.register(Coded(1, 100), Coded(2, 200), Coded(3, 150, yaw=-46), limit=1)
    assert (done["addedFaceCount"], done["notAddedFaceCount"]) == (1, 2)
    assert "externalImageId" not in done["addedFaces"][0]
    assert done["addedFaces"][0]["bbox"] == done["addedFaceDetails"][0]["bbox"]
    again = house.done("GET", "/groups/my-group/faces", limit=9)["faces"]
    assert again == done["addedFaces"]


def test_a_group_that_fills_up_takes_some_and_then_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(face_service, "MOST_FACES", 3)
    with running(tmp_path, most=3) as house:
        house.make()
        house.register(Coded(1), Coded(2))
        body = {"image": sent(picture(Coded(3), Coded(4, 100))), "limit": 5}
        told = house.call("POST", "/groups/my-group", body)
        assert told["header"] == nhn.PARTIAL_SUCCESS.header().written()
        assert (told["data"]["addedFaceCount"], told["data"]["notAddedFaceCount"]) == (1, 1)
        assert house.code("POST", "/groups/my-group", body) == said(nhn.QUOTA_EXCEEDED)


# --- searching and comparing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0, "threshold": 90},
        {"limit": 4097, "threshold": 90},
        {"limit": 1, "threshold": 0},
        {"limit": 1, "threshold": 101},
        {"limit": 1},
        {"threshold": 90},
    ],
)
def test_searches_have_their_bounds(house: House, query: dict[str, int]) -> None:
    house.make()
    face = house.register(Coded(1))["addedFaces"][0]["faceId"]
    search = ("POST", "/groups/my-group/search", {"image": sent(ONE)})
    assert house.code("GET", f"/groups/my-group/faces/{face}", **query) == said(nhn.INVALID_PARAM)
    assert house.code(*search, **query) == said(nhn.INVALID_PARAM)
    assert house.code(*search, limit=4096, threshold=100) == said(nhn.SUCCESS)


def test_all_that_are_alike_enough_come_the_likest_first(house: House) -> None:
    house.make()
    for off in (0.65, 0.3, 0.55):
        house.register(Coded(1, off=off), externalImageId=f"off-{off}")
    house.register(Coded(2))
    search = ("POST", "/groups/my-group/search", {"image": sent(ONE)})
    found = house.done(*search, limit=10, threshold=50)
    assert [one["face"]["externalImageId"] for one in found["matchFaces"]] == ["off-0.3", "off-0.55"]
    likes = [one["similarity"] for one in found["matchFaces"]]
    assert 100 > likes[0] > likes[1] >= 50
    assert house.done(*search, limit=1, threshold=50)["matchFaceCount"] == 1
    assert house.done(*search, limit=10, threshold=1)["matchFaceCount"] == 3


def test_a_search_by_a_face_leaves_itself_out(house: House) -> None:
    house.make()
    one, near = (house.register(Coded(1, off=off))["addedFaces"][0]["faceId"] for off in (0.0, 0.2))
    found = house.done("GET", f"/groups/my-group/faces/{one}", limit=5, threshold=80)
    assert [match["face"]["faceId"] for match in found["matchFaces"]] == [near]
    assert house.done("GET", f"/groups/my-group/faces/{one}", limit=1, threshold=80)["matchFaceCount"] == 1


def test_a_deleted_face_is_found_no_more(house: House) -> None:
    house.make()
    face = house.register(Coded(1))["addedFaces"][0]["faceId"]
    search = ("POST", "/groups/my-group/search", {"image": sent(ONE)})
    assert house.done(*search, limit=5, threshold=90)["matchFaceCount"] == 1
    house.done("DELETE", f"/groups/my-group/faces/{face}")
    assert house.done(*search, limit=5, threshold=90)["matchFaceCount"] == 0
    assert house.code("DELETE", f"/groups/my-group/faces/{face}") == said(nhn.NOT_FOUND_FACE_ID)


def test_comparing_takes_the_largest_face_and_all_of_the_other_picture(house: House) -> None:
    two = {
        "sourceImage": sent(picture(Coded(2, 90), Coded(1, 200))),
        "targetImage": sent(picture(Coded(3), Coded(1, 100, off=0.2), Coded(2, 150))),
    }
    told = house.done("POST", "/compare", two, threshold=90)
    assert (told["matchedFaceDetailCount"], told["unmatchedFaceDetailCount"]) == (1, 2)
    assert told["matchedFaceDetails"][0]["similarity"] > 99
    assert told["sourceFace"]["bbox"]["x0"] == pytest.approx(310 / 600)
    for threshold in (0, 101, "x"):
        assert house.code("POST", "/compare", two, threshold=threshold) == said(nhn.INVALID_PARAM)
    assert house.code("POST", "/compare", two) == said(nhn.INVALID_PARAM)


# --- what goes wrong here -------------------------------------------------------------------------------


def test_without_the_extra_groups_work_and_faces_say_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def missing() -> FaceEngine:
        raise EnvironmentProblem("face_extra_missing")

    with running(tmp_path, make_engine=missing) as house:
        house.make()
        assert house.code("POST", "/detect", {"image": sent(ONE)}) == said(nhn.INTERNAL_SERVER_ERROR)
        assert house.done("GET", "/groups", limit=1)["groupCount"] == 1
    assert [one.getMessage() for one in caplog.records if one.name == routes.LOG.name] == [
        "face_extra_missing"
    ]


def test_a_failure_is_a_result_code_without_what_was_sent(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> FaceEngine:
        raise ZeroDivisionError("name of the patient")

    with running(tmp_path, make_engine=broken) as house:
        assert house.code("POST", "/detect", {"image": sent(ONE)}) == said(nhn.INTERNAL_SERVER_ERROR)
        assert house.app_key not in caplog.text
    assert "patient" not in caplog.text


def test_a_body_that_is_too_large_is_a_picture_that_is_too_large(tmp_path: Path) -> None:
    faces = FaceDesk(coded_engine, lambda: SealedFaceGroups(tmp_path, bytes(32)), MODEL)
    desk = replace(desk_in(tmp_path, Limits(body_bytes=1000)), faces=faces)
    with served(make_app(desk)) as address, httpx.Client(base_url=address, timeout=60) as client:
        house = House(desk, client, Web())
        assert house.code("POST", "/detect", b"x" * 2000) == said(nhn.IMAGE_TOO_LARGE)
        assert house.code("POST", "/groups", b"x" * 2000) == said(nhn.INVALID_PARAM)
