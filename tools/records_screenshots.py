"""Makes a picture of every pane of the records, with invented patients and the real models.

python tools/records_screenshots.py FOLDER [--size 1280x800] [--scheme dark] [--lang ko] [--text 1.5]
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.stage import Shots, asked, fill, make_studio, on_stage  # noqa: E402  needs the path

PEOPLE = (
    ("P-0193", "Amara Osei", date(1984, 3, 9), 168.0),
    ("P-0188", "Thomas Berg", date(1991, 6, 21), 181.0),
    ("P-0187", "김민준", date(1998, 1, 30), 176.0),
    ("P-0171", "Daniel Wright", date(1975, 11, 2), 179.0),
    ("P-0166", "이수진", date(1963, 4, 17), 158.0),
    ("P-0160", "Jonas Keller", date(2007, 8, 8), 184.0),
    ("P-0154", "Rosa Martín", date(1979, 12, 24), 163.0),
    ("P-0149", "최혜원", None, None),
)
NOW = datetime(2026, 11, 20, 10, 40, tzinfo=timezone.utc)


def raise_error(error: Exception) -> None:
    raise error


def stock(studio, place: str) -> None:  # type: ignore[no-untyped-def]
    """Make records in which somebody has worked for half a year."""
    from posture_app.domain.records import Purpose, Role, User

    desk = studio.records
    desk.make(
        place, "seven calm herons", User("J. Park", Role.ADMIN), "blue teapot", lambda: None, raise_error
    )
    desk.recovery_code = ""
    studio.prefer(records=place)
    fill(studio)
    assessment, encode = studio.assessment(), desk.kit.encode_photo
    photos = {view: encode(studio.session.frame(view)) for view in studio.session.views}

    def job(records) -> None:  # type: ignore[no-untyped-def]
        patients = [records.add_patient(*one) for one in PEOPLE]
        records.give_consent(patients[0], Purpose.CARE, "care/1", "en")
        for days, sign in ((190, True), (78, True), (0, False)):
            taken = replace(assessment, taken_at=NOW - timedelta(days=days))
            visit = records.file(patients[0], taken, photos, b"%PDF-1.4")
            if sign:
                records.sign(visit)
        for at, one in enumerate(patients[1:6], 1):
            taken = replace(assessment, taken_at=NOW - timedelta(days=3 * at))
            records.file(one, taken, photos, None)
        records.store.put_user(User("M. Lee", Role.CLINICIAN), "blue teapot", records.actor)
        records.store.put_user(User("Reception", Role.CAPTURE), "blue teapot", records.actor)
        records.back_up()

    desk.do(job, lambda _: None, raise_error)


def take(shots: Shots, place: Path) -> None:
    from posture_app.domain.people import Subject
    from posture_app.domain.records import Purpose
    from tests.gui.opened_records import kit_in

    studio = make_studio(shots.preferences(), kit_in(place))
    with on_stage(shots, studio, "r") as stage:
        window, grab = stage.window, stage.grab
        stage.show()
        window.go("records")
        page = window.pages["records"]
        grab("1_setup")
        page.setup.server_button.click()
        page.server.address.setText("postgresql://anna@127.0.0.1:1/records")
        page.server.button.click()
        grab("1b_server")
        page.server.left.emit()
        page.setup.button.click()
        page.make.button.click()
        grab("2_make")
        page.make.left.emit()
        records = str(place / shots.path("records").stem)
        stock(studio, records)
        studio.begin(Subject())
        studio.records.recovery_code = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345"
        page.show_state()
        grab("3_recovery")
        page.recovery.kept.click()
        grab("4_patients")
        page.people.view.setCurrentIndex(page.people.model.index(0))
        page.people.view.setFocus()
        grab("5_patient")
        for at, room in enumerate(("users", "audit", "backups", "locks")):
            page.rooms.button(room).click()
            if room == "backups":
                page.backups.verify.click()
            grab(f"5{'abce'[at]}_{room}")
        page.rooms.button("patients").click()
        page.pane.compare_button.click()
        grab("5d_compare")
        window.go("records")
        dialog = page.pane.ask_consent(Purpose.CARE)
        grab("6_consent", dialog)
        dialog.reject()
        dialog = page.pane.ask_erase()
        dialog.erase.click()
        grab("7_erase", dialog)
        dialog.reject()
        dialog = page.pane.ask_export()
        grab("8_export", dialog)
        dialog.reject()
        dialog = page.add_patient()
        dialog.save.click()
        grab("9_new", dialog)
        dialog.reject()
        studio.records.lock()
        page.unlock.passphrase.setText("seven calm cranes")
        page.unlock.button.click()
        grab("91_locked")
        studio.records.unlock(records, "seven calm herons", page.show_state, raise_error)
        grab("92_log_in")


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        for shots in asked(__doc__):
            take(shots, Path(place))


if __name__ == "__main__":
    main()
