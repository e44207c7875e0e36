"""The life of a record from the command line: made, assessed, signed, exported, saved, erased, checked."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from posture_app.adapters.exports.formats import EXPORTERS
from posture_app.app import make_program
from posture_app.cli import run
from posture_app.services.records.exporting import FORMATS
from posture_app.services.resources import resource

PASSPHRASE = "seven calm herons"
CODE = "KIM-2026-0107"


@pytest.fixture(autouse=True)
def at_the_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POSTURE_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("POSTURE_NEW_PASSPHRASE", "eight loud herons")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


class Desk:
    """Runs commands on one store and keeps what they print."""

    def __init__(self, capfd: pytest.CaptureFixture[str], place: str) -> None:
        self._capfd = capfd
        self.place = place

    def __call__(self, *arguments: str, code: int = 0) -> str:
        self._capfd.readouterr()
        got = run([*arguments, "--store", self.place], make_program())
        out, err = self._capfd.readouterr()
        assert got == code, err
        return out if code == 0 else err


@pytest.mark.model
def test_the_life_of_a_record(
    capfd: pytest.CaptureFixture[str],
    place: str,
    demo: Path,
    tmp_path: Path,
) -> None:
    desk = Desk(capfd, place)
    assert len(desk("records", "init").split("-")) == 8
    assess = ("assess", "--front", str(demo / "kim_front.jpg"), "--height-cm", "178", "--patient", CODE)
    visit = desk(*assess, "--name", "김민수").split()[-1]
    assert desk("records", "sign", "--patient", CODE.lower()).strip() == visit
    again = desk(*assess, "-o", str(tmp_path / "out")).split()[-1]
    about = json.loads((tmp_path / "out" / "assessment.json").read_text(encoding="utf-8"))["subject"]
    assert (about["name"], about["code"]) == ("김민수", CODE)  # as it stands in the record
    listed = desk("records", "list")
    assert f"{CODE}\t김민수" in listed
    assert f"{visit}\t" in listed
    assert f"{again}\t" in listed
    assert "signed 1" in listed

    assert "by another name" in desk(*assess, "--name", "이영희", code=2)
    assert "two different records" in desk(*assess, "--code", "KIM-2026-0108", code=2)

    desk("records", "consents", "--patient", CODE, "--give", "care", "--text", "care/1")
    assert "care" in desk("records", "consents", "--patient", CODE)
    compared = ("--patient", CODE, "-o", str(tmp_path / "compared.pdf"), "--json", str(tmp_path / "c.json"))
    desk("records", "compare", *compared)
    first_page = PdfReader(tmp_path / "compared.pdf").pages[0].extract_text()
    assert CODE in first_page
    assert "김민수" in first_page
    changes = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    verdicts = set(re.findall(r'"verdict": "([a-z_]+)"', json.dumps(changes)))
    assert verdicts <= {"within_error", "not_comparable"}  # the same photograph twice
    assert "within_error" in verdicts

    strict = json.loads(resource("norms", "contract-v2.json").read_text(encoding="utf-8"))
    strict["name"] = "strict"
    strict["limits"]["left_knee_alignment"] = {
        "low": [-0.01, -0.02],
        "high": [0.01, 0.02],
        "source": "contract",
    }
    (tmp_path / "strict.json").write_text(json.dumps(strict), encoding="utf-8")
    graded = desk("records", "regrade", "--patient", CODE, "--norms", str(tmp_path / "strict.json"))
    assert graded.count("graded by contract-v2/1 then, by strict/1 now") == 2
    assert "Left knee (Front): " in graded
    assert desk("records", "regrade", "--patient", CODE).count("No grade changes.") == 2  # nothing was kept

    exported = {}
    for kind in FORMATS:
        file = tmp_path / f"export.{kind}"
        desk("export", kind, "--patient", CODE, "-o", str(file))
        exported[kind] = file.read_bytes()
        assert exported[kind]
    assert set(EXPORTERS) == set(FORMATS)
    assert [one["schema"] for one in json.loads(exported["json"])] == ["posture-assessment/1"] * 2

    backup = desk("records", "backup").strip()
    assert desk("records", "backups").split()[0] == backup
    certificate = desk("records", "erase", "--patient", CODE)
    assert "Nobody" in desk("records", "list")
    assert "Nobody with this code" in desk("records", "erase", "--patient", CODE, code=5)
    desk("records", "restore")
    assert "Nobody" in desk("records", "list")  # the key is gone: the backup gives nothing back
    assert certificate.split("\t")[2] in desk("records", "audit")

    (tmp_path / "patient.zip").write_bytes(exported["archive"])
    assert desk("records", "import", str(tmp_path / "patient.zip")).strip() == f"{CODE}\t2"
    assert "1 patients, 2 visits, 2 photographs" in desk("records", "verify")
    copied = str(tmp_path / "copy")
    desk("records", "copy", "--to", copied)
    with zipfile.ZipFile(io.BytesIO(exported["archive"])) as archive:
        front = archive.read("visits/001/front.jpg")
    for file in (path for path in Path(copied).rglob("*") if path.is_file()):
        plain = file.read_bytes()
        # Each long enough that ciphertext can't hold it by chance.
        for secret in (front[:200], "김민수".encode(), CODE.encode()):
            assert secret not in plain, file.name
    desk("records", "passphrase")
    assert "does not open" in desk("records", "list", code=5)


def test_what_the_desk_gets_wrong_is_told_in_one_sentence(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, demo: Path
) -> None:
    desk = Desk(capfd, str(tmp_path / "records"))
    assert "no records at this place" in desk("records", "list", code=5)
    desk("records", "init")
    assert "already" in desk("records", "init", code=5)
    assert "both --patient and --store" in desk("assess", "--front", str(demo / "kim_front.jpg"), code=2)
    (tmp_path / "bad.zip").write_bytes(b"PK no zip")
    assert "no archive" in desk("records", "import", str(tmp_path / "bad.zip"), code=5)
    assert "cannot be read" in desk("records", "import", str(tmp_path / "none.zip"), code=2)
    monkeypatch.delenv("POSTURE_PASSPHRASE")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "--passphrase-file" in desk("records", "list", code=2)
    for encoding in ("utf-8", "utf-8-sig"):
        (tmp_path / "secret.txt").write_text(PASSPHRASE + "\r\n", encoding=encoding)
        desk("records", "list", "--passphrase-file", str(tmp_path / "secret.txt"))
