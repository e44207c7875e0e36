"""How well stickers are found: drawn onto the rendered and the real standing pictures, under ten conditions.

    python run.py bench stickers [--every N] [--save]

Every picture is analysed once by the pose model; then, for every condition, dots of one colour and size are
drawn where acromion, ASIS, C7, and tragus truly are (rendered pictures) or at random within half the reach of
where the finder expects them (all others), on the body only. Counted are: found (a dot of that colour within
the sticker), within 1 px, proposed for the right landmark; and what is proposed in the pictures
as they are, without stickers: all those are false. The expected places of those four were
read off the same rendered pictures, and the least contrast was chosen on every sixth picture.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from posture_app.adapters.photos.photo_files import read_photo
from posture_app.adapters.vision.stickers import Cv2StickerFinder
from posture_app.app.assessing import make_eyes, shipped_settings
from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import PostureError
from posture_app.domain.geometry import rotate
from posture_app.domain.keypoints import Landmark, Silhouette
from posture_app.domain.people import PhotoAnalysis, Subject
from posture_app.domain.stickers import (
    ExpectedSticker,
    StickerColour,
    StickerDot,
    StickerSighting,
    assign,
    body_cm_px,
    expected_stickers,
    radii_px,
)
from posture_app.domain.views import View
from posture_app.services.assessing.assess import Settings, analyse_photo, measure_again
from posture_app.services.assessing.stickers import with_stickers
from posture_app.services.ports import Frame
from tests.drawn_stickers import COLOURS, Condition, Sticker, drawn, photographed

RESULTS = Path(__file__).parent / "results" / "stickers.md"
SIZES_MM = (13, 19, 25)
CONDITIONS = (
    Condition("clean"),
    Condition("JPEG 75", jpeg=75),
    Condition("blur 1.5 px", blur=1.5),
    Condition("noise 8", noise=8.0),
    Condition("warm light", gains=(1.12, 1.0, 0.8)),
    Condition("cool light", gains=(0.85, 1.0, 1.12)),
    Condition("dark, noise 4", brightness=0.45, noise=4.0),
    Condition("half shaded", shade=0.5),
    Condition("slanted 63°", slant=0.45),
    Condition(
        "webcam: blur 1, noise 5, JPEG 80, shaded, slanted", 1.0, 5.0, (1.06, 1, 0.9), 1.0, 80, 0.3, 0.7
    ),
)
_TRUE = {"ASIS": "asis_skin", "ACROMION": "acromion", "EAR": "tragus"}


@dataclass(frozen=True)
class Sample:
    """One sticker that was drawn, and what became of it."""

    set: str
    colour: str
    size: str
    condition: str
    landmark: str
    radius: str
    off_px: float
    named: bool


@dataclass(frozen=True)
class Standing:
    """One analysed picture with what is known of it."""

    name: str
    frame: Frame
    analysis: PhotoAnalysis
    truth: dict[str, Any] | None

    @property
    def places(self) -> tuple[ExpectedSticker, ...]:
        return expected_stickers(self.analysis.body.person.keypoints, self.analysis.facing)

    @property
    def radii(self) -> tuple[float, float]:
        return radii_px(self.analysis.body.person.keypoints, None)

    def find(self, frame: Frame, finder: Cv2StickerFinder) -> tuple[StickerDot, ...]:
        return finder.find_dots(frame, self.places, self.radii, tuple(StickerColour))

    def px_per_cm(self) -> float:
        """Give the true scale where it is known."""
        if self.truth is None:
            return body_cm_px(self.analysis.body.person.keypoints)
        hip = self.truth["landmarks"]["left_hip_jc"]["cam_mm"]
        return float(10.0 * self.truth["camera"]["fx"] / hip[2])

    def light(self) -> float:
        """Give what of the daylight falls on the person: the brightest tenth against paper white."""
        silhouette = self.analysis.body.person.silhouette
        assert silhouette is not None
        rows, columns = np.nonzero(silhouette.share > 127)
        ys = np.clip((rows + 0.5) / silhouette.scale + silhouette.top, 0, self.frame.height - 1).astype(int)
        xs = np.clip((columns + 0.5) / silhouette.scale + silhouette.left, 0, self.frame.width - 1).astype(
            int
        )
        return min(1.0, float(np.percentile(self.frame.rgb[ys, xs].max(axis=1), 90)) / 235.0)


def pictures(data: Path, every: int) -> Iterator[Standing]:
    """Analyse the pictures that can be assessed."""
    eyes, settings = make_eyes(), replace(shipped_settings(), repeats=4)
    truth = json.loads((data / "synthetic" / "truth.json").read_text(encoding="utf-8"))["images"]
    views = {"front": View.FRONT, "back": View.BACK}
    jobs = [
        (data / "synthetic" / one["image"], views.get(one["view"], View.SIDE), one)
        for one in truth
        if one["expected_reject"] is None
    ]
    kinds = {"front": View.FRONT, "back": View.BACK, "left": View.SIDE, "right": View.SIDE}
    for path in sorted((data / "real" / "standing").glob("*.jp*g")):
        view = kinds.get(path.stem.rpartition("_")[2])
        if view is not None:
            jobs.append((path, view, None))
    for path, view, known in jobs[::every]:
        try:
            analysis, frame = analyse_photo(read_photo(path), view, Subject(), eyes, settings)
        except PostureError:
            continue
        yield Standing(path.name, frame, analysis, known)


def stickers_on(
    one: Standing, colour: str, size_mm: int, how: Condition, seed: int
) -> dict[Landmark, Sticker]:
    """Lay stickers on the body, no two of them nearer than 4 cm."""
    random = np.random.default_rng(seed)
    scale = one.px_per_cm()
    laid: dict[Landmark, Sticker] = {}
    for place in one.places:
        angle, share = random.uniform(0.0, 2.0 * np.pi), 0.5 * float(np.sqrt(random.uniform()))
        x = place.xy_px[0] + share * place.reach_px * float(np.cos(angle))
        y = place.xy_px[1] + share * place.reach_px * float(np.sin(angle))
        if one.truth is not None:
            side, _, rest = place.landmark.name.partition("_")
            key = f"{side.lower()}_{_TRUE[rest]}" if rest in _TRUE else place.landmark.name.lower()
            x, y = one.truth["landmarks"].get(key, {"px": (x, y)})["px"]
        x, y = x + random.uniform(-0.5, 0.5), y + random.uniform(-0.5, 0.5)
        silhouette = one.analysis.body.person.silhouette
        free = all(np.hypot(x - other.x, y - other.y) > 4.0 * scale for other in laid.values())
        if silhouette is not None and _is_on(silhouette, x, y, 1.2 * scale) and free:
            turned = float(random.uniform(0.0, 180.0))
            radius = size_mm / 20.0 * scale
            laid[place.landmark] = Sticker(x, y, radius, COLOURS[colour], how.slant, turned, how.shade)
    return laid


def _is_on(silhouette: Silhouette, x: float, y: float, reach: float) -> bool:
    """Tell whether nearly all around a place is the person's."""
    half = max(1, round(reach * silhouette.scale))
    column, row = int((x - silhouette.left) * silhouette.scale), int((y - silhouette.top) * silhouette.scale)
    if row < half or column < half:
        return False
    around = silhouette.share[row - half : row + half + 1, column - half : column + half + 1]
    return around.size == (2 * half + 1) ** 2 and bool((around > 127).mean() > 0.85)


def samples(one: Standing, finder: Cv2StickerFinder, number: int, read: list[Reading]) -> Iterator[Sample]:
    """Draw and find stickers under every condition."""
    for turn, how in enumerate(CONDITIONS):
        colour = list(COLOURS)[(number + turn) % 3]
        size = SIZES_MM[(number // 3 + turn) % 3]
        laid = stickers_on(one, colour, size, how, 100 * number + turn)
        seen = photographed(drawn(one.frame.rgb, list(laid.values()), one.light()), how, 100 * number + turn)
        dots = one.find(seen, finder)
        sightings = assign(dots, one.places)
        named = {sighting.landmark: sighting for sighting in sightings}
        if one.truth is not None:
            read += readings(one, laid, sightings)
        for landmark, sticker in laid.items():
            off = min((_off(dot, sticker) for dot in dots if dot.colour == colour), default=np.inf)
            off = off if off <= sticker.radius else float("nan")
            mine = named.get(landmark)
            yield Sample(
                "rendered" if one.truth is not None else "real",
                colour,
                f"{size} mm",
                how.name,
                landmark.name.removeprefix("LEFT_").removeprefix("RIGHT_").lower(),
                _band(sticker.radius),
                off,
                mine is not None and _off(mine, sticker) <= sticker.radius and np.isfinite(off),
            )


@dataclass(frozen=True)
class Reading:
    """What a measure reads with the stickers taken as they were found, and without, against the truth."""

    measure: str
    true: float
    with_stickers: float | None
    without: float | None


def readings(
    one: Standing, laid: dict[Landmark, Sticker], found: tuple[StickerSighting, ...]
) -> Iterator[Reading]:
    """Measure a rendered picture with all sightings accepted, the camera's true roll known."""
    assert one.truth is not None
    level = CameraLevel.manual(one.truth["camera"]["roll_deg"])
    settings = replace(shipped_settings(), level=level)
    plain = {one.id: one.value for one in measure_again(one.analysis, Subject(), settings).findings}
    taken = with_stickers(one.analysis, found, Subject(), settings)
    marked = {one.id: one.value for one in taken.findings}
    named = {sighting.landmark for sighting in found}
    for measure, (needed, true) in _truths(one, laid).items():
        value = marked.get(measure) if needed <= named else None
        yield Reading(measure, true, value, plain.get(measure))
    if one.analysis.facing.is_side:
        yield from _with_the_models_ear(one, laid, found, settings)


def _with_the_models_ear(
    one: Standing,
    laid: dict[Landmark, Sticker],
    found: tuple[StickerSighting, ...],
    settings: Settings,
) -> Iterator[Reading]:
    """Measure the neck from C7's sticker and the ear as the model finds it."""
    ear = one.analysis.facing.value.upper() + "_EAR"
    truths = _truths(one, laid)
    some = tuple(sighting for sighting in found if sighting.landmark is Landmark.C7)
    if "neck_inclination" in truths and some:
        assert Landmark[ear] in laid
        values = {
            one.id: one.value for one in with_stickers(one.analysis, some, Subject(), settings).findings
        }
        yield Reading(
            "neck_inclination, model's ear", truths["neck_inclination"][1], values["neck_inclination"], None
        )


def _truths(one: Standing, laid: dict[Landmark, Sticker]) -> dict[str, tuple[set[Landmark], float]]:
    """Give the angles between the stickers as they were drawn, the roll taken out."""
    assert one.truth is not None
    facing = one.analysis.facing
    centre, roll = one.analysis.centre_px, one.truth["camera"]["roll_deg"]
    at = {mark: rotate(np.array([spot.x, spot.y]), roll, centre) for mark, spot in laid.items()}
    near = facing.value.upper()

    def points(*names: str) -> list[Landmark]:
        return [Landmark[name] for name in names]

    def angle(across: float, down: float) -> float:
        return float(np.degrees(np.arctan2(across, down)))

    if facing.is_side:
        ahead = np.array([facing.forward, 1.0])
        chains = {
            "neck_inclination": (
                points("C7", f"{near}_EAR"),
                lambda c7, ear: angle(*((ear - c7) * ahead * (1, -1))),
            ),
            "rounded_shoulder": (
                points("C7", f"{near}_ACROMION"),
                lambda c7, tip: angle(*((tip - c7) * ahead)),
            ),
            "ear_shoulder_angle": (
                points(f"{near}_ACROMION", f"{near}_EAR"),
                lambda tip, ear: angle(*((ear - tip) * ahead * (1, -1))),
            ),
            "sagittal_pelvic_tilt": (
                points(f"{near}_PSIS", f"{near}_ASIS"),
                lambda psis, asis: angle(*((asis - psis) * ahead)[::-1]),
            ),
        }
    else:
        pair = lambda left, right: angle(right[1] - left[1], abs(right[0] - left[0]))  # noqa: E731
        bone = "ASIS" if one.analysis.view is View.FRONT else "PSIS"
        chains = {
            "shoulder_tilt": (points("LEFT_ACROMION", "RIGHT_ACROMION"), pair),
            "pelvic_tilt": (points(f"LEFT_{bone}", f"RIGHT_{bone}"), pair),
        }
        for side, outwards in (("LEFT", +1), ("RIGHT", -1)):
            if one.analysis.view is View.FRONT:
                chains[f"{side.lower()}_q_angle"] = (
                    points(f"{side}_ASIS", f"{side}_PATELLA", f"{side}_TIBIAL_TUBERCLE"),
                    lambda asis, knee, shin, outwards=outwards: (
                        outwards * (angle(*(shin - knee)) - angle(*(knee - asis)))
                    ),
                )
    return {
        name: (set(needed), read(*(at[mark] for mark in needed)))
        for name, (needed, read) in chains.items()
        if all(mark in at for mark in needed)
    }


def _off(dot: StickerDot | StickerSighting, sticker: Sticker) -> float:
    return float(np.hypot(dot.xy_px[0] - sticker.x, dot.xy_px[1] - sticker.y))


def _band(radius: float) -> str:
    return "below 3" if radius < 3 else "3 to 5" if radius < 5 else "5 to 8" if radius < 8 else "8 and more"


def table(found: list[Sample], by: str, of: Callable[[Sample], str]) -> list[str]:
    """Give one table of the results."""
    groups: dict[str, list[Sample]] = defaultdict(list)
    for sample in found:
        groups[of(sample)].append(sample)
    lines = [
        f"| {by} | n | found | within 1 px | right landmark | P50, px | P95, px |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name in sorted(groups):
        off = np.array([sample.off_px for sample in groups[name]])
        there = off[np.isfinite(off)]
        named = np.mean([sample.named for sample in groups[name]])
        middle, most = (np.percentile(there, share) for share in (50, 95)) if there.size else (np.nan,) * 2
        lines.append(
            f"| {name} | {off.size} | {100 * np.isfinite(off).mean():.0f} % "
            f"| {100 * (off <= 1.0).mean():.0f} % "
            f"| {100 * named:.0f} % | {middle:.2f} | {most:.2f} |"
        )
    return [*lines, ""]


def measured(read: list[Reading]) -> list[str]:
    """Give the table of what is measured from stickers."""
    groups: dict[str, list[Reading]] = defaultdict(list)
    for reading in read:
        groups[reading.measure].append(reading)
    lines = [
        "| measure | n | measured | RMS error | P95 | RMS without stickers |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, some in groups.items():
        off = np.array([one.with_stickers - one.true for one in some if one.with_stickers is not None])
        plain = np.array([one.without - one.true for one in some if one.without is not None])
        before = f"{np.sqrt((plain**2).mean()):.2f}" if plain.size else "–"
        lines.append(
            f"| {name} | {len(some)} | {100 * off.size / len(some):.0f} % | {np.sqrt((off**2).mean()):.2f} "
            f"| {np.percentile(np.abs(off), 95):.2f} | {before} |"
        )
    return [*lines, ""]


def report(
    found: list[Sample], read: list[Reading], false: dict[str, list[int]], counts: dict[str, int]
) -> str:
    """Write the results as Markdown."""
    lines = [
        "# Stickers found",
        "",
        f"`python run.py bench stickers --save`: {(__doc__ or '').split(chr(10) * 2)[2].strip()}",
        "",
    ]
    lines += [f"{counts['rendered']} rendered and {counts['real']} real pictures.", ""]
    rendered = [one for one in found if one.set == "rendered"]
    large = [one for one in found if one.radius != "below 3"]
    lines += table(found, "pictures", lambda one: one.set)
    lines += table(found, "sticker's radius in the photo, px", lambda one: one.radius)
    lines += ["From here on stickers of at least 3 px radius only.", ""]
    lines += table(large, "condition", lambda one: one.condition)
    lines += table(large, "colour", lambda one: one.colour)
    lines += table(large, "size", lambda one: one.size)
    lines += table(large, "landmark", lambda one: one.landmark)
    lines += ["Rendered pictures, dots at the true places only.", ""]
    lines += table(
        [one for one in rendered if one.landmark in ("acromion", "asis", "c7", "ear")],
        "landmark",
        lambda one: one.landmark,
    )
    lines += [
        "What is measured from them in the rendered pictures, all conditions and sizes, degrees: every",
        "sighting taken unseen (`--stickers accept`), the roll known, against the angles between the dots as",
        "drawn. The error of putting a sticker on the bone is not in it.",
        "",
    ]
    lines += measured(read)
    lines += [
        "Proposed in pictures without stickers, a photo (all false; nothing changes unconfirmed):",
        "",
    ]
    lines += ["| colours looked for | mean | most |", "|---|--:|--:|"]
    lines += [f"| {name} | {np.mean(counts):.2f} | {max(counts)} |" for name, counts in false.items()]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run it; give the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=1, help="only every N-th picture")
    parser.add_argument("--save", action="store_true", help=f"write {RESULTS.name}")
    wanted = parser.parse_args()
    named = os.environ.get("POSTURE_TEST_DATA")
    data = Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"
    finder, found, read = Cv2StickerFinder(), list[Sample](), list[Reading]()
    false: dict[str, list[int]] = defaultdict(list)
    counts = {"rendered": 0, "real": 0}
    for number, one in enumerate(pictures(data, wanted.every)):
        counts["rendered" if one.truth is not None else "real"] += 1
        false["all three"].append(len(assign(one.find(one.frame, finder), one.places)))
        for colour in StickerColour:
            dots = finder.find_dots(one.frame, one.places, one.radii, (colour,))
            false[colour.value].append(len(assign(dots, one.places)))
        found += samples(one, finder, number, read)
    text = report(found, read, false, counts)
    print(text)
    if wanted.save:
        RESULTS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
