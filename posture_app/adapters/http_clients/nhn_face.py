"""NHN Cloud Face Recognition: groups of faces, and who resembles whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from posture_app.adapters.http_clients.connection import Repeat
from posture_app.adapters.http_clients.nhn import headed
from posture_app.domain.cloud import CloudFace, KeptFace, Likeness
from posture_app.domain.errors import CloudUnreadable
from posture_app.wire import nhn
from posture_app.wire.nhn_face import answers, requests
from posture_app.wire.nhn_face.limits import MOST_IN_GROUP, MOST_ON_PAGE
from posture_app.wire.pictures import plain

if TYPE_CHECKING:
    from posture_app.adapters.http_clients.connection import Connection, Reply
    from posture_app.domain.cloud import ServiceKeys
    from posture_app.wire.nhn_face.faces import DetailMatch, Face, FaceDetail, FaceMatch
    from posture_app.wire.shape import Shape

T = TypeVar("T")
MOST_PAGES = MOST_IN_GROUP // MOST_ON_PAGE
"""Of a list: a service that goes on for ever with another token is left."""


@dataclass(frozen=True, slots=True)
class NhnFaces:
    """Keeps and recognises faces; implements `services.ports.CloudFaces`."""

    connection: Connection
    keys: ServiceKeys

    def make_group(self, group: str) -> None:
        """Make a group."""
        body = requests.NewGroup(groupId=group).written()
        self._ask("POST", requests.GROUPS, _done, Repeat.IF_NOT_SENT, json=body)

    def groups(self) -> tuple[str, ...]:
        """Give the names of all groups."""

        def page(reply: Reply) -> tuple[list[str], str]:
            data = _there(headed(answers.GroupsAnswer, reply).data)
            return [one.groupId for one in data.groups], data.nextToken

        return self._pages(requests.GROUPS, page)

    def delete_group(self, group: str) -> None:
        """Delete a group with all its faces."""
        self._ask("DELETE", requests.GROUP, _done, Repeat.IF_NOT_SENT, group=group)

    def detect(self, photo: bytes) -> tuple[CloudFace, ...]:
        """Find the faces of a picture."""
        body = requests.Detect(image=_image(photo)).written()

        def found(reply: Reply) -> tuple[CloudFace, ...]:
            return tuple(_detail(one) for one in _there(headed(answers.DetectAnswer, reply).data).faceDetails)

        return self._ask("POST", requests.DETECT, found, Repeat.SAFE, json=body)

    def register(
        self, group: str, photo: bytes, *, external_id: str | None, most: int
    ) -> tuple[KeptFace, ...]:
        """Keep the largest faces of a picture; sent twice it would keep them twice."""
        body = requests.Register(image=_image(photo), externalImageId=external_id, limit=most).written()

        def kept(reply: Reply) -> tuple[KeptFace, ...]:
            return tuple(_kept(one) for one in _there(headed(answers.RegisterAnswer, reply).data).addedFaces)

        return self._ask("POST", requests.GROUP, kept, Repeat.IF_NOT_SENT, group=group, json=body)

    def faces(self, group: str) -> tuple[KeptFace, ...]:
        """Give all faces of a group."""

        def page(reply: Reply) -> tuple[list[KeptFace], str]:
            data = _there(headed(answers.FacesAnswer, reply).data)
            return [_kept(one) for one in data.faces], data.nextToken

        return self._pages(requests.FACES, page, group=group)

    def delete_face(self, group: str, face_id: str) -> None:
        """Delete a face."""
        self._ask("DELETE", requests.FACE, _done, Repeat.IF_NOT_SENT, group=group, face=face_id)

    def similar_to(self, group: str, face_id: str, *, most: int, least: int) -> tuple[Likeness, ...]:
        """Give the kept faces that resemble a kept one."""

        def matches(reply: Reply) -> tuple[Likeness, ...]:
            return tuple(_match(one) for one in _there(headed(answers.MatchesAnswer, reply).data).matchFaces)

        params = requests.Wanted(limit=most, threshold=least).written()
        path = {"group": group, "face": face_id}
        return self._ask("GET", requests.FACE, matches, Repeat.SAFE, **path, params=params)

    def search(self, group: str, photo: bytes, *, most: int, least: int) -> tuple[Likeness, ...]:
        """Give the kept faces that resemble the largest face of a picture."""

        def matches(reply: Reply) -> tuple[Likeness, ...]:
            data = _there(headed(answers.ImageMatchesAnswer, reply).data)
            return tuple(_match(one) for one in data.matchFaces)

        params = requests.Wanted(limit=most, threshold=least).written()
        body = requests.Search(image=_image(photo)).written()
        return self._ask("POST", requests.SEARCH, matches, Repeat.SAFE, group=group, params=params, json=body)

    def compare(self, source: bytes, target: bytes, *, least: int) -> tuple[Likeness, ...]:
        """Give the faces of one picture that resemble the largest of another."""

        def matches(reply: Reply) -> tuple[Likeness, ...]:
            data = _there(headed(answers.CompareAnswer, reply).data)
            return tuple(_likeness(one) for one in data.matchedFaceDetails)

        params = requests.CompareQuery(threshold=least).written()
        body = requests.Compare(sourceImage=_image(source), targetImage=_image(target)).written()
        return self._ask("POST", requests.COMPARE, matches, Repeat.SAFE, params=params, json=body)

    def check(self) -> int | None:
        """Ask for the first group: the answer tells whether the key is known."""
        params = requests.Page(limit=1).written()
        self._ask("GET", requests.GROUPS, _done, Repeat.SAFE, params=params)
        return None

    # --- inside ---

    def _ask(
        self,
        method: str,
        template: str,
        read: Callable[[Reply], T],
        repeat: Repeat,
        group: str = "",
        face: str = "",
        **parts: Any,
    ) -> T:
        return self.connection.ask(method, self._path(template, group, face), lambda: parts, read, repeat)

    def _path(self, template: str, group: str, face: str) -> str:
        names: Mapping[str, str] = {"{appKey}": self.keys["appKey"], "{group-id}": group, "{face-id}": face}
        for name, value in names.items():
            template = template.replace(name, quote(value, safe=""))
        return template

    def _pages(
        self, template: str, page: Callable[[Reply], tuple[list[T], str]], group: str = ""
    ) -> tuple[T, ...]:
        found: list[T] = []
        token: str | None = None
        for _ in range(MOST_PAGES):
            wanted = {"limit": MOST_ON_PAGE, "next-token": token}
            params = requests.Page.model_validate(wanted).written()
            there, token = self._ask("GET", template, page, Repeat.SAFE, group=group, params=params)
            found += there
            if not token:
                return tuple(found)
        raise CloudUnreadable("cloud_answer_unreadable")


def _done(reply: Reply) -> None:
    headed(nhn.Answer, reply)


S = TypeVar("S", bound="Shape")


def _there(data: S | None) -> S:
    """Give a success' data; a success without them is no answer."""
    if data is None:
        raise CloudUnreadable("cloud_answer_unreadable")
    return data


def _image(photo: bytes) -> requests.Image:
    return requests.Image(bytes=plain(photo))


def _detail(face: FaceDetail) -> CloudFace:
    box, turned = face.bbox, face.orientation
    return CloudFace((box.x0, box.y0, box.x1, box.y1), face.confidence, (turned.x, turned.y, turned.z))


def _kept(face: Face) -> KeptFace:
    box = face.bbox
    seen = CloudFace((box.x0, box.y0, box.x1, box.y1), face.confidence)
    return KeptFace(face.faceId, face.imageId, seen, face.externalImageId)


def _match(match: FaceMatch) -> Likeness:
    return Likeness(match.similarity, _kept(match.face))


def _likeness(match: DetailMatch) -> Likeness:
    return Likeness(match.similarity, _detail(match.faceDetail))
