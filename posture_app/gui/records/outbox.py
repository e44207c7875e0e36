"""The outbox: what waits to be sent, what was sent, what was refused, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from posture_app.domain.errors import CloudProblem
from posture_app.domain.outbox import EntryState
from posture_app.gui.cloud.send import VisitSending
from posture_app.gui.pages.parts import card, column, icon_label, row, wrapped
from posture_app.gui.records.dialogs import RecordsDialog
from posture_app.gui.records.patient_list import alive
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.cloud.sync import Sync

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.outbox import OutboxEntry
    from posture_app.gui.studio import Studio
    from posture_app.services.records.access import Records

_ICONS = {
    EntryState.WAITING: "timer",
    EntryState.SENDING: "refresh-cw",
    EntryState.SENT: "circle-check",
    EntryState.REFUSED: "circle-alert",
}
MOST_SHOWN = 200
"""The newest; the command line lists all."""


class OutboxPane(QWidget):
    """Lists everybody's entries, the newest first."""

    trouble = Signal(object)
    said = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio, self.desk = studio, studio.records
        self.sending = VisitSending(self, studio)
        self.sending.trouble.connect(self.trouble)
        self.sending.said.connect(self.said)
        self.buttons: dict[tuple[str, str], Button] = {}
        body = column(self, 14, (28, 24, 28, 20))
        top = row(gap=20)
        top.addWidget(text_label(self.tr("Outbox"), Type.TITLE))
        top.addStretch(1)
        self.now = Button(self.tr("Send what is due"), icon="refresh-cw")
        self.now.clicked.connect(studio.sync.look)
        top.addWidget(self.now)
        body.addLayout(top)
        about = self.tr(
            "What waits is sent while the records are open, as soon as the service is reached, be it after"
            " days. A consent that is withdrawn takes it out."
        )
        body.addWidget(wrapped(about, Type.BODY, "quiet"))
        self._inside = QWidget()
        self._list = column(self._inside, 10, (0, 0, 12, 0))
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._inside)
        body.addWidget(scroll, 1)
        studio.sync.changed.connect(self._changed)

    def enter(self) -> None:
        """Fetch the entries."""
        self._fetch()

    def forget(self) -> None:
        """Forget every entry, and what is shown of one."""
        self._show(())
        for dialog in self.findChildren(RecordsDialog):
            dialog.reject()

    def _changed(self) -> None:
        if self.desk.is_open and self.isVisible():
            self._fetch()

    def _fetch(self) -> None:
        self.desk.do(lambda records: Sync(records).entries(), alive(self, self._show), self._failed)

    def _show(self, entries: Sequence[OutboxEntry]) -> None:
        self.buttons = {}
        while self._list.count():
            item = self._list.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.setParent(None)  # it names somebody, and is gone at once
                widget.deleteLater()
        for entry in list(reversed(entries))[:MOST_SHOWN]:
            self._list.addWidget(self._card(entry))
        if not entries:
            empty = wrapped(self.studio.words.text("cloud.outbox.empty"), Type.BODY, "quiet")
            self._list.addWidget(empty)
        self._list.addStretch(1)

    def _card(self, entry: OutboxEntry) -> QFrame:
        words = self.studio.words
        frame, body = card(0, 14)
        inside = row(gap=14)
        body.addLayout(inside)
        colours = theme().tokens
        colour = {EntryState.SENT: colours.ok.ink, EntryState.REFUSED: colours.pro.ink}.get(entry.state)
        inside.addWidget(icon_label(_ICONS[entry.state], 22, colour or colours.text2))
        texts = column(gap=3)
        patient = self.desk.patients.get(entry.patient_id)
        who = entry.patient_id[:8] if patient is None else (patient.name or patient.code)
        state = words.text(f"cloud.state.{entry.state.value}")
        texts.addWidget(text_label(f"{who} · {state[:1].upper()}{state[1:]}", Type.CARD))
        texts.addWidget(wrapped(self._about(entry), Type.SMALL, "quiet"))
        why = self._why(entry)
        if why:
            texts.addWidget(wrapped(why, Type.SMALL))
        inside.addLayout(texts, 1)
        for key, text in self._offers(entry):
            button = Button(text, small=True)
            button.clicked.connect(partial(self._do, key, entry))
            inside.addWidget(button)
            self.buttons[entry.id, key] = button
        return frame

    def _about(self, entry: OutboxEntry) -> str:
        words = self.studio.words
        views = words.join([words.text(f"photo.{view.value}") for view in entry.views])
        parts = [words.text(f"cloud.service.{entry.service.value}"), views, f"{round(entry.size / 1000)} kB"]
        if entry.blurred:
            parts.append(self.tr("head unrecognisable"))
        parts.append(self.tr("put in {when}").format(when=words.when(entry.queued_at.astimezone())))
        if entry.settled_at is not None and entry.state is EntryState.SENT:
            parts.append(self.tr("answered {when}").format(when=words.when(entry.settled_at.astimezone())))
        return " · ".join(parts)

    def _why(self, entry: OutboxEntry) -> str:
        if not entry.reason:
            return ""
        why = self.studio.words.problem(self._problem(entry))
        if entry.state is EntryState.WAITING:
            next_try = self.studio.words.when(entry.not_before.astimezone())
            return self.tr("{why} Next try: {when}.").format(why=why, when=next_try)
        return why

    def _problem(self, entry: OutboxEntry) -> PostureError:
        """Give the problem as it was, as far as it is known: the service stands for its host."""
        name = self.studio.words.text(f"cloud.service.{entry.service.value}")
        return CloudProblem(entry.reason, host=name, service=name, number="?")

    def _offers(self, entry: OutboxEntry) -> list[tuple[str, str]]:
        if entry.state is EntryState.SENT:
            return [("values", self.tr("Values"))]
        if entry.state is EntryState.SENDING:
            return []
        return [("again", self.tr("Try again")), ("drop", self.tr("Take out"))]

    def _do(self, what: str, entry: OutboxEntry) -> None:
        if what == "values":
            patient = self.desk.patients.get(entry.patient_id)
            if patient is not None:
                self.sending.show_values(patient, entry)
            return

        def job(records: Records) -> Sequence[OutboxEntry]:
            sync = Sync(records)
            if what == "again":
                sync.again(entry)
            else:
                sync.drop(entry)
            return sync.entries()

        def done(entries: Sequence[OutboxEntry]) -> None:
            self._show(entries)
            self.studio.sync.look()

        self.desk.do(job, alive(self, done), self._failed)

    def _failed(self, error: PostureError) -> None:
        alive(self, self.trouble.emit)(error)
