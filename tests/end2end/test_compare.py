"""Comparing visits from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from posture_app.adapters.keys.passphrases import Stretching
from posture_app.adapters.photos.photo_files import as_jpeg
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.app import make_program
from posture_app.cli import run
from posture_app.domain.records import Actor, Deed, Role, User
from posture_app.services.records.access import Records
from tests.assessments import frames_of
from tests.visits import visit

PASSPHRASE = "seven calm herons"
ANNA = Actor("anna", "desk")


@pytest.fixture(autouse=True)
def at_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTURE_PASSPHRASE", PASSPHRASE)


def stores(tmp_path: Path) -> SqlStores:
    return SqlStores(tmp_path / "dumps", stretching=Stretching(1, 8192, 1))


def test_two_visits_become_a_pdf_and_a_document_for_machines(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "records")
    store, _ = stores(tmp_path).make(place, PASSPHRASE, ANNA)
    records = Records(store, User("anna", Role.ADMIN), "desk")
    patient = records.add_patient("P-1", "김민수")
    ids = []
    for days, tilt in ((0, 1.0), (30, 2.0), (60, 7.0)):
        seen = visit(days, shoulder_tilt=tilt)
        photos = {view: as_jpeg(frame) for view, frame in frames_of(seen).items()}
        ids.append(records.file(patient, seen, photos, None).id)
    records.add_patient("P-2")
    store.close()

    def compare(*arguments: str, patient: str = "P-1", code: int = 0) -> str:
        out = ("-o", str(tmp_path / "c.pdf"), "--store", place)
        assert run(["records", "compare", "--patient", patient, *arguments, *out], make_program()) == code
        printed = capfd.readouterr()
        return printed.out if code == 0 else printed.err

    told = compare("--json", str(tmp_path / "c.json"))
    assert told.startswith(
        "One change is larger than the measurement error: shoulders\nShoulders (front): 6.0° more"
    )
    assert told.splitlines()[-2:] == [str(tmp_path / "c.pdf"), str(tmp_path / "c.json")]
    document = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert [document["before"], document["after"]] == [ids[0], ids[2]]
    assert (
        "Comparison of visits"
        in PdfReader(io.BytesIO((tmp_path / "c.pdf").read_bytes())).pages[0].extract_text()
    )

    assert "측정 오차보다 큰 변화가 없습니다" in compare("--visits", ids[1], ids[0], "--lang", "ko")
    assert "no longer in the records" in compare("--visits", ids[1], "nobody", code=5)
    assert "with itself" in compare("--visits", ids[1], ids[1], code=5)
    assert "fewer than two visits" in compare(patient="P-2", code=5)

    store = stores(tmp_path).open(place, PASSPHRASE, ANNA)
    exported = [line for line in store.audit() if line.deed is Deed.EXPORTED]
    store.close()
    assert [line.detail for line in exported] == ["comparison", "comparison"]
