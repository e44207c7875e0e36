"""The face check-in."""
