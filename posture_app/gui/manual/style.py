"""How the manual looks: the one style of its page in the window and of its HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.gui.theme import FAMILY
from posture_app.gui.tokens import TOKENS, Scheme, Tokens
from posture_app.services.manual import whole_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.services.manual import Chapter, ToHtml

_SCREEN_TEXT_PX = 16.0


def manual_html(parts: Sequence[Chapter], title: str, to_html: ToHtml, language: str) -> bytes:
    """Give the manual as one page for a browser, which scales and searches it by itself."""
    style = manual_style(TOKENS[Scheme.LIGHT], _SCREEN_TEXT_PX, FAMILY)
    return whole_page(language, title, parts, to_html, f"{style} body {{ max-width: 46em; }}").encode()


def manual_style(tokens: Tokens, text_px: float, family: str) -> str:
    """Give the style sheet, in the part of CSS that Qt's rich text and browsers share."""
    size = round
    return f"""
body {{ font-family: '{family}', sans-serif; font-size: {size(text_px)}px; line-height: 150%;
  color: {tokens.text}; }}
h1 {{ font-size: {size(1.75 * text_px)}px; font-weight: 700; margin-top: 4px;
  margin-bottom: {size(text_px)}px; }}
h2 {{ font-size: {size(1.25 * text_px)}px; font-weight: 600; margin-top: {size(1.6 * text_px)}px;
  margin-bottom: {size(0.5 * text_px)}px; }}
p, li {{ line-height: 150%; margin-top: {size(0.35 * text_px)}px; margin-bottom: {size(0.35 * text_px)}px; }}
img {{ max-width: 100%; }}
a {{ color: {tokens.brand}; }}
code, pre {{ font-family: monospace; font-size: {size(0.92 * text_px)}px; }}
pre {{ margin-left: {size(text_px)}px; }}
table {{ border-collapse: collapse; margin-top: {size(0.6 * text_px)}px;
  margin-bottom: {size(0.9 * text_px)}px; }}
th {{ background-color: {tokens.sunken}; text-align: left; font-weight: 600; }}
th, td {{ border: 1px solid {tokens.line}; padding: {size(0.4 * text_px)}px {size(0.6 * text_px)}px; }}
"""
