"""The kiosk without its windows: its rails and its PIN."""
