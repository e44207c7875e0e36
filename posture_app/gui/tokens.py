"""The colours and the type scale of the desktop application, and the contrast between two colours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from posture_app.domain.grading import ShownGrade


class Scheme(str, Enum):
    """How the application is coloured."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"
    HIGH_CONTRAST_DARK = "high_contrast_dark"


@dataclass(frozen=True, slots=True)
class Tones:
    """The four colours of a grade: text and shapes, chip, band of a gauge, edge of that band."""

    ink: str
    tint: str
    band: str
    stroke: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """All colours of one scheme, as ``#RRGGBB``.

    `bold_edges` asks for edges of 2 px in the grade's colour where others have a tint.
    """

    bg: str
    surface: str
    sunken: str
    line: str
    edge: str
    text: str
    text2: str
    disabled: str
    changed: str
    brand: str
    brand_hover: str
    brand_tint: str
    on_brand: str
    ok: Tones
    watch: Tones
    pro: Tones
    none: Tones
    dark: bool = False
    bold_edges: bool = False

    def tones(self, shown: ShownGrade) -> Tones:
        """Give the colours of a grade."""
        if shown is ShownGrade.NORMAL:
            return self.ok
        if shown is ShownGrade.RISK:
            return self.pro
        return self.none if shown in (ShownGrade.NO_VALUE, ShownGrade.NOT_GRADED) else self.watch


_LIGHT = Tokens(
    bg="#F6F4EF",
    surface="#FFFFFF",
    sunken="#EFECE5",
    line="#DFDBD1",
    edge="#83898A",
    text="#1D282D",
    text2="#526067",
    disabled="#8C9496",
    changed="#FBF9F3",
    brand="#1B5A75",
    brand_hover="#164A61",
    brand_tint="#E4EEF2",
    on_brand="#FFFFFF",
    ok=Tones("#26664E", "#E3F0E9", "#CFE5DA", "#5C967D"),
    watch=Tones("#7A4E00", "#FAEFD6", "#F5E3BA", "#B08530"),
    pro=Tones("#97352F", "#F9E5E2", "#F1CCC7", "#BF7168"),
    none=Tones("#526067", "#ECEBE6", "#EFECE5", "#DFDBD1"),
)
_DARK = Tokens(
    bg="#11181B",
    surface="#192327",
    sunken="#0C1214",
    line="#2F3D43",
    edge="#7C8D93",
    text="#EEF2F1",
    text2="#A9B7BB",
    disabled="#6F7D82",
    changed="#202B2F",
    brand="#86C7DD",
    brand_hover="#A4D6E6",
    brand_tint="#1D3641",
    on_brand="#0C1A20",
    ok=Tones("#8FD3B6", "#173329", "#24493B", "#4F8B74"),
    watch=Tones("#F1C872", "#3A2E12", "#4D3D18", "#94762F"),
    pro=Tones("#F4A9A2", "#43201E", "#552A27", "#A05A54"),
    none=Tones("#A9B7BB", "#243036", "#0C1214", "#2F3D43"),
    dark=True,
)


_DEEP_GREEN = "#1E5641"
"""The green that is 7:1 on white."""


def _high_contrast(base: Tokens, ground: str, ink: str) -> Tokens:
    def bare(tones: Tones, deeper: str = "") -> Tones:
        return Tones(deeper or tones.ink, ground, ground, deeper or tones.ink)

    return replace(
        base,
        bg=ground,
        surface=ground,
        sunken=ground,
        changed=ground,
        brand_tint=ground,
        line=ink,
        edge=ink,
        text=ink,
        text2=ink,
        disabled=ink,
        ok=bare(base.ok, "" if base.dark else _DEEP_GREEN),
        watch=bare(base.watch),
        pro=bare(base.pro),
        none=Tones(ink, ground, ground, ink),
        bold_edges=True,
    )


TOKENS: dict[Scheme, Tokens] = {
    Scheme.LIGHT: _LIGHT,
    Scheme.DARK: _DARK,
    Scheme.HIGH_CONTRAST: _high_contrast(_LIGHT, "#FFFFFF", "#000000"),
    Scheme.HIGH_CONTRAST_DARK: _high_contrast(_DARK, "#000000", "#FFFFFF"),
}


def contrast(one: str, other: str) -> float:
    """Give the WCAG contrast ratio of two colours, 1..21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# --- type -----------------------------------------------------------------------------------


class Type(str, Enum):
    """What a text is, and so how large it is set."""

    INSTRUCTION = "instruction"
    DISPLAY = "display"
    TITLE = "title"
    SECTION = "section"
    CARD = "card"
    VALUE = "value"
    ERROR = "error"
    LEAD = "lead"
    BODY = "body"
    SMALL = "small"
    LABEL = "label"
    BUTTON = "button"
    CHIP = "chip"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: size in device-independent px, `kiosk_px` in the kiosk, tracking in per cent."""

    px: float
    kiosk_px: float
    weight: int
    tracking: float = 0.0


SETTINGS: dict[Type, Setting] = {
    Type.INSTRUCTION: Setting(64, 104, 700, -2.2),
    Type.DISPLAY: Setting(40, 78, 700, -2.4),
    Type.TITLE: Setting(26, 48, 700, -1.0),
    Type.SECTION: Setting(18, 38, 700, -0.5),
    Type.CARD: Setting(15, 38, 600),
    Type.VALUE: Setting(21, 32, 700, -0.5),
    Type.ERROR: Setting(15, 32, 400),
    Type.LEAD: Setting(22, 34, 400),
    Type.BODY: Setting(14, 34, 400),
    Type.SMALL: Setting(13, 26, 400),
    Type.LABEL: Setting(12, 24, 400),
    Type.BUTTON: Setting(14, 36, 600),
    Type.CHIP: Setting(13, 28, 600),
}
