"""Setting services elsewhere up: addresses in the settings, keys in the system's keyring."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QSizePolicy, QWidget

from posture_app.domain.cloud import KEY_NAMES, Endpoint, Service, ServiceKeys
from posture_app.domain.errors import EnvironmentProblem, PostureError
from posture_app.gui.pages.parts import column, row
from posture_app.gui.records.dialogs import RecordsDialog
from posture_app.gui.records.patient_list import alive
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio
    from posture_app.services.cloud.kit import CloudKit, Endpoints

SECRET = ("UserKey", "APIKey", "REST_API_KEY", "appKey", "secretKey")


class ServiceDialog(RecordsDialog):
    """Asks for a service's address and keys; keys that are kept are not shown again."""

    told = Signal(object, object)
    """The Endpoint, and the ServiceKeys or None when all fields were left empty."""

    def __init__(self, parent: QWidget, service: Service, name: str, known: Endpoint | None) -> None:
        super().__init__(parent)
        self.entitle(name)
        self._known = known
        self.url = QLineEdit("" if known is None else known.url)
        self.add_field(self.tr("Address"), self.url, "https://host:port")
        self.keys: dict[str, QLineEdit] = {}
        for key in KEY_NAMES[service]:
            field = QLineEdit()
            if key in SECRET:
                field.setEchoMode(QLineEdit.EchoMode.Password)
            kept = "" if known is None else self.tr("Kept in the keyring; leave empty to keep it")
            self.add_field(key, field, kept)
            self.keys[key] = field
        self.plain_http = QCheckBox(self.tr("Allow http without encryption: anybody on the way can look"))
        self.uuid_once = QCheckBox(self.tr("The service charges a uuid once, as this program's server does"))
        self.plain_http.setChecked(known is not None and known.plain_http)
        self.uuid_once.setChecked(known is not None and known.uuid_once)
        self.body.addWidget(self.plain_http)
        self.body.addWidget(self.uuid_once)
        self.add_button(self.tr("Cancel"), self.reject, "quiet")
        self.save = self.add_button(self.tr("Save"), self._tell, "primary")

    def forget(self) -> None:
        """Forget the keys that were typed."""
        for field in self.keys.values():
            field.clear()

    def _tell(self) -> None:
        typed = {name: field.text().strip() for name, field in self.keys.items()}
        url = self.url.text().strip().rstrip("/")
        same = self._known is not None and self._known.url == url
        if not all(typed.values()) and (any(typed.values()) or not same):
            self.banner.say(self.tr("Type every key of this service."))
            return
        ca = "" if self._known is None else self._known.ca
        endpoint = Endpoint(url, self.plain_http.isChecked(), ca, self.uuid_once.isChecked())
        self.told.emit(endpoint, ServiceKeys(typed) if all(typed.values()) else None)


class ServicesList(QWidget):
    """One line a service: what it is, where it is, and what can be done with it."""

    trouble = Signal(object)
    said = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._kit = studio.equipment.cloud
        self.buttons: dict[tuple[Service, str], Button] = {}
        self.places: dict[Service, QLabel] = {}
        self._endpoints: Endpoints = {}
        body = column(self, 10)
        for service in Service:
            body.addWidget(self._line(service))
        self.refresh()

    def _line(self, service: Service) -> QWidget:
        line = QWidget()
        inside = row(line, 8)
        texts = column(gap=1)
        name, place = text_label(self._name(service), Type.BODY), text_label("", Type.SMALL, "quiet")
        for one in (name, place):  # an address may be long, and a large text has little room
            one.setWordWrap(False)
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        name.setToolTip(name.text())
        texts.addWidget(name)
        texts.addWidget(place)
        inside.addLayout(texts, 1)
        self.places[service] = place
        for key, text in (
            ("set_up", self.tr("Set up…")),
            ("check", self.tr("Check")),
            ("remove", self.tr("Remove")),
        ):
            button = Button(text, small=True)
            button.setAccessibleName(f"{self._name(service)}: {text}")
            button.clicked.connect(partial(self._do, key, service))
            inside.addWidget(button)
            self.buttons[service, key] = button
        return line

    def _name(self, service: Service) -> str:
        return self._studio.words.text(f"cloud.service.{service.value}")

    def refresh(self) -> None:
        """Show what is set up now."""
        if self._kit is not None:
            try:
                self._endpoints = self._kit.endpoints.load()
            except EnvironmentProblem:
                self._endpoints = {}
        on = self._studio.sync.is_on
        for service in Service:
            endpoint = self._endpoints.get(service)
            place = self.places[service]
            place.setText(self.tr("not set up") if endpoint is None else endpoint.url)
            place.setToolTip(place.text())
            self.buttons[service, "set_up"].setEnabled(on)
            for key in ("check", "remove"):
                self.buttons[service, key].setVisible(endpoint is not None)
            self.buttons[service, "check"].setEnabled(on)

    def _do(self, what: str, service: Service) -> None:
        kit = self._kit
        if kit is not None:
            {"set_up": self.ask, "check": self._check, "remove": self._remove}[what](kit, service)

    def ask(self, kit: CloudKit, service: Service) -> ServiceDialog:
        """Ask for address and keys."""
        dialog = ServiceDialog(self, service, self._name(service), self._endpoints.get(service))

        def told(endpoint: Endpoint, keys: ServiceKeys | None) -> None:
            self._studio.jobs.start(
                lambda: kit.set_up(service, endpoint, keys), alive(dialog, kept), alive(dialog, complain)
            )

        def kept(_: None) -> None:
            dialog.forget()
            dialog.accept()
            self.refresh()
            self._studio.sync.look()
            self.said.emit(self.tr("Set up: {name}").format(name=self._name(service)))

        def complain(error: PostureError) -> None:
            dialog.banner.say(self._studio.words.problem(error))

        dialog.told.connect(told)
        dialog.open()
        return dialog

    def _check(self, kit: CloudKit, service: Service) -> None:
        words = self._studio.words
        button = self.buttons[service, "check"]

        def well(credit: int | None) -> None:
            button.setEnabled(True)
            told = words.text("cloud.well", host=self._name(service))
            self.said.emit(told if credit is None else f"{told} {words.text('cloud.credit', credit=credit)}")

        def failed(error: PostureError) -> None:
            button.setEnabled(True)
            self.trouble.emit(error)

        button.setEnabled(False)
        self._studio.sync.ask(lambda: kit.target_for(service).check(), alive(self, well), alive(self, failed))

    def _remove(self, kit: CloudKit, service: Service) -> None:
        def gone(_: None) -> None:
            self.refresh()
            self.said.emit(self._studio.words.text("cloud.removed", service=self._name(service)))

        self._studio.jobs.start(
            lambda: kit.remove(service), alive(self, gone), alive(self, self.trouble.emit)
        )
