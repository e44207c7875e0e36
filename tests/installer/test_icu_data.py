"""What stays of Qt's ICU data in the package for Linux, and that Qt goes on with it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import PySide6
import pytest

from posture_app.services.wording import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
QT_LIBRARIES = Path(PySide6.__file__).parent / "Qt/lib"
HEAD = struct.pack("<HBB4BHH4s", 32, 0xDA, 0x27, 0, 0, 0, 0, 2, 0, b"CmnD").ljust(32, b"\0")

ASK_QT = """
from PySide6.QtCore import QByteArray, QCollator, QLocale, QStringConverter, QStringDecoder, QTimeZone
import functools, pathlib
words = ["나무", "가방", "각", "apfel", "Zebra", "zebra", "10", "9", "apple"]
for name in ("ko_KR", "en_US"):
    collator = QCollator(QLocale(name))
    collator.setNumericMode(True)
    print(sorted(words, key=functools.cmp_to_key(collator.compare)))
print(sorted(QStringConverter.availableCodecs()))
summer = QTimeZone.TimeType.DaylightTime
print(QTimeZone(b"Europe/Berlin").displayName(summer, QTimeZone.NameType.LongName, QLocale("ko_KR")))
print([line.split()[-1] for line in open("/proc/self/maps", encoding="utf-8") if "libicudata" in line][0])
"""


@pytest.fixture
def icu() -> ModuleType:
    spec = importlib.util.spec_from_file_location("icu_data", ROOT / "installer/icu_data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table_of(items: dict[str, bytes]) -> bytes:
    """Write a table as ICU's own tools do, the data in 16s."""
    names = b"".join(name.encode() + b"\0" for name in items)
    name_at = 4 + 8 * len(items)
    data_at = name_at + len(names)
    gap = -(32 + data_at) % 16
    data_at += gap
    places, data = b"", b""
    for name, item in items.items():
        places += struct.pack("<II", name_at, data_at + len(data))
        name_at += len(name) + 1
        data += item
    return HEAD + struct.pack("<I", len(items)) + places + names + bytes(gap) + data


def test_only_what_qt_asks_for_stays(icu: ModuleType) -> None:
    items = {
        "icudt73l/coll/de.res": b"d" * 32,
        "icudt73l/coll/ko.res": b"k" * 16,
        "icudt73l/coll/root.res": b"r" * 48,
        "icudt73l/en_GB.res": b"e" * 16,
        "icudt73l/gsm-03.38-2009.cnv": b"g" * 16,
        "icudt73l/translit/en.res": b"t" * 64,
        "icudt73l/zh_Hant.res": b"z" * 32,
        "icudt73l/zoneinfo64.res": b"i" * 16,
    }
    left = {
        name: item
        for name, item in items.items()
        if not set(name.split("/")) & {"de.res", "zh_Hant.res", "translit"}
    }
    assert icu.thinned(table_of(items), LANGUAGES) == table_of(left)


@pytest.mark.parametrize(
    ("name", "stays"),
    [
        ("coll/ucadata.icu", True),
        ("zone/tzdbNames.res", True),
        ("res_index.res", True),
        ("pool.res", True),
        ("ibm-949_P110-1999.cnv", True),
        ("ko_KR.res", True),
        ("kok.res", False),
        ("enc.res", False),
        ("curr/ko.res", False),
        ("brkitr/cjdict.dict", False),
        ("confusables.cfu", False),
    ],
)
def test_sorting_encodings_and_zones_stay_in_two_languages(icu: ModuleType, name: str, stays: bool) -> None:
    assert icu.wanted(f"icudt73l/{name}", ("en", "ko")) is stays


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt brings its own ICU on Linux only")
@pytest.mark.skipif(shutil.which("ld") is None, reason="binutils puts the library together")
def test_qt_sorts_decodes_and_names_zones_as_before(icu: ModuleType, tmp_path: Path) -> None:
    (whole,) = QT_LIBRARIES.glob("libicudata.so.*")
    icu.trim(whole, tmp_path / whole.name, LANGUAGES)
    assert (tmp_path / whole.name).stat().st_size < 0.3 * whole.stat().st_size

    def asked(**where: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", ASK_QT],
            env={**os.environ, **where},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    *before, path = asked()
    assert path == str(whole)
    *after, path = asked(LD_LIBRARY_PATH=str(tmp_path))
    assert path == str(tmp_path / whole.name)
    assert after == before
