"""The twelve calls of the face contract, from requests' shapes to answers' shapes."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from posture_app.server.answers import asked
from posture_app.server.nhn_face.room import FaceRoom, Faulty
from posture_app.services.serving import face_service as service
from posture_app.services.serving.face_groups import FaceGroups, FaceProblem
from posture_app.services.serving.paging import BadToken, Place
from posture_app.wire import nhn
from posture_app.wire.nhn import SUCCESS, Answer, Code, Which, of_compared
from posture_app.wire.nhn_face import answers, requests, writing
from posture_app.wire.nhn_face.limits import is_group_id

if TYPE_CHECKING:
    from starlette.requests import Request

    from posture_app.domain.faces.kept import GroupLine, KeptFace
    from posture_app.services.faces.engine import FaceEngine
    from posture_app.services.ports import Frame

Asked = TypeVar("Asked", bound=BaseModel)

_FACE_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

_OF_PROBLEM = {
    "face_group_taken": nhn.DUPLICATED_GROUP_ID,
    "face_group_unknown": nhn.NOT_FOUND_GROUP,
    "face_unknown": nhn.NOT_FOUND_FACE_ID,
    "face_group_full": nhn.QUOTA_EXCEEDED,
    "face_not_seen": nhn.INVALID_PARAM,
}


def code_of(problem: FaceProblem) -> Code:
    """Give the result code of what a group or the engine refuses."""
    return _OF_PROBLEM.get(problem.code, nhn.INTERNAL_SERVER_ERROR)


async def make_group(request: Request, room: FaceRoom, owner: str) -> Answer:
    """POST groups."""
    wanted = await asked(request, requests.NewGroup)
    if isinstance(wanted, ValidationError):
        patterns = {"string_pattern_mismatch"}
        is_id = any(one["loc"] == ("groupId",) and one["type"] in patterns for one in wanted.errors())
        raise Faulty(nhn.INVALID_GROUP_ID if is_id else nhn.INVALID_PARAM)
    model = room.model_version
    await room.with_groups(lambda groups: groups.make(owner, wanted.groupId, model))
    return SUCCESS.answer()


async def list_groups(request: Request, room: FaceRoom, owner: str) -> answers.GroupsAnswer:
    """GET groups."""
    of = f"groups {owner}"
    place = _page(request, room, of)

    def work(groups: FaceGroups) -> list[GroupLine]:
        return list(groups.groups(owner, place.after, place.limit + 1))

    found = await room.with_groups(work)
    shown, token = found[: place.limit], ""
    if len(found) > place.limit:
        token = room.pages.token(of, Place(shown[-1].group_id, place.limit))
    return answers.GroupsAnswer(header=SUCCESS.header(), data=writing.groups(shown, token))


async def tell_group(room: FaceRoom, owner: str, group_id: str) -> answers.GroupAnswer:
    """GET a group."""
    line = await room.with_groups(lambda groups: groups.group(owner, _group(group_id)))
    return answers.GroupAnswer(header=SUCCESS.header(), data=writing.group(line))


async def remove_group(room: FaceRoom, owner: str, group_id: str) -> Answer:
    """DELETE a group."""
    await room.with_groups(lambda groups: groups.remove(owner, _group(group_id)))
    return SUCCESS.answer()


async def detect(request: Request, room: FaceRoom) -> answers.DetectAnswer:
    """POST detect."""
    wanted = await _asked(request, requests.Detect)
    frame = await room.picture(wanted.image)
    found = await room.with_engine(lambda engine: engine.faces(frame))
    return answers.DetectAnswer(header=SUCCESS.header(), data=writing.detected(found, _size(frame)))


async def register(request: Request, room: FaceRoom, owner: str, group_id: str) -> answers.RegisterAnswer:
    """POST to a group."""
    wanted = await _asked(request, requests.Register)
    whose = (owner, _group(group_id))
    await room.with_groups(lambda groups: groups.group(*whose))
    frame = await room.picture(wanted.image)

    def work(engine: FaceEngine, groups: FaceGroups) -> service.Registered:
        return service.register(engine, groups, whose, frame, wanted.externalImageId, wanted.limit)

    done = await room.with_faces(work)
    code = nhn.PARTIAL_SUCCESS if done.is_full else SUCCESS
    data = writing.registered(done.added, done.left_out, _size(frame), room.model_version)
    return answers.RegisterAnswer(header=code.header(), data=data)


async def remove_face(room: FaceRoom, owner: str, group_id: str, face_id: str) -> Answer:
    """DELETE a face."""
    await room.with_groups(lambda groups: groups.remove_face(owner, _group(group_id), _face(face_id)))
    return SUCCESS.answer()


async def list_faces(request: Request, room: FaceRoom, owner: str, group_id: str) -> answers.FacesAnswer:
    """GET a group's faces."""
    of = f"faces {owner} {_group(group_id)}"
    place = _page(request, room, of)
    before = int(place.after) if place.after else None

    def work(groups: FaceGroups) -> tuple[str, list[tuple[int, KeptFace]]]:
        model = groups.group(owner, group_id).model_version
        return model, list(groups.faces(owner, group_id, before, place.limit + 1))

    model, found = await room.with_groups(work)
    shown, token = found[: place.limit], ""
    if len(found) > place.limit:
        token = room.pages.token(of, Place(str(shown[-1][0]), place.limit))
    data = writing.faces([face for _, face in shown], token, model)
    return answers.FacesAnswer(header=SUCCESS.header(), data=data)


async def like_face(
    request: Request, room: FaceRoom, owner: str, group_id: str, face_id: str
) -> answers.MatchesAnswer:
    """GET what resembles a face."""
    wanted, whose = _query(request, requests.Wanted), (owner, _group(group_id))
    found = await room.with_groups(
        lambda groups: service.like_face(groups, whose, _face(face_id), wanted.limit, wanted.threshold)
    )
    return answers.MatchesAnswer(header=SUCCESS.header(), data=writing.matches(found))


async def like_picture(
    request: Request, room: FaceRoom, owner: str, group_id: str
) -> answers.ImageMatchesAnswer:
    """POST search."""
    wanted, body = _query(request, requests.Wanted), await _asked(request, requests.Search)
    whose = (owner, _group(group_id))
    await room.with_groups(lambda groups: groups.group(*whose))
    frame = await room.picture(body.image)
    source, found = await room.with_faces(
        lambda engine, groups: service.like_picture(
            engine, groups, whose, frame, wanted.limit, wanted.threshold
        )
    )
    data = writing.image_matches(source, found, _size(frame), room.model_version)
    return answers.ImageMatchesAnswer(header=SUCCESS.header(), data=data)


async def compare(request: Request, room: FaceRoom) -> answers.CompareAnswer:
    """POST compare."""
    wanted, body = _query(request, requests.CompareQuery), await _asked(request, requests.Compare)
    source = await _compared_picture(room, body.sourceImage, Which.SOURCE)
    target = await _compared_picture(room, body.targetImage, Which.TARGET)
    done = await room.with_engine(partial(service.compare, source=source, target=target))
    data = writing.compared(
        (done.source, _size(source)), (done.targets, _size(target)), wanted.threshold, room.model_version
    )
    return answers.CompareAnswer(header=SUCCESS.header(), data=data)


async def _compared_picture(room: FaceRoom, image: requests.Image, which: Which) -> Frame:
    try:
        return await room.picture(image)
    except Faulty as faulty:
        raise Faulty(
            of_compared(faulty.code, which) if faulty.code in nhn.IMAGE_CODES else faulty.code
        ) from None


async def _asked(request: Request, kind: type[Asked]) -> Asked:
    wanted = await asked(request, kind)
    if isinstance(wanted, ValidationError):
        raise Faulty(nhn.INVALID_PARAM)
    return wanted


def _query(request: Request, kind: type[Asked]) -> Asked:
    try:
        return kind.model_validate(dict(request.query_params))
    except ValidationError:
        raise Faulty(nhn.INVALID_PARAM) from None


def _page(request: Request, room: FaceRoom, of: str) -> Place:
    """Give where the page begins; with a token the limit is the one it was made with."""
    wanted = _query(request, requests.Page)
    if wanted.next_token is None:
        return Place("", wanted.limit)
    try:
        return room.pages.place(of, wanted.next_token)
    except BadToken:
        raise Faulty(nhn.INVALID_TOKEN) from None


def _group(group_id: str) -> str:
    if not is_group_id(group_id):
        raise Faulty(nhn.INVALID_PARAM)
    return group_id


def _face(face_id: str) -> str:
    """Give a face id; what cannot be one is of no face."""
    if not _FACE_ID.fullmatch(face_id):
        raise FaceProblem("face_unknown")
    return face_id


def _size(frame: Frame) -> tuple[int, int]:
    return frame.width, frame.height
