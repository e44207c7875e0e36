#!/usr/bin/env bash
# Builds the program for Linux: the one-folder program dist/posture-app and the package dist/posture-app_*.deb.
# Takes about two minutes on two cores. The package runs where the C library is as new as here, or newer.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$(command -v python3 || command -v python)
"$python" run.py --version >/dev/null # makes the environment when there is none
.venv/bin/python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build installer/posture-app.spec
.venv/bin/python installer/make_deb.py dist/posture-app dist
