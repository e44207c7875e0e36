"""Keeps the translations of the window's texts: update from the sources, compile, or check.

python tools/translations.py update     new texts into resources/i18n/posture_<language>.ts
python tools/translations.py compile    the .ts into the .qm that the program reads
python tools/translations.py check      fails when a text is new, gone, untranslated, or not compiled
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile, which

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "i18n"
sys.path.insert(0, str(ROOT))

from posture_app.gui.texts import SOURCE_LANGUAGE  # noqa: E402
from posture_app.services import wording  # noqa: E402

LANGUAGES = tuple(code for code in wording.LANGUAGES if code != SOURCE_LANGUAGE)


def _tool(name: str) -> str:
    beside = Path(sys.executable).parent / name
    found = which(str(beside)) or which(name)
    if found is None:
        raise SystemExit(f"{name} is not there; it comes with PySide6-Essentials.")
    return found


def sources() -> list[str]:
    """Every module of the window, in a fixed order, relative to the checkout."""
    return [
        path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "posture_app" / "gui").rglob("*.py"))
    ]


def ts_file(language: str) -> Path:
    return FOLDER / f"posture_{language}.ts"


def update(language: str, target: Path | None = None) -> None:
    """Bring a file up to date with the sources; texts that are gone are dropped."""
    command = [_tool("pyside6-lupdate"), *sources(), "-no-obsolete", "-locations", "none"]
    command += [
        "-target-language",
        language,
        "-source-language",
        SOURCE_LANGUAGE,
        "-ts",
        str(target or ts_file(language)),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)


def compiled(language: str) -> bytes:
    """Compile a file; give what the program reads."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "made.qm"
        command = [_tool("pyside6-lrelease"), str(ts_file(language)), "-qm", str(target)]
        subprocess.run(command, check=True, capture_output=True)
        return target.read_bytes()


def messages(path: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Give (context, source, translation, finished) of every text."""
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            text = "" if translation is None else translation.text or ""
            finished = translation is not None and translation.get("type") is None and bool(text)
            yield name, message.findtext("source", ""), text, finished


def check(language: str) -> list[str]:
    """Give a sentence for everything that is the matter."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.ts"
        copyfile(ts_file(language), fresh)
        update(language, fresh)
        wanted = {(context, source) for context, source, _, _ in messages(fresh)}
    there = {(context, source) for context, source, _, _ in messages(ts_file(language))}
    found = [f"new, run update: {one}" for one in sorted(wanted - there)]
    found += [f"gone, run update: {one}" for one in sorted(there - wanted)]
    found += [
        f"not translated: {c}: {s}" for c, s, _, finished in messages(ts_file(language)) if not finished
    ]
    binary = ts_file(language).with_suffix(".qm")
    if not binary.is_file() or binary.read_bytes() != compiled(language):
        found.append(f"{binary.name} is not up to date, run compile")
    return found


def main() -> int:
    what = sys.argv[1] if len(sys.argv) == 2 else ""
    if what not in ("update", "compile", "check"):
        print(__doc__)
        return 2
    found: list[str] = []
    for language in LANGUAGES:
        if what == "update":
            update(language)
        elif what == "compile":
            ts_file(language).with_suffix(".qm").write_bytes(compiled(language))
        else:
            found += check(language)
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
