"""The measures: one line each, with what it needs and how it is read.

The signs are one convention everywhere (coronal tilt + = the subject's left is higher;
coronal axis + = the top leans to the subject's right; knee alignment + = varus;
sagittal + = forward).  The clinical Q angle alone keeps its own custom: + = the shin's tubercle
stands outwards, which is the valgus direction.  Definitions and sources stand in the norm set and
the manual.

A sticker sits on the skin, not in a joint's centre.  A left/right line is read from placed points
when both are there (acromia, ASIS or PSIS, knee caps), because what lies between skin and joint
is alike on both sides.  The axes and the knee alignment of front and back views stay with the
joints' centres.  In profile placed points take the joints' places where all of them are (`Body.nears`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.geometry import lean_deg, tilt_deg, turn_deg
from posture_app.domain.keypoints import Landmark
from posture_app.domain.views import View

if TYPE_CHECKING:
    from posture_app.domain.body import Body

Read = Callable[["Body"], float]
Needs = Callable[["Body"], tuple[Landmark, ...]]


class Unit(str, Enum):
    """The unit of a measure."""

    DEG = "deg"
    CM = "cm"


class MeasureClass(str, Enum):
    """How far a value of this measure, taken by this method in this view, can be trusted."""

    GRADABLE = "gradable"
    COARSE = "coarse"
    INDICATIVE = "indicative"


CORONAL = (View.FRONT, View.BACK)
SAGITTAL = (View.SIDE, View.SIDE2)


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """One measure: its id, the views it is read from, its unit, its landmarks, and the reading.

    `proxy` marks a value read from a stand-in landmark. `same_as` names the measure that
    carries the same quantity: of such a pair only the worse one counts for the letter.
    `needs_all_placed`: the model's points are blind to it or off (its ear stands 2.3 cm in front of the
    tragus), so that one placed landmark does not lift its class.
    """

    id: str
    views: tuple[View, ...]
    unit: Unit
    needs: Needs
    read: Read
    proxy: bool = False
    same_as: str | None = None
    needs_all_placed: bool = False

    @property
    def needs_scale(self) -> bool:
        """Tell whether the value needs the picture's scale."""
        return self.unit is Unit.CM


def _both(*names: str) -> Needs:
    landmarks = tuple(Landmark[f"{side}_{name}"] for name in names for side in ("LEFT", "RIGHT"))
    return lambda body: landmarks


def _leg(side: str) -> Needs:
    landmarks = tuple(Landmark[f"{side}_{name}"] for name in ("HIP", "KNEE", "ANKLE"))
    return lambda body: landmarks


def _quadriceps_chain(side: str) -> Needs:
    landmarks = tuple(Landmark[f"{side}_{name}"] for name in ("ASIS", "PATELLA", "TIBIAL_TUBERCLE"))
    return lambda body: landmarks


def _near(*names: str) -> Needs:
    return lambda body: body.nears(*names)


def _with_c7(*names: str) -> Needs:
    return lambda body: (Landmark.C7, *body.nears(*names))


def _tilt(name: str) -> Read:
    return lambda body: tilt_deg(body.point(Landmark["LEFT_" + name]), body.point(Landmark["RIGHT_" + name]))


def _lean(lower: str, upper: str) -> Read:
    """+ = the top leans to the subject's right, which is image left in a front view."""
    return lambda body: lean_deg(body.mid(lower), body.mid(upper), -body.facing.left_towards)


def _knee(side: str) -> Read:
    """+ = varus: the knee stands outwards, on its own side of the hip-ankle line."""
    outwards = +1 if side == "LEFT" else -1

    def read(body: Body) -> float:
        bend = turn_deg(*(body.point(Landmark[f"{side}_{name}"]) for name in ("HIP", "KNEE", "ANKLE")))
        return bend * outwards * body.facing.left_towards

    return read


def _q_angle(side: str) -> Read:
    """Between ASIS → knee cap, prolonged, and knee cap → tubercle: + = the tubercle stands outwards.

    That is the clinic's custom and the valgus direction, against the knee alignment's + = varus.
    """
    outwards = +1 if side == "LEFT" else -1
    chain = _quadriceps_chain(side)

    def read(body: Body) -> float:
        return -turn_deg(*(body.point(one) for one in chain(body))) * outwards * body.facing.left_towards

    return read


def _shift(name: str) -> Read:
    """+ = to the subject's left of the vertical through the ankle mid-point, in cm."""

    def read(body: Body) -> float:
        assert body.px_per_cm is not None
        offset = body.mid(name)[0] - body.mid("ANKLE")[0]
        return float(offset * body.facing.left_towards / body.px_per_cm)

    return read


def _width(name: str) -> Read:
    """Horizontal distance between the left and the right landmark, in cm, never negative."""

    def read(body: Body) -> float:
        assert body.px_per_cm is not None
        apart = body.point(Landmark["LEFT_" + name])[0] - body.point(Landmark["RIGHT_" + name])[0]
        return float(abs(apart) / body.px_per_cm)

    return read


def _sagittal_lean(lower: str, upper: str) -> Read:
    def read(body: Body) -> float:
        low, high = body.points(*body.nears(lower, upper))
        return lean_deg(low, high, body.facing.forward)

    return read


def _plumb(name: str) -> Read:
    """+ = in front of the vertical through the near ankle, in cm."""

    def read(body: Body) -> float:
        assert body.px_per_cm is not None
        ankle, other = body.points(*body.nears("ANKLE", name))
        offset = other[0] - ankle[0]
        return float(offset * body.facing.forward / body.px_per_cm)

    return read


def _head_tilt(body: Body) -> float:
    """Eye line in front, ear line from behind or when the eyes are hidden."""
    name = "EYE" if _eyes_serve(body) else "EAR"
    return _tilt(name)(body)


def _head_line(body: Body) -> tuple[Landmark, ...]:
    eyes = (Landmark.LEFT_EYE, Landmark.RIGHT_EYE)
    return eyes if _eyes_serve(body) else (Landmark.LEFT_EAR, Landmark.RIGHT_EAR)


def _placed_or(in_front: str, behind: str, joint: str) -> Needs:
    """Give the pair that somebody placed, in front or behind, else the model's pair of joints."""

    def needs(body: Body) -> tuple[Landmark, ...]:
        name = in_front if body.facing.left_towards > 0 else behind
        placed = (Landmark["LEFT_" + name], Landmark["RIGHT_" + name])
        joints = (Landmark["LEFT_" + joint], Landmark["RIGHT_" + joint])
        return placed if body.keypoints.has(*placed) else joints

    return needs


_shoulder_points = _placed_or("ACROMION", "ACROMION", "SHOULDER")
_pelvis_points = _placed_or("ASIS", "PSIS", "HIP")
_knee_points = _placed_or("PATELLA", "KNEE", "KNEE")


def _tilt_of(needs: Needs) -> Read:
    def read(body: Body) -> float:
        left, right = needs(body)
        return tilt_deg(body.point(left), body.point(right))

    return read


def _eyes_serve(body: Body) -> bool:
    in_front = body.facing.left_towards > 0
    return in_front and body.keypoints.sees(Landmark.LEFT_EYE, Landmark.RIGHT_EYE)


def _neck_inclination(body: Body) -> float:
    return lean_deg(body.point(Landmark.C7), body.point(body.near("EAR")), body.facing.forward)


def _rounded_shoulder(body: Body) -> float:
    """C7 → acromion against the vertical: 0 straight below C7, + = forward."""
    below, above = body.points(*body.nears("SHOULDER"), Landmark.C7)
    return -lean_deg(below, above, body.facing.forward)


def _downwards(behind: str, in_front: str) -> Read:
    """Against the horizontal: + = the front end is lower (looking down, pelvis tilted forward)."""

    def read(body: Body) -> float:
        start, end = body.points(*body.nears(behind, in_front))
        return lean_deg(start, end, body.facing.forward) - 90.0

    return read


def _knee_flexion(body: Body) -> float:
    """180° minus the hip-knee-ankle angle: + = flexed (the knee stands forward).

    With placed points the clinic's chain: trochanter, knee, outer malleolus.
    """
    return turn_deg(*body.points(*body.nears("HIP", "KNEE", "ANKLE"))) * body.facing.forward


_DEG, _CM = Unit.DEG, Unit.CM

MEASURES: tuple[MeasureSpec, ...] = (
    MeasureSpec("head_tilt", CORONAL, _DEG, _head_line, _head_tilt),
    MeasureSpec("shoulder_tilt", CORONAL, _DEG, _shoulder_points, _tilt_of(_shoulder_points)),
    MeasureSpec("pelvic_tilt", CORONAL, _DEG, _pelvis_points, _tilt_of(_pelvis_points), proxy=True),
    MeasureSpec("knee_tilt", CORONAL, _DEG, _knee_points, _tilt_of(_knee_points)),
    MeasureSpec("body_tilt", CORONAL, _DEG, _both("ANKLE", "SHOULDER"), _lean("ANKLE", "SHOULDER")),
    MeasureSpec("left_knee_alignment", CORONAL, _DEG, _leg("LEFT"), _knee("LEFT")),
    MeasureSpec("right_knee_alignment", CORONAL, _DEG, _leg("RIGHT"), _knee("RIGHT")),
    MeasureSpec("left_q_angle", (View.FRONT,), _DEG, _quadriceps_chain("LEFT"), _q_angle("LEFT")),
    MeasureSpec("right_q_angle", (View.FRONT,), _DEG, _quadriceps_chain("RIGHT"), _q_angle("RIGHT")),
    MeasureSpec("head_axis_tilt", CORONAL, _DEG, _both("SHOULDER", "EAR"), _lean("SHOULDER", "EAR")),
    MeasureSpec("trunk_tilt", CORONAL, _DEG, _both("HIP", "SHOULDER"), _lean("HIP", "SHOULDER")),
    MeasureSpec("pelvic_shift_cm", CORONAL, _CM, _both("ANKLE", "HIP"), _shift("HIP")),
    MeasureSpec("shoulder_shift_cm", CORONAL, _CM, _both("ANKLE", "SHOULDER"), _shift("SHOULDER")),
    MeasureSpec("head_shift_cm", CORONAL, _CM, _both("ANKLE", "EAR"), _shift("EAR")),
    MeasureSpec("stance_width_cm", CORONAL, _CM, _both("ANKLE"), _width("ANKLE")),
    MeasureSpec(
        "neck_inclination",
        SAGITTAL,
        _DEG,
        _with_c7("EAR"),
        _neck_inclination,
        needs_all_placed=True,
    ),
    MeasureSpec(
        "craniovertebral_angle",
        SAGITTAL,
        _DEG,
        _with_c7("EAR"),
        lambda body: 90.0 - _neck_inclination(body),
        needs_all_placed=True,
    ),
    MeasureSpec(
        "ear_shoulder_angle",
        SAGITTAL,
        _DEG,
        _near("SHOULDER", "EAR"),
        _sagittal_lean("SHOULDER", "EAR"),
        proxy=True,
    ),
    MeasureSpec("head_pitch", SAGITTAL, _DEG, _near("EAR", "EYE_OUTER"), _downwards("EAR", "EYE_OUTER")),
    MeasureSpec(
        "rounded_shoulder",
        SAGITTAL,
        _DEG,
        _with_c7("SHOULDER"),
        _rounded_shoulder,
        needs_all_placed=True,
    ),
    MeasureSpec("body_lean", SAGITTAL, _DEG, _near("ANKLE", "EAR"), _sagittal_lean("ANKLE", "EAR")),
    MeasureSpec(
        "ankle_neck_lean",
        SAGITTAL,
        _DEG,
        _near("ANKLE", "SHOULDER"),
        _sagittal_lean("ANKLE", "SHOULDER"),
        proxy=True,
        same_as="body_lean",
    ),
    MeasureSpec("trunk_lean", SAGITTAL, _DEG, _near("HIP", "SHOULDER"), _sagittal_lean("HIP", "SHOULDER")),
    MeasureSpec("sagittal_pelvic_tilt", SAGITTAL, _DEG, _near("PSIS", "ASIS"), _downwards("PSIS", "ASIS")),
    MeasureSpec("knee_flexion", SAGITTAL, _DEG, _near("HIP", "KNEE", "ANKLE"), _knee_flexion),
    MeasureSpec("plumb_ear_cm", SAGITTAL, _CM, _near("ANKLE", "EAR"), _plumb("EAR")),
    MeasureSpec("plumb_shoulder_cm", SAGITTAL, _CM, _near("ANKLE", "SHOULDER"), _plumb("SHOULDER")),
    MeasureSpec("plumb_hip_cm", SAGITTAL, _CM, _near("ANKLE", "HIP"), _plumb("HIP")),
    MeasureSpec("plumb_knee_cm", SAGITTAL, _CM, _near("ANKLE", "KNEE"), _plumb("KNEE")),
)

BY_ID = {spec.id: spec for spec in MEASURES}

KNEE_MEASURES = frozenset(
    {
        *("knee_tilt", "left_knee_alignment", "right_knee_alignment", "left_q_angle", "right_q_angle"),
        "knee_flexion",
    }
)
"""What a body turned by more than the warning limit must not be read for: 15° of yaw can turn
varus into valgus (Sheehy 2015 and measures.md)."""

STANCE_MEASURES = KNEE_MEASURES | {"pelvic_tilt", "pelvic_shift_cm", "shoulder_shift_cm", "head_shift_cm"}
"""What moves with the distance between the feet, so that it is compared between like stances only."""


def measures_of(view: View) -> tuple[MeasureSpec, ...]:
    """Give the measures that are read from a view."""
    return tuple(spec for spec in MEASURES if view in spec.views)
