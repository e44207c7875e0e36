"""How well the camera's roll is found in the room, and how often the room says it.

    python run.py bench level [--save]

Every rendered picture and every real photograph is looked at as it is and turned by 1, 2, and 3 degrees to
either side (cut so that no border shows). Rendered: against the true roll. Real: the level is not known, but
a turn must be followed: what is found in the turned picture, less the turn, is held against the median over
the picture's variants. A further set of drawn rooms with clutter (askew frames, leaning sticks, ladders,
stripes; rooms without any vertical too) shows how often a given level is wrong.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.cluttered_rooms import cluttered_room
from benchmarks.truth import data_folder, rendered_pictures
from posture_app.adapters.opencv import cv2
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.adapters.vision.level import SceneLevels
from posture_app.app.assessing import make_eyes
from posture_app.domain.body import CameraLevel
from posture_app.domain.keypoints import MODEL_LANDMARKS, Keypoints, Person, Silhouette
from posture_app.domain.subject import choose
from posture_app.services.assessing.assess import Eyes
from posture_app.services.ports import Frame

RESULTS = Path(__file__).parent / "results" / "level.md"
TURNS = (-3, -2, -1, 0, 1, 2, 3)
ROOMS = 600

Found = dict[int, CameraLevel | None]


def turned(frame: Frame, person: Person, degrees: float) -> tuple[Frame, Person]:
    """Give the picture as a camera rolled by so much more would have taken it, a little enlarged."""
    width, height = frame.width, frame.height
    c, s = np.cos(np.radians(abs(degrees))), np.sin(np.radians(abs(degrees)))
    enlarged = c + s * max(width / height, height / width)
    places = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, enlarged)
    pixels = _for_pixels(places)
    rgb = cv2.warpAffine(frame.rgb, pixels, (width, height), flags=cv2.INTER_CUBIC)
    points = person.keypoints
    xy_px = points.xy_px[:MODEL_LANDMARKS] @ places[:, :2].T + places[:, 2]
    keypoints = Keypoints.from_model(xy_px, points.visibility[:MODEL_LANDMARKS].copy())
    silhouette = person.silhouette
    if silhouette is not None:
        size = 1.0 / silhouette.scale
        cut = np.array([[size, 0.0, silhouette.left], [0.0, size, silhouette.top]])
        whole = cv2.warpAffine(silhouette.share, _for_pixels(cut), (width, height))
        silhouette = Silhouette(np.asarray(cv2.warpAffine(whole, pixels, (width, height))), 0.0, 0.0, 1.0)
    return Frame(np.ascontiguousarray(rgb)), replace(person, keypoints=keypoints, silhouette=silhouette)


def _for_pixels(places: np.ndarray) -> np.ndarray:
    matrix = places.copy()
    matrix[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    return matrix


def variants(paths: list[Path], eyes: Eyes) -> Iterator[tuple[str, Found]]:
    """Give what is found in every picture and its turned variants; where nobody is found, nothing."""
    for done, path in enumerate(paths, 1):
        print(f"\r{path.parent.name} {done}/{len(paths)} ", end="", file=sys.stderr, flush=True)
        frame = read_photo(path)
        people = eyes.poses.find_all(frame)
        if not people:
            continue
        person, _ = choose(people, frame.width, frame.height)
        person = replace(person, silhouette=eyes.poses.look_closely(frame, person, 2).silhouette)
        yield path.name, {turn: eyes.levels.level_of(*turned(frame, person, turn)) for turn in TURNS}
    print(file=sys.stderr)


def against_truth(found: list[tuple[CameraLevel | None, float]]) -> str:
    """Give a row's figures: how many, how often sure, errors, and what the standard errors are worth."""
    sure = [(level.roll_deg - true, level.sem_deg) for level, true in found if level is not None]
    error, sem = np.array(sure).reshape(-1, 2).T
    far = np.abs(error)
    return (
        f"{len(found)} | {len(sure) / len(found):.0%} | {far.mean():.3f} | {np.percentile(far, 95):.3f} "
        f"| {far.max():.2f} | {(far > 0.5).sum()} | {np.median(sem):.3f} | {((error / sem) ** 2).mean():.2f} "
        f"| {(far < 1.96 * sem).mean():.0%} |"
    )


def rendered(eyes: Eyes) -> list[str]:
    """Give the table's rows of the rendered rooms, as they are, turned, and subject by subject."""
    images, folder = rendered_pictures()
    true = {Path(one["image"]).name: one for one in images}
    found = dict(variants([folder / one["image"] for one in images], eyes))
    pairs = {
        name: {turn: (level, true[name]["camera"]["roll_deg"] + turn) for turn, level in levels.items()}
        for name, levels in found.items()
    }
    as_is = [one[0] for one in pairs.values()]
    all_turns = [pair for one in pairs.values() for turn, pair in one.items() if turn]
    rows = [f"| rendered | {against_truth(as_is)}", f"| rendered, turned | {against_truth(all_turns)}"]
    for subject in sorted({one["subject"] for one in images}):
        own = [
            pair for name, one in pairs.items() if true[name]["subject"] == subject for pair in one.values()
        ]
        rows.append(f"| – rooms of subject {subject} | {against_truth(own)}")
    return rows


def drawn() -> list[str]:
    """Give the table's rows of the drawn rooms: the clean ones, and all others."""
    finder, clean, other = SceneLevels(), [], []
    for seed in range(ROOMS):
        room = cluttered_room(seed)
        pair = (finder.level_of(room.frame, room.person), room.roll_deg)
        (clean if room.is_clean else other).append(pair)
    return [
        f"| drawn, furnished | {against_truth(clean)}",
        f"| drawn, cluttered or bare | {against_truth(other)}",
    ]


def followed(folder: Path, eyes: Eyes) -> list[str]:
    """Give the lines on a folder of real photographs."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".jpg", ".jpeg"))
    off, rows, sure, as_is, count = list[float](), list[str](), 0, 0, 0
    lines = ["", "| photograph | level as it is | found in the variants, less the turn |", "|---|---|---|"]
    for name, found in variants(paths, eyes):
        count += 1
        rolls = [level.roll_deg - turn for turn, level in found.items() if level is not None]
        sure += len(rolls)
        level = found[0]
        as_is += level is not None
        if rolls:
            off += [float(one) for one in np.abs(np.array(rolls) - np.median(rolls))]
            said = "unsure" if level is None else f"{level.roll_deg:.2f} ± {1.96 * level.sem_deg:.2f}"
            rows.append(f"| {name} | {said} | {', '.join(f'{one:.2f}' for one in rolls)} |")
    most = f"{max(off):.2f}°" if off else "–"
    told = f"{as_is} of {count} photographs as they are, {sure} of {count * len(TURNS)} variants; "
    told = f"`{folder.name}`: {told}largest deviation from the photograph's median {most}."
    return [told, *(lines + rows if rows else []), ""]


def cost(path: Path, eyes: Eyes) -> str:
    """Give the time of one look for the level, as a ratio to one bare look for a pose."""
    frame = read_photo(path)
    person = eyes.poses.find_all(frame)[0]
    person = replace(person, silhouette=eyes.poses.look_closely(frame, person, 2).silhouette)
    level, pose = list[float](), list[float]()
    for _ in range(15):
        for times, work in (
            (level, lambda: eyes.levels.level_of(frame, person)),
            (pose, lambda: eyes.poses.look_closely(frame, person, 1)),
        ):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
    return f"{np.median(level) / np.median(pose):.1f}"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--save", action="store_true", help=f"write the tables to {RESULTS.name}")
    wanted = parser.parse_args()
    folder = data_folder()
    eyes = make_eyes()
    ratio = cost(folder / "synthetic" / "o001_A_front.jpg", eyes)
    lines = [
        "# The camera level from the room",
        "",
        f"`python run.py bench level --save`: degrees; turned by ±1, ±2, ±3°; {ROOMS} drawn rooms. "
        "z² is the mean square of error over sem, covered the share of true rolls within ± 1.96 sem.",
        "",
        "| rooms | n | sure | MAE | P95 | worst | > .5° | sem, median | z² | covered |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        *rendered(eyes),
        *drawn(),
        "",
        f"One look costs {ratio} times one look at the pose (processor time, 720 × 1280).",
        "",
        "## Real photographs",
        "",
        *followed(folder / "real" / "standing", eyes),
        *followed(folder / "real" / "keypoints", eyes),
    ]
    text = "\n".join(lines)
    print(text)
    if wanted.save:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
