from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from posture_app.gui import icons
from posture_app.gui.theme import apply_theme, theme
from posture_app.gui.tokens import SETTINGS, TOKENS, Scheme, Tokens, Type, contrast
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.kiosk_button import KioskButton
from posture_app.services.resources import resource

# The table of the looks, light and dark.
PROMISED = {
    ("text", "bg"): (13.7, 15.9),
    ("text", "surface"): (15.1, 14.2),
    ("text2", "bg"): (5.9, 8.7),
    ("text2", "surface"): (6.5, 7.8),
    ("text2", "sunken"): (5.5, 9.2),
    ("text2", "none.tint"): (5.5, 6.6),
    ("text2", "brand_tint"): (5.5, 6.1),
    ("brand", "surface"): (7.6, 8.6),
    ("brand", "bg"): (6.9, 9.6),
    ("brand", "brand_tint"): (6.4, 6.8),
    ("on_brand", "brand"): (7.6, 9.5),
    ("on_brand", "brand_hover"): (9.6, 11.3),
    ("ok.ink", "ok.tint"): (5.8, 7.9),
    ("ok.ink", "surface"): (6.8, 9.3),
    ("watch.ink", "watch.tint"): (6.3, 8.4),
    ("watch.ink", "surface"): (7.2, 10.1),
    ("pro.ink", "pro.tint"): (6.0, 7.5),
    ("pro.ink", "surface"): (7.3, 8.4),
    ("edge", "surface"): (3.6, 4.6),
    ("edge", "bg"): (3.2, 5.2),
    ("ok.stroke", "surface"): (3.4, 4.0),
    ("watch.stroke", "surface"): (3.4, 3.7),
    ("pro.stroke", "surface"): (3.6, 3.1),
    ("text", "ok.band"): (11.4, 8.9),
    ("text", "watch.band"): (11.9, 9.3),
    ("text", "pro.band"): (10.2, 10.7),
}


def colour(tokens: Tokens, name: str) -> str:
    found = tokens
    for part in name.split("."):
        found = getattr(found, part)
    return found


@pytest.mark.parametrize(("pair", "promised"), PROMISED.items(), ids=[" on ".join(pair) for pair in PROMISED])
def test_every_pair_has_the_contrast_that_was_promised(pair, promised):
    for scheme, ratio in zip((Scheme.LIGHT, Scheme.DARK), promised, strict=True):
        found = contrast(*(colour(TOKENS[scheme], name) for name in pair))
        assert found >= ratio - 0.05  # the table rounds


@pytest.mark.parametrize("scheme", [Scheme.HIGH_CONTRAST, Scheme.HIGH_CONTRAST_DARK])
def test_high_contrast_is_as_high_as_it_goes(scheme):
    tokens = TOKENS[scheme]
    assert contrast(tokens.text, tokens.bg) == pytest.approx(21.0)
    assert all(contrast(tones.ink, tones.tint) >= 7.0 for tones in (tokens.ok, tokens.watch, tokens.pro))


def test_contrast_of_black_on_white():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_font_with_hangul_is_there_in_three_weights(qapp):
    for kind in (Type.TITLE, Type.BUTTON, Type.BODY):
        info = QFontInfo(theme().font(kind))
        assert info.family() == "Pretendard"
        assert info.weight() == SETTINGS[kind].weight


def test_nothing_is_smaller_than_can_be_read(qapp):
    assert all(setting.px >= 12 and setting.kiosk_px >= 24 for setting in SETTINGS.values())


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_every_theme_can_be_put_on(qtbot, qapp, scheme, text_scale):
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    button, field = Button("Go on", "primary", "arrow-right", icon_after=True), QLineEdit()
    rows.addWidget(button)
    rows.addWidget(field)
    apply_theme(qapp, scheme, text_scale)
    window.show()
    assert button.height() >= 40 * text_scale
    assert field.height() >= 42 * text_scale
    assert not window.grab().isNull()


@pytest.mark.parametrize(("wanted", "given"), [(0.5, 1.0), (1.5, 1.5), (9.0, 2.0)])
def test_text_grows_to_twice_its_size_and_no_further(qapp, wanted, given):
    assert apply_theme(qapp, Scheme.LIGHT, wanted).text_scale == given


def test_the_kiosks_targets_are_large_enough_for_fingers(qtbot, qapp):
    apply_theme(qapp, Scheme.LIGHT, kiosk_scale=1.0)
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    plain, small = KioskButton("Start"), KioskButton("Staff", small=True)
    rows.addWidget(plain)
    rows.addWidget(small)
    window.show()
    assert plain.height() >= 112
    assert small.height() >= 64


def test_the_ring_goes_with_the_keyboards_focus(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    rows.setContentsMargins(20, 20, 20, 20)
    first, second = Button("One"), Button("Two")
    rows.addWidget(first)
    rows.addWidget(second)
    window.resize(300, 160)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: qapp.activeWindow() is window)
    first.setFocus()

    def ring_at(button: Button) -> bool:
        spot = button.geometry().topLeft()
        image = window.grab().toImage()
        found = image.pixelColor(button.geometry().center().x(), spot.y() - 4)
        return found.name().upper() == theme().tokens.brand

    qtbot.keyClick(first, "\t")
    qtbot.waitUntil(lambda: ring_at(second))
    assert not ring_at(first)


def test_a_list_has_no_edge_and_its_row_one_with_the_focus(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    rows, field, names = QVBoxLayout(window), QLineEdit(), QListWidget()
    names.addItems(["One", "Two"])
    names.setCurrentRow(0)
    rows.addWidget(field)
    rows.addWidget(names)
    window.resize(300, 200)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: qapp.activeWindow() is window)

    def edges() -> tuple[bool, bool]:
        image, row = window.grab().toImage(), names.visualItemRect(names.item(0))
        left = names.viewport().mapTo(window, row.topLeft())
        spots = (
            QPoint(names.x() + names.width() // 2, names.geometry().bottom()),
            left + QPoint(0, row.height() // 2),
        )
        return tuple(image.pixelColor(one).name().upper() == theme().tokens.brand for one in spots)

    field.setFocus()
    assert edges() == (False, False)
    names.setFocus()
    assert edges() == (False, True)


def test_every_icon_is_used_and_can_be_drawn(qapp):
    window = "".join(path.read_text("utf-8") for path in Path(icons.__file__).parent.rglob("*.py"))
    names = [path.stem for path in resource("icons", "lucide").glob("*.svg")]
    assert names
    for name in names:
        assert f'"{name}"' in window
        image = icons.icon_pixmap(name, 20, "#1B5A75", 2.0).toImage()
        assert (image.width(), image.devicePixelRatio()) == (40, 2.0)
        inked = [image.pixelColor(x, y).alpha() for x in range(40) for y in range(40)]
        assert max(inked) > 200
