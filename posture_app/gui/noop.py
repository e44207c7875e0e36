"""Marks texts in tables for the translators: Qt's own mark, with a type."""

# ruff: noqa: N802  the tools look for Qt's name


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Give the text as it is; it is translated where it is shown, in this context."""
    return text
