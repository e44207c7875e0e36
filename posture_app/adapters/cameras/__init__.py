"""Cameras, real and played."""
