"""Services elsewhere on the command line, against our own server over real HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path

import pytest

from posture_app.adapters.http_clients.targets import target_of, videos_of
from posture_app.adapters.keys.keyring_service_keys import KeyringServiceKeys
from posture_app.adapters.keys.passphrases import Stretching
from posture_app.adapters.photos.photo_files import as_jpeg, from_bytes
from posture_app.adapters.serving.job_folder import SealedJobFolder
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.adapters.vision.blur import blurred
from posture_app.app import make_program
from posture_app.cli import Program, run
from posture_app.domain.cloud import Service
from posture_app.domain.records import Actor
from posture_app.server.desk import JobDesk
from posture_app.services.cloud.kit import CloudKit, EndpointsFile
from posture_app.services.cloud.leaving import PhotoTools
from tests.adapters.sql_store.test_keyring_keys import InMemory
from tests.server.desks import BACK, FRONT, SIDE, desk_in, photo, shade_eyes
from tests.server.listening import listening
from tests.server.test_kakao_jobs import Looker

PASSPHRASE = "seven calm herons"


@dataclass
class Clinic:
    """A clinic with a server next door, its keys in a file, and photographs."""

    folder: Path
    url: str
    program: Program
    keyring: InMemory
    capfd: pytest.CaptureFixture[str]

    def cloud(self, *arguments: str) -> tuple[int, str, str]:
        code = run(["cloud", *arguments], self.program)
        out, err = self.capfd.readouterr()
        return code, out, err

    def set_up(self) -> None:
        add = ("add", "remo", "--url", self.url, "--keys-file", str(self.folder / "keys.json"), "--uuid-once")
        code, _, err = self.cloud(*add)
        assert code == 0, err

    def photos(self, *views: str) -> list[str]:
        return [part for view in views for part in (f"--{view}", str(self.folder / f"{view}.jpg"))]

    def records(self, *arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--store", str(self.folder / "records")], self.program)
        out, err = self.capfd.readouterr()
        return code, out, err


@pytest.fixture
def clinic(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Clinic]:
    monkeypatch.setenv("POSTURE_PASSPHRASE", PASSPHRASE)
    desk, keyring = desk_in(tmp_path / "server"), InMemory()
    made = desk.keys.add(Service.REMO, "clinic@example.com", 10)
    (tmp_path / "keys.json").write_text(json.dumps(made), encoding="utf-8")
    for view, shade in (("front", FRONT), ("side", SIDE), ("back", BACK)):
        (tmp_path / f"{view}.jpg").write_bytes(photo(shade))
    kit = CloudKit(
        EndpointsFile(tmp_path / "settings" / "cloud.json"),
        lambda: KeyringServiceKeys(lambda: keyring),
        target_of,
        lambda: PhotoTools(from_bytes, as_jpeg, blurred),
        videos_of,
    )
    program = make_program()
    program = replace(program, cloud=kit, desk=replace(program.desk, make_eyes=shade_eyes))
    with listening(desk) as port:
        yield Clinic(tmp_path, f"http://127.0.0.1:{port}", program, keyring, capfd)


def test_a_service_is_set_up_checked_listed_and_removed(clinic: Clinic) -> None:
    assert clinic.cloud("list")[:2] == (0, "No service is set up.\n")
    assert clinic.cloud("check", "remo")[0] == 5
    clinic.set_up()
    assert clinic.cloud("list")[:2] == (0, f"remo\t{clinic.url}\n")
    code, out, _ = clinic.cloud("check", "remo")
    assert (code, "10" in out, clinic.url in out) == (0, True, True)
    secrets = json.loads((clinic.folder / "keys.json").read_text(encoding="utf-8"))
    settings = (clinic.folder / "settings" / "cloud.json").read_text(encoding="utf-8")
    assert not [one for one in ("UserKey", "APIKey") if secrets[one] in settings]
    assert clinic.cloud("remove", "remo")[0] == 0
    assert clinic.keyring.kept == {}
    assert clinic.cloud("remove", "remo")[0] == 5


def test_a_service_serves_for_once_and_is_kept_nowhere(clinic: Clinic) -> None:
    once = ("--url", clinic.url, "--keys-file", str(clinic.folder / "keys.json"))
    code, out, err = clinic.cloud("check", "remo", *once)
    assert (code, "10" in out) == (0, True), err
    photos = clinic.photos("front", "side")
    code, out, err = clinic.cloud("send", "remo", *photos, "--yes", *once)
    assert (code, "Shoulders" in out) == (0, True), err
    assert clinic.cloud("list")[1] == "No service is set up.\n"
    assert clinic.keyring.kept == {}
    assert clinic.cloud("check", "remo", *once[2:])[0] == 2  # keys, and nowhere to take them
    assert clinic.cloud("check", "remo", "--url", "http://10.0.0.1", *once[2:])[0] == 5


def test_a_service_is_not_set_up_without_a_safe_address_and_whole_keys(clinic: Clinic) -> None:
    keys = ("--keys-file", str(clinic.folder / "keys.json"))
    assert clinic.cloud("add", "remo", "--url", "http://api.remo.re.kr", *keys)[0] == 5
    code, _, err = clinic.cloud("add", "kakao", "--url", clinic.url, *keys)  # another service's keys
    assert code == 2
    assert "REST_API_KEY" in err
    assert clinic.cloud("add", "remo", "--url", clinic.url)[0] == 2  # nobody to ask
    assert clinic.cloud("list")[1] == "No service is set up.\n"
    assert clinic.cloud("add", "remo", "--url", "http://api.remo.re.kr", "--plain-http", *keys)[0] == 0


def test_photographs_are_listed_then_sent_then_both_values_stand_side_by_side(clinic: Clinic) -> None:
    clinic.set_up()
    photos = clinic.photos("front", "side", "back")
    code, out, err = clinic.cloud("send", "remo", *photos)
    assert (code, out) == (2, "")
    assert "--yes" in err
    assert "10" in clinic.cloud("check", "remo")[1]  # nothing was sent

    target = clinic.folder / "values.json"
    code, out, err = clinic.cloud("send", "remo", *photos, "--yes", "-o", str(target))
    assert code == 0, err
    for listed in ("Front photo: 720 × 1280 pixels", "forigimg", "Email, UserKey, APIKey, uuid, borigimg"):
        assert listed in err
    assert "Credit left: 8." in err
    lines = [line.split("\t") for line in out.splitlines()]
    assert lines[0][1:5] == ["Measure", "Here", "There", "Difference"]
    front = {line[1]: line for line in lines if line[0] == "Front photo"}
    assert re.fullmatch(r"\+2\.[23]° ± \d\.\d°", front["Head"][2])  # 2.25 is built, and a digit is written
    assert front["Head"][3] in ("+2.2°", "+2.3°")
    assert front["Head"][4] == "0.0°"
    written = json.loads(target.read_text(encoding="utf-8"))
    (row,) = [
        one for one in written["measures"] if (one["view"], one["measure"]) == ("back", "shoulder_tilt")
    ]
    assert row["there"] == pytest.approx(3.0, abs=0.01)
    assert row["difference"] == pytest.approx(0.0, abs=0.01)
    assert (row["grade_here"], row["grade_there"]) == (1, 1)


def test_a_refusal_of_the_service_is_one_sentence(clinic: Clinic) -> None:
    clinic.set_up()
    code, out, err = clinic.cloud("send", "remo", *clinic.photos("front"), "--yes")
    assert (code, out) == (5, "")
    assert "front and side together" in err.splitlines()[-1]
    assert clinic.cloud("send", "remo", "--yes")[0] == 2


def test_a_visit_is_sent_with_consent_and_its_values_stay_in_the_records(clinic: Clinic) -> None:
    clinic.set_up()
    stores = SqlStores(clinic.folder / "dumps", stretching=Stretching(1, 8192, 1))
    stores.make(str(clinic.folder / "records"), PASSPHRASE, Actor("anna", "desk"))[0].close()
    photos = clinic.photos("front", "side", "back")
    assert clinic.records("assess", *photos, "--patient", "P-1")[0] == 0
    visit = ("cloud", "send", "remo", "--patient", "P-1", "--yes", "--blur-heads")
    code, _, err = clinic.records(*visit)
    assert code == 5
    assert "consent" in err
    assert clinic.records("cloud", "outbox")[1] == "The outbox is empty.\n"
    clinic.records("records", "consents", "--patient", "P-1", "--give", "cloud", "--text", "cloud/1")

    code, out, err = clinic.records(*visit)
    assert code == 0, err
    assert "the head made unrecognisable" in err
    assert "the head was unrecognisable" in out
    lines = [line.split("\t") for line in clinic.records("cloud", "outbox")[1].splitlines()]
    assert [(line[2], line[3], line[4]) for line in lines] == [
        ("remo", "front side", "sent"),
        ("remo", "back", "sent"),
    ]
    code, shown, _ = clinic.records("cloud", "show", "--patient", "P-1")
    assert code == 0
    assert shown.count("Shoulders") == 2
    assert clinic.records("cloud", "sync")[:2] == (0, "")
    audit = clinic.records("records", "audit")[1]
    assert audit.count("cloud_sending") == audit.count("cloud_sent") == 2


def test_what_waits_is_sent_by_sync_and_taken_out_by_hand(clinic: Clinic) -> None:
    clinic.set_up()
    stores = SqlStores(clinic.folder / "dumps", stretching=Stretching(1, 8192, 1))
    stores.make(str(clinic.folder / "records"), PASSPHRASE, Actor("anna", "desk"))[0].close()
    clinic.records("assess", *clinic.photos("back"), "--patient", "P-1")
    clinic.records("records", "consents", "--patient", "P-1", "--give", "cloud", "--text", "cloud/1")
    kept = clinic.keyring.kept.copy()
    (account,) = clinic.keyring.kept
    keys = json.loads(kept[account])
    clinic.keyring.kept[account] = json.dumps({**keys, "APIKey": "0" * 64})
    code, _, err = clinic.records("cloud", "send", "remo", "--patient", "P-1", "--yes")
    assert code == 5
    assert "key" in err.splitlines()[-1]
    ((entry_id, *_, state, reason),) = [
        line.split("\t") for line in clinic.records("cloud", "outbox")[1].splitlines()
    ]
    assert (state, reason) == ("refused", "cloud_wrong_key")

    clinic.keyring.kept.update(kept)
    assert clinic.records("cloud", "sync")[1] == ""  # a refused one waits for somebody
    assert "waiting" in clinic.records("cloud", "outbox", "--retry", entry_id)[1]
    assert "sent" in clinic.records("cloud", "sync")[1]
    assert clinic.records("cloud", "outbox", "--drop", entry_id)[0] == 5
    assert clinic.records("cloud", "outbox", "--drop", "f" * 32)[0] == 5


@pytest.fixture
def pictures(tmp_path: Path, clinic: Clinic) -> Iterator[Clinic]:
    """The same clinic with a server for videos."""
    looker = Looker()
    work = JobDesk(
        lambda: SealedJobFolder(tmp_path / "jobs", bytes(32)), looker.look, lambda: datetime.now(timezone.utc)
    )
    desk = replace(desk_in(tmp_path / "videos"), jobs=work)
    made = desk.keys.add(Service.KAKAO)
    (tmp_path / "kakao.json").write_text(json.dumps(made), encoding="utf-8")
    (tmp_path / "film.mp4").write_bytes(b"12345")  # five frames, as this server sees it
    with listening(desk) as port:
        url, keys = f"http://127.0.0.1:{port}", str(tmp_path / "kakao.json")
        assert clinic.cloud("add", "kakao", "--url", url, "--keys-file", keys)[0] == 0
        yield clinic


def test_a_video_is_followed_elsewhere_and_tabled_here(pictures: Clinic, tmp_path: Path) -> None:
    film, out = str(tmp_path / "film.mp4"), tmp_path / "out"
    code, _, err = pictures.cloud("video", film, "-o", str(out))
    assert code == 2
    assert "The whole video" in err
    assert not out.exists()

    code, listed, err = pictures.cloud("video", film, "-o", str(out), "--yes")
    assert code == 0, err
    assert sorted(one.name for one in out.iterdir()) == ["angles.csv", "angles.pdf", "keypoints.csv"]
    table = (out / "keypoints.csv").read_text(encoding="ascii").splitlines()
    assert len(table) == 1 + 5 * 17
    assert str(out / "angles.pdf") in listed
    (job_id,) = re.findall(r"job ([0-9a-f-]{36})", err)
    again = tmp_path / "again"
    assert pictures.cloud("video", "--job", job_id, "-o", str(again))[0] == 0
    assert (again / "keypoints.csv").read_bytes() == (out / "keypoints.csv").read_bytes()


def test_a_video_that_is_none_and_a_job_that_is_gone_are_told(pictures: Clinic, tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"broken")
    out = str(tmp_path / "out")
    assert pictures.cloud("video", str(tmp_path / "film.mp4"), "-o", out, "--yes")[0] == 5
    assert pictures.cloud("video", "--job", "0" * 32, "-o", out)[0] == 5
    assert pictures.cloud("video", str(tmp_path / "none.mp4"), "-o", out, "--yes")[0] == 3
