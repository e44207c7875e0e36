"""The face client by the guide's samples: what is asked, what is read, and what is never asked twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from posture_app.adapters.http_clients.nhn_face import NhnFaces
from posture_app.domain.cloud import CloudFace, KeptFace
from posture_app.domain.errors import CloudAnswerLost, CloudRefused, CloudUnreadable
from posture_app.wire import nhn
from tests.adapters.http_clients.mocked import KEYS, SECRET, Mocked, answering, said
from tests.wire.guides import sample

JPEG = b"\xff\xd8\xff\xe0 a face"
BASE = f"/nhn-face-reco/v1.0/appkeys/{SECRET}-appKey"

Call = Callable[[NhnFaces], Any]
LOOKS: dict[str, Call] = {
    "groups": lambda faces: faces.groups(),
    "detect": lambda faces: faces.detect(JPEG),
    "faces": lambda faces: faces.faces("my-group"),
    "similar_to": lambda faces: faces.similar_to("my-group", "a/b", most=100, least=80),
    "search": lambda faces: faces.search("my-group", JPEG, most=100, least=80),
    "compare": lambda faces: faces.compare(JPEG, JPEG, least=80),
}
CHANGES: dict[str, Call] = {
    "make_group": lambda faces: faces.make_group("my-group"),
    "delete_group": lambda faces: faces.delete_group("my-group"),
    "register": lambda faces: faces.register("my-group", JPEG, external_id="image01.jpg", most=3),
    "delete_face": lambda faces: faces.delete_face("my-group", "a/b"),
}
SAMPLES = {
    "groups": "face_groups",
    "detect": "face_detect",
    "faces": "face_list",
    "similar_to": "face_matches",
    "search": "face_image_matches",
    "compare": "face_compare",
    "make_group": "face_group_created",
    "delete_group": "face_group_deleted",
    "register": "face_register",
    "delete_face": "face_deleted",
}
PATHS = {
    "groups": ("GET", "/groups"),
    "detect": ("POST", "/detect"),
    "faces": ("GET", "/groups/my-group/faces"),
    "similar_to": ("GET", "/groups/my-group/faces/a%2Fb"),
    "search": ("POST", "/groups/my-group/search"),
    "compare": ("POST", "/compare"),
    "make_group": ("POST", "/groups"),
    "delete_group": ("DELETE", "/groups/my-group"),
    "register": ("POST", "/groups/my-group"),
    "delete_face": ("DELETE", "/groups/my-group/faces/a%2Fb"),
}


def last_page(name: str) -> Any:
    """The sample as the last page, where it is a page."""
    body = sample(SAMPLES[name])
    if "nextToken" in body.get("data", {}):
        body["data"]["nextToken"] = ""
    return body


def faces_of(mocked: Mocked) -> NhnFaces:
    return NhnFaces(mocked.connection(), KEYS)


@pytest.mark.parametrize("name", sorted(PATHS))
def test_every_call_goes_where_the_guide_says_and_its_sample_is_read(name: str) -> None:
    mocked = answering(said(200, last_page(name)))
    found = {**LOOKS, **CHANGES}[name](faces_of(mocked))

    (request,) = mocked.asked
    assert (request.method, request.url.raw_path.decode().split("?")[0]) == (
        PATHS[name][0],
        BASE + PATHS[name][1],
    )
    if name not in ("make_group", "delete_group", "delete_face"):
        assert found


def test_what_is_asked_stands_where_the_guide_has_it() -> None:
    mocked = answering(said(200, last_page("search")))
    faces_of(mocked).search("my-group", JPEG, most=7, least=80)
    assert dict(mocked.asked[0].url.params) == {"limit": "7", "threshold": "80"}
    assert set(mocked.body) == {"image"}
    mocked = answering(said(200, last_page("register")))
    (kept, *_) = faces_of(mocked).register("my-group", JPEG, external_id="image01.jpg", most=3)
    assert (mocked.body["externalImageId"], mocked.body["limit"]) == ("image01.jpg", 3)
    assert isinstance(kept, KeptFace)
    assert isinstance(kept.face, CloudFace)
    assert kept.id


def test_a_list_is_followed_from_page_to_page() -> None:
    first, last = sample("face_groups"), last_page("groups")
    first["data"]["nextToken"] = "more"
    mocked = answering(said(200, first), said(200, last))
    names = faces_of(mocked).groups()
    assert len(names) == 2 * len(first["data"]["groups"])
    assert [one.url.params.get("next-token") for one in mocked.asked] == [None, "more"]


def test_a_list_without_end_is_left() -> None:
    endless = sample("face_groups")
    endless["data"]["nextToken"] = "more"
    endless["data"]["groups"] = endless["data"]["groups"][:1]
    with pytest.raises(CloudUnreadable):
        faces_of(answering(said(200, endless))).groups()


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_looking_may_be_repeated(name: str) -> None:
    mocked = answering(httpx.ReadTimeout("slow"), said(200, last_page(name)))
    LOOKS[name](faces_of(mocked))
    assert len(mocked.asked) == 2


@pytest.mark.parametrize("name", sorted(CHANGES))
def test_what_makes_or_deletes_something_is_never_sent_twice(name: str) -> None:
    mocked = answering(httpx.ReadTimeout("slow"), said(200, last_page(name)))
    with pytest.raises(CloudAnswerLost):
        CHANGES[name](faces_of(mocked))
    assert len(mocked.asked) == 1


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_refusal_is_one(name: str) -> None:
    mocked = answering(said(200, nhn.UNAUTHORIZED_APP_KEY.answer().written()))
    with pytest.raises(CloudRefused, match="cloud_wrong_key"):
        {**LOOKS, **CHANGES}[name](faces_of(mocked))


def test_a_success_without_its_data_is_no_answer() -> None:
    for look in LOOKS.values():
        with pytest.raises(CloudUnreadable):
            look(faces_of(answering(said(200, nhn.SUCCESS.answer().written()))))
