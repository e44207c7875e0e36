"""The application's one style sheet, made from the tokens.

Widgets say what they are by properties: ``type`` (a `Type`) and ``tone`` of a label, ``kind`` of a button,
``ground`` of a frame.
"""

from __future__ import annotations

from collections.abc import Callable

from posture_app.gui.tokens import SETTINGS, Tokens, Type
from posture_app.services.resources import resource

Size = Callable[[float], int]


def stylesheet(
    tokens: Tokens,
    text_px: Callable[[Type], float],
    height: Callable[[float, float], int],
    gap: Callable[[float, float], int],
) -> str:
    """Build the sheet.

    Parameters
    ----------
    text_px : gives the size of a kind of text.
    height, gap : give the height of a control and a distance, from px at the workstation and in the kiosk.
    """
    parts = (
        _grounds(tokens, gap),
        _texts(tokens, text_px),
        _buttons(tokens, text_px, height, gap),
        _fields(tokens, height, gap),
        _marks(tokens, height),
        _lists(tokens, height, gap),
        _bars(tokens),
    )
    return "\n".join(parts)


def _grounds(t: Tokens, gap: Callable[[float, float], int]) -> str:
    return f"""
QMainWindow, QDialog, QWidget[ground="page"] {{ background: {t.bg}; }}
QFrame[ground="card"] {{ background: {t.surface}; border: 1px solid {t.line};
  border-radius: {gap(14, 26)}px; }}
QFrame[ground="bar"] {{ background: {t.surface}; border: 0; }}
QFrame[ground="sunken"] {{ background: {t.sunken}; border: 0; border-radius: {gap(12, 24)}px; }}
QFrame[ground="line"] {{ background: {t.line}; border: 0; max-height: 1px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge}; padding: 4px 8px; }}
QLabel {{ background: transparent; color: {t.text}; }}
"""


def _texts(t: Tokens, text_px: Callable[[Type], float]) -> str:
    rules = [
        f'QLabel[type="{kind.value}"] {{ font-size: {round(text_px(kind))}px;'
        f" font-weight: {SETTINGS[kind].weight}; }}"
        for kind in Type
    ]
    tones = {"quiet": t.text2, "brand": t.brand, "ok": t.ok.ink, "watch": t.watch.ink, "pro": t.pro.ink}
    rules += [f'QLabel[tone="{tone}"] {{ color: {colour}; }}' for tone, colour in tones.items()]
    rules.append(f"QLabel:disabled {{ color: {t.disabled}; }}")
    return "\n".join(rules)


def _buttons(
    t: Tokens,
    text_px: Callable[[Type], float],
    height: Callable[[float, float], int],
    gap: Callable[[float, float], int],
) -> str:
    edge = 2 if t.bold_edges else 1
    return f"""
QPushButton, QToolButton {{ background: {t.surface}; color: {t.text}; border: {edge}px solid {t.edge};
  border-radius: {gap(10, 24)}px; padding: 0 {gap(16, 32)}px; outline: none;
  min-height: {height(40, 112) - 2 * edge}px; font-size: {round(text_px(Type.BUTTON))}px; font-weight: 600; }}
QPushButton:hover, QToolButton:hover, QPushButton:pressed, QToolButton:pressed {{ background: {t.sunken}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.disabled}; border-color: {t.line}; }}
QPushButton[kind="primary"] {{ background: {t.brand}; color: {t.on_brand}; border-color: {t.brand}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {t.brand_hover};
  border-color: {t.brand_hover}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.sunken}; color: {t.disabled};
  border-color: {t.sunken}; }}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ background: transparent; border-color: transparent; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {t.sunken}; }}
QPushButton[kind="destructive"] {{ color: {t.pro.ink}; border-color: {t.pro.ink}; }}
QPushButton[kind="destructive"]:hover {{ background: {t.pro.tint}; }}
QPushButton[kind="destructive"]:disabled {{ color: {t.disabled}; border-color: {t.line}; }}
QPushButton[large="true"] {{ min-height: {height(52, 136) - 2 * edge}px; padding: 0 {gap(22, 40)}px;
  font-size: {round(text_px(Type.BUTTON) * 15 / 14)}px; }}
QPushButton[small="true"] {{ min-height: {height(34, 80) - 2 * edge}px; padding: 0 {gap(12, 26)}px;
  font-size: {round(text_px(Type.SMALL))}px; }}
QPushButton[kiosk="true"] {{ border-width: 2px; }}
QPushButton[kiosk="true"]:pressed {{ background: {t.brand_tint}; }}
QPushButton[kiosk="true"]:disabled {{ background: {t.sunken}; }}
QPushButton[kind="primary"][kiosk="true"]:pressed {{ background: {t.brand_hover}; }}
QFrame[segment="true"] {{ background: {t.sunken}; border: {edge if t.bold_edges else 0}px solid {t.edge};
  border-radius: {gap(10, 24)}px; }}
QToolButton[segment="true"] {{ background: transparent; border: 1px solid transparent; color: {t.text2};
  border-radius: {gap(8, 20)}px; min-height: {height(32, 76)}px; padding: 0 {gap(12, 24)}px; }}
QToolButton[segment="true"]:hover {{ color: {t.text}; background: transparent; }}
QToolButton[segment="true"]:checked {{ background: {t.surface}; color: {t.text};
  border-color: {t.text if t.bold_edges else t.line}; }}
QToolButton[segment="true"]:disabled {{ color: {t.disabled}; }}
"""


def _fields(t: Tokens, height: Callable[[float, float], int], gap: Callable[[float, float], int]) -> str:
    chevron = resource("icons", "controls", f"chevron_{'dark' if t.dark else 'light'}.svg").as_posix()
    up = resource("icons", "controls", f"chevron_up_{'dark' if t.dark else 'light'}.svg").as_posix()
    kinds = ("QLineEdit", "QComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit")
    texts = ("QPlainTextEdit", "QTextEdit")

    def every(names: tuple[str, ...], state: str = "") -> str:
        return ", ".join(name + state for name in names)

    side = gap(12, 24)
    return f"""
{every(kinds)} {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge};
  border-radius: {gap(10, 24)}px; padding: 0 {side}px; min-height: {height(42, 96) - 2}px;
  selection-background-color: {t.brand}; selection-color: {t.on_brand}; }}
{every(texts)} {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge};
  border-radius: {gap(10, 24)}px; padding: {gap(8, 16)}px;
  selection-background-color: {t.brand}; selection-color: {t.on_brand}; }}
{every(kinds + texts, ":hover")} {{ border-color: {t.text2}; }}
{every(kinds, ":focus")} {{ border: 2px solid {t.brand}; padding: 0 {side - 1}px;
  min-height: {height(42, 96) - 4}px; }}
{every(texts, ":focus")} {{ border: 2px solid {t.brand}; padding: {gap(8, 16) - 1}px; }}
{every(kinds + texts, ":disabled")} {{ background: {t.sunken}; color: {t.disabled}; }}
{every(kinds, '[wrong="true"]')} {{ border: 2px solid {t.pro.ink}; padding: 0 {side - 1}px;
  min-height: {height(42, 96) - 4}px; }}
QLineEdit > QToolButton, QLineEdit > QToolButton:hover {{ background: transparent; border: 0; padding: 0;
  min-height: 0; }}
QAbstractSpinBox > QLineEdit, QComboBox > QLineEdit {{ border: 0; padding: 0; min-height: 0;
  background: transparent; }}
QComboBox::drop-down {{ border: 0; width: {height(32, 72)}px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: {height(18, 36)}px; height: {height(18, 36)}px; }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge};
  selection-background-color: {t.brand_tint}; selection-color: {t.text}; outline: none; padding: 4px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: 0; width: {height(24, 64)}px; }}
QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: {height(14, 30)}px; height: {height(14, 30)}px; }}
QAbstractSpinBox::down-arrow {{ image: url("{chevron}"); width: {height(14, 30)}px;
  height: {height(14, 30)}px; }}
"""


def _marks(t: Tokens, height: Callable[[float, float], int]) -> str:
    tick = resource("icons", "controls", f"tick_{'dark' if t.dark else 'light'}.svg").as_posix()
    side = height(18, 44)
    return f"""
QCheckBox, QRadioButton {{ color: {t.text}; spacing: {height(10, 20)}px; outline: none;
  min-height: {height(28, 64)}px; background: transparent; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.disabled}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {side}px; height: {side}px; background: {t.surface};
  border: 1px solid {t.edge}; border-radius: {side // 4}px; }}
QRadioButton::indicator {{ border-radius: {side // 2 + 1}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.brand}; }}
QCheckBox::indicator:checked {{ background: {t.brand}; border-color: {t.brand}; image: url("{tick}"); }}
QRadioButton::indicator:checked {{ border: {side // 3}px solid {t.brand};
  width: {side + 2 - 2 * (side // 3)}px; height: {side + 2 - 2 * (side // 3)}px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {t.line}; }}
QSlider {{ min-height: {height(28, 64)}px; }}
QSlider::groove:horizontal {{ height: 6px; border-radius: 3px; background: {t.line}; }}
QSlider::sub-page:horizontal {{ background: {t.brand}; border-radius: 3px; }}
QSlider::handle:horizontal {{ background: {t.surface}; border: 2px solid {t.brand}; width: 18px;
  margin: -8px 0; border-radius: 11px; }}
QSlider::handle:horizontal:focus {{ background: {t.brand}; }}
QProgressBar {{ background: {t.line}; border: 0; border-radius: 3px; max-height: 6px; color: transparent; }}
QProgressBar::chunk {{ background: {t.brand}; border-radius: 3px; }}
"""


def _lists(t: Tokens, height: Callable[[float, float], int], gap: Callable[[float, float], int]) -> str:
    # A row of a table has no edge of its own: where tints are too faint to be seen it is filled.
    ground, ink = (t.brand, t.on_brand) if t.bold_edges else (t.brand_tint, t.text)
    return f"""
QListView, QTreeView, QTableView {{ background: transparent; color: {t.text}; border: 0; outline: none;
  gridline-color: {t.line}; alternate-background-color: {t.sunken}; }}
QListView::item {{ border-radius: {gap(10, 24)}px; padding: {gap(6, 12)}px; }}
QTableView::item {{ padding: 0 {gap(6, 12)}px; }}
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover {{ background: {t.sunken}; }}
QListView::item:selected, QTreeView::item:selected {{ background: {t.brand_tint}; color: {t.text}; }}
QTableView::item:selected {{ background: {ground}; color: {ink}; }}
QListView::item:selected:focus {{ border: 2px solid {t.brand}; padding: {gap(6, 12) - 2}px; }}
QHeaderView::section {{ background: {t.surface}; color: {t.text2}; border: 0;
  border-bottom: 1px solid {t.line}; padding: 8px; font-weight: 600; }}
QMenuBar {{ background: {t.surface}; color: {t.text}; }}
QMenuBar::item {{ padding: 6px 10px; background: transparent; }}
QMenuBar::item:selected {{ background: {t.sunken}; border-radius: 6px; }}
QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.edge}; padding: 6px; }}
QMenu::item {{ padding: 0 {gap(28, 48)}px 0 {gap(12, 24)}px; min-height: {height(32, 64)}px;
  border-radius: 6px; }}
QMenu::item:selected {{ background: {t.brand_tint}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.disabled}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 6px 8px; }}
"""


def _bars(t: Tokens) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.edge}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 36px; }}
QScrollBar::handle:horizontal {{ min-width: 36px; }}
QScrollBar::handle:hover {{ background: {t.text2}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {t.line}; }}
QStatusBar {{ background: {t.surface}; color: {t.text2}; }}
"""
