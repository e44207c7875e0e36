"""The world: one outside library a module."""
