"""The camera in its room: calibrated, checked every day, and how well values repeat in it."""
