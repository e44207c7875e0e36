"""Skeleton-v2 over HTTP: values, pictures, credits, and every way to say no."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from posture_app.adapters.photos.photo_files import from_bytes
from posture_app.domain.cloud import Service
from posture_app.server.remo import examples
from posture_app.services.serving.service_keys import LIKELY_GUESSES
from posture_app.wire.remo.back import ALIAS_PATH, BackAnswer, BackRequest, ViewsRequest
from posture_app.wire.remo.back import PATH as BACK_PATH
from posture_app.wire.remo.front_side import PATH, FrontSideAnswer, FrontSideRequest
from posture_app.wire.shape import Shape
from tests.figures import HEIGHT, WIDTH
from tests.server.desks import BACK, FRONT, NOBODY, SIDE, TURNED, House, desk_in, house, sent

IMAGE_ERROR = {"data": {"state": -1, "errors": "image load error"}}
OTHER_ERROR = {"data": {"state": -1, "message": "processing error"}}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[House]:
    with house(desk_in(tmp_path)) as made:
        yield made


def front_side(here: House, **other: object) -> tuple[int, dict[str, object]]:
    body = {"id": here.remo["Email"], "uuid": "u", "forigimg": sent(FRONT), "sorigimg": sent(SIDE), **other}
    answer = here.client.post(PATH, json={name: one for name, one in body.items() if one is not None})
    return answer.status_code, answer.json()


def back(here: House, path: str = BACK_PATH, **other: object) -> tuple[int, dict[str, object]]:
    body = {**here.keys, "borigimg": sent(BACK), **other}
    answer = here.client.post(path, json={name: one for name, one in body.items() if one is not None})
    return answer.status_code, answer.json()


def credit(here: House) -> int:
    return here.desk.keys.listed()[0].credit or 0


def test_front_and_side_are_measured_and_drawn(here: House):
    status, body = front_side(here)

    answer = FrontSideAnswer.model_validate_json(json.dumps(body))
    assert (status, answer.state, answer.command, answer.uuid) == (200, 0, "keypoint", "u")
    assert (answer.far_shoulder_bal_m_, answer.far_head_bal_m_) == (-1750, 2250)
    assert answer.turtle_neck_m_ == 14000
    assert answer.side_part > 0
    for picture in (answer.forigimg, answer.sorigimg):
        drawn = from_bytes(base64.b64decode(picture or ""))
        assert (drawn.width, drawn.height) == (WIDTH, HEIGHT)


def test_the_back_is_measured_and_drawn(here: House):
    status, body = back(here)

    answer = BackAnswer.model_validate_json(json.dumps(body))
    assert (status, answer.bar_shoulder_bal_m_, answer.bar_shoulder_bal_grade) == (200, 3.0, 1)
    assert (answer.credit_change, answer.credit) == (-1, 9)
    assert UUID(answer.uuid)
    assert answer.borigimg.startswith("data:image/jpeg;base64,")
    assert "forigimg" not in body


def test_the_height_scales_the_room(here: House):
    def depth(**given: object) -> float:
        return FrontSideAnswer.model_validate_json(json.dumps(front_side(here, **given)[1])).far_coords3D[0][
            2
        ]

    assert depth(height=200) == pytest.approx(1.25 * depth(height="160"), rel=1e-3)
    assert depth(height=0) == depth(height=None)


def test_all_views_at_once_cost_two(here: House):
    status, body = back(here, ALIAS_PATH, forigimg=sent(FRONT), sorigimg=sent(SIDE), uuid="mine")

    assert (status, body["credit_change"], body["credit"], body["uuid"]) == (200, -2, 8, "mine")
    assert all(str(body[name]).startswith("data:image/jpeg") for name in ("forigimg", "sorigimg", "borigimg"))
    assert back(here, ALIAS_PATH)[1]["credit_change"] == -1
    assert back(here, ALIAS_PATH, sorigimg=sent(SIDE))[1]["credit_change"] == -1


def test_the_same_task_is_paid_once(here: House):
    assert back(here, uuid="task")[1]["credit"] == 9
    again = back(here, uuid="task")[1]
    assert (again["credit_change"], again["credit"]) == (0, 9)
    assert back(here, ALIAS_PATH, uuid="task", sorigimg=sent(SIDE))[1]["credit"] == 8
    assert back(here)[1]["credit"] == 7
    assert front_side(here, uuid="v")[0] == front_side(here, uuid="v")[0] == 200
    assert credit(here) == 6


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"Email": None}, 400, 411),
        ({"borigimg": None}, 400, 411),
        ({"borigimg": ""}, 400, 413),
        ({"borigimg": "no base64 at all!"}, 400, 413),
        ({"borigimg": "data:image/jpeg;base64,AAAA"}, 400, 412),
        ({"borigimg": 7}, 400, 400),
        ({"Email": "other@example.com"}, 400, 420),
        ({"UserKey": "wrong"}, 400, 420),
        ({"APIKey": "wrong"}, 400, 421),
        ({"borigimg": sent(FRONT)}, 500, 515),
        ({"borigimg": sent(SIDE)}, 500, 515),
        ({"borigimg": sent(NOBODY)}, 500, 518),
        ({"borigimg": sent(TURNED)}, 500, 522),
    ],
)
def test_the_back_says_no_in_the_guides_words(here: House, change: dict[str, object], status: int, code: int):
    answered, body = back(here, **change)

    assert (answered, body["status"], body["state"]) == (status, code, False)
    assert set(body) == {"state", "credit", "message", "status"}
    known = not {"Email", "UserKey", "APIKey"} & set(change)
    assert body["credit"] == (10 if known else 0)
    assert credit(here) == 10


def test_a_faulty_picture_is_named(here: House):
    assert back(here, ALIAS_PATH, forigimg="%")[1]["message"] == "error from front image decoding b64"
    nobody = back(here, ALIAS_PATH, sorigimg=sent(NOBODY))[1]
    assert (nobody["status"], nobody["message"]) == (518, "In the side image, the person is not recognized")


def png_of(width: int, height: int) -> str:
    """A picture file that announces a size and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return len(content).to_bytes(4, "big") + whole + zlib.crc32(whole).to_bytes(4, "big")

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return base64.b64encode(file).decode()


@pytest.mark.parametrize("picture", [png_of(60_000, 60_000), png_of(100_000_000, 17), png_of(1, 1)])
def test_a_bomb_is_not_unpacked(here: House, picture: str):
    assert back(here, borigimg=picture)[1]["status"] == 412
    assert front_side(here, forigimg=picture) == (400, IMAGE_ERROR)


@pytest.mark.data
def test_no_file_is_too_odd_to_be_answered(here: House, test_data: Path):
    """Whatever a file holds, the answer is one of the guide's, and never that something broke."""
    told = {}
    odd = ("broken", "fmt", "huge_bomb", "mismatch", "tiny")
    for path in (one for one in sorted((test_data / "real" / "bad").iterdir()) if one.name.startswith(odd)):
        picture = base64.b64encode(path.read_bytes()).decode()
        told[path.name] = back(here, borigimg=picture)[1].get("status", 200)

    assert (told["broken_text.png"], told["broken_zero.jpg"], told["huge_bomb.png"]) == (412, 413, 412)
    assert set(told.values()) <= {200, 412, 413, 515, 518, 522}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"Email": 1}', b"9" * 5000])
def test_what_is_no_request_is_refused(here: House, body: bytes):
    answer = here.client.post(BACK_PATH, content=body)
    assert (answer.status_code, answer.json()["status"]) in {(400, 400), (400, 411)}
    answer = here.client.post(PATH, content=body)
    assert (answer.status_code, answer.json()) == (400, OTHER_ERROR)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"forigimg": "%%%"}, IMAGE_ERROR),
        ({"sorigimg": "AAAA"}, IMAGE_ERROR),
        ({"forigimg": sent(BACK)}, OTHER_ERROR),
        ({"sorigimg": sent(NOBODY)}, OTHER_ERROR),
        ({"id": "other@example.com"}, OTHER_ERROR),
        ({"uuid": None}, OTHER_ERROR),
    ],
)
def test_front_and_side_have_two_errors(here: House, change: dict[str, object], error: dict[str, object]):
    assert front_side(here, **change) == (400, error)
    assert credit(here) == 10


def test_guessing_is_cut_short_and_others_are_not(here: House):
    other = here.desk.keys.add(Service.REMO, "other@example.com")
    for _ in range(LIKELY_GUESSES):
        assert back(here, APIKey="guess")[1]["status"] == 421

    assert back(here, APIKey="guess")[1]["status"] == 420  # not looked at
    assert back(here)[1]["status"] == 420
    keys = {name: other[name] for name in ("Email", "UserKey", "APIKey")}
    assert back(here, **keys)[0] == 200
    assert back(here, Email="a" * 1_000_000)[1]["status"] == 420


def test_without_credit_nothing_is_done(tmp_path: Path):
    with house(desk_in(tmp_path), credit=1) as here:
        assert back(here, ALIAS_PATH, forigimg=sent(FRONT), sorigimg=sent(SIDE))[1]["status"] == 422
        assert back(here)[1]["credit"] == 0
        status, body = back(here)
        assert (status, body["status"], body["credit"]) == (400, 422, 0)
        assert front_side(here) == (400, OTHER_ERROR)


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        (FrontSideRequest, examples.FRONT_SIDE_REQUEST),
        (FrontSideAnswer, examples.FRONT_SIDE_ANSWER),
        (BackRequest, examples.BACK_REQUEST),
        (ViewsRequest, examples.VIEWS_REQUEST),
        (BackAnswer, examples.BACK_ANSWER),
    ],
)
def test_an_example_is_what_it_says(kind: type[Shape], example: dict[str, object]):
    assert set(kind.model_validate_json(json.dumps(example)).written()) == set(example)


def test_calls_at_the_same_time_spend_what_there_is(tmp_path: Path):
    with house(desk_in(tmp_path), credit=3) as here, ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _: back(here)[1], range(8)))

    assert sorted(one.get("status", 200) for one in told) == [200] * 3 + [422] * 5
    assert credit(here) == 0


@pytest.mark.parametrize(
    ("open_here", "address", "status"),
    [(True, "127.0.0.1", 200), (True, "192.0.2.7", 400), (False, "::1", 400)],
)
def test_front_and_side_are_free_on_this_machine_where_that_was_said(
    tmp_path: Path, open_here: bool, address: str, status: int
):
    with house(replace(desk_in(tmp_path), open_here=open_here)) as there:
        caller = House(TestClient(there.client.app, client=(address, 4)), there.desk, there.remo)
        assert front_side(caller, id="nobody@example.com")[0] == status
        assert credit(caller) == 10
