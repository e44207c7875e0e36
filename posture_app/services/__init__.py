"""What the program does, meeting the world only through the Protocols in `ports`."""
