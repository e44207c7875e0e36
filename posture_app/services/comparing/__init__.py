"""Visits held against each other."""
