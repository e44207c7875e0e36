"""Bodies built by hand, from the angles they are meant to have.

Everything is laid out in the subject's own frame in cm (to the left and up in front and back views,
forward and up in profiles) and only then put into a photograph. None of the product's geometry is
used, so that a wrong sign there cannot hide here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

import numpy as np

from posture_app.domain.keypoints import Keypoints, Landmark, Person, Source
from posture_app.domain.views import Facing

WIDTH, HEIGHT = 720, 1280
PX_PER_CM = 5.0
GROUND_PX = 1150.0

Places = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Coronal:
    """What a body seen from the front or from behind is built with, in degrees and cm."""

    head_tilt: float = 0.0
    shoulder_tilt: float = 0.0
    pelvic_tilt: float = 0.0
    left_varus: float = 0.0
    right_varus: float = 0.0
    trunk_to_right: float = 0.0
    head_to_right: float = 0.0
    pelvis_to_left_cm: float = 0.0


@dataclass(frozen=True)
class Sagittal:
    """What a body seen from the side is built with, in degrees."""

    shank_forward: float = 0.0
    thigh_forward: float = 0.0
    trunk_forward: float = 0.0
    ear_forward: float = 10.0
    looking_down: float = -17.0
    neck_forward: float = 35.0


def _pair(places: Places, name: str, mid: tuple[float, float], half: float, tilt: float) -> None:
    dx, dy = half * cos(radians(tilt)), half * sin(radians(tilt))
    places["LEFT_" + name] = (mid[0] + dx, mid[1] + dy)
    places["RIGHT_" + name] = (mid[0] - dx, mid[1] - dy)


def _up(start: tuple[float, float], length: float, aside: float) -> tuple[float, float]:
    """Go up by a length, leaning by an angle towards +x."""
    return start[0] + length * sin(radians(aside)), start[1] + length * cos(radians(aside))


def coronal_places(body: Coronal) -> Places:
    """Lay the body out: x cm to the subject's left, y cm up from the floor."""
    places: Places = {}
    hips = (body.pelvis_to_left_cm, 90.0)
    _pair(places, "HIP", hips, 10.0, body.pelvic_tilt)
    for side, outwards, varus in (("LEFT", +1, body.left_varus), ("RIGHT", -1, body.right_varus)):
        knee = _up(places[side + "_HIP"], -42.0, -outwards * varus / 2)
        ankle = _up(knee, -40.0, outwards * varus / 2)
        places[side + "_KNEE"], places[side + "_ANKLE"] = knee, ankle
        places[side + "_HEEL"] = (ankle[0], ankle[1] - 6.0)
        places[side + "_FOOT_INDEX"] = (ankle[0] + outwards * 3.0, ankle[1] - 7.0)
    shoulders = _up(hips, 50.0, -body.trunk_to_right)
    _pair(places, "SHOULDER", shoulders, 18.0, body.shoulder_tilt)
    ears = _up(shoulders, 24.0, -body.head_to_right)
    _pair(places, "EAR", ears, 7.5, body.head_tilt)
    eyes = (ears[0], ears[1] + 2.0)
    for name, half in (("EYE_INNER", 1.6), ("EYE", 3.1), ("EYE_OUTER", 4.6)):
        _pair(places, name, eyes, half, body.head_tilt)
    _pair(places, "MOUTH", (ears[0], ears[1] - 6.0), 2.5, body.head_tilt)
    places["NOSE"] = (ears[0], ears[1] - 2.0)
    _arms(places)
    return places


def _arms(places: Places) -> None:
    for side, outwards in (("LEFT", +1), ("RIGHT", -1)):
        x, y = places[side + "_SHOULDER"]
        places[side + "_ELBOW"] = (x + outwards * 3.0, y - 28.0)
        places[side + "_WRIST"] = (x + outwards * 4.0, y - 53.0)
        for name in ("PINKY", "INDEX", "THUMB"):
            places[f"{side}_{name}"] = (x + outwards * 4.0, y - 60.0)


def sagittal_places(body: Sagittal, near: str) -> Places:
    """Lay the body out: x cm forward, y cm up; the far side stands 1 cm behind the near one."""
    ankle = (0.0, 8.0)
    knee = _up(ankle, 40.0, body.shank_forward)
    hip = _up(knee, 42.0, body.thigh_forward)
    shoulder = _up(hip, 50.0, body.trunk_forward)
    ear = _up(shoulder, 24.0, body.ear_forward)
    eye = _up(ear, 8.0, 90.0 + body.looking_down)
    own = {
        "ANKLE": ankle, "KNEE": knee, "HIP": hip, "SHOULDER": shoulder, "EAR": ear,
        "EYE": eye, "EYE_INNER": eye, "EYE_OUTER": eye, "MOUTH": (eye[0], eye[1] - 7.0),
        "ELBOW": (shoulder[0], shoulder[1] - 28.0), "WRIST": (shoulder[0] + 2.0, shoulder[1] - 53.0),
        "PINKY": (shoulder[0] + 2.0, shoulder[1] - 60.0), "INDEX": (shoulder[0] + 2.0, shoulder[1] - 60.0),
        "THUMB": (shoulder[0] + 2.0, shoulder[1] - 60.0), "HEEL": (ankle[0] - 4.0, 2.0),
        "FOOT_INDEX": (ankle[0] + 14.0, 1.0),
    }  # fmt: skip
    far = "RIGHT" if near == "LEFT" else "LEFT"
    places = {f"{near}_{name}": place for name, place in own.items()}
    places |= {f"{far}_{name}": (x - 1.0, y) for name, (x, y) in own.items()}
    places["NOSE"] = (eye[0] + 2.0, eye[1] - 2.0)
    return places


def c7_of(body: Sagittal) -> tuple[float, float]:
    """Give where C7 stands so that C7 → tragus has the neck's inclination, 12 cm long."""
    ear = sagittal_places(body, "LEFT")["LEFT_EAR"]
    return _up(ear, -12.0, body.neck_forward)


def rounded_of(body: Sagittal) -> float:
    """Give the angle C7 → shoulder against the vertical that this body comes to have."""
    c7, shoulder = c7_of(body), sagittal_places(body, "LEFT")["LEFT_SHOULDER"]
    return degrees(atan2(shoulder[0] - c7[0], c7[1] - shoulder[1]))


def photographed(
    places: Places, facing: Facing, *, roll_deg: float = 0.0, hidden: tuple[Landmark, ...] = ()
) -> Keypoints:
    """Put a body into a photograph by a camera turned clockwise by `roll_deg` (seen from behind it).

    A camera turned clockwise shows the world turned counter-clockwise.
    """
    towards = {Facing.FRONT: +1, Facing.BACK: -1, Facing.RIGHT: +1, Facing.LEFT: -1}[facing]
    xy = np.full((len(Landmark), 2), np.nan)
    visibility = np.zeros(len(Landmark))
    cosine, sine = cos(radians(roll_deg)), sin(radians(roll_deg))
    for name, (x_cm, y_cm) in places.items():
        dx = towards * x_cm * PX_PER_CM
        dy = GROUND_PX - y_cm * PX_PER_CM - HEIGHT / 2
        # Counter-clockwise on a screen whose y grows downwards: what was at the right goes up.
        xy[Landmark[name]] = (WIDTH / 2 + dx * cosine + dy * sine, HEIGHT / 2 - dx * sine + dy * cosine)
        visibility[Landmark[name]] = 0.99
    visibility[list(hidden)] = 0.1
    return Keypoints(xy, visibility)


def coronal(
    facing: Facing = Facing.FRONT,
    *,
    roll_deg: float = 0.0,
    hidden: tuple[Landmark, ...] = (),
    **angles: float,
) -> Keypoints:
    """Photograph a body from the front or from behind."""
    return photographed(coronal_places(Coronal(**angles)), facing, roll_deg=roll_deg, hidden=hidden)


def sagittal(
    facing: Facing = Facing.LEFT, *, roll_deg: float = 0.0, with_c7: bool = False, **angles: float
) -> Keypoints:
    """Photograph a body from the side; a C7 counts as placed by hand."""
    body = Sagittal(**angles)
    near = facing.value.upper()
    points = photographed(sagittal_places(body, near), facing, roll_deg=roll_deg)
    if not with_c7:
        return points
    c7 = photographed({"C7": c7_of(body)}, facing, roll_deg=roll_deg).point(Landmark.C7)
    return points.with_points({Landmark.C7: (float(c7[0]), float(c7[1]))}, Source.MANUAL)


def with_stickers(points: Keypoints, facing: Facing, places: Places, *, roll_deg: float = 0.0) -> Keypoints:
    """Stick dots on a photographed body, laid out in the subject's own frame in cm as the body is."""
    seen = photographed(places, facing, roll_deg=roll_deg)
    found = {Landmark[name]: seen.point(Landmark[name]) for name in places}
    return points.with_points({one: (float(x), float(y)) for one, (x, y) in found.items()}, Source.STICKER)


def quadriceps_places(side: str, q_angle: float) -> Places:
    """Lay out ASIS, knee cap, and tubercle of one leg: + = the tubercle stands outwards, in degrees.

    The thigh's line leans inwards by 6° on its way down.
    """
    outwards = +1 if side == "LEFT" else -1
    patella = (outwards * 9.0, 50.0)
    asis = _up(patella, 48.0, outwards * 6.0)
    tubercle = _up(patella, -7.0, outwards * (6.0 - q_angle))
    return {side + "_ASIS": asis, side + "_PATELLA": patella, side + "_TIBIAL_TUBERCLE": tubercle}


def pelvis_places(near: str, tilted_forward: float) -> Places:
    """Lay out PSIS and ASIS of the near side in profile: + = the ASIS stands lower, in degrees."""
    psis = (-8.0, 100.0)
    asis = (psis[0] + 16.0 * cos(radians(tilted_forward)), psis[1] - 16.0 * sin(radians(tilted_forward)))
    return {near + "_PSIS": psis, near + "_ASIS": asis}


def world_of(places: Places, yaw_deg: float) -> np.ndarray:
    """Give (33, 3) world landmarks in metres, of a body laid out frontally and turned by a yaw.

    x to image right, y down, z away from the camera; yaw + = towards image right.
    """
    world = np.zeros((33, 3))
    for name, (left_cm, up_cm) in places.items():
        landmark = Landmark[name]
        if landmark < 33:
            world[landmark] = (
                left_cm / 100 * cos(radians(yaw_deg)),
                (90.0 - up_cm) / 100,
                left_cm / 100 * sin(radians(yaw_deg)),
            )
    return world


def person(keypoints: Keypoints, *, yaw_deg: float = 0.0, places: Places | None = None) -> Person:
    """Make a found person of keypoints."""
    world = world_of(places or coronal_places(Coronal()), yaw_deg)
    return Person(keypoints, world, np.full(33, 0.99))
