"""How well faces are found and told apart, how their turn is read, and how fast all that is.

    python run.py bench faces [--faces SET] [--save]

The shared portraits are too few for a curve (and those of one person are crops of one photograph): their
distances are printed pair by pair. SET is a folder that
holds one folder of photographs for every person; the largest face of each photograph counts. The head's turn
is read in the rendered front pictures against the truth, once with the face the program ships and once with
the mean of the other bodies. Times are of this machine, as busy as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from posture_app.adapters.photos.photo_files import read_photo
from posture_app.app.faces import make_faces
from posture_app.domain.errors import PostureError
from posture_app.domain.faces.likeness import distance, distance_of, mean_vector, similarity
from posture_app.domain.faces.portrait import FaceSight
from posture_app.domain.faces.turn import POINTS, face_turn
from posture_app.services.faces.engine import FaceEngine
from posture_app.services.faces.gallery import Gallery

RESULTS = Path(__file__).parent / "results" / "faces.md"
_MIRROR = {one: one ^ 1 for one in range(16)}
"""The first sixteen points of the turn come in pairs, image left and right."""


@dataclass(frozen=True)
class Known:
    """A face whose owner is known."""

    person: str
    name: str
    vector: np.ndarray


# --- the shared portraits -------------------------------------------------------------------------


def shared(engine: FaceEngine, data: Path) -> tuple[list[Known], list[str]]:
    """Look at the shared portraits; give their faces and a table of what was found."""
    listed = json.loads((data / "real" / "face" / "manifest.json").read_text(encoding="utf-8"))["items"]
    known, lines = [], ["| picture | faces | found | yaw, pitch, roll |", "|---|--:|--:|---|"]
    for item in listed:
        frame = read_photo(data / "real" / "face" / item["file"])
        faces = engine.faces(frame)
        turns = "; ".join(f"{f.turn.yaw:+.0f} {f.turn.pitch:+.0f} {f.turn.roll:+.0f}" for f in faces)
        lines.append(f"| {item['file']} | {item['face_count']} | {len(faces)} | {turns} |")
        owners = item["persons"] if len(item["persons"]) == len(faces) else []
        for owner, face in zip(owners, faces, strict=False):
            known.append(Known(owner, item["file"], engine.vector(frame, face)))
    return known, [*lines, ""]


def distances(known: list[Known]) -> list[str]:
    """Give the table of distances, the similarity in brackets."""
    heads = [f"{one.person} {one.name.removesuffix('.jpg')}" for one in known]
    lines = ["| | " + " | ".join(str(n + 1) for n in range(len(known))) + " |"]
    lines.append("|---|" + "--:|" * len(known))
    for number, one in enumerate(known):
        cells = [f"{distance(one.vector, other.vector):.2f}" for other in known]
        cells[number] = ""
        lines.append(f"| {number + 1} {heads[number]} | " + " | ".join(cells) + " |")
    same, other = pairs(known)
    lines += ["", f"Same person: {spread(same)}; strangers: {spread(other)}.", ""]
    return lines


def spread(values: np.ndarray) -> str:
    """Tell the range of distances with the similarities at its ends."""
    if not len(values):
        return "none"
    low, high = float(values.min()), float(values.max())
    return (
        f"{len(values)} pairs, {low:.2f} to {high:.2f} "
        f"(similarity {float(similarity(low)):.1f} to {float(similarity(high)):.1f})"
    )


def pairs(known: list[Known]) -> tuple[np.ndarray, np.ndarray]:
    """Give the distances of all pairs of one person, and of strangers."""
    vectors = np.array([one.vector for one in known], np.float64)
    owners = np.array([one.person for one in known])
    rows, columns = np.triu_indices(len(known), 1)
    apart = np.concatenate(
        [
            np.linalg.norm(vectors[rows[at : at + 100_000]] - vectors[columns[at : at + 100_000]], axis=1)
            for at in range(0, max(1, len(rows)), 100_000)
        ]
    )
    alike = owners[rows] == owners[columns]
    return apart[alike], apart[~alike]


# --- a set of one's own ---------------------------------------------------------------------------


def own_set(engine: FaceEngine, folder: Path) -> tuple[list[Known], int, int]:
    """Look at a set; give its faces, how many photographs there were, and how many showed no face."""
    known, photos, empty = [], 0, 0
    for path in sorted(folder.glob("*/*")):
        try:
            frame = read_photo(path)
        except PostureError:
            continue
        photos += 1
        faces = engine.faces(frame)
        if faces:
            known.append(Known(path.parent.name, path.name, engine.vector(frame, faces[0])))
        else:
            empty += 1
    return known, photos, empty


def area_under(same: np.ndarray, other: np.ndarray) -> float:
    """Give how often a pair of one person is nearer than a pair of strangers; ties count half."""
    below = np.searchsorted(np.sort(other), same, side="left")
    upto = np.searchsorted(np.sort(other), same, side="right")
    return float(1.0 - (below + upto).mean() / (2 * len(other)))


def at_rate(same: np.ndarray, other: np.ndarray, rate: float) -> tuple[float, float] | None:
    """Give (distance, TAR) where strangers pass at most so often; None where they are too few to tell."""
    allowed = int(rate * len(other))
    if allowed < 1:
        return None
    limit = float(np.sort(other)[allowed - 1])
    return limit, float((same <= limit).mean())


def curve(known: list[Known]) -> list[str]:
    """Give the ROC's figures, the rates at the program's similarities, and what three photos are worth."""
    same, other = pairs(known)
    if not len(same) or not len(other):
        return ["Too few photographs for a curve: at least two persons, one with two photographs.", ""]
    lines = [
        f"AUC {area_under(same, other):.4f} over {len(same)} pairs of one person, {len(other)} of strangers."
    ]
    lines += ["", "| FAR | distance | similarity | TAR |", "|--:|--:|--:|--:|"]
    for rate in (1e-2, 1e-3):
        found = at_rate(same, other, rate)
        if found is None:
            lines.append(f"| {rate:g} | too few pairs | | |")
        else:
            limit, share = found
            lines.append(f"| {rate:g} | {limit:.3f} | {float(similarity(limit)):.1f} | {100 * share:.1f} % |")
    lines += ["", *rates(same, other), *three(known)]
    return lines


def rates(same: np.ndarray, other: np.ndarray) -> list[str]:
    """Give TAR and FAR at some similarities."""
    lines = ["| similarity | distance | TAR | FAR |", "|--:|--:|--:|--:|"]
    for similar in (50, 70, 80, 90, 95, 99):
        limit = distance_of(similar)
        lines.append(
            f"| {similar} | {limit:.3f} | {100 * (same <= limit).mean():.1f} % "
            f"| {100 * (other <= limit).mean():.2f} % |"
        )
    return [*lines, ""]


def three(known: list[Known]) -> list[str]:
    """Compare the mean of the first three photographs with the first alone, against everybody's others."""
    owners: dict[str, list[np.ndarray]] = {}
    for one in known:
        owners.setdefault(one.person, []).append(one.vector)
    enrolled = {owner: vectors for owner, vectors in owners.items() if len(vectors) >= 4}
    if len(enrolled) < 2:
        return []
    lines = ["| enrolled with | same, median | strangers, 1 % | AUC |", "|---|--:|--:|--:|"]
    for count in (1, 3):
        same, other = [], []
        for owner, vectors in enrolled.items():
            mean = mean_vector(vectors[:count])
            for seen, probes in owners.items():
                apart = [distance(mean, probe) for probe in (probes[3:] if seen == owner else probes)]
                (same if seen == owner else other).extend(apart)
        lines.append(
            f"| {count} | {np.median(same):.3f} | {np.percentile(other, 1):.3f} "
            f"| {area_under(np.array(same), np.array(other)):.4f} |"
        )
    return [*lines, ""]


# --- the head's turn ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Head:
    """A rendered head: its mesh points (22, 3), and the true rotation from a head held up to the view."""

    body: str
    valid: bool
    yaw: float
    points: np.ndarray
    upright: np.ndarray


def heads(engine: FaceEngine, data: Path) -> Iterator[Head]:
    """Mesh the rendered front pictures."""
    finder: Any = engine._finder
    images = json.loads((data / "synthetic" / "truth.json").read_text(encoding="utf-8"))["images"]
    for one in images:
        if one["view"] != "front" or one["expected_reject"] in ("nobody", "two_people", "very_dark"):
            continue
        frame = read_photo(data / "synthetic" / one["image"])
        faces = finder.find_faces(frame)
        mesh = None if not faces else finder.mesh(frame, faces[0])
        if mesh is not None:
            yield Head(
                one["subject"], one["expected_reject"] is None, one["body_yaw_deg"],
                mesh[list(POINTS)], line_of_sight(one),
            )  # fmt: skip


def line_of_sight(one: dict[str, Any]) -> np.ndarray:
    """Give the rotation (3, 3) from a head that faces the room's camera wall upright to the line of sight."""
    places = [one["landmarks"][name]["cam_mm"] for name in ("left_eye", "right_eye", "nose_tip")]
    away = np.mean(places, axis=0)
    away /= np.linalg.norm(away)
    right = np.cross((0.0, 1.0, 0.0), away)
    right /= np.linalg.norm(right)
    view = np.array([right, np.cross(away, right), away])
    return np.asarray(view @ np.array(one["camera"]["R_world_to_cam"]) @ np.diag([1.0, -1.0, -1.0]))


def mean_face(among: list[Head]) -> np.ndarray:
    """Give the mean of meshes turned back by the line of sight, made mirror-alike, the eyes 1 apart."""
    turned = []
    for head in among:
        points = head.points - head.points.mean(axis=0)
        turned.append(points / np.sqrt((points**2).sum(axis=1).mean()) @ head.upright)
    mean = np.mean(turned, axis=0)
    mirrored = mean * (-1.0, 1.0, 1.0)
    order = [_MIRROR.get(place, place) for place in range(len(mean))]
    mean = (mean + mirrored[order]) / 2
    return np.asarray(mean / np.linalg.norm(mean[0] - mean[1]))


def turns(found: list[Head]) -> list[str]:
    """Give how far yaw and pitch are off, with the shipped face and with that of the other bodies."""
    whole = np.zeros((468, 3))
    off: dict[str, list[tuple[float, float]]] = {"shipped": [], "left out": []}
    lines = []
    for head in found:
        others = mean_face([one for one in found if one.valid and one.body != head.body])
        whole[list(POINTS)] = head.points @ head.upright
        shipped, left_out = face_turn(whole), face_turn(whole, others)
        if head.valid:
            off["shipped"].append((shipped.yaw - head.yaw, shipped.pitch))
            off["left out"].append((left_out.yaw - head.yaw, left_out.pitch))
        elif abs(head.yaw) > 20:
            lines.append(f"Body {head.body} turned {head.yaw:+.1f}: read {left_out.yaw:+.1f}.")
    table = ["| face ahead | heads | yaw off, RMS | pitch off, RMS | worst |", "|---|--:|--:|--:|--:|"]
    for name, some in off.items():
        values = np.array(some)
        yaw, pitch = np.sqrt((values**2).mean(axis=0))
        table.append(f"| {name} | {len(some)} | {yaw:.1f}° | {pitch:.1f}° | {np.abs(values).max():.1f}° |")
    return [*table, "", *lines, ""]


# --- speed ----------------------------------------------------------------------------------------


def speed(engine: FaceEngine, data: Path) -> list[str]:
    """Give what finding, telling apart, and searching cost."""
    frame = read_photo(data / "real" / "face" / "three_men.jpg")
    face: FaceSight = engine.faces(frame)[0]
    engine.vector(frame, face)
    rows = [
        (
            f"find, turn ({frame.width} × {frame.height}, whole and tiles, 3 faces)",
            lambda: engine.faces(frame),
        ),
        ("find, turn (whole only)", lambda: engine.faces(frame, quick=True)),
        ("tell a face apart (other process)", lambda: engine.vector(frame, face)),
    ]
    lines = ["| what | P50, ms | P95, ms |", "|---|--:|--:|"]
    lines += [f"| {name} | {timed(call, 15)} |" for name, call in rows]
    random = np.random.default_rng(7)
    people = random.normal(0.0, 0.12, (100_000, 128)).astype(np.float32)
    gallery = Gallery((str(number), one) for number, one in enumerate(people))
    probes = iter(people[random.integers(0, len(people), 400)] + np.float32(0.01))
    lines.append(
        f"| search 100,000 faces, the best 2 | {timed(lambda: gallery.nearest(next(probes), 2), 150)} |"
    )
    many = timed(lambda: gallery.nearest(next(probes), 4096, 0.5), 150)
    lines.append(f"| search 100,000 faces, 4096 within .5 | {many} |")
    return [*lines, ""]


def timed(call: Any, times: int) -> str:
    """Give P50 and P95 in ms."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        took.append(1000 * (time.perf_counter() - start))
    return f"{np.percentile(took, 50):.1f} | {np.percentile(took, 95):.1f}"


def main() -> int:
    """Run it; give the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--faces", type=Path, help="a folder of folders of photographs, one a person")
    parser.add_argument("--save", action="store_true", help=f"write {RESULTS.name}")
    wanted = parser.parse_args()
    named = os.environ.get("POSTURE_TEST_DATA")
    data = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    try:
        engine = make_faces()
    except PostureError as error:
        print(f"{error.code}: the extra 'face' is needed for this benchmark", file=sys.stderr)
        return error.exit_code
    lines = [
        "# Faces",
        "",
        f"`python run.py bench faces --save`: {(__doc__ or '').split(chr(10) * 2)[2].strip()}",
        "",
    ]
    known, found = shared(engine, data)
    lines += ["## The shared portraits", "", *found, *distances(known)]
    if wanted.faces:
        own, photos, empty = own_set(engine, wanted.faces)
        persons = len({one.person for one in own})
        lines += [
            "## A set of one's own",
            "",
            f"{photos} photographs of {persons} persons, {empty} without a face.",
        ]
        lines += ["", *curve(own)]
    lines += ["## The head's turn", "", *turns(list(heads(engine, data)))]
    lines += ["## Speed", "", *speed(engine, data)]
    engine.close()
    text = "\n".join(lines)
    print(text)
    if wanted.save:
        RESULTS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
