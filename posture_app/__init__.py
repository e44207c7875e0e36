"""Posture assessment from ordinary photographs, with honest uncertainty, offline."""

__version__ = "0.1.0"
