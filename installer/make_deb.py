"""Packs the one-folder program as a Debian package.

python installer/make_deb.py dist/posture-app dist
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}

# What the folder does not carry because it belongs to the machine's graphics, or is everywhere the same.
NEEDS = (
    "libgl1",
    "libegl1",
    "libfontconfig1",
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "libglib2.0-0 | libglib2.0-0t64",
    "xdg-utils",
)

FILES = {
    "usr/share/applications/posture-app.desktop": "installer/linux/posture-app.desktop",
    "usr/lib/systemd/user/posture-kiosk.service": "installer/linux/posture-kiosk.service",
    "usr/share/icons/hicolor/scalable/apps/posture-app.svg": "resources/icons/posture-app.svg",
    "usr/share/doc/posture-app/copyright": "LICENSE",
    "usr/share/doc/posture-app/THIRD_PARTY_NOTICES.md": "THIRD_PARTY_NOTICES.md",
}

CONTROL = """\
Package: posture-app
Version: {version}
Architecture: {architecture}
Maintainer: The posture-app project <posture-app@localhost>
Installed-Size: {size_kib}
Depends: libc6 (>= {libc}), {needs}
Recommends: speech-dispatcher
Section: science
Priority: optional
Description: posture assessment from ordinary photographs
 A front, a side, and a back photograph of a standing person become measures
 with a sign, an uncertainty, and a grade, and a report. Everything happens on
 this computer.
"""

REMOVED = """\
#!/bin/sh
# Records, settings, and models lie in the users' own folders and are left alone.
set -e
if [ "$1" = remove ] || [ "$1" = purge ]; then
    echo "posture-app: patients' records and settings were not touched."
fi
"""


def main() -> int:
    """Pack what the arguments say; print the package's path."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    print(make(options.program, options.output))
    return 0


def make(program: Path, output: Path) -> Path:
    """Give the package made of the program's folder."""
    from posture_app import __version__

    architecture = ARCHITECTURES[platform.machine()]
    staged = output / "deb"
    shutil.rmtree(staged, ignore_errors=True)
    shutil.copytree(program, staged / "opt/posture-app", symlinks=True)
    for target, source in FILES.items():
        _put(staged / target, ROOT / source)
    link = staged / "usr/bin/posture-app"
    link.parent.mkdir(parents=True)
    link.symlink_to("/opt/posture-app/posture-app")
    size = sum(one.lstat().st_size for one in staged.rglob("*") if one.is_file())
    about = staged / "DEBIAN"
    about.mkdir()
    (about / "control").write_text(
        CONTROL.format(
            version=__version__,
            architecture=architecture,
            size_kib=size // 1024,
            libc=platform.libc_ver()[1],
            needs=", ".join(NEEDS),
        ),
        encoding="utf-8",
    )
    (about / "postrm").write_text(REMOVED, encoding="utf-8")
    (about / "postrm").chmod(0o755)
    package = output / f"posture-app_{__version__}_{architecture}.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z12", "--build", str(staged), str(package)], check=True
    )
    shutil.rmtree(staged)
    return package


def _put(target: Path, source: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    sys.exit(main())
