"""Widgets that show and report, and decide nothing."""
