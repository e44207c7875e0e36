"""Is this photograph fit to measure? Reasons, not a boolean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.geometry import inner_angle_deg
from posture_app.domain.keypoints import Landmark
from posture_app.domain.views import Facing, View, turned_deg

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person


class Severity(str, Enum):
    """What a reason does to the assessment."""

    REFUSE = "refuse"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a photograph is not, or not quite, fit: a code whose sentence says what to do."""

    code: str
    severity: Severity
    facts: Mapping[str, str | float] = field(default_factory=dict)


def refuse(code: str, **facts: str | float) -> Reason:
    """Make a reason that stops the assessment."""
    return Reason(code, Severity.REFUSE, facts)


def warn(code: str, **facts: str | float) -> Reason:
    """Make a reason that is told and does not stop the assessment."""
    return Reason(code, Severity.WARN, facts)


TOO_SMALL_SHARE = 0.3
"""Below this share of the picture's height a person is refused: the model finds 17 of 25 there."""
FAR_SHARE = 0.5
NEAR_SHARE = 0.97
TURNED_WARN_DEG = 10.0
TURNED_REFUSE_DEG = 20.0

BLACK_HIGHLIGHT = 30.0
"""90th percentile of luminance (0-255) under which a picture counts as black."""
DARK_HIGHLIGHT = 90.0
BLUR_VARIANCE = 12.0
"""Variance of the Laplacian of the person at 480 px height under which the picture counts as
blurred: 2 on a strongly blurred photo, 32 and more on the 90 sharp ones of the test data."""

COMPARABLE_HEIGHT = 0.5
"""Somebody at least this share of the subject's height is a second person, not a bystander."""
SAME_PLACE = 0.15
"""Two finds whose trunks are nearer than this share of the body height are the same person."""

STANDING_HIP_DEG = 135.0
STANDING_KNEE_DEG = 125.0
"""3-D angles under which both hips, or both knees, mean that a person is not standing: 102-105°
on the seated test picture, 150° and more on standing ones."""
UPRIGHT_AXIS_DEG = 45.0

UNSTEADY_SPREAD = 0.02
"""Median spread of the landmarks over the repeated runs, as a share of the body height, beyond
which nobody was reliably found: standing people give up to .010, false finds .13 and more."""

EDGE_TOLERANCE = 0.02
"""How far a point may stand outside the picture, as a share of the body height: the landmarks' own error."""

PRESENT_FROM = 0.5
CORE = tuple(
    Landmark[f"{side}_{name}"] for name in ("SHOULDER", "HIP", "KNEE", "ANKLE") for side in ("LEFT", "RIGHT")
)
FEET = tuple(Landmark[f"{side}_{name}"] for name in ("HEEL", "FOOT_INDEX") for side in ("LEFT", "RIGHT"))
HEAD = (Landmark.NOSE, Landmark.LEFT_EYE, Landmark.RIGHT_EYE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)


@dataclass(frozen=True, slots=True)
class Light:
    """How the picture is lit and how sharp the person is.

    `highlight`: 90th percentile of luminance over picture and person, whichever is brighter, 0-255.
    `sharpness`: variance of the Laplacian of the person scaled to 480 px height.
    """

    highlight: float
    sharpness: float


def light_reasons(light: Light) -> list[Reason]:
    """Judge brightness and sharpness."""
    reasons = []
    if light.highlight < BLACK_HIGHLIGHT:
        reasons.append(refuse("black_picture"))
    elif light.highlight < DARK_HIGHLIGHT:
        reasons.append(warn("too_dark"))
    if light.sharpness < BLUR_VARIANCE:
        reasons.append(warn("blurred"))
    return reasons


def frame_reasons(person: Person, width: int, height: int, top_px: float | None) -> list[Reason]:
    """Judge whether the whole body is in the picture and large enough.

    `top_px` is the photo y of the silhouette's highest point, when it is known.
    """
    reasons = []
    if not _inside(person, HEAD, width, height) or (top_px is not None and top_px <= 0.0):
        reasons.append(refuse("head_cut_off"))
    if not _inside(person, FEET, width, height):
        reasons.append(refuse("feet_cut_off"))
    if not _inside(person, CORE, width, height):
        reasons.append(refuse("body_cut_off"))
    if reasons:
        return reasons[:1]
    share = standing_share(person, height, top_px)
    if share < TOO_SMALL_SHARE:
        return [refuse("too_small")]
    if share < FAR_SHARE:
        return [warn("too_far")]
    return [warn("too_close")] if share > NEAR_SHARE else []


def standing_share(person: Person, height: int, top_px: float | None) -> float:
    """Give the person's height, head top to toes, as a share of the picture's height."""
    _, top, _, bottom = person.keypoints.box_px()
    return (bottom - (top if top_px is None else min(top, top_px))) / height


def _inside(person: Person, landmarks: tuple[Landmark, ...], width: int, height: int) -> bool:
    points = person.keypoints.xy_px[list(landmarks)]
    margin = EDGE_TOLERANCE * person.keypoints.height_px()
    inside = (points >= -margin).all() and (points <= (width + margin, height + margin)).all()
    return bool(inside) and bool((person.presence[list(landmarks)] >= PRESENT_FROM).all())


def posture_reasons(person: Person) -> list[Reason]:
    """Judge whether the person stands upright."""
    world = person.world_m
    hips = [
        inner_angle_deg(world[shoulder], world[hip], world[knee])
        for shoulder, hip, knee in (
            _chain("LEFT", "SHOULDER", "HIP", "KNEE"),
            _chain("RIGHT", "SHOULDER", "HIP", "KNEE"),
        )
    ]
    knees = [
        inner_angle_deg(world[hip], world[knee], world[ankle])
        for hip, knee, ankle in (
            _chain("LEFT", "HIP", "KNEE", "ANKLE"),
            _chain("RIGHT", "HIP", "KNEE", "ANKLE"),
        )
    ]
    if max(hips) < STANDING_HIP_DEG or max(knees) < STANDING_KNEE_DEG:
        return [refuse("seated")]
    return []


def _chain(side: str, *names: str) -> tuple[Landmark, ...]:
    return tuple(Landmark[f"{side}_{name}"] for name in names)


def arm_reasons(person: Person, facing: Facing) -> list[Reason]:
    """Judge whether an arm lies across the trunk or the hips (front and back views)."""
    if facing.is_side:
        return []
    points = person.keypoints
    xs = [points.point(one)[0] for one in (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)]
    shoulders = points.xy_px[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 1]
    knees = points.xy_px[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE], 1]
    hands = [
        points.point(Landmark[f"{side}_{name}"]) for side in ("LEFT", "RIGHT") for name in ("WRIST", "INDEX")
    ]
    across = any(min(xs) < x < max(xs) and min(shoulders) < y < max(knees) for x, y in hands)
    return [warn("arms_covering")] if across else []


def view_reasons(view: View, facing: Facing, yaw: float) -> list[Reason]:
    """Judge whether the photograph shows the view it was handed in as, and how far it is turned.

    `facing` is what it was recognised as; `yaw` in degrees as in `views.yaw_deg`.
    """
    wanted = facing if view.is_side and facing.is_side else Facing(view.value) if not view.is_side else None
    if wanted is not facing:
        off = abs(turned_deg(yaw, facing))
        shown = facing.value if off <= TURNED_REFUSE_DEG else "turned"
        return [
            refuse(
                "wrong_view",
                wanted="side" if view.is_side else view.value,
                shown=shown,
                degrees=round(abs(yaw)),
            )
        ]
    off = abs(turned_deg(yaw, facing))
    if off > TURNED_REFUSE_DEG:
        return [refuse("turned_too_far", degrees=round(off))]
    if off > TURNED_WARN_DEG:
        return [warn("turned", degrees=round(off))]
    return []


def worst_first(reasons: list[Reason]) -> tuple[Reason, ...]:
    """Order reasons: what stops first, otherwise as found."""
    return tuple(sorted(reasons, key=lambda reason: reason.severity is Severity.WARN))
