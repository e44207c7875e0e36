"""Photographs read, gauged, and drawn on."""
