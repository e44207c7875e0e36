"""How far a measure moves when the same real photograph is shifted, cropped, lit, or compressed otherwise.

    python run.py bench repeatability [--precision fast|standard|precise] [--save]

Every photograph of a standing person whose view is front, back, or side is measured as it is and in six
variants that change nothing about the body. For each measure the standard deviation over the variants is
taken photo by photo and its median over the photos reported. The camera level is off, so that the body's
part is seen alone; how the level follows is in `bench level`.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from benchmarks.accuracy import LOOKS
from benchmarks.truth import data_folder
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.app.assessing import make_eyes, shipped_settings
from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import NotAssessable
from posture_app.domain.measures import Unit
from posture_app.domain.people import Subject
from posture_app.domain.views import View
from posture_app.services.assessing.assess import Eyes, Settings, analyse_photo
from posture_app.services.ports import Frame

RESULTS = Path(__file__).parent / "results" / "repeatability.md"
VIEWS = {"front": View.FRONT, "back": View.BACK, "left": View.SIDE, "right": View.SIDE}
GOALS_DEG = {"front/back": 0.15, "side": 0.25}
TILTS = ("head_tilt", "shoulder_tilt", "body_tilt", "head_axis_tilt", "trunk_tilt")


def variants(rgb: Any) -> Iterator[tuple[str, Any]]:
    """Give the photograph and six variants that show the same body."""
    height, width = rgb.shape[:2]
    yield "as it is", rgb
    yield "shifted", np.pad(rgb, ((5, 0), (7, 0), (0, 0)), mode="edge")[:height, :width]
    across, down = round(0.02 * width), round(0.01 * height)
    yield "cropped", rgb[down:, across : width - across // 2]
    yield (
        "smaller",
        np.asarray(
            Image.fromarray(rgb).resize((round(0.9 * width), round(0.9 * height)), Image.Resampling.LANCZOS)
        ),
    )
    yield "darker", (rgb * 0.75).astype(np.uint8)
    yield "brighter", np.clip(rgb * 1.2, 0, 255).astype(np.uint8)
    packed = io.BytesIO()
    Image.fromarray(rgb).save(packed, "JPEG", quality=50)
    yield "JPEG 50", np.asarray(Image.open(packed))


def spreads(eyes: Eyes, settings: Settings) -> tuple[dict[tuple[str, str], list[float]], int]:
    """Give each measure's standard deviations, one a photo, and how many photos were measured."""
    folder = data_folder() / "real" / "standing"
    items = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["items"]
    wanted = [one for one in items if one["view"] in VIEWS]
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    measured = 0
    for done, item in enumerate(wanted, 1):
        print(f"\r{done}/{len(wanted)} ", end="", file=sys.stderr, flush=True)
        try:
            values = _values(read_photo(folder / item["file"]).rgb, VIEWS[item["view"]], eyes, settings)
        except NotAssessable:
            continue
        measured += 1
        for key, readings in values.items():
            found[key].append(float(np.std(readings, ddof=1)))
    print(file=sys.stderr)
    return found, measured


def _values(rgb: Any, view: View, eyes: Eyes, settings: Settings) -> dict[tuple[str, str], list[float]]:
    values: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _, variant in variants(rgb):
        analysis, _ = analyse_photo(Frame(np.ascontiguousarray(variant)), view, Subject(), eyes, settings)
        for one in analysis.findings:
            if one.value is not None and one.spec.unit is Unit.DEG:
                name = one.id.replace("left_", "").replace("right_", "")
                values["side" if view.is_side else "front/back", name].append(one.value)
    return values


def report(found: dict[tuple[str, str], list[float]], measured: int, precision: str) -> str:
    lines = [
        "# Repeatability on real photographs",
        "",
        f"`python run.py bench repeatability --save`: {measured} photographs, seven variants each, setting "
        f"{precision}, camera level off. Standard deviation over the variants in degrees.",
        "",
        "| view | measure | photos | median SD | P90 | goal |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for (view, measure), values in sorted(found.items()):
        goal = GOALS_DEG[view] if view == "side" or measure in TILTS else None
        middle, high = np.median(values), np.percentile(values, 90)
        lines.append(
            f"| {view} | {measure} | {len(values)} | {middle:.2f} | {high:.2f} "
            f"| {'–' if goal is None else f'{goal:.2f}'} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--precision", choices=tuple(LOOKS), default="standard")
    parser.add_argument("--save", action="store_true", help=f"write the table to {RESULTS.name}")
    wanted = parser.parse_args()
    settings = replace(shipped_settings(), repeats=LOOKS[wanted.precision], level=CameraLevel())
    text = report(*spreads(make_eyes(), settings), wanted.precision)
    print(text)
    if wanted.save:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
