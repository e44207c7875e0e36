"""The face check-in in the windows, kiosk and workstation alike."""
