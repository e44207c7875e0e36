"""What the server needs of the world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from posture_app.domain.errors import PostureError
    from posture_app.domain.video.motion import Motion
    from posture_app.services.assessing.assess import Eyes
    from posture_app.services.assessing.uploaded import Bench
    from posture_app.services.faces.engine import FaceEngine
    from posture_app.services.ports import PeopleFinder
    from posture_app.services.serving.face_groups import FaceGroups
    from posture_app.services.serving.fetching import UrlFetcher
    from posture_app.services.serving.service_keys import KeyBook
    from posture_app.services.serving.video_jobs import JobStore
    from posture_app.services.video.following import Tell

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long.

    Attributes
    ----------
    body_bytes : of one request; two photographs of 20 MB each as base64 fit.
    bodies_bytes : of all requests that are being received or worked on; room for the largest video, twice.
    workers, waiting : pictures that are worked on at a time, and that may wait for it.
    header_s, body_idle_s, body_s : for a request's head, between two pieces of its body, for the whole of it.
    send_s : for the reader of an answer to take a piece of it.
    fetch_bytes, fetch_s : of a picture that is named by its address.
    """

    body_bytes: int = 64 * MIB
    bodies_bytes: int = 512 * MIB
    workers: int = 1
    waiting: int = 32
    connections: int = 800
    header_s: float = 10.0
    body_idle_s: float = 10.0
    body_s: float = 120.0
    send_s: float = 60.0
    fetch_bytes: int = 20 * MIB
    fetch_s: float = 15.0


@dataclass(frozen=True, slots=True)
class FaceDesk:
    """What the face contract works with; both are called when they are first needed.

    Attributes
    ----------
    make_engine, open_groups : raise PostureError where the optional extra or the groups' key is missing.
    model_version : of the engine, for groups that are made before it is loaded.
    explain : says in a sentence what the clinic has to mend, for the terminal.
    """

    make_engine: Callable[[], FaceEngine]
    open_groups: Callable[[], FaceGroups]
    model_version: str
    explain: Callable[[PostureError], str] = str


@dataclass(frozen=True, slots=True)
class JobDesk:
    """What video jobs work with.

    Attributes
    ----------
    open_store : called once, as the server starts; may take a moment.
    look : looks through a video (its bytes, whether to smooth, whom to tell); raises VideoError and other
        PostureErrors, and what the told one raises.
    now : the time in UTC.
    most_waiting : jobs in the queue.
    video_bytes, fetch_s : of a video that is sent or named by its address.
    """

    open_store: Callable[[], JobStore]
    look: Callable[[bytes, bool, Tell], Motion]
    now: Callable[[], datetime]
    most_waiting: int = 16
    video_bytes: int = 256 * MIB
    fetch_s: float = 300.0


@dataclass(frozen=True, slots=True)
class ServerDesk:
    """What the routes work with.

    Attributes
    ----------
    make_eyes : loads the models; called on each inference thread, where what it gives stays.
    bench : reads, measures, and draws a case; `bench.read` is how every picture's content is read.
    version : of the program, for the OpenAPI page.
    faces, jobs, make_people : None leaves the face contract, the video jobs, and the two pose contracts out;
        `make_people` loads the models and is called when they are first needed.
    open_here : whether front and side, whose guide knows no key, are measured for anybody on this machine,
        at no cost.
    """

    keys: KeyBook
    make_eyes: Callable[[], Eyes]
    bench: Bench
    fetcher: UrlFetcher
    version: str
    limits: Limits = field(default_factory=Limits)
    faces: FaceDesk | None = None
    jobs: JobDesk | None = None
    make_people: Callable[[], PeopleFinder] | None = None
    open_here: bool = False
