"""Run as a process: the workstation with something due in its outbox, switched off and then on.

Prints, as JSON, which sockets Python touched while it was off and while it was on, and the entry's state
after each.
"""

from __future__ import annotations

import json
import sys
import tempfile
from functools import partial
from pathlib import Path

touched: list[str] = []


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        touched.append(event)


sys.addaudithook(watch)

from PySide6.QtCore import QDeadlineTimer, QEventLoop  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from posture_app.adapters.http_clients.targets import target_of  # noqa: E402
from posture_app.domain.cloud import Ask, Endpoint, Parcel, Service, ServiceKeys  # noqa: E402
from posture_app.domain.records import Patient, Purpose  # noqa: E402
from posture_app.domain.views import View  # noqa: E402
from posture_app.gui.cloud import sync_desk  # noqa: E402
from posture_app.gui.studio import Studio  # noqa: E402
from posture_app.gui.tasks import NetworkTasks, Tasks  # noqa: E402
from posture_app.gui.workstation.window import MainWindow  # noqa: E402
from posture_app.services.cloud.sync import Sync  # noqa: E402
from posture_app.services.records.access import Records  # noqa: E402
from posture_app.services.settings import Preferences  # noqa: E402
from tests.assessments import assessment  # noqa: E402
from tests.gui.opened_records import kit_in, made, raise_error  # noqa: E402
from tests.gui.services_elsewhere import FakeService, cloud_kit  # noqa: E402
from tests.gui.workshop import Workshop  # noqa: E402

PLACE = "records"
NOWHERE = Endpoint("http://127.0.0.1:9")
KEYS = ServiceKeys({"Email": "a@b.c", "UserKey": "u", "APIKey": "k"})


def turn(app: QApplication, seconds: float) -> None:
    ends = QDeadlineTimer(round(1000 * seconds))
    while not ends.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def queue(records: Records) -> None:
    patient: Patient = records.add_patient("P-1")
    visit = records.file(patient, assessment(View.BACK), {View.BACK: b"jpeg"}, None)
    records.give_consent(patient, Purpose.CLOUD, "cloud/1", "en")
    parcel = Parcel("0" * 32, Service.REMO, Ask.BACK, {View.BACK: b"jpeg"}, NOWHERE.url)
    Sync(records).queue(patient, visit, [parcel])


def state(studio: Studio, app: QApplication) -> tuple[str, int]:
    found: list[tuple[str, int]] = []

    def look(records: Records) -> tuple[str, int]:
        (entry,) = Sync(records).entries()
        return entry.state.value, entry.tries

    studio.records.do(look, found.append, raise_error)
    while not found:
        app.processEvents()
    return found[0]


def main() -> None:
    sync_desk.LOOK_EVERY_MS = 50
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kit = cloud_kit(folder, FakeService())
        kit.endpoints.save({Service.REMO: NOWHERE})
        kit.keys().remember(Service.REMO, NOWHERE.url, KEYS)
        kit = type(kit)(kit.endpoints, kit.keys, target_of, kit.tools, kit.videos)
        workshop = Workshop(records=kit_in(folder), cloud=kit)
        studio = workshop.studio(Preferences(records=str(folder / PLACE)), work=Tasks(name="records"))
        studio.sync._make_worker = partial(NetworkTasks, name="network")
        window = MainWindow(studio)
        window.show()
        made(studio.records, folder / PLACE)
        while not studio.records.is_open:
            app.processEvents()
        turn(app, 0.5)
        done: list[None] = []
        studio.records.do(queue, done.append, raise_error)
        while not done:
            app.processEvents()
        for page in window.pages:
            window.go(page)
            turn(app, 0.05)
        turn(app, 1.0)
        off = {"touched": list(touched), "state": state(studio, app)}
        studio.prefer(cloud=True)
        for _ in range(2000):
            turn(app, 0.05)
            if state(studio, app)[1] and not studio.sync.busy:
                break
        print(json.dumps({"off": off, "on": {"touched": sorted(set(touched)), "state": state(studio, app)}}))
        window.close()
        studio.close()


if __name__ == "__main__":
    main()
