"""How far the measures are from the truth of the rendered test pictures, and whether their doubt is true.

    python run.py bench accuracy [--precision fast|standard|precise|all] [--save]

For every measure and view: n, bias, MAE, P95, the largest error, RMS, and slope; the mean standard error the
program states, the mean squared z (error over standard error, 1 when the doubt is true), how many of the
errors lie within ±1.96 standard errors, and the share of grades that agree with the grade of the true
value. Once with the camera level the program finds by itself, once with the true roll given, so that the
pose's error and the level's are seen apart. The truth is what perfect landmarks would give after the true
roll is removed (`image_2d_deroll`).
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.truth import rendered_pictures, truth_of
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.app.assessing import make_eyes, shipped_settings
from posture_app.domain.body import CameraLevel
from posture_app.domain.grading import plain_grade
from posture_app.domain.keypoints import Landmark, Source
from posture_app.domain.measures import MeasureClass
from posture_app.domain.people import PhotoAnalysis, Subject
from posture_app.domain.uncertainty import Z95
from posture_app.domain.views import View
from posture_app.services.assessing.assess import Precision, Settings, analyse_photo, measure_again

RESULTS = Path(__file__).parent / "results" / "accuracy.md"
LOOKS = {one.value: one.looks for one in Precision}
GROSS_DEG = 5.0
_SAME_LIMITS = {"knee_alignment": "left_knee_alignment", "head_tilt (hair)": "head_tilt"}


@dataclass(frozen=True)
class Reading:
    """One value of one picture beside its truth; `known`: with the true roll given."""

    picture: str
    subject: str
    view: str
    measure: str
    known: bool
    estimate: float
    sem: float
    true: float
    trust: MeasureClass
    unit: str
    grade: int | None

    @property
    def error(self) -> float:
        return self.estimate - self.true


Key = tuple[str, str]


def readings(images: Sequence[dict[str, Any]], folder: Path, looks: int) -> Iterator[Reading]:
    """Measure every picture with the level found by the program and with the true one."""
    eyes, settings = make_eyes(), replace(shipped_settings(), repeats=looks)
    for done, image in enumerate(images, 1):
        print(f"\r{looks} looks: {done}/{len(images)} ", end="", file=sys.stderr, flush=True)
        view = View(image["view"]) if image["view"] in ("front", "back") else View.SIDE
        subject = Subject(height_cm=image["stature_mm"] / 10)
        analysis, _ = analyse_photo(read_photo(folder / image["image"]), view, subject, eyes, settings)
        level = replace(CameraLevel.manual(image["camera"]["roll_deg"]), sem_deg=0.0)
        known = measure_again(analysis, subject, replace(settings, level=level))
        yield from _readings(analysis, image, known=False)
        yield from _readings(known, image, known=True)
        if view is View.SIDE:
            yield from _with_true_c7(known, image, subject, replace(settings, level=level))
    print(file=sys.stderr)


def _readings(
    measured: PhotoAnalysis, image: dict[str, Any], *, known: bool, true: dict[str, float] | None = None
) -> Iterator[Reading]:
    true = truth_of(image) if true is None else true
    hair = image["view"] == "front" and image["subject_info"]["hair_over_one_eye"]
    of_picture: dict[str, Any] = {
        "picture": image["id"],
        "subject": image["subject"],
        "view": "side" if measured.view.is_side else measured.view.value,
        "known": known,
    }
    for one in measured.findings:
        if one.value is None or one.id not in true:
            continue
        name = one.id.replace("left_", "").replace("right_", "")
        yield Reading(
            **of_picture,
            measure="head_tilt (hair)" if hair and name == "head_tilt" else name,
            estimate=one.value,
            sem=one.sem,
            true=true[one.id],
            trust=one.trust,
            unit=one.spec.unit.value,
            grade=one.grade.grade,
        )


def _with_true_c7(
    measured: PhotoAnalysis, image: dict[str, Any], subject: Subject, settings: Settings
) -> Iterator[Reading]:
    """Measure the neck with C7 set where it truly is and the model's ear."""
    body = measured.body
    c7 = image["landmarks"]["c7"]["px"]
    keypoints = body.person.keypoints.with_points({Landmark.C7: (c7[0], c7[1])}, Source.MANUAL)
    person = replace(body.person, keypoints=keypoints)
    placed = replace(measured, body=replace(body, person=person, passes=(person,)))
    again = measure_again(placed, subject, settings)
    true = 90.0 - image["angles"]["image_2d_deroll"][f"{image['view']}_craniovertebral"]
    for one in _readings(again, image, known=True, true={"neck_inclination": true}):
        yield replace(one, measure="neck_inclination (C7 placed)")


def grouped(found: Iterable[Reading]) -> Mapping[Key, list[Reading]]:
    groups: dict[Key, list[Reading]] = defaultdict(list)
    for one in found:
        groups[one.view, one.measure].append(one)
    return groups


def table(found: Iterable[Reading]) -> list[str]:
    """Give the lines of one Markdown table."""
    lines = [
        "| view | measure | class | n | bias | MAE | P95 | largest | RMS | slope "
        "| sem | z² | within ±1.96 sem | graded | agree |",
        "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for (view, measure), values in grouped(found).items():
        lines.append(
            f"| {view} | {measure} | {_classes(values)} | {_figures(values)} | {_agreement(values)} |"
        )
    return lines


def _classes(values: Sequence[Reading]) -> str:
    return "/".join(sorted({one.trust.value for one in values}))


def _figures(values: Sequence[Reading]) -> str:
    error, true, sem = (np.array([getattr(one, of) for one in values]) for of in ("error", "true", "sem"))
    slope = np.polyfit(true, true + error, 1)[0] if np.ptp(true) > 1.0 else float("nan")
    off = np.abs(error)
    return (
        f"{len(values)} | {error.mean():+.2f} | {off.mean():.2f} | {np.percentile(off, 95):.2f} "
        f"| {off.max():.2f} | {rms(error):.2f} | {slope:.2f} | {sem.mean():.2f} "
        f"| {((error / sem) ** 2).mean():.2f} | {(off <= Z95 * sem).mean():.0%}"
    )


def rms(error: Any) -> float:
    return float(np.sqrt(np.mean(np.square(error))))


def _agreement(values: Sequence[Reading]) -> str:
    measure = values[0].measure
    row = shipped_settings().norms.limits.get(_SAME_LIMITS.get(measure, measure))
    graded = [one for one in values if one.grade is not None and row is not None]
    if not graded or row is None:
        return "0 | –"
    agree = np.mean([one.grade == plain_grade(one.true, row) for one in graded])
    return f"{len(graded)} | {agree:.0%}"


def settings_table(by_setting: Mapping[str, Sequence[Reading]]) -> list[str]:
    """Give MAE by setting, level found."""
    found = {name: grouped(one for one in values if not one.known) for name, values in by_setting.items()}
    lines = [
        f"| view | measure | {' | '.join(f'{name} ({LOOKS[name]})' for name in found)} |",
        "|---|---|" + "--:|" * len(found),
    ]
    for view, measure in next(iter(found.values())):
        errors = [np.mean([abs(one.error) for one in groups[view, measure]]) for groups in found.values()]
        lines.append(f"| {view} | {measure} | {' | '.join(f'{error:.2f}' for error in errors)} |")
    return lines


def left_out_table(found: Iterable[Reading]) -> list[str]:
    """Give what a standard error that was read off the other bodies is worth on the one left out.

    Of every gradable measure, level known: for each body the RMS error over all the others is
    taken for the standard error and its own errors are held against it.
    """
    lines = ["| view | measure | RMS | z², left out | within ±1.96 sem, left out |", "|---|---|--:|--:|--:|"]
    for (view, measure), values in grouped(found).items():
        bodies = sorted({one.subject for one in values})
        if len(bodies) < 2 or any(one.trust is not MeasureClass.GRADABLE for one in values):
            continue
        z = np.concatenate([_left_out(values, body) for body in bodies])
        error = [one.error for one in values]
        lines.append(
            f"| {view} | {measure} | {rms(error):.2f} | {(z**2).mean():.2f} | {(abs(z) <= Z95).mean():.0%} |"
        )
    return lines


def _left_out(values: Sequence[Reading], body: str) -> Any:
    others = [one.error for one in values if one.subject != body]
    own = np.array([one.error for one in values if one.subject == body])
    return own / rms(others)


def gross(found: Iterable[Reading]) -> list[str]:
    """Name the graded degrees that are off by more than the outer limit of the tilts."""
    return [
        f"{one.picture} {one.measure}: {one.estimate:+.1f}° for {one.true:+.1f}°"
        for one in found
        if one.trust is MeasureClass.GRADABLE and one.unit == "deg" and abs(one.error) > GROSS_DEG
    ]


def report(by_setting: Mapping[str, Sequence[Reading]], main: str, pictures: int) -> str:
    found = [one for one in by_setting[main] if not one.known]
    known = [one for one in by_setting[main] if one.known]
    parts = [
        "# Accuracy on the rendered truth set",
        f"`python run.py bench accuracy --precision all --save`: {pictures} pictures, setting {main} "
        f"({LOOKS[main]} looks a photo); {platform.system()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores. Degrees and cm, in the product's signs.",
        "## Camera level found by the program",
        "\n".join(table(found)),
        f"Gradable values off by more than {GROSS_DEG:.0f}°: {'; '.join(gross(found)) or 'none'}.",
        "## Camera level known",
        "\n".join(table(known)),
        "## A standard error from the other bodies, held against the one left out (level known)",
        "\n".join(left_out_table(known)),
        "## Mean absolute error by setting, level found",
        "\n".join(settings_table(by_setting)),
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--precision", choices=(*LOOKS, "all"), default="standard")
    parser.add_argument("--save", action="store_true", help=f"write the tables to {RESULTS.name}")
    wanted = parser.parse_args()
    images, folder = rendered_pictures()
    names = list(LOOKS) if wanted.precision == "all" else [wanted.precision]
    by_setting = {name: list(readings(images, folder, LOOKS[name])) for name in names}
    text = report(by_setting, "standard" if "standard" in names else names[0], len(images))
    print(text)
    if wanted.save:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
