"""The welcome's first two steps: how the window speaks and looks, and whose name stands on the reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from posture_app.gui.pages.logo_field import LogoField
from posture_app.gui.pages.parts import card, column, wrapped
from posture_app.gui.texts import per_cent
from posture_app.gui.tokens import Type
from posture_app.gui.welcome.step import WelcomeStep
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.report_head import ReportHead
from posture_app.gui.widgets.segment import Option, Segment
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio
    from posture_app.gui.welcome.walk import WelcomeWalk

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class LooksStep(WelcomeStep):
    """Language, wording, and text size; all of it takes effect at once."""

    chapter = "01-start.md"

    def __init__(self, studio: Studio, walk: WelcomeWalk) -> None:
        super().__init__(studio)
        self._walk = walk
        self.entitle(
            self.tr("Welcome"),
            self.tr(
                "A few short steps to the first assessment. Each can be left out, and so can all of them:"
                " everything stands under Settings, too. Nothing leaves this computer."
            ),
        )
        self.choices: dict[str, Segment] = {}
        frame, self._rows = card(22, 26)
        self._choice("language", self.tr("Language"), [(code, one.name) for code, one in LANGUAGES.items()])
        profiles = [("clinical", self.tr("Clinical")), ("wellness", self.tr("Wellness"))]
        self.profile_note = self._choice("profile", self.tr("Wording"), profiles)
        self._choice("text_scale", self.tr("Text size"), [(str(one), per_cent(one)) for one in SCALES])
        self._explain()
        self.lay_out(None, frame)

    def _choice(self, name: str, text: str, options: Sequence[tuple[str, str]]) -> QLabel:
        """Add a choice with its name above, and an explanation below for who wants to fill it."""
        segment = Segment([Option(key, said) for key, said in options], text)
        now = str(getattr(self.studio.preferences, name))
        if now in dict(options):
            segment.choose(now)
        segment.chosen.connect(partial(self._chosen, name))
        self.choices[name] = segment
        note = wrapped("", Type.SMALL, "quiet")
        note.hide()
        group = column(gap=8)
        group.addWidget(text_label(text, Type.CARD))
        group.addWidget(segment)
        group.addWidget(note)
        self._rows.addLayout(group)
        return note

    def _chosen(self, name: str, key: str) -> None:
        self._walk.focus = name
        self.studio.prefer(**{name: float(key) if name == "text_scale" else key})

    def _explain(self) -> None:
        notes = {
            "clinical": self.tr("For professionals: measures by their terms, with limits and errors."),
            "wellness": self.tr("In everyday words, for studios and for clients who read along."),
        }
        self.profile_note.setText(notes[self.studio.preferences.profile])
        self.profile_note.show()

    def first(self, named: str = "") -> QWidget:
        """Begin with the language, or go on with the choice that changed the looks."""
        segment = self.choices[named or "language"]
        return segment.button(segment.current)


class ClinicStep(WelcomeStep):
    """The clinic's name and its logo."""

    chapter = "04-report.md"

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.entitle(
            self.tr("Your clinic"),
            self.tr("Name and logo stand at the head of every report. Both may stay empty."),
        )
        words = studio.words
        self.head_shown = ReportHead(words.text("title"), words.when(datetime.now()))
        right = QWidget()
        around = column(right, 20)
        around.addWidget(self._card())
        around.addWidget(self.head_shown)
        self.name.textChanged.connect(self._show_head)
        studio.preferences_changed.connect(self._show_head)
        self._show_head()
        self.lay_out(None, right)

    def _show_head(self) -> None:
        logo = None if self.logo is None else self.logo.png
        self.head_shown.show_clinic(self.name.text().strip(), logo)

    def _card(self) -> QFrame:
        frame, body = card(8, 26)
        self.name = QLineEdit(self.studio.preferences.clinic)
        self.name.setAccessibleName(self.tr("Name of the clinic"))
        self.name.setPlaceholderText(self.tr("As it will stand on the report"))
        self.name.editingFinished.connect(self._keep)
        self.name.returnPressed.connect(self.done)
        label = text_label(self.tr("Name of the clinic"), Type.CARD)
        label.setBuddy(self.name)
        body.addWidget(label)
        body.addWidget(self.name)
        self.logo: LogoField | None = None
        if self.studio.equipment.logos is not None:
            self.logo = LogoField(self.studio)
            self.studio.preferences_changed.connect(self.logo.follow)
            body.addSpacing(14)
            body.addWidget(text_label(self.tr("Logo"), Type.CARD))
            body.addWidget(self.logo)
            about = self.tr(
                "A PNG or JPEG picture. A copy is kept with the program, and stands on white paper."
            )
            body.addWidget(wrapped(about, Type.SMALL, "quiet"))
        return frame

    def _keep(self) -> None:
        self.studio.prefer(clinic=self.name.text().strip())

    def first(self, named: str = "") -> QWidget:
        """Begin with the name."""
        return self.name

    def leave(self) -> None:
        """Take over what is still being typed."""
        self._keep()
