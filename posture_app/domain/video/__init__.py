"""People who move: followed from frame to frame, smoothed, and measured over time."""
