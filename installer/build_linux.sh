#!/usr/bin/env bash
# Builds the program for Linux: the one-folder program dist/posture-app and the package dist/posture-app_*.deb.
# Takes about two minutes on two cores, and needs binutils. The package runs where the C library is as new as
# here, or newer.
set -euo pipefail
cd "$(dirname "$0")/.."
python=$(command -v python3 || command -v python)
"$python" run.py --version >/dev/null # makes the environment when there is none
.venv/bin/python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build installer/posture-app.spec
.venv/bin/python installer/make_deb.py dist/posture-app dist

# What a clinic is promised; installer/posture-app.spec says what is left out for it.
at_most() {
    if [ "$1" -gt "$2" ]; then
        echo "$3 takes $1 bytes, more than the $2 that are promised." >&2
        exit 1
    fi
    echo "$3: $(($1 / 1000000)) MB"
}
folder=450000000
[ -z "${POSTURE_FACES:-}" ] || folder=500000000 # the face check-in comes on top
at_most "$(du --summarize --bytes dist/posture-app | cut -f1)" "$folder" dist/posture-app
package=$(ls -t dist/posture-app_*.deb | head -n 1)
at_most "$(stat --format %s "$package")" 200000000 "$package"
