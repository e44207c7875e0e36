"""The kiosk waits: what it does, in which language, and a large button to begin."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from posture_app.domain.views import Facing
from posture_app.gui.camera.live_overlay import outline
from posture_app.gui.icons import logo_pixmap
from posture_app.gui.kiosk.pages.base import (
    ButtonBar,
    ChoiceCard,
    KioskPage,
    ScrollBody,
    gap,
    icon_label,
    is_large,
    kiosk_button,
    title,
    words,
)
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed
from posture_app.services.wording import LANGUAGES


class Standing(Themed):
    """Two figures with their plumb lines: what will be looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        """Ask for little: the words come first."""
        return QSize(gap(300), gap(360))

    def sizeHint(self) -> QSize:
        """Ask for a third of the screen."""
        return QSize(gap(968), gap(760))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint room, floor, figures, and lines."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        clip = QPainterPath()
        clip.addRoundedRect(rect, gap(36), gap(36))
        painter.setClipPath(clip)
        painter.fillRect(rect, QColor(tokens.brand_tint))
        floor = QColor(tokens.brand)
        floor.setAlpha(22)
        painter.fillRect(QRectF(0, rect.height() * 0.9, rect.width(), rect.height() * 0.1), floor)
        tall = 0.84 * rect.height()
        apart = min(0.16 * rect.width(), 0.32 * tall)
        self._figure(painter, Facing.FRONT, rect.center().x() - apart, tall)
        self._figure(painter, Facing.LEFT, rect.center().x() + apart, tall)

    def _figure(self, painter: QPainter, facing: Facing, x: float, tall: float) -> None:
        tokens, top = theme().tokens, 0.075 * self.height()
        brand = QColor(tokens.brand)

        def at(across: float, down: float) -> QPointF:
            return QPointF(x - across * tall, top + down * tall)  # the figure in profile looks to the right

        shape = QPolygonF([at(*point) for point in outline(facing)])
        painter.setPen(QPen(brand, max(2.0, tall / 210), j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(QColor(tokens.surface))
        painter.drawPolygon(shape)
        across = 0.0
        plumb = QPen(brand, max(1.5, tall / 300), c=Qt.PenCapStyle.FlatCap)
        plumb.setDashPattern([5, 4])
        painter.setPen(plumb)
        painter.drawLine(at(across, -0.03), at(across, 1.025))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brand)
        tip, half = at(across, 1.06), tall / 75
        head = [tip, tip + QPointF(-half, -2 * half), tip + QPointF(half, -2 * half)]
        painter.drawPolygon(QPolygonF(head))
        if facing is Facing.FRONT:
            self._shoulders(painter, at, tall)

    def _shoulders(self, painter: QPainter, at: object, tall: float) -> None:
        assert callable(at)
        amber = QColor("#B98A1E") if not theme().tokens.dark else QColor("#FFD166")
        painter.setPen(QPen(amber, tall / 110, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(at(-0.17, 0.185), at(0.17, 0.185))
        painter.setBrush(QColor(theme().tokens.surface))
        for side in (-1, 1):
            painter.drawEllipse(at(side * 0.105, 0.185), tall / 75, tall / 75)


class WelcomePage(KioskPage):
    """Greets; a client chooses a language and begins."""

    language_chosen = Signal(str)
    started = Signal()
    staff_wanted = Signal()
    larger_wanted = Signal()
    sound_wanted = Signal()

    def __init__(self, clinic: str, language: str, *, sound: bool, wide: bool) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Welcome"))
        self._head(clinic, sound)
        figures = Standing()
        start = kiosk_button(self.tr("Start"), "arrow-right", "primary", size="large", after=True)
        start.clicked.connect(self.started)
        body = ScrollBody(self.tr("Welcome"))
        body.column.setSpacing(gap(22))
        if not wide:
            body.column.addWidget(figures, 1)
            figures.setHidden(is_large())
        else:
            body.column.addStretch(1)
        body.column.addWidget(title(self.tr("Let’s look at how you stand.")))
        about = self.tr(
            "Three pictures, about two minutes. Nothing leaves this device, and you can stop at any time."
        )
        body.column.addWidget(words(about, Type.BODY, "quiet"))
        body.column.addSpacing(gap(10))
        body.column.addWidget(self._languages(language))
        if wide:
            body.column.addStretch(1)
            across = QHBoxLayout()
            across.setSpacing(gap(40))
            across.addWidget(figures, 2)
            right = QVBoxLayout()
            right.addWidget(body, 1)
            right.addWidget(start)
            across.addLayout(right, 3)
            self.rows.addLayout(across, 1)
        else:
            self.rows.addWidget(body, 1)
            self.rows.addWidget(start)
            self.rows.addSpacing(gap(60))
        self._foot_line()
        self.begin_with(start)

    def _head(self, clinic: str, sound: bool) -> None:
        larger = kiosk_button(self.tr("Larger text"), "a-large-small", size="small")
        larger.clicked.connect(self.larger_wanted)
        told = self.tr("Sound is on; turn it off") if sound else self.tr("Sound is off; turn it on")
        loud = kiosk_button("", "volume-2" if sound else "ban", size="small", name=told)
        loud.clicked.connect(self.sound_wanted)
        title = QLabel()
        title.setPixmap(logo_pixmap(gap(64)))
        title.setFixedWidth(gap(64))
        name = words(clinic, Type.SMALL)
        name.setProperty("type", Type.CHIP.value)
        name.setText("" if is_large() else name.text())
        line = QHBoxLayout()
        line.setSpacing(gap(20))
        line.addWidget(title)
        line.addWidget(name, 1)
        line.addWidget(larger)
        line.addWidget(loud)
        self.rows.addLayout(line)

    def _languages(self, language: str) -> ButtonBar:
        self._group = QButtonGroup(self)
        cards = []
        for code, one in LANGUAGES.items():
            card = ChoiceCard(one.name, one.button)
            card.setChecked(code == language)
            card.clicked.connect(lambda _=False, code=code: self.language_chosen.emit(code))
            self._group.addButton(card)
            cards.append(card)
        return ButtonBar(cards)

    def _foot_line(self) -> None:
        staff = kiosk_button(self.tr("Staff"), "lock", size="small")
        staff.clicked.connect(self.staff_wanted)
        line = QHBoxLayout()
        line.setSpacing(gap(16))
        line.addWidget(icon_label("shield-check", 30))
        line.addWidget(words(self.tr("For your wellness, not a diagnosis"), Type.SMALL, "quiet"), 1)
        line.addWidget(staff)
        self.rows.addLayout(line)
