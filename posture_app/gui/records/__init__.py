"""The records in the window: opened, locked, searched, and worked with."""
