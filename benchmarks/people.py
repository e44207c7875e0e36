"""How many of the people in a picture are found, and how often somebody is seen where nobody is.

    python run.py bench people [--save]

The pictures of `../shared/data/real/keypoints` with points labelled by others; the poses found are
assigned to the people, best first, by COCO's object keypoint similarity (OKS, its sigmas, the labelled
body's area), and count from .5 on. Everybody with at least one labelled point counts as a person. Beside
it the plain call of MediaPipe's PoseLandmarker with `num_poses=10`, and people cut out by their labelled
boxes, which nobody has in practice. Time is given on the wall and of the processor, in this run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.truth import data_folder
from posture_app.adapters import opencv
from posture_app.adapters.models import bundle as model_bundle
from posture_app.adapters.models import mediapipe_import
from posture_app.adapters.models.mediapipe_people import MediaPipePeople
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.domain.crowd import SPREAD
from posture_app.domain.keypoints import Landmark
from posture_app.services.ports import Frame

RESULTS = Path(__file__).parent / "results" / "people.md"
FOUND_FROM = 0.5
CUT_SIDE, CUT_MARGIN = 512, 1.6
ALL, FIVE = 1, 5

Points = np.ndarray
Finder = Callable[[Frame], list[Points]]
"""Gives the landmarks of everybody, (n, 2) positions in pixels each."""


@dataclass(frozen=True)
class Labelled:
    """A person as somebody labelled them; NaN where a point is not labelled."""

    points: Points
    area: float
    box: tuple[float, float, float, float]

    @property
    def count(self) -> int:
        """How many points are labelled."""
        return int(np.isfinite(self.points[:, 0]).sum())

    def likeness(self, found: Points) -> float:
        """Give COCO's object keypoint similarity."""
        known = np.isfinite(self.points[:, 0])
        off = ((self.points - found[list(SPREAD)]) ** 2).sum(axis=1)[known]
        spread = np.array(list(SPREAD.values()))[known]
        return float(np.exp(-off / (2.0 * self.area * (2.0 * spread) ** 2)).mean())


@dataclass
class Tally:
    """What one way found."""

    found: dict[int, int] = field(default_factory=lambda: {ALL: 0, FIVE: 0})
    people: dict[int, int] = field(default_factory=lambda: {ALL: 0, FIVE: 0})
    poses: int = 0
    elsewhere: int = 0
    wall_s: list[float] = field(default_factory=list)
    processor_s: list[float] = field(default_factory=list)
    nobody: list[int] = field(default_factory=list)

    def timed(self, find: Finder, frame: Frame) -> list[Points]:
        """Find, and take the time."""
        wall, processor = time.perf_counter(), time.process_time()
        found = find(frame)
        self.wall_s.append(time.perf_counter() - wall)
        self.processor_s.append(time.process_time() - processor)
        return found


def labelled() -> list[tuple[Path, list[Labelled], list[tuple[float, ...]]]]:
    """Give every picture with its people and the boxes of crowds that nobody labelled one by one."""
    folder = data_folder() / "real" / "keypoints"
    told = json.loads((folder / "keypoints.json").read_text(encoding="utf-8"))
    return [
        (
            folder / one["image"],
            [_labelled(person) for person in one["people"]],
            [tuple(box) for box in one.get("crowd_regions", [])],
        )
        for one in told
    ]


def _labelled(person: dict[str, Any]) -> Labelled:
    points = np.full((len(SPREAD), 2), np.nan)
    for row, landmark in enumerate(SPREAD):
        x, y, known = person["keypoints"].get(landmark.name.lower(), (0, 0, 0))
        if known:
            points[row] = x, y
    return Labelled(points, float(person["area"]), tuple(person["bbox"]))


def assigned(people: Sequence[Labelled], found: Sequence[Points]) -> set[int]:
    """Give which people were found: each pose stands for one of them, the most alike first."""
    pairs = sorted(
        (
            (person.likeness(pose), i, j)
            for i, person in enumerate(people)
            for j, pose in enumerate(found)
            if person.count
        ),
        reverse=True,
    )
    persons: set[int] = set()
    poses: set[int] = set()
    for likeness, i, j in pairs:
        if likeness >= FOUND_FROM and i not in persons and j not in poses:
            persons.add(i)
            poses.add(j)
    return persons


def is_elsewhere(pose: Points, people: Sequence[Labelled], crowds: Sequence[tuple[float, ...]]) -> bool:
    """Tell whether a pose's trunk stands in nobody's box."""
    trunk = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    x, y = pose[trunk].mean(axis=0)
    boxes = [one.box for one in people] + [tuple(box) for box in crowds]
    return not any(
        left <= x <= left + width and top <= y <= top + height for left, top, width, height in boxes
    )


def plain_finder() -> Finder:
    """The Tasks API as it comes, asked for ten people."""
    detect = _landmarker(10)

    def find(frame: Frame) -> list[Points]:
        return [points * (frame.width, frame.height) for points in detect(frame.rgb)]

    return find


def _landmarker(people: int) -> Callable[[Points], list[Points]]:
    mediapipe, tasks, vision = mediapipe_import.load()
    landmarker = vision.PoseLandmarker.create_from_options(
        vision.PoseLandmarkerOptions(
            base_options=tasks.BaseOptions(**model_bundle.pose_bundle().options()), num_poses=people
        )
    )

    def detect(rgb: Points) -> list[Points]:
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(rgb))
        return [np.array([(at.x, at.y) for at in one]) for one in landmarker.detect(image).pose_landmarks]

    return detect


def boxed(detect: Callable[[Points], list[Points]], frame: Frame, person: Labelled) -> list[Points]:
    """Look at one person, cut out by the labelled box."""
    left, top, width, height = person.box
    scale = CUT_SIDE / (CUT_MARGIN * max(width, height))
    shift = CUT_SIDE / 2 - scale * np.array([left + width / 2, top + height / 2])
    cut = opencv.cut_out(frame.rgb, np.array([[scale, 0, shift[0]], [0, scale, shift[1]]]), CUT_SIDE)
    return [(points * CUT_SIDE - shift) / scale for points in detect(cut)]


def measured(find: Finder, empty: Sequence[Path]) -> Tally:
    """Try one way on all pictures."""
    tally = Tally()
    for index, (path, people, crowds) in enumerate(labelled()):
        frame = read_photo(path)
        if index == 0:
            find(frame)  # to warm up
        found = tally.timed(find, frame)
        persons = assigned(people, found)
        for least in (ALL, FIVE):
            tally.people[least] += sum(one.count >= least for one in people)
            tally.found[least] += sum(people[i].count >= least for i in persons)
        tally.poses += len(found)
        tally.elsewhere += sum(is_elsewhere(one, people, crowds) for one in found)
    tally.nobody = [len(find(read_photo(path))) for path in empty]
    return tally


def by_box() -> tuple[int, int]:
    """Count who is found in a cut-out by the labelled box, and how many there are."""
    detect = _landmarker(3)
    found = people = 0
    for path, everybody, _ in labelled():
        frame = read_photo(path)
        for person in everybody:
            if person.count:
                people += 1
                poses = boxed(detect, frame, person)
                found += max((person.likeness(pose) for pose in poses), default=0.0) >= FOUND_FROM
    return found, people


def parts_ms(people: MediaPipePeople) -> float:
    """Give the processor's milliseconds for one person's hands and face, median over the pictures."""
    times = []
    for path, *_ in labelled():
        frame = read_photo(path)
        found = people.find_people(frame)
        if found:
            people.parts_of(frame, found[:1])  # the first call loads the models
            begun = time.process_time()
            people.parts_of(frame, found)
            times.append(1000.0 * (time.process_time() - begun) / len(found))
    return statistics.median(times)


def empty_pictures() -> list[Path]:
    """Give the pictures that show no person."""
    folder = data_folder() / "real" / "bad"
    items = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["items"]
    shown = ("noperson_", "animal_", "figure_")
    return [folder / one["file"] for one in items if one["file"].startswith(shown)]


def row(name: str, tally: Tally) -> str:
    """Write one way's line."""
    recall = " | ".join(
        f"{tally.found[least]}/{tally.people[least]} ({tally.found[least] / tally.people[least]:.0%})"
        for least in (ALL, FIVE)
    )
    false = f"{sum(tally.nobody)} in {sum(map(bool, tally.nobody))} of {len(tally.nobody)}"
    return (
        f"| {name} | {recall} | {tally.poses} | {tally.elsewhere} | {false} "
        f"| {statistics.median(tally.wall_s):.2f} ({max(tally.wall_s):.2f}) "
        f"| {statistics.median(tally.processor_s):.2f} ({max(tally.processor_s):.2f}) |"
    )


def _times(ours: list[float], plain: list[float]) -> float:
    return statistics.median(ours) / statistics.median(plain)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--save", action="store_true", help=f"write the table to {RESULTS.name}")
    save = parser.parse_args().save
    load = os.getloadavg()[0]
    empty = empty_pictures()
    people = MediaPipePeople()
    plain = measured(plain_finder(), empty)
    ours = measured(lambda frame: [one.keypoints.xy_px for one in people.find_people(frame)], empty)
    parts = parts_ms(people)
    people.close()
    found, count = by_box()
    lines = [
        "# Everybody in a picture",
        "",
        f"`python run.py bench people --save`: {len(ours.wall_s)} pictures with labelled people, "
        f"{len(empty)} without a person; found from OKS {FOUND_FROM} on, with COCO's sigmas; "
        f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {load:.1f} before the run.",
        "",
        "| way | found | found, of people with ≥ 5 points | poses | with the trunk in nobody's box "
        "| poses where nobody is | s on the wall, median (longest) | s of the processor |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        row("plain call, `num_poses=10`", plain),
        row("everybody by windows, two looks", ours),
        f"| each cut out by the labelled box | {found}/{count} ({found / count:.0%}) | | | | | | |",
        "",
        f"Time against the plain call: × {_times(ours.wall_s, plain.wall_s):.0f} on the wall, "
        f"× {_times(ours.processor_s, plain.processor_s):.0f} of the processor; the models run on two "
        "threads, so that on two idle cores the wall's time comes near half of the processor's. "
        f"Hands and face take {parts:.0f} ms of the processor a person more. "
        "Boxes in which no points are labelled count as somebody's, crowds too. The constants were "
        "chosen on these very pictures, so what is found on others may be less.",
        "",
    ]
    print("\n".join(lines))
    if save:
        RESULTS.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
