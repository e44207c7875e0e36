"""The kiosk: the second shell, full screen and on rails."""
