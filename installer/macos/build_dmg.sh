#!/usr/bin/env bash
# Builds dist/Posture.app and dist/posture-app-VERSION.dmg on a Mac.
#
# Signing needs an Apple developer account. With the names of its identity and of a stored notary profile in the
# environment the program is signed and notarised; without them it is built unsigned, and a Mac opens it only by
# "Open" in its context menu.
#
#     POSTURE_SIGN="Developer ID Application: …" POSTURE_NOTARY=profile installer/macos/build_dmg.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$(command -v python3 || command -v python)
version=$("$python" run.py --version | cut -d' ' -f2)
.venv/bin/python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build installer/posture-app.spec

if [ -n "${POSTURE_SIGN:-}" ]; then
    # The camera and Python's own memory are what the hardened runtime must allow.
    codesign --force --deep --timestamp --options runtime \
        --entitlements installer/macos/entitlements.plist --sign "$POSTURE_SIGN" dist/Posture.app
fi

dmg=dist/posture-app-$version.dmg
rm -rf dist/dmg "$dmg"
mkdir dist/dmg
cp -R dist/Posture.app dist/dmg/
ln -s /Applications dist/dmg/Applications
hdiutil create -volname Posture -srcfolder dist/dmg -format UDZO "$dmg"
rm -rf dist/dmg

if [ -n "${POSTURE_SIGN:-}" ] && [ -n "${POSTURE_NOTARY:-}" ]; then
    xcrun notarytool submit "$dmg" --keychain-profile "$POSTURE_NOTARY" --wait
    xcrun stapler staple "$dmg"
fi
echo "$dmg"
