"""What the commands need of the world, handed in by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from posture_app.cli.stores import RecordsDesk
from posture_app.services.assessing.assess import Settings
from posture_app.services.assessing.batch import BatchDesk
from posture_app.services.assessing.case import Desk
from posture_app.services.cloud.kit import CloudKit
from posture_app.services.room.calibrations import CalibrationDesk
from posture_app.services.room.phantom import PhantomDesk
from posture_app.services.room.repeatability import StudyStore
from posture_app.services.serving.service_keys import KeyBook
from posture_app.services.video.desk import VideoDesk
from posture_app.services.video.sway import Film
from posture_app.services.wording import Words


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of the doctor: what it looked at, whether it is well, and what to do if not.

    `well` is None for something that is absent but not needed.
    """

    name: str
    found: str
    well: bool | None
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class DesktopRequest:
    """How the desktop application is started; None and False leave it to the preferences.

    Attributes
    ----------
    camera : "demo", an index, or the path of a folder or video.
    autopilot : walk through front, side, and back by itself, write into `output`, and quit.
    """

    camera: str | None = None
    kiosk: bool = False
    autopilot: bool = False
    output: Path | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """How the server is started; `workers` None leaves their number to the machine.

    `max_body_mb` is in MiB, of one request. `private_urls` allows pictures to be fetched from this machine
    and the house. `open_here` measures front and side for anybody on this machine. `scheduler` is that of a
    Dask cluster that looks through the videos of jobs.
    """

    data: Path
    host: str
    port: int
    certificate: Path | None
    key: Path | None
    insecure: bool
    private_urls: bool
    workers: int | None
    max_body_mb: int
    scheduler: str | None = None
    open_here: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """What the sub-commands need of the world; made by the composition root."""

    desk: Desk
    settings: Callable[[], Settings]
    check_folder: Callable[[Path], None]
    write_all: Callable[[Path, Mapping[str, bytes]], None]
    checks: Callable[[Words], Sequence[Check]]
    desktop: Callable[[DesktopRequest], int]
    studies: StudyStore
    phantom: PhantomDesk
    calibration: CalibrationDesk
    film: Film
    records: RecordsDesk
    key_books: Callable[[Path], KeyBook]
    serve: Callable[[ServeRequest, Callable[[str], None]], int]
    video: VideoDesk
    cloud: CloudKit
    manual: Callable[[Words], Mapping[str, bytes]]
    batch: BatchDesk
