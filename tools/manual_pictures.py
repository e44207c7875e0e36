"""Makes the manual's pictures anew: the window's pages in every language, in resources/manual/LANGUAGE.

python tools/manual_pictures.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SIZE = "1280x800"
PICTURES = {
    "capture": "2_capture_ready",
    "room": "5e_room_sheet",
    "review": "6_review",
    "results": "7_results",
}
WIDTH_PX, QUALITY = 1000, 80


def main() -> None:
    for folder in sorted((ROOT / "resources" / "manual").iterdir()):
        with TemporaryDirectory() as shots:
            tool = [sys.executable, str(ROOT / "tools" / "screenshots.py"), shots, "--lang", folder.name]
            subprocess.run(
                [*tool, "--size", SIZE, "--scheme", "light"], check=True, stdout=subprocess.DEVNULL
            )
            for name, page in PICTURES.items():
                with Image.open(Path(shots) / f"{page}_{SIZE}_light_{folder.name}.png") as shot:
                    height = round(shot.height * WIDTH_PX / shot.width)
                    small = shot.convert("RGB").resize((WIDTH_PX, height), Image.Resampling.LANCZOS)
                target = folder / f"{name}.jpg"
                small.save(target, quality=QUALITY, optimize=True)
                print(target.relative_to(ROOT), target.stat().st_size // 1024, "kB")


if __name__ == "__main__":
    main()
