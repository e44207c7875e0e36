"""The room's pages: calibration, the daily check, and the repeatability study."""
