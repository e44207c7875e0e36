"""What the body's contour adds on the rendered test pictures, and what it does not.

    python run.py bench contours [--save]

Compares, with the camera level known, ways to the shoulders' tilt and their middle, the scale from masks as
they are and refined at full resolution by a guided filter, the knees' alignment with and without the
legs' mid-lines, and C7 from the nape. "Worst body" is the largest mean error of one body; where something was
fitted, every body is judged by what was fitted to the others.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.truth import rendered_pictures, scale_of, truth_of
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.adapters.vision.guided_filter import guided_filter
from posture_app.app.assessing import make_eyes
from posture_app.domain.body import Body, CameraLevel
from posture_app.domain.geometry import lean_deg
from posture_app.domain.keypoints import Keypoints, Landmark, Person, Silhouette
from posture_app.domain.measures import BY_ID
from posture_app.domain.repeats import average
from posture_app.domain.scale import px_per_cm
from posture_app.domain.shoulders import NECK_SHARE, look_at_shoulders, with_shoulders
from posture_app.domain.subject import choose
from posture_app.domain.views import Facing, with_sides_of
from posture_app.services.assessing.assess import DEFAULT_REPEATS, Eyes
from posture_app.services.ports import Frame

RESULTS = Path(__file__).parent / "results" / "contours.md"
GUIDED_RADIUS, GUIDED_EPS = 8, 1e-3
NECK_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)

Matrix = np.ndarray


@dataclass(frozen=True)
class Picture:
    """One picture, looked at: the passes in order, their mean, and the truth."""

    image: dict[str, Any]
    facing: Facing
    frame: Frame
    passes: list[Person]
    person: Person

    def read(self, measure: str, person: Person) -> float:
        camera = self.image["camera"]
        level = CameraLevel.manual(camera["roll_deg"])
        centre = (camera["width"] / 2, camera["height"] / 2)
        return BY_ID[measure].read(Body.levelled(person.keypoints, self.facing, level, centre, 1.0))


@dataclass(frozen=True)
class Error:
    """One estimate beside its truth."""

    subject: str
    estimate: float
    true: float


Found = Mapping[tuple[str, str, str], list[Error]]
"""Errors by (what, way, view)."""


def pictures(eyes: Eyes) -> Iterator[Picture]:
    images, folder = rendered_pictures()
    for done, image in enumerate(images, 1):
        print(f"\r{done}/{len(images)} ", end="", file=sys.stderr, flush=True)
        frame, facing = read_photo(folder / image["image"]), Facing(image["view"])
        person, _ = choose(eyes.poses.find_all(frame), frame.width, frame.height)
        look = eyes.poses.look_closely(frame, person, DEFAULT_REPEATS)
        passes = [with_sides_of(one, facing) for one in look.passes]
        yield Picture(image, facing, frame, passes, average(passes, look.silhouette).person)
    print(file=sys.stderr)


def refined(frame: Frame, silhouette: Silhouette) -> Silhouette:
    """Refine a silhouette at the photo's resolution by a guided filter, the photo being the guide."""
    rows, columns = np.mgrid[0 : frame.height, 0 : frame.width] + 0.5
    coarse = silhouette.at(np.stack([columns, rows], axis=-1)).astype(np.float32)
    fine = guided_filter(frame.rgb, coarse, GUIDED_RADIUS, GUIDED_EPS * 255.0**2)
    return Silhouette(np.clip(np.round(fine * 255), 0, 255).astype(np.uint8), 0.0, 0.0, 1.0)


def shoulder_ways(one: Picture, fine: Silhouette) -> Iterator[tuple[str, Person]]:
    """Give the person with the shoulders as each way has them; the landmarks where a way cannot tell."""
    yield "averaged landmarks", one.person
    for share in NECK_SHARES:
        yield f"contour, neck's share {share:g}", with_look(one, one.person.silhouette, share)
    yield "contour .7, landmarks .3, neck's share 0", blended(one, 0.7)
    yield "contour, guided filter, neck's share 0.5", with_look(one, fine, 0.5)


def with_look(one: Picture, silhouette: Silhouette | None, neck_share: float) -> Person:
    look = look_at_shoulders(one.person, silhouette, neck_share)
    return one.person if look is None else average(with_shoulders(one.passes, look), None).person


def blended(one: Picture, share: float) -> Person:
    """Mix the contour's pair with the landmarks'."""
    contour, points = with_look(one, one.person.silhouette, 0.0), one.person.keypoints
    xy_px = share * contour.keypoints.xy_px + (1.0 - share) * points.xy_px
    return replace(one.person, keypoints=Keypoints(xy_px, points.visibility, points.sources))


def with_leg_mid_lines(one: Picture, silhouette: Silhouette, share: float) -> Person:
    """Move knees and ankles towards the middle of the leg in the silhouette, where the legs are apart."""
    xy_px = one.person.keypoints.xy_px.copy()
    for name in ("KNEE", "ANKLE"):
        pair = [Landmark[f"{side}_{name}"] for side in ("LEFT", "RIGHT")]
        widest = 0.95 * abs(float(xy_px[pair[0], 0] - xy_px[pair[1], 0]))
        mids = [leg_middle(silhouette, xy_px[landmark], widest) for landmark in pair]
        if all(mid is not None for mid in mids):
            xy_px[pair, 0] += share * (np.array(mids) - xy_px[pair, 0])
    points = one.person.keypoints
    return replace(one.person, keypoints=Keypoints(xy_px, points.visibility, points.sources))


def leg_middle(silhouette: Silhouette, point: Matrix, widest: float) -> float | None:
    ends = [run_end(silhouette, point, step, widest) for step in (-1.0, +1.0)]
    if None in ends or ends[1] - ends[0] > widest:
        return None
    return float(np.mean(ends))


def run_end(silhouette: Silhouette, point: Matrix, step: float, farthest: float) -> Any:
    """Give the photo x at which the silhouette ends on the way from a point sideways."""
    xs = point[0] + step * np.arange(0.0, farthest, 0.5)
    share = silhouette.at(np.stack([xs, np.full_like(xs, point[1])], axis=-1))
    outside = np.flatnonzero(share < 0.5)
    return None if outside.size == 0 or outside[0] == 0 else float(xs[outside[0]] - step * 0.25)


def measured(one: Picture) -> Iterator[tuple[str, str, Error]]:
    """Give (what, way, error) of every comparison but the nape's."""
    assert one.person.silhouette is not None
    subject, fine = one.image["subject"], refined(one.frame, one.person.silhouette)
    height = one.image["stature_mm"] / 10
    for way, silhouette in (("averaged mask", one.person.silhouette), ("guided filter", fine)):
        scale = px_per_cm(replace(one.person, silhouette=silhouette), height)
        assert scale is not None
        error = Error(subject, 100.0 * scale / scale_of(one.image), 100.0)
        yield "scale (%)", way, error
    if not one.facing.is_side:
        yield from measured_across(one, fine)


def measured_across(one: Picture, fine: Silhouette) -> Iterator[tuple[str, str, Error]]:
    """Give (what, way, error) of what front and back views tell."""
    subject, true = one.image["subject"], truth_of(one.image)
    for way, person in shoulder_ways(one, fine):
        yield "shoulder_tilt", way, Error(subject, one.read("shoulder_tilt", person), true["shoulder_tilt"])
    shipped = with_look(one, one.person.silhouette, NECK_SHARE)
    for way, person in (("averaged landmarks", one.person), ("contour", shipped)):
        for measure in ("trunk_tilt", "body_tilt", "head_axis_tilt"):
            yield measure, way, Error(subject, one.read(measure, person), true[measure])
    ways = {"averaged landmarks": one.person}
    for share in (0.5, 1.0):
        ways[f"legs' mid-lines, share {share:g}"] = with_leg_mid_lines(one, fine, share)
    for way, person in ways.items():
        for measure in ("left_knee_alignment", "right_knee_alignment"):
            yield "knee_alignment", way, Error(subject, one.read(measure, person), true[measure])


def nape(sides: Sequence[Picture]) -> list[Error]:
    """Estimate the craniovertebral angle from the nape, height and depth of C7 fitted to the other bodies."""
    fits = [nape_fit(one) for one in sides]
    errors = []
    for one in sides:
        subject = one.image["subject"]
        others = [fit for fit, other in zip(fits, sides, strict=True) if other.image["subject"] != subject]
        level, depth = np.mean(others, axis=0)
        ear, shoulder, forward = ear_and_shoulder(one)
        y = shoulder[1] + level * (ear[1] - shoulder[1])
        x = nape_x(one, y) + forward * depth * one.person.keypoints.height_px()
        inclination = lean_deg(np.array([x, y]), ear, forward) + forward * one.image["camera"]["roll_deg"]
        true = one.image["angles"]["image_2d_deroll"][f"{one.facing.value}_craniovertebral"]
        errors.append(Error(subject, 90.0 - inclination, true))
    return errors


def nape_fit(one: Picture) -> tuple[float, float]:
    """Give where the true C7 lies: its share of the way shoulder → ear, and how far inside the contour."""
    ear, shoulder, forward = ear_and_shoulder(one)
    c7 = np.array(one.image["landmarks"]["c7"]["px"])
    depth = (c7[0] - nape_x(one, c7[1])) * forward / one.person.keypoints.height_px()
    return float((c7[1] - shoulder[1]) / (ear[1] - shoulder[1])), float(depth)


def nape_x(one: Picture, y: float) -> float:
    _, shoulder, forward = ear_and_shoulder(one)
    assert one.person.silhouette is not None
    start = np.array([shoulder[0], y])
    return float(run_end(one.person.silhouette, start, -float(forward), one.person.keypoints.height_px() / 4))


def ear_and_shoulder(one: Picture) -> tuple[Matrix, Matrix, int]:
    points, side = one.person.keypoints, one.facing.value.upper()
    return (
        points.point(Landmark[f"{side}_EAR"]),
        points.point(Landmark[f"{side}_SHOULDER"]),
        one.facing.forward,
    )


def table(found: Found) -> list[str]:
    """Give the lines of one Markdown table."""
    lines = [
        "| measure | way | view | n | bias | MAE | P95 | largest | RMS | slope | worst body |",
        "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (what, way, view), errors in sorted(found.items(), key=lambda item: (item[0][0], item[0][2])):
        true = np.array([one.true for one in errors])
        error = np.array([one.estimate for one in errors]) - true
        body = np.array([one.subject for one in errors])
        slope = f"{np.polyfit(true, true + error, 1)[0]:.2f}" if np.ptp(true) > 1.0 else "–"
        worst = max((float(np.abs(error[body == name]).mean()), str(name)) for name in set(body))
        lines.append(
            f"| {what} | {way} | {view} | {len(errors)} | {error.mean():+.2f} | {np.abs(error).mean():.2f} "
            f"| {np.percentile(np.abs(error), 95):.2f} | {np.abs(error).max():.2f} "
            f"| {np.sqrt((error**2).mean()):.2f} | {slope} | {worst[1]} {worst[0]:.2f} |"
        )
    return lines


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--save", action="store_true", help=f"write the tables to {RESULTS.name}")
    wanted = parser.parse_args()
    looked = list(pictures(make_eyes()))
    found: dict[tuple[str, str, str], list[Error]] = defaultdict(list)
    for one in looked:
        view = "side" if one.facing.is_side else one.facing.value
        for what, way, error in measured(one):
            found[what, way, view].append(error)
    found["craniovertebral_angle", "nape", "side"] = nape([one for one in looked if one.facing.is_side])
    lines = [
        "# What the body's contour adds, on the rendered truth set",
        "",
        f"`python run.py bench contours --save`: {len(looked)} pictures, {DEFAULT_REPEATS} looks, "
        "level known; "
        f"{platform.system()}, Python {platform.python_version()}. Degrees; the scale in per cent of the "
        "true one. *Worst body*: the largest mean error of one body. Only the nape's two constants are "
        "fitted, to the other bodies each time. The program takes the shoulders from the contour with the "
        "neck's share 0.5, and nothing else of what is compared here.",
        "",
        *table(found),
        "",
    ]
    print("\n".join(lines))
    if wanted.save:
        RESULTS.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
