"""What classical image processing sees: no model, OpenCV only."""
