"""Videos read, drawn on, and plotted."""
