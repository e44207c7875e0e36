"""Looks at the installation: each part with a mark, and a remedy where something is amiss."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from posture_app import __version__
from posture_app.cli import Check
from posture_app.domain.errors import PostureError

if TYPE_CHECKING:
    from posture_app.services.wording import Words

PINNED = {
    "mediapipe": "0.10.21",
    "numpy": None,
    "opencv-python-headless": None,
    "reportlab": None,
    "PySide6_Essentials": None,
    "PySide6_Addons": None,
    "pillow": None,
    "pi-heif": None,
}
FOR_RECORDS = (
    "sqlalchemy",
    "alembic",
    "sqlcipher3",
    "psycopg",
    "cryptography",
    "argon2-cffi",
    "keyring",
    "openpyxl",
    "fhir.resources",
    "pydicom",
)
FOR_SERVICES = (
    "markdown-it-py",
    "pydantic",
    "fastapi",
    "uvicorn",
    "python-multipart",
    "prometheus-client",
    "httpx",
    "distributed",
)
FOR_FACES = ("dlib-bin", "face_recognition_models")
_OTHER_CV2 = ("opencv-python", "opencv-contrib-python", "opencv-contrib-python-headless")
_PYTHONS = ((3, 10), (3, 13))


def examine(words: Words) -> Sequence[Check]:
    """Examine everything; never raises for what it finds."""
    return list(_findings(words))


def _findings(words: Words) -> Iterator[Check]:
    right = _PYTHONS[0] <= sys.version_info[:2] < _PYTHONS[1]
    yield Check("posture-app", f"{__version__}, {platform.platform(terse=True)}", well=True)
    yield Check("Python", platform.python_version(), right, words.text("doctor.python"))
    for package, version in PINNED.items():
        yield _package(package, version, words)
    yield _together("doctor.records", FOR_RECORDS, ("sqlcipher3", "psycopg", "cryptography"), words)
    yield _together("doctor.services", FOR_SERVICES, ("fastapi", "uvicorn", "httpx", "distributed"), words)
    yield _faces(words)
    others = [name for name in _OTHER_CV2 if _version(name)]
    if others:
        yield Check(
            "cv2",
            ", ".join(others),
            well=False,
            remedy=words.text("doctor.other_cv2", packages=" ".join(others)),
        )
    yield _model(words)
    yield _fonts(words)
    yield _cache(words)
    yield _writable(words.text("doctor.here"), Path.cwd(), words)
    yield _cameras(words)


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _package(package: str, wanted: str | None, words: Words) -> Check:
    found = _version(package)
    well = found is not None and wanted in (None, found)
    return Check(package, found or words.text("doctor.missing"), well, words.text("doctor.install"))


def _together(title: str, packages: Sequence[str], named: Sequence[str], words: Words) -> Check:
    """Look at everything that a part of the program stands on, in one line that names some versions."""
    missing = [name for name in packages if _version(name) is None]
    if missing:
        found = f"{words.text('doctor.missing')}: {', '.join(missing)}"
        return Check(words.text(title), found, well=False, remedy=words.text("doctor.install"))
    versions = ", ".join(f"{name} {_version(name)}" for name in named)
    return Check(words.text(title), versions, well=True)


def _faces(words: Words) -> Check:
    """Look at the optional packages of the face check-in; nothing is wrong without them."""
    missing = [name for name in FOR_FACES if _version(name) is None]
    if missing:
        found = f"{words.text('doctor.missing')}: {', '.join(missing)}"
        return Check(words.text("doctor.faces"), found, well=None, remedy=words.text("doctor.faces_missing"))
    return Check(words.text("doctor.faces"), f"dlib-bin {_version('dlib-bin')}", well=True)


def _model(words: Words) -> Check:
    from posture_app.adapters.models import bundle as model_bundle
    from posture_app.adapters.models import facts as model_facts

    try:
        model_bundle.pose_bundle()
        model_bundle.face_model()
        model_bundle.far_face_model()
        model_bundle.mesh_models()
    except PostureError as error:
        return Check(
            words.text("doctor.model"), words.problem(error), well=False, remedy=words.text("doctor.install")
        )
    return Check(
        words.text("doctor.model"), f"{model_facts.MODEL_NAME}, {model_facts.BUNDLE_SHA256[:12]}", well=True
    )


def _fonts(words: Words) -> Check:
    from posture_app.adapters.pdf_report import fonts

    try:
        fonts.register_fonts()
    except PostureError as error:
        return Check(
            words.text("doctor.fonts"), words.problem(error), well=False, remedy=words.text("doctor.install")
        )
    return Check(words.text("doctor.fonts"), "Pretendard", well=True)


def _cache(words: Words) -> Check:
    from posture_app.adapters.models.bundle import cache_folder

    folder = cache_folder()
    nearest = next(one for one in (folder, *folder.parents) if one.exists())
    return _writable(words.text("doctor.cache"), nearest, words)


def _writable(name: str, folder: Path, words: Words) -> Check:
    try:
        with TemporaryDirectory(prefix=".posture-doctor-", dir=folder):
            pass
    except OSError:
        return Check(name, str(folder), well=False, remedy=words.text("doctor.writable"))
    return Check(name, str(folder), well=True)


def _cameras(words: Words) -> Check:
    from posture_app.adapters.cameras.listing import cameras

    try:
        names = [camera.name for camera in cameras()]
    except ImportError as error:
        return Check(
            words.text("doctor.cameras"), str(error), well=None, remedy=words.text("doctor.libraries")
        )
    found = ", ".join(names) or words.text("doctor.no_camera")
    return Check(
        words.text("doctor.cameras"), found, well=True if names else None, remedy=words.text("doctor.camera")
    )
