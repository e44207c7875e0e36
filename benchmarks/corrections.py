"""Learn the named corrections from the rendered test pictures, and tell how well they serve other bodies.

    python run.py bench corrections [--save]

The candidates are the sagittal measures and the knee alignment: the model's joints are not the places that
the truth calls by the same name, which is a bias and not scatter. For each the mean error with the
camera level known is learned on all bodies but one and taken out of that one's values. A correction is
kept when it brings the RMS error on the left-out bodies below `WORTH` of what it is without. `--save` writes
results/corrections.md and resources/norms/corrections.json.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy import Reading, grouped, readings, rms
from benchmarks.truth import rendered_pictures
from posture_app.app.assessing import shipped_settings
from posture_app.services.resources import resource

RESULTS = Path(__file__).parent / "results" / "corrections.md"
NAME = "rendered-2026-11"
ABOUT = (
    "Offsets against the bias of BlazePose full in side views, learned on the rendered set (six bodies) and "
    "judged by leaving one body out. They hold the joints of the rendered bodies for the true ones; off for "
    "people until checked on them."
)
WORTH = 0.8
KNEES = "knee_alignment"


def left_out(values: Sequence[Reading]) -> np.ndarray:
    """Give the errors after taking out, for every body, the mean error of the other bodies."""
    error = np.array([one.error for one in values])
    body = np.array([one.subject for one in values])
    learned: np.ndarray = np.array([error[body != one].mean() for one in body])
    return error - learned


def row_of(values: Sequence[Reading]) -> dict[str, Any] | None:
    """Give the correction worth making for the values of one measure in one view, or None."""
    error, after = np.array([one.error for one in values]), left_out(values)
    if rms(after) > WORTH * rms(error):
        return None
    return {
        "offset": round(-float(error.mean()), 2),
        "sem": ceil(10 * rms(after)) / 10,
        "mae_before": round(float(np.abs(error).mean()), 2),
        "mae_after": round(float(np.abs(after).mean()), 2),
        "source": "rendered_set",
    }


def table(groups: Mapping[tuple[str, str], Sequence[Reading]]) -> list[str]:
    lines = [
        "| view | measure | n | bias by body | MAE | RMS | left out: MAE | RMS | P95 | kept |",
        "|---|---|--:|---|--:|--:|--:|--:|--:|---|",
    ]
    for (view, measure), values in groups.items():
        error, after = np.array([one.error for one in values]), left_out(values)
        bodies = sorted({one.subject for one in values})
        biases = [np.mean([one.error for one in values if one.subject == body]) for body in bodies]
        by_body = ", ".join(f"{body} {bias:+.1f}" for body, bias in zip(bodies, biases, strict=True))
        kept = row_of(values)
        lines.append(
            f"| {view} | {measure} | {len(values)} | {by_body} | {np.abs(error).mean():.2f} "
            f"| {rms(error):.2f} | {np.abs(after).mean():.2f} | {rms(after):.2f} "
            f"| {np.percentile(np.abs(after), 95):.2f} | {kept['offset'] if kept else 'no'} |"
        )
    return lines


def as_json(groups: Mapping[tuple[str, str], Sequence[Reading]]) -> str:
    offsets: dict[str, dict[str, Any]] = {}
    for (view, measure), values in groups.items():
        row = row_of(values)
        names = [f"left_{KNEES}", f"right_{KNEES}"] if measure == KNEES else [measure]
        for name in names if row else []:
            offsets.setdefault(name, {})[view] = row
    one = {"name": NAME, "about": ABOUT, "offsets": offsets}
    return json.dumps({"corrections": [one]}, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--save", action="store_true", help="write the table and the corrections")
    wanted = parser.parse_args()
    images, folder = rendered_pictures()
    found = [one for one in readings(images, folder, shipped_settings().repeats) if one.known]
    groups = {
        (view, measure): values
        for (view, measure), values in grouped(found).items()
        if view == "side" or measure == KNEES
    }
    lines = [
        "# Named corrections, learned and judged on the rendered truth set",
        "",
        f"`python run.py bench corrections --save`: {len(images)} pictures, camera level known, "
        f"{shipped_settings().repeats} looks; {platform.system()}, Python {platform.python_version()}. "
        "*Left out*: every body corrected by what was learned on the five others. Kept where that brings "
        f"the RMS error below {WORTH:.0%}.",
        "",
        *table(groups),
        "",
    ]
    print("\n".join(lines))
    if wanted.save:
        RESULTS.write_text("\n".join(lines), encoding="utf-8")
        resource("norms", "corrections.json").write_text(as_json(groups), encoding="utf-8")


if __name__ == "__main__":
    main()
