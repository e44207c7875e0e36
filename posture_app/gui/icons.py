"""Icons: Lucide's drawings and our own logo, in any colour and sharp at any pixel ratio."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from posture_app.gui.theme import theme
from posture_app.services.resources import resource

STROKE = 1.75
"""Width of an icon's lines on its grid of 24."""


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: str, stroke: float = STROKE) -> None:
    """Paint an icon into a rectangle."""
    _renderer(name, colour, stroke).render(painter, rect)


@lru_cache(maxsize=512)
def icon_pixmap(name: str, size: int, colour: str, ratio: float = 1.0, stroke: float = STROKE) -> QPixmap:
    """Give an icon of `size` device-independent px for a screen of that pixel ratio."""
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_icon(painter, name, QRectF(pixmap.rect()), colour, stroke)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(
    name: str,
    size: int = 20,
    colour: str | None = None,
    disabled: str | None = None,
    pad: tuple[int, int] = (0, 0),
) -> QIcon:
    """Give an icon for a button, at once and at twice the size; by default in the colour of text.

    `pad` is empty room at its left and right: Qt leaves hardly any between icon and text.
    """
    tokens = theme().tokens
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    return _icon(name, size, colour or tokens.text, disabled or tokens.disabled, pad, ratio)


@lru_cache(maxsize=512)
def _icon(
    name: str, size: int, normal: str, disabled: str, pad: tuple[int, int], screen_ratio: float
) -> QIcon:
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, normal), (QIcon.Mode.Disabled, disabled)):
        for ratio in sorted({1.0, 2.0, screen_ratio}):
            made.addPixmap(_padded(icon_pixmap(name, size, ink, ratio), ratio, pad), mode)
    return made


def _padded(drawn: QPixmap, ratio: float, pad: tuple[int, int]) -> QPixmap:
    if pad == (0, 0):
        return drawn
    wide = QPixmap(drawn.width() + round(sum(pad) * ratio), drawn.height())
    wide.fill(Qt.GlobalColor.transparent)
    wide.setDevicePixelRatio(ratio)
    painter = QPainter(wide)
    painter.drawPixmap(QPointF(pad[0], 0), drawn)
    painter.end()
    return wide


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str, stroke: float) -> QSvgRenderer:
    drawing = resource("icons", "lucide", f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    return QSvgRenderer(QByteArray(drawing.encode()))


# --- the logo -------------------------------------------------------------------------------


def draw_logo(painter: QPainter, rect: QRectF) -> None:
    """Paint our sign: a plumb line between two level ticks; the same in every theme."""
    unit = rect.width() / 44.0

    def at(x: float, y: float) -> QPointF:
        return QPointF(rect.x() + x * unit, rect.y() + y * unit)

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#1B5A75"))
    painter.drawRoundedRect(rect, 10 * unit, 10 * unit)
    flat, white = Qt.PenCapStyle.FlatCap, QColor("#FFFFFF")
    painter.setPen(QPen(QColor(255, 255, 255, 190), 2.6 * unit, c=flat))
    painter.drawLine(at(11, 16.5), at(19.2, 16.5))
    painter.drawLine(at(24.8, 16.5), at(33, 16.5))
    painter.setPen(QPen(white, 2.8 * unit, c=flat))
    painter.drawLine(at(22, 7), at(22, 28))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(white)
    painter.drawPolygon(QPolygonF([at(17, 27), at(27, 27), at(22, 36)]))
    painter.restore()


def logo_pixmap(size: int, ratio: float = 2.0) -> QPixmap:
    """Give our sign as a picture."""
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_logo(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
