"""The workstation: the window around the pages, with its rail, its bar, and its palette."""
