"""What the sway measurement makes of a still picture, and of one that moves by a known way.

    python run.py bench sway [--save]

A demonstration picture is shown for 20 s at 10 frames a second with the camera's noise put on: at rest
(the floor), and shifted sideways as a whole by a sine of known amplitude and frequency (the gain).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np

from posture_app.adapters.photos.photo_files import read_photo
from posture_app.app.assessing import make_eyes
from posture_app.services.ports import Frame
from posture_app.services.resources import resource
from posture_app.services.video.sway import RATE_HZ, WANTED_S, Film, measure_sway

RESULTS = Path(__file__).parent / "results" / "sway.md"
HEIGHT_CM = 172.0
PICTURES = ("kim_front",)
STILL_NOISES = (1.0, 3.0)
MOVES = ((0.5, 0.25), (2.0, 0.25))
"""(amplitude in cm, frequency in Hz)."""
MOVE_NOISE = 1.0


def film(picture: Frame, noise: float, amplitude_px: float, hz: float) -> Iterator[tuple[int, Frame]]:
    draw = np.random.default_rng(1)
    for number in range(round(WANTED_S * RATE_HZ) + 1):
        at = number / RATE_HZ
        right = amplitude_px * np.sin(2.0 * np.pi * hz * at)
        matrix = np.array([[1.0, 0.0, right], [0.0, 1.0, 0.0]])
        moved = cv2.warpAffine(
            picture.rgb, matrix, (picture.width, picture.height), borderMode=cv2.BORDER_REPLICATE
        )
        noisy = np.clip(np.rint(moved + draw.normal(0.0, noise, moved.shape)), 0, 255).astype(np.uint8)
        yield round(1000.0 * at), Frame(noisy)


def shown(picture: Frame, noise: float, amplitude_px: float = 0.0, hz: float = 1.0) -> Film:
    return lambda _: film(picture, noise, amplitude_px, hz)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--save", action="store_true", help=f"write the tables to {RESULTS.name}")
    wanted = parser.parse_args()
    poses = make_eyes().poses
    still = [
        "| picture | noise (grey values) | point | way, cm | speed, cm/s | range, cm | 95 % ellipse, cm² |",
        "|---|--:|---|--:|--:|--:|--:|",
    ]
    moved = [
        "| picture | amplitude, cm | Hz | point | true way, cm | way | true range | range | floor's way |",
        "|---|--:|--:|---|--:|--:|--:|--:|--:|",
    ]
    scale = 1.0
    for name in PICTURES:
        picture = read_photo(resource("demo", f"{name}.jpg"))
        for noise in STILL_NOISES:
            report = measure_sway(Path(name), HEIGHT_CM, shown(picture, noise), poses)
            scale = report.px_per_cm
            still += [
                f"| {name} | {noise:g} | {one.point} | {one.sway.path_cm:.2f} | {one.sway.speed_cm_s:.3f} "
                f"| {one.sway.range_cm:.2f} | {one.sway.ellipse_cm2:.3f} |"
                for one in report.points
            ]
            print(*still[-2:], sep="\n", flush=True)
        for amplitude, hz in MOVES if name == PICTURES[0] else ():
            px = amplitude * scale
            report = measure_sway(Path(name), HEIGHT_CM, shown(picture, MOVE_NOISE, px, hz), poses)
            way = 4.0 * amplitude * hz * WANTED_S
            moved += [
                f"| {name} | {amplitude:g} | {hz:g} | {one.point} | {way:.1f} | {one.sway.path_cm:.1f} "
                f"| {2 * amplitude:.1f} | {one.sway.range_cm:.2f} | {one.floor.path_cm:.2f} |"
                for one in report.points
            ]
            print(*moved[-2:], sep="\n", flush=True)
    lines = [
        "# Sway: the floor and the gain",
        "",
        "`python run.py bench sway --save`: one demonstration picture, 20 s at 10 frames a second.",
        "",
        "## A still picture with noise",
        "",
        *still,
        "",
        "## Moved sideways by a sine",
        "",
        *moved,
        "",
    ]
    print("\n".join(lines))
    if wanted.save:
        RESULTS.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
