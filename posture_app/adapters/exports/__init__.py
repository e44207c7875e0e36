"""Formats that other systems read."""
