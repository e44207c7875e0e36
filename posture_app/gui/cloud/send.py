"""Sending a visit to a service elsewhere: what leaves is shown before it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QScrollArea, QWidget

from posture_app.domain.cloud import Service
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.outbox import EntryState
from posture_app.domain.records import Purpose
from posture_app.gui.cloud.values import Beside, ValuesDialog, beside
from posture_app.gui.pages.parts import column, row, wrapped
from posture_app.gui.records.dialogs import RecordsDialog
from posture_app.gui.records.patient_list import alive
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.cloud.leaving import listed, parcels_of
from posture_app.services.cloud.sync import Sync
from posture_app.services.cloud.wording import leaving_lines

if TYPE_CHECKING:
    from posture_app.domain.cloud import Endpoint, Parcel
    from posture_app.domain.errors import PostureError
    from posture_app.domain.outbox import OutboxEntry
    from posture_app.domain.records import Patient, Visit
    from posture_app.domain.views import View
    from posture_app.gui.studio import Studio
    from posture_app.services.cloud.kit import CloudKit
    from posture_app.services.cloud.leaving import Leaving
    from posture_app.services.records.access import Records

PREVIEW_PX = 150
"""Height of a photograph in the list of what leaves."""


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """What would leave, ready to be put into the outbox."""

    parcels: tuple[Parcel, ...]
    leaving: tuple[Leaving, ...]
    stays: tuple[View, ...]
    consents: bool
    host: str
    pictures: tuple[QImage, ...]


def made_ready(
    records: Records, visit: Visit, patient: Patient, kit: CloudKit, service: Service, *, blur: bool
) -> Ready:
    """Make the requests of a visit; on the records' worker."""
    assessment = records.read(visit)
    photos = {view: records.photo(visit, view) for view in visit.views}
    host = kit.endpoint(service).url
    parcels = parcels_of(service, assessment, photos, kit.tools(), to=host, blur=blur)
    leaving = listed(parcels, assessment)
    goes = {photo.view for one in leaving for photo in one.photos}
    consents = any(one.holds and one.purpose is Purpose.CLOUD for one in records.consents(patient))
    return Ready(
        parcels,
        leaving,
        tuple(view for view in assessment.views if view not in goes),
        consents,
        host,
        tuple(_small(photo) for one in parcels for photo in one.photos.values()),
    )


def _small(photo: bytes) -> QImage:
    image = QImage.fromData(photo)
    smooth = Qt.TransformationMode.SmoothTransformation
    return image if image.isNull() else image.scaledToHeight(2 * PREVIEW_PX, smooth)


class SendDialog(RecordsDialog):
    """Chooses the service, shows exactly what leaves, and asks for a yes; nothing is sent here."""

    prepare_wanted = Signal(object, bool)
    """A Service, and whether heads are made unrecognisable."""
    agreed = Signal(object)
    """The parcels that may leave."""
    consent_wanted = Signal()
    values_wanted = Signal(object)
    """An OutboxEntry whose answer is to be shown."""

    def __init__(self, parent: QWidget, studio: Studio, endpoints: dict[Service, Endpoint]) -> None:
        super().__init__(parent)
        self._studio = studio
        self._ready: Ready | None = None
        words = studio.words
        self.entitle(self.tr("Send this visit to a service elsewhere"))
        self.service = QComboBox()
        for service in endpoints:
            self.service.addItem(words.text(f"cloud.service.{service.value}"), service)
        self.add_field(self.tr("Service"), self.service)
        self.blur = QCheckBox(self.tr("Make the head unrecognisable first; its values are lost then"))
        self.blur.setChecked(studio.preferences.blur_heads)
        self.body.addWidget(self.blur)
        self.body.addWidget(text_label(self.tr("What leaves this machine"), Type.CARD))
        inside = QWidget()
        parts = column(inside, 8, (0, 0, 12, 0))
        self._pictures = row(gap=8)
        parts.addLayout(self._pictures)
        self.list = wrapped(self.tr("One moment …"), Type.SMALL)
        self.list.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        parts.addWidget(self.list)
        self._before = column(gap=6)
        parts.addLayout(self._before)
        parts.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        self.body.addWidget(scroll, 1)
        self.add_button(self.tr("Cancel"), self.reject, "quiet")
        self.consent = self.add_button(self.tr("Ask for the consent…"), self._ask_consent)
        self.consent.hide()
        self.send = self.add_button(self.tr("Put into the outbox"), self._agree, "primary")
        self.service.activated.connect(self.prepare)
        self.blur.clicked.connect(self.prepare)
        room = parent.window().size()
        self.resize(QSize(theme().height(640), theme().height(720)).boundedTo(room))

    def prepare(self) -> None:
        """Ask for what would leave as it is chosen now."""
        self._ready = None
        self.send.setEnabled(False)
        self.prepare_wanted.emit(Service(self.service.currentData()), self.blur.isChecked())

    def show_ready(self, ready: Ready) -> None:
        """Show what would leave."""
        self._ready = ready
        self.banner.clear()
        while self._pictures.count():
            item = self._pictures.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        for image in ready.pictures:
            self._pictures.addWidget(_picture(image))
        self._pictures.addStretch(1)
        lines = leaving_lines(ready.leaving, ready.stays, ready.host, self._studio.words)
        self.list.setText("\n".join(lines))
        self.send.setEnabled(ready.consents)
        self.consent.setVisible(not ready.consents)
        if not ready.consents:
            self.banner.say(self.tr("The patient has not consented to this yet."), tone="watch")

    def show_trouble(self, error: PostureError) -> None:
        """Say why nothing can be sent."""
        self.list.setText("")
        self.banner.say(self._studio.words.problem(error))

    def show_before(self, entries: Sequence[OutboxEntry]) -> None:
        """Offer the values of what was answered before."""
        words = self._studio.words
        for entry in entries:
            name = words.text(f"cloud.service.{entry.service.value}")
            views = words.join([words.text(f"photo.{view.value}") for view in entry.views])
            text = self.tr("Values of {service}: {views}").format(service=name, views=views)
            button = Button(text, "quiet", "columns-2", small=True)
            button.clicked.connect(partial(self.values_wanted.emit, entry))
            self._before.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _grow(self) -> None:
        """Stay as large as the window allows: what leaves can be scrolled."""

    def _agree(self) -> None:
        if self._ready is not None:
            self.agreed.emit(self._ready.parcels)
            self.accept()

    def _ask_consent(self) -> None:
        self.consent_wanted.emit()
        self.reject()


def _picture(image: QImage) -> QLabel:
    label = QLabel()
    height = theme().height(PREVIEW_PX)
    label.setPixmap(
        QPixmap.fromImage(image.scaledToHeight(height, Qt.TransformationMode.SmoothTransformation))
        if not image.isNull()
        else QPixmap(QSize(height // 2, height))
    )
    return label


class VisitSending(QObject):
    """Strings dialog, records, and outbox together for the patient who is shown."""

    trouble = Signal(object)
    said = Signal(str)
    consent_wanted = Signal()
    set_up_wanted = Signal()
    """No service is set up yet."""

    def __init__(self, host: QWidget, studio: Studio) -> None:
        super().__init__(host)
        self._host, self._studio = host, studio

    def ask(self, patient: Patient, visit: Visit) -> SendDialog | None:
        """Show what would leave of a visit."""
        kit = self._studio.sync.kit
        endpoints = {} if kit is None else self._endpoints(kit)
        if kit is None or endpoints is None:
            return None
        if not endpoints:
            self.set_up_wanted.emit()
            self.said.emit(self.tr("Set a service up first, below Services elsewhere."))
            return None
        dialog = SendDialog(self._host, self._studio, endpoints)
        dialog.prepare_wanted.connect(partial(self._prepare, dialog, patient, visit, kit))
        dialog.agreed.connect(partial(self._queue, patient, visit))
        dialog.consent_wanted.connect(self.consent_wanted)
        dialog.values_wanted.connect(partial(self.show_values, patient))
        dialog.prepare()
        self._offer_values(dialog, patient, visit)
        dialog.open()
        return dialog

    def _endpoints(self, kit: CloudKit) -> dict[Service, Endpoint] | None:
        try:
            return dict(kit.endpoints.load())
        except EnvironmentProblem as problem:
            self.trouble.emit(problem)
            return None

    def _prepare(
        self, dialog: SendDialog, patient: Patient, visit: Visit, kit: CloudKit, service: Service, blur: bool
    ) -> None:
        def job(records: Records) -> Ready:
            return made_ready(records, visit, patient, kit, service, blur=blur)

        self._studio.records.do(job, alive(dialog, dialog.show_ready), alive(dialog, dialog.show_trouble))

    def _queue(self, patient: Patient, visit: Visit, parcels: Sequence[Parcel]) -> None:
        def queued(_: object) -> None:
            self.said.emit(self.tr("In the outbox; it is sent as soon as the service is reached."))
            self._studio.sync.changed.emit()
            self._studio.sync.look()

        self._studio.records.do(
            lambda records: Sync(records).queue(patient, visit, parcels),
            alive(self._host, queued),
            self._failed,
        )

    def _offer_values(self, dialog: SendDialog, patient: Patient, visit: Visit) -> None:
        def job(records: Records) -> list[OutboxEntry]:
            entries = Sync(records).entries(patient)
            return [one for one in entries if one.visit_id == visit.id and one.state is EntryState.SENT]

        self._studio.records.do(job, alive(dialog, dialog.show_before), alive(dialog, dialog.show_trouble))

    def show_values(self, patient: Patient, entry: OutboxEntry) -> None:
        """Show both values of an answered entry."""

        def show(found: Beside | None) -> None:
            if found is None:
                self.said.emit(self.tr("The visit is no longer in the records."))
            else:
                ValuesDialog(self._host, found, self._studio.words).open()

        self._studio.records.do(
            lambda records: beside(records, patient, entry), alive(self._host, show), self._failed
        )

    def _failed(self, error: PostureError) -> None:
        alive(self._host, self.trouble.emit)(error)
