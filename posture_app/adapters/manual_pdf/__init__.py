"""The manual as a PDF: contents with page numbers, bookmarks, and no heading left alone."""

from __future__ import annotations

from posture_app.adapters.manual_pdf.document import manual_pdf

__all__ = ["manual_pdf"]
