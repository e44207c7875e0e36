"""Photograph → PhotoAnalysis; up to four of them → Assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain import quality
from posture_app.domain.agreement import compare_views
from posture_app.domain.body import Body
from posture_app.domain.errors import NotAssessable
from posture_app.domain.face import (
    EARS,
    EYES,
    EYES_APART_DEG,
    HEAD_TURNED_DEG,
    FaceLook,
    eyes_apart_deg,
    eyes_of,
    with_pair,
)
from posture_app.domain.findings import Observation, graded, measure_all
from posture_app.domain.grading import letter
from posture_app.domain.keypoints import Landmark, Source
from posture_app.domain.people import Assessment, Engine, PhotoAnalysis, Subject
from posture_app.domain.quality import Reason, Severity, refuse, warn
from posture_app.domain.repeats import Averaged, average
from posture_app.domain.scale import head_top_px, px_per_cm
from posture_app.domain.shoulders import with_contour
from posture_app.domain.subject import choose, stands_upright
from posture_app.domain.uncertainty import combine
from posture_app.domain.views import Facing, View, facing_of, facing_seen, turned_deg, with_sides_of, yaw_deg
from posture_app.services.assessing.level import choose_level
from posture_app.services.ports import CloseLook, Frame
from posture_app.services.room.calibrate import known_camera

if TYPE_CHECKING:
    from datetime import datetime

    from posture_app.domain.body import CameraLevel
    from posture_app.domain.camera import CameraGeometry
    from posture_app.domain.corrections import Corrections
    from posture_app.domain.keypoints import Person, Silhouette
    from posture_app.domain.norms import NormSet
    from posture_app.domain.uncertainty import MethodErrors
    from posture_app.services.ports import (
        FaceFinder,
        HeadFinder,
        LevelFinder,
        MarkerFinder,
        PhotoGauge,
        PoseEstimator,
        StickerFinder,
    )
    from posture_app.services.room.calibrate import RoomCalibration


class Precision(str, Enum):
    """How many looks at a photograph are averaged, by name.

    Mean errors of front and side views differ by a fifth at most between the three; from behind eight looks
    take a third to a half off the errors of two, and sixteen another tenth off the head's axis
    (python run.py bench accuracy --precision all).
    """

    FAST = "fast"
    STANDARD = "standard"
    PRECISE = "precise"

    @property
    def looks(self) -> int:
        """Give the number of looks."""
        return {"fast": 2, "standard": 8, "precise": 16}[self.value]


DEFAULT_REPEATS = Precision.STANDARD.looks
MOST_REPEATS = 24

UNSEEN_FACE_SEM_DEG = 3.0
"""What is added to the head tilt's standard error when only the pose model's eyes are to be had: their
RMS error is .9° with free eyes and 5.7° with hair over one (rendered set)."""

UNREAD_SHOULDERS_SEM_DEG = 0.8
"""What is added to the shoulder tilt's standard error when the contour could not be read and the pose model's
shoulders stand: RMS error .86° in front, against .32° with the contour (benchmarks/results/contours.md)."""

HIDDEN_EYE_SEM_DEG = 1.0
"""What is added when something hides part of the face: RMS error .9° with hair over an eye (rendered set)."""

SEM_PER_DEG_OF_HEAD_YAW = 0.2
"""What is added for every degree by which the head is turned: at 36° and 44° (rendered set) the face's
direction was 7° and 4° off."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """The adapters that look at a photograph; `stickers` only where somebody asks for them."""

    poses: PoseEstimator
    faces: FaceFinder
    gauge: PhotoGauge
    levels: LevelFinder
    markers: MarkerFinder | None = None
    stickers: StickerFinder | None = None
    heads: HeadFinder | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How a photograph is to be measured.

    `level` is the camera level that somebody set; None = find it in the picture.
    `room` is the calibration of the camera that takes the photographs, used while it holds.
    `geometry` is a camera whose perspective is taken out of pictures of its shape, whatever `room` says;
    `corrections` are offsets against the method's known bias, where somebody asked for them.
    """

    norms: NormSet
    errors: MethodErrors
    level: CameraLevel | None = None
    repeats: int = DEFAULT_REPEATS
    geometry: CameraGeometry | None = None
    room: RoomCalibration | None = None
    corrections: Corrections | None = None

    @property
    def corrected_by(self) -> str | None:
        """Give the name of the corrections, None without any."""
        return None if self.corrections is None else self.corrections.name


def analyse_photo(
    frame: Frame, view: View, subject: Subject, eyes: Eyes, settings: Settings
) -> tuple[PhotoAnalysis, Frame]:
    """Analyse one photograph; give the analysis and the frame it speaks of (turned upright if need be).

    Raises
    ------
    NotAssessable
        With every reason known by then, when one of them refuses.
    """
    people, frame, reasons = _everybody(frame, eyes)
    person, more = choose(people, frame.width, frame.height)
    reasons += more
    _stop_if_refused(reasons, view)
    look = eyes.poses.look_closely(frame, person, settings.repeats)
    averaged, facing, yaw, more = _averaged(frame, look, view, eyes, settings.repeats)
    reasons += more
    light = quality.light_reasons(eyes.gauge.light(frame, averaged.person))
    top = head_top_px(averaged.person)
    framing = quality.frame_reasons(averaged.person, frame.width, frame.height, top)
    reasons += _light_first(light, framing)
    reasons += quality.posture_reasons(averaged.person)
    _stop_if_refused(reasons, view)
    reasons += quality.view_reasons(view, facing, yaw)
    _stop_if_refused(reasons, view)
    reasons += quality.arm_reasons(averaged.person, facing)
    scene_level = eyes.levels.level_of(frame, averaged.person)
    camera = known_camera(frame, eyes.markers, settings.room, scene_level)
    reasons += camera.reasons
    analysis = PhotoAnalysis(
        view=view,
        facing=facing,
        width=frame.width,
        height=frame.height,
        body_yaw_deg=yaw,
        turned_deg=turned_deg(yaw, facing),
        level=choose_level(settings.level, scene_level, camera.marker, camera.remembered),
        scene_level=scene_level,
        marker_level=camera.marker,
        remembered_level=camera.remembered,
        calibrated=camera.geometry,
        body=averaged,
        px_per_cm=None,
        reasons=quality.worst_first(reasons),
        findings=(),
    )
    return measure_again(analysis, subject, settings), frame


def _everybody(frame: Frame, eyes: Eyes) -> tuple[tuple[Person, ...], Frame, list[Reason]]:
    """Find the people, turning a photo upright that lies on its side and says nothing of it."""
    reasons = [warn(code) for code in frame.warnings]
    lit = quality.light_reasons(eyes.gauge.light(frame, None))
    if any(one.code == "black_picture" for one in lit):
        raise NotAssessable((refuse("black_picture"),))
    people = eyes.poses.find_all(frame)
    if not any(stands_upright(person) for person in people):
        for quarter_turns in (1, 3, 2):
            turned = Frame(np.ascontiguousarray(np.rot90(frame.rgb, quarter_turns)), frame.warnings)
            upright = tuple(one for one in eyes.poses.find_all(turned) if stands_upright(one))
            if upright and eyes.poses.look_closely(turned, upright[0], 2).passes:
                return upright, turned, [*reasons, warn("rotated")]
    if not people:
        light = [one for one in lit if one.code != "blurred"]  # of nobody there is no blur
        raise NotAssessable(quality.worst_first(_light_first(light, [refuse("nobody")])))
    if not any(stands_upright(person) for person in people):
        reasons.append(refuse("lying"))
    return people, frame, reasons


def _light_first(light: list[Reason], others: list[Reason]) -> list[Reason]:
    """Ask for light before anything that may only be hidden by the dark, such as feet or a whole person."""
    dark = any(reason.code == "too_dark" for reason in light)
    if dark and any(reason.severity is Severity.REFUSE for reason in others):
        return [refuse("too_dark"), *others]
    return [*light, *others]


def _averaged(
    frame: Frame, look: CloseLook, view: View, eyes: Eyes, repeats: int
) -> tuple[Averaged, Facing, float, list[Reason]]:
    """Average the passes with left and right in order, and tell which way the body faces."""
    if 2 * len(look.passes) < repeats or not look.passes:
        raise NotAssessable((refuse("nobody"),), view=view.value)
    first = average(look.passes, None)
    facing, reasons = facing_of(yaw_deg(first.person.world_m)), list[Reason]()
    if facing.is_side:
        averaged = average(look.passes, look.silhouette)
    else:
        averaged, facing, reasons = _front_or_back(frame, look, first.person, view, eyes)
    if averaged.spread_share > quality.UNSTEADY_SPREAD:
        raise NotAssessable((refuse("nobody"),), view=view.value)
    return averaged, facing, yaw_deg(averaged.person.world_m), reasons


def _front_or_back(
    frame: Frame, look: CloseLook, person: Person, view: View, eyes: Eyes
) -> tuple[Averaged, Facing, list[Reason]]:
    """Average with left and right in order, the contour's shoulders, the face's eyes or the head's ears."""
    face = eyes.faces.look_at_face(frame, person)
    facing, certain = facing_seen(yaw_deg(person.world_m), view, sees_face=face.sees_face)
    passes = with_contour([with_sides_of(one, facing) for one in look.passes], look.silhouette)
    if facing is Facing.BACK:
        passes, reasons = _with_ears(frame, passes, look.silhouette, eyes.heads)
        return average(passes, look.silhouette), facing, reasons
    if not face.sees_face:
        return average(passes, look.silhouette), facing, [] if certain else [warn("face_not_seen")]
    reasons = _face_reasons(face, average(passes, None).person)
    hidden = any(one.code == "hair_over_eye" for one in reasons)
    eyes_px = eyes_of(face, hidden=hidden)
    return average(with_pair(passes, EYES, eyes_px), look.silhouette), facing, reasons


def _with_ears(
    frame: Frame, passes: list[Person], silhouette: Silhouette | None, heads: HeadFinder | None
) -> tuple[list[Person], list[Reason]]:
    """Put the ears where the outline of the head from behind has them; warn where it does not tell."""
    if heads is None:
        return passes, []
    person = average(passes, None).person
    head = heads.look_at_head(frame, person, silhouette)
    if head is None or not head.is_plausible:
        return passes, [warn("head_uneven")]
    left, right = (person.keypoints.point(one) for one in EARS)
    ears_px = head.ears_px(float(np.linalg.norm(left - right)))
    return with_pair(passes, EARS, ears_px), [] if head.is_sure else [warn("head_uneven")]


def _face_reasons(face: FaceLook, person: Person) -> list[Reason]:
    """Judge whether the face shows the head's tilt."""
    reasons = []
    apart, yaw = eyes_apart_deg(person, face), face.head_yaw_deg
    if apart > EYES_APART_DEG or not face.is_steady:
        reasons.append(warn("hair_over_eye", degrees=round(apart, 1)))
    if abs(yaw) > HEAD_TURNED_DEG:
        reasons.append(warn("head_turned", degrees=round(abs(yaw))))
    return reasons


def measure_again(analysis: PhotoAnalysis, subject: Subject, settings: Settings) -> PhotoAnalysis:
    """Read every measure anew: after a landmark moved, another level was set, or the norms changed."""
    level = choose_level(
        settings.level, analysis.scene_level, analysis.marker_level, analysis.remembered_level
    )
    scale = px_per_cm(analysis.body.person, subject.height_cm)
    own = settings.geometry and settings.geometry.scaled(analysis.width, analysis.height)
    geometry = own or analysis.calibrated

    def levelled(person: Person) -> Body:
        return Body.levelled(person.keypoints, analysis.facing, level, analysis.centre_px, scale, geometry)

    seen = Observation(
        view=analysis.view,
        body=levelled(analysis.body.person),
        passes=[levelled(one) for one in analysis.body.passes],
        level=level,
        turned_deg=analysis.turned_deg,
        widen=_doubts(analysis),
        unaided=frozenset(
            {"head_tilt"} if any(one.code == "head_uneven" for one in analysis.reasons) else ()
        ),
    )
    findings = measure_all(seen, settings.norms, settings.errors, settings.corrections)
    if geometry and scale is None and seen.body.px_per_cm and seen.body.distance:
        scale = geometry.focal_px / seen.body.distance
    return replace(analysis, level=level, px_per_cm=scale, geometry=geometry, findings=findings)


def _doubts(analysis: PhotoAnalysis) -> dict[str, float]:
    """Give by how much a warning or an unread contour widens a measure's standard error, by measure id."""
    added = {
        "face_not_seen": lambda one: UNSEEN_FACE_SEM_DEG,
        "hair_over_eye": lambda one: HIDDEN_EYE_SEM_DEG,
        "head_turned": lambda one: SEM_PER_DEG_OF_HEAD_YAW * float(one.facts["degrees"]),
    }
    doubts = [added[one.code](one) for one in analysis.reasons if one.code in added]
    widen = {"head_tilt": combine(*doubts)} if doubts else {}
    sources = analysis.body.person.keypoints.sources
    shoulders = (sources[Landmark.LEFT_SHOULDER], sources[Landmark.RIGHT_SHOULDER])
    if Source.MODEL in shoulders and not analysis.facing.is_side:
        widen["shoulder_tilt"] = UNREAD_SHOULDERS_SEM_DEG
    return widen


def _stop_if_refused(reasons: list[Reason], view: View) -> None:
    if any(reason.severity is Severity.REFUSE for reason in reasons):
        raise NotAssessable(quality.worst_first(reasons), view=view.value)


def assemble(
    analyses: Mapping[View, PhotoAnalysis], subject: Subject, engine: Engine, taken_at: datetime
) -> Assessment:
    """Put analysed views together, give each its letter, and hold those of one plane against each other."""
    letters = {
        view: letter(graded(analysis.findings), engine.norms.letters) for view, analysis in analyses.items()
    }
    return Assessment(subject, taken_at, engine, analyses, letters, agreement=compare_views(analyses))
