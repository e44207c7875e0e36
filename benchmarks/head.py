"""Which way to the head's tilt is the best on the rendered test pictures, and what the doubts catch.

    python run.py bench head [--save]

The camera level is known. Fronts by the eyes of one look, of eight, of the face detector, by the face
meshes, and by what ships; the detector's share is also fitted to the other bodies. Backs by the model's
ears and by the outline of the head, once as rendered and once with the head turned in the picture by a
known angle, for rendered backs tilt by less than a degree. Profiles: what the model's points say of the
head's pitch, each less the mean error on the other bodies.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.truth import rendered_pictures
from posture_app.adapters.opencv import cv2
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.adapters.vision.head import HeadOutline
from posture_app.app.assessing import make_eyes
from posture_app.domain.face import FaceLook, directions_deg, eyes_of
from posture_app.domain.geometry import rotate, tilt_deg
from posture_app.domain.keypoints import Keypoints, Landmark, Person
from posture_app.domain.repeats import average
from posture_app.domain.subject import choose
from posture_app.domain.views import Facing, with_sides_of
from posture_app.services.assessing.assess import DEFAULT_REPEATS, Eyes
from posture_app.services.ports import CloseLook, Frame

RESULTS = Path(__file__).parent / "results" / "head.md"
TURNS_DEG = (-5.0, 5.0)
SHARES = np.arange(0.0, 1.01, 0.05)

Points = np.ndarray
Row = tuple[str, float, float]
"""A body, the value, and the true value, in degrees."""
Found = dict[tuple[str, str], list[Row]]


def look(eyes: Eyes, frame: Frame, facing: Facing) -> tuple[Person, CloseLook, Person]:
    """Give one pass over the picture, the close looks, and their mean."""
    once, _ = choose(eyes.poses.find_all(frame), frame.width, frame.height)
    looks = eyes.poses.look_closely(frame, once, DEFAULT_REPEATS)
    return (
        with_sides_of(once, facing),
        looks,
        average([with_sides_of(one, facing) for one in looks.passes], None).person,
    )


def line(points: Keypoints, name: str) -> float:
    return tilt_deg(points.point(Landmark["LEFT_" + name]), points.point(Landmark["RIGHT_" + name]))


def true_line(image: dict[str, Any], name: str) -> float:
    """Give the true tilt in the picture as it is, from the true points."""
    return tilt_deg(*(np.array(image["landmarks"][f"{side}_{name}"]["px"]) for side in ("left", "right")))


def fronts(eyes: Eyes, image: dict[str, Any], frame: Frame) -> Iterator[tuple[str, float]]:
    """Give every way's tilt of the eye line."""
    once, _, person = look(eyes, frame, Facing.FRONT)
    face = eyes.faces.look_at_face(frame, person)
    half = len(face.meshes_px) // 2
    hidden = image["subject_info"]["hair_over_one_eye"]
    yield "one look at the whole picture", line(once.keypoints, "EYE")
    yield "eight close looks", line(person.keypoints, "EYE")
    yield "face detector", tilt_deg(*face.eyes_px.mean(axis=0))
    yield "mesh with attention", float(directions_deg(face.meshes_px[:half]).mean())
    yield "mesh without", float(directions_deg(face.meshes_px[half:]).mean())
    yield "both meshes", float(directions_deg(face.meshes_px).mean())
    yield "shipped", _mean_tilt(face, hidden=hidden)
    yield "SD over the looks of the meshes", float(np.std(directions_deg(face.meshes_px)))


def _mean_tilt(face: FaceLook, *, hidden: bool) -> float:
    return tilt_deg(*eyes_of(face, hidden=hidden).mean(axis=0))


def with_share_of_others(detector: list[Row], meshes: list[Row]) -> list[Row]:
    """Blend the detector in with the share that suits the other bodies best."""
    bodies, by_detector, true = (np.array(one) for one in zip(*detector, strict=True))
    by_mesh = np.array([value for _, value, _ in meshes])
    blends = SHARES[:, None] * by_detector + (1.0 - SHARES[:, None]) * by_mesh
    off = np.abs(blends - true)
    best = {body: int(off[:, bodies != body].mean(axis=1).argmin()) for body in sorted(set(bodies))}
    return [(body, float(blends[best[body], i]), float(true[i])) for i, body in enumerate(bodies)]


def turned(rgb: Points, image: dict[str, Any], degrees: float) -> Points:
    """Turn the head clockwise in the picture, stiff above the chin and not at all at the shoulders."""
    at = {name: np.array(one["px"]) for name, one in image["landmarks"].items()}
    shoulders = float(at["left_acromion"][1] + at["right_acromion"][1]) / 2
    length = at["c7"][1] - at["head_top"][1]
    chin = min(float(at["chin"][1]), float(at["c7"][1] - 0.1 * length), shoulders - 8.0)
    rows, columns = np.mgrid[: rgb.shape[0], : rgb.shape[1]] + 0.5
    pivot = np.array([at["c7"][0], (chin + shoulders) / 2])
    stiff = _smooth((shoulders - rows) / (shoulders - chin))
    reach = np.hypot(columns - pivot[0], 0.8 * (rows - at["left_tragus"][1])) / length
    angle = -np.radians(degrees) * stiff * _smooth((2.2 - reach) / 0.8)
    x, y = columns - pivot[0], rows - pivot[1]
    source = np.stack([np.cos(angle) * x - np.sin(angle) * y, np.sin(angle) * x + np.cos(angle) * y])
    source += pivot[:, None, None] - 0.5
    return cv2.remap(rgb, *source.astype(np.float32), cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _smooth(share: Points) -> Points:
    share = np.clip(share, 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)


def backs(eyes: Eyes, image: dict[str, Any], frame: Frame) -> Iterator[tuple[str, str, float, float]]:
    """Give every way's tilt of the ear line, and the true one, as rendered and turned."""
    for degrees in (0.0, *TURNS_DEG):
        picture = Frame(turned(frame.rgb, image, degrees)) if degrees else frame
        once, looks, person = look(eyes, picture, Facing.BACK)
        head = HeadOutline().look_at_head(picture, person, looks.silhouette)
        section = "Backs, the head turned by ±5° in the picture" if degrees else "Backs"
        true = true_line(image, "tragus") + degrees
        yield section, "one look at the whole picture", line(once.keypoints, "EAR"), true
        yield section, "eight close looks", line(person.keypoints, "EAR"), true
        if head is not None and len(head.tilts_deg):
            told = float(head.tilts_deg.mean())
            yield section, "outline", told, true
            yield section, "outline's lower half", float(head.lower_deg.mean()), true
            if head.is_sure:
                yield section, "outline where it is sure", told, true


def heads_in_front(eyes: Eyes, image: dict[str, Any], frame: Frame) -> Iterator[tuple[str, float]]:
    """Read the outline of heads in front as if from behind: more heads, with truly tilted ones."""
    _, looks, person = look(eyes, frame, Facing.FRONT)
    head = HeadOutline().look_at_head(frame, person, looks.silhouette)
    if head is not None:
        yield "outline", -float(head.tilts_deg.mean())
        yield (
            f"outline {'where it is sure' if head.is_sure else 'where it is not'}",
            -float(head.tilts_deg.mean()),
        )


def pitches(eyes: Eyes, image: dict[str, Any], frame: Frame) -> Iterator[tuple[str, float, float]]:
    """Give directions from the near ear, + = below the horizontal, and the true one."""
    side = image["view"].upper()
    forward = +1 if side == "RIGHT" else -1
    _, _, person = look(eyes, frame, Facing(image["view"]))
    camera = image["camera"]

    def down(start: Points, end: Points) -> float:
        dx, dy = rotate(end - start, camera["roll_deg"], (0.0, 0.0))
        return float(np.degrees(np.arctan2(dy, dx * forward)))

    true = down(
        *(np.array(image["landmarks"][f"{image['view']}_{name}"]["px"]) for name in ("tragus", "eye"))
    )
    ear = person.keypoints.point(Landmark[side + "_EAR"])
    to = {
        name: down(ear, person.keypoints.point(Landmark[one]))
        for name, one in (("outer corner", side + "_EYE_OUTER"), ("eye", side + "_EYE"), ("nose", "NOSE"),
                          ("mouth", side + "_MOUTH"))
    }  # fmt: skip
    yield "ear to outer corner of the eye (shipped)", to["outer corner"], true
    yield "ear to eye", to["eye"], true
    yield "ear to nose", to["nose"], true
    yield "mean of eye, nose, and mouth", (to["eye"] + to["nose"] + to["mouth"]) / 3, true
    yield "always the mean", 0.0, true


def less_offset_of_others(rows: list[Row]) -> list[Row]:
    """Take the mean error of the other bodies out of every value."""
    bodies, values, true = (np.array(one) for one in zip(*rows, strict=True))
    errors = values - true
    return [
        (body, float(values[i] - errors[bodies != body].mean()), float(true[i]))
        for i, body in enumerate(bodies)
    ]


def measure() -> Found:
    """Look at every picture."""
    found: Found = defaultdict(list)
    images, folder = rendered_pictures()
    eyes = make_eyes()
    for done, image in enumerate(images, 1):
        print(f"\r{done}/{len(images)}", end="", file=sys.stderr, flush=True)
        frame, body = read_photo(folder / image["image"]), image["subject"]
        if image["view"] == "back":
            for section, way, value, true in backs(eyes, image, frame):
                found[section, way].append((body, value, true))
        elif image["view"] == "front":
            hair = "Fronts, hair over an eye" if image["subject_info"]["hair_over_one_eye"] else "Fronts"
            for way, value in fronts(eyes, image, frame):
                true = 0.0 if way.startswith("SD") else true_line(image, "eye")
                found[hair, way].append((body, value, true))
            for way, value in heads_in_front(eyes, image, frame):
                found["Outlines of the heads in front", way].append((body, value, true_line(image, "tragus")))
        else:
            for way, value, true in pitches(eyes, image, frame):
                found["Profiles: pitch, less the other bodies' offset", way].append((body, value, true))
    print(file=sys.stderr)
    found["Fronts", "detector's share fitted to the other bodies"] = with_share_of_others(
        found["Fronts", "face detector"], found["Fronts", "both meshes"]
    )
    return {
        key: less_offset_of_others(rows) if key[0].startswith("Profiles") else rows
        for key, rows in found.items()
    }


def table(found: Found) -> list[str]:
    """Give the lines of one Markdown table."""
    lines = [
        "| pictures | way | n | bias | MAE | P95 | largest | slope | worst body |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (section, way), rows in sorted(found.items(), key=lambda one: one[0][0]):
        bodies, values, true = (np.array(one) for one in zip(*rows, strict=True))
        error = values - true
        off = np.abs(error)
        slope = np.polyfit(true, values, 1)[0] if np.ptp(true) > 1.0 else float("nan")
        worst = max(float(off[bodies == body].mean()) for body in set(bodies))
        lines.append(
            f"| {section} | {way} | {len(rows)} | {error.mean():+.2f} | {off.mean():.2f} "
            f"| {np.percentile(off, 95):.2f} | {off.max():.2f} | {slope:.2f} | {worst:.2f} |"
        )
    return lines


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--save", action="store_true", help=f"write the table to {RESULTS.name}")
    save = parser.parse_args().save
    lines = [
        "# The head's tilt",
        "",
        f"`python run.py bench head --save`: {DEFAULT_REPEATS} looks a photo; {platform.system()}, "
        f"Python {platform.python_version()}. Degrees against the true points, camera level known.",
        "",
        *table(measure()),
        "",
    ]
    print("\n".join(lines))
    if save:
        RESULTS.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
