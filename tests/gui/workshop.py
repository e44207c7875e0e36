"""A studio with everything faked but the domain: for tests of windows and pages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from posture_app.domain.body import CameraLevel
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.errors import CameraTrouble, NotAssessable
from posture_app.domain.keypoints import Person
from posture_app.domain.people import PhotoAnalysis, Subject
from posture_app.domain.quality import refuse
from posture_app.domain.views import Facing, View
from posture_app.gui.records.desk import RecordsKit
from posture_app.gui.studio import Calibrating, Equipment, Studio
from posture_app.gui.tasks import TaskRunner
from posture_app.services.assessing.assess import Eyes, Settings, analyse_photo
from posture_app.services.assessing.case import Desk
from posture_app.services.cloud.kit import CloudKit
from posture_app.services.faces.engine import FaceEngine
from posture_app.services.letterhead import LogoKeeper
from posture_app.services.ports import CameraInfo, Frame
from posture_app.services.resources import shipped_method_errors, shipped_norms
from posture_app.services.room.calibrate import LensCalibration, MarkerSight
from posture_app.services.room.calibrations import Calibrations
from posture_app.services.settings import Preferences
from tests.fakes import FakeFaces, FakeStickers, InlineTasks, blank, eyes_for
from tests.figures import coronal, person, sagittal

SETTINGS = Settings(shipped_norms(), shipped_method_errors())
YAWS = {View.FRONT: 0.0, View.SIDE: -90.0, View.BACK: 180.0}


def body(view: View) -> Person:
    """Somebody who stands as a view wants it."""
    if view.is_side:
        return person(sagittal(Facing.LEFT), yaw_deg=YAWS[view])
    return person(coronal(Facing(view.value)), yaw_deg=YAWS[view])


@dataclass
class FakeCamera:
    """Gives grey pictures until it is told to be in trouble."""

    trouble: threading.Event = field(default_factory=threading.Event)
    opened: int = 0

    def open(self) -> None:
        if self.trouble.is_set():
            raise CameraTrouble("camera_none")
        self.opened += 1

    def read(self) -> Frame:
        threading.Event().wait(0.01)
        if self.trouble.is_set():
            raise CameraTrouble("camera_lost")
        return blank()

    def close(self) -> None:
        pass


@dataclass
class FakeVoice:
    """Remembers what was said."""

    said: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.said.append(text)

    def tone(self, name: str) -> None:
        self.said.append(f"({name})")


class FakeFollower:
    """Sees whoever it is told to see."""

    def __init__(self) -> None:
        self.people: tuple[Person, ...] = ()

    def follow(self, frame: Frame, at_ms: int) -> tuple[Person, ...]:
        return self.people


class _Writer:
    def write(self, *_: object) -> bytes:
        return b"%PDF-1.4 /Type /Page "


@dataclass
class FakeMarkers:
    """Sees the calibration sheet as it is told to."""

    sight: MarkerSight | None = None
    measured: LensCalibration | None = None

    def find(
        self, frame: Frame, known: CameraGeometry | None = None, *, quick: bool = False
    ) -> MarkerSight | None:
        return self.sight

    def lens(self, frames: Sequence[Frame], camera: str) -> LensCalibration:
        if self.measured is None:
            raise NotAssessable((refuse("lens_views_alike"),))
        return self.measured


@dataclass
class Workshop:
    """The fakes behind a studio, to be looked at and disturbed."""

    level: CameraLevel | None = None
    markers: FakeMarkers = field(default_factory=FakeMarkers)
    known: list[Calibrations] = field(default_factory=list)
    camera: FakeCamera = field(default_factory=FakeCamera)
    voice: FakeVoice = field(default_factory=FakeVoice)
    follower: FakeFollower = field(default_factory=FakeFollower)
    saved: list[Preferences] = field(default_factory=list)
    written: dict[Path, Mapping[str, bytes]] = field(default_factory=dict)
    reads: list[Path] = field(default_factory=list)
    stickers: FakeStickers | None = None
    records: RecordsKit | None = None
    make_faces: Callable[[], FaceEngine] | None = None
    cloud: CloudKit | None = None
    logos: LogoKeeper | None = None

    def eyes(self, seen: Sequence[Person]) -> Eyes:
        """Make what looks at photographs in which these people stand."""
        return replace(eyes_for(*seen, level=self.level, markers=self.markers), stickers=self.stickers)

    def studio(
        self,
        preferences: Preferences | None = None,
        poses: TaskRunner | None = None,
        seen: Sequence[Person] = (),
        work: TaskRunner | None = None,
    ) -> Studio:
        """Make the studio; `seen` are who stands in every imported photograph."""

        def read(path: Path) -> Frame:
            self.reads.append(path)
            return blank()

        desk = Desk(
            read,
            lambda: self.eyes(seen or (body(View.FRONT),)),
            lambda words, clinic: _Writer(),
            lambda words: _Writer(),
            "0",
            "fake",
            "0" * 64,
        )
        equipment = Equipment(
            desk=desk,
            base=SETTINGS,
            make_live_poses=lambda: self.follower,
            make_camera=lambda _: self.camera,
            cameras=lambda: (CameraInfo("0", "Brio 500"),),
            make_voice=lambda _: self.voice,
            write_all=self.written.__setitem__,
            save_preferences=self.saved.append,
            calibrating=Calibrating(
                save=self.known.append,
                make_sheet=lambda paper, words: f"{paper} {words.language}".encode(),
                papers=("a4", "a3"),
            ),
            records=self.records,
            make_faces=self.make_faces,
            cloud=self.cloud,
            logos=self.logos,
        )
        return Studio(
            equipment,
            preferences or Preferences(),
            poses or InlineTasks(),
            InlineTasks(),
            work or InlineTasks(),
        )


def analysed(view: View) -> tuple[PhotoAnalysis, Frame]:
    """A photograph of a view, as it comes from the pose worker."""
    faces = FakeFaces(share=0.0 if view is View.BACK else 0.95)
    return analyse_photo(blank(), view, Subject(), eyes_for(body(view), faces=faces), SETTINGS)


def fill(studio: Studio, *views: View) -> None:
    """Take photographs in."""
    for view in views or tuple(YAWS):
        studio.take_in(*analysed(view))
